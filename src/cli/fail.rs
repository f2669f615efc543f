//! How a file that could not be read is spoken of: place first, what is so, then a hint.

use crate::emit::message::{self, Lang, talk};
use crate::model::Failure;

/// `báo-cáo.pdf: lỗi[password]: tệp được bảo vệ bằng mật khẩu` and a hint below it.
pub fn failure(file: &str, failure: &Failure, lang: Lang) -> String {
    let sentence = message::failure(failure, lang);
    let word = talk("error", &[], lang);
    let said = format!(
        "{}: {word}[{}]: {}",
        one_line(file),
        failure.code,
        one_line(sentence.message.trim())
    );
    match sentence.hint.as_str() {
        "" => said,
        hint => format!("{said}\n  {}: {hint}", talk("hint", &[], lang)),
    }
}

/// Control characters made visible: a file's name may hold newlines and worse.
pub fn one_line(text: &str) -> String {
    text.chars()
        .flat_map(|c| {
            if c.is_control() {
                c.escape_default().collect()
            } else {
                vec![c]
            }
        })
        .collect()
}
