//! The fields of an old form: check boxes and lists need have no result, their state is a setting.

/// The state of a field that says "as it was designed".
const AS_DESIGNED: i32 = 25;

/// A field of a form while it is read.
#[derive(Debug, Default)]
pub(super) struct FormField {
    kind: i32,
    chosen: Option<i32>,
    designed: i32,
    entries: Vec<String>,
}

impl FormField {
    /// Takes in a setting.
    pub fn set(&mut self, word: &str, value: i32) {
        match word {
            "fftype" => self.kind = value,
            "ffres" => self.chosen = Some(value).filter(|value| *value != AS_DESIGNED),
            "ffdefres" => self.designed = value,
            _ => {}
        }
    }

    /// An entry of a list begins.
    pub fn entry(&mut self) {
        self.entries.push(String::new());
    }

    /// Characters of the entry that is open.
    pub fn text(&mut self, text: &str) {
        if let Some(entry) = self.entries.last_mut() {
            entry.push_str(text);
        }
    }

    /// What the page shows of it; `None` for text, which is the field's result.
    pub fn shown(self) -> Option<String> {
        let state = self.chosen.unwrap_or(self.designed);
        match self.kind {
            1 => Some(if state == 1 { "☒" } else { "☐" }.to_owned()),
            2 => self.entries.get(usize::try_from(state).ok()?).cloned(),
            _ => None,
        }
    }
}
