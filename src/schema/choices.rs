//! Units that are answer codes: "Không = 0 Có = 1".

use super::form::Choice;

/// The answers a unit lists, in printed order; empty when it is no list of answers. Words before
/// codes, as forms print them; separators may be missing.
///
/// ```
/// use phuluc::schema::choices;
/// let codes = |unit| choices(unit).iter().map(|c| format!("{}:{}", c.label, c.code)).collect::<Vec<_>>();
/// assert_eq!(codes("Có = 1; Không = 0"), ["Có:1", "Không:0"]);
/// assert_eq!(codes("Trực tuyến = 0 Phát phiếu = 1 Kết hợp = 2"), ["Trực tuyến:0", "Phát phiếu:1", "Kết hợp:2"]);
/// assert!(codes("Cơ quan, đơn vị").is_empty());
/// ```
pub fn choices(unit: &str) -> Vec<Choice> {
    let mut choices = Vec::new();
    let mut rest = unit;
    while let Some((words, after)) = rest.split_once(['=', ':']) {
        let after = after.trim_start();
        let end = after
            .find(|c: char| !c.is_ascii_digit())
            .unwrap_or(after.len());
        let label = words.trim_matches([' ', ';', ',', '.', '/', '-', '(', ')']);
        let Ok(code) = after[..end].parse() else {
            return Vec::new();
        };
        if label.is_empty() {
            return Vec::new();
        }
        choices.push(Choice {
            code,
            label: label.to_owned(),
        });
        rest = &after[end..];
    }
    if choices.len() < 2 {
        Vec::new()
    } else {
        choices
    }
}
