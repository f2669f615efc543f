//! `prompt-left-in-note`: the note still holds the form's own prompt.

use crate::audit::check::{Check, Run};
use crate::audit::context::Context;
use crate::audit::narrative::note::is_prompt;
use crate::model::{Code, Finding};

/// The check.
pub const CHECK: Check = Check {
    code: Code::PromptLeftInNote,
    run: Run::Report(run),
};

fn run(context: &Context, findings: &mut Vec<Finding>) {
    for (indicator, record) in context.sheet() {
        if let Some(note) = context
            .note(record)
            .filter(|note| is_prompt(note, &indicator.note_prompts))
        {
            findings.push(
                context
                    .about(CHECK.finding(), record)
                    .with("note", &note.phrase.text),
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::audit::testing::Sheet;

    #[test]
    fn a_prompt_is_named_and_an_answer_is_not() {
        let sheet = |note| {
            Sheet::of(&[("I.1", "Số đơn vị", "3")])
                .note("I.1", note)
                .only("prompt-left-in-note")
        };
        assert_eq!(sheet("Ghi rõ tên đơn vị"), ["prompt-left-in-note I.1"]);
        assert!(sheet("Phòng Tổ chức, Văn phòng, Thanh tra").is_empty());
    }
}
