//! Rows with a lost or an extra column: which of their cells is what, by content and order.
//!
//! A scan turned into text loses a leading tab, or the empty STT column of a whole page. The cells that
//! are left still come in order, and a unit looks like a unit: the best order-preserving assignment wins.

use crate::text::column_role::ColumnRole;
use crate::text::fold::bare;
use crate::text::number::{Strictness, is_number};
use crate::text::roman;
use std::collections::BTreeSet;

/// The units a table prints, compared without diacritics.
#[derive(Clone, Debug, Default)]
pub struct Units(BTreeSet<String>);

impl Units {
    /// Remembers a unit.
    pub fn learn(&mut self, unit: &str) {
        if !unit.is_empty() {
            self.0.insert(bare(unit));
        }
    }

    /// Whether a text is one of them, or an answer code such as "Không = 0 Có = 1".
    pub fn knows(&self, text: &str) -> bool {
        is_choice(text) || text == "%" || self.0.contains(&bare(text))
    }
}

/// "Có = 1; Không = 0", or a piece of it.
pub fn is_choice(text: &str) -> bool {
    text.split_once('=').is_some_and(|(words, code)| {
        words.chars().any(char::is_alphabetic)
            && code.trim_start().starts_with(|c: char| c.is_ascii_digit())
    })
}

/// For each cell of a row, the position of its role in `roles`; `None` for a cell that fits none.
/// The assignment keeps the order of both.
pub fn assign(texts: &[&str], roles: &[ColumnRole], units: &Units) -> Vec<Option<usize>> {
    let (n, m) = (texts.len(), roles.len());
    let mut best = vec![vec![0f32; m + 1]; n + 1];
    for i in (0..=n).rev() {
        for j in (0..=m).rev() {
            if i == n && j == m {
                continue;
            }
            let take =
                (i < n && j < m).then(|| best[i + 1][j + 1] + fit(texts[i], roles[j], units));
            let skip_role = (j < m).then(|| best[i][j + 1] - 0.3);
            let skip_cell = (i < n).then(|| best[i + 1][j] - lost(texts[i]));
            best[i][j] = [take, skip_role, skip_cell]
                .into_iter()
                .flatten()
                .fold(f32::MIN, f32::max);
        }
    }
    trace(texts, roles, units, &best)
}

fn trace(
    texts: &[&str],
    roles: &[ColumnRole],
    units: &Units,
    best: &[Vec<f32>],
) -> Vec<Option<usize>> {
    let (n, m) = (texts.len(), roles.len());
    let mut out = vec![None; n];
    let (mut i, mut j) = (0, 0);
    while i < n {
        let here = best[i][j];
        if j < m && here == best[i + 1][j + 1] + fit(texts[i], roles[j], units) {
            out[i] = Some(j);
            (i, j) = (i + 1, j + 1);
        } else if j < m && here == best[i][j + 1] - 0.3 {
            j += 1;
        } else {
            i += 1;
        }
    }
    out
}

/// What leaving a cell out costs: nothing when it is empty.
fn lost(text: &str) -> f32 {
    if text.is_empty() { 0.1 } else { 6.0 }
}

/// How well a text fits a role.
fn fit(text: &str, role: ColumnRole, units: &Units) -> f32 {
    if text.is_empty() {
        return if role == ColumnRole::Label { -1.0 } else { 0.3 };
    }
    match role {
        ColumnRole::Number => {
            if is_number_like(text) {
                2.0
            } else {
                -3.0
            }
        }
        ColumnRole::Label | ColumnRole::Group => {
            if text.chars().filter(|c| c.is_alphabetic()).count() > 3 {
                1.0
            } else {
                -2.0
            }
        }
        ColumnRole::Unit if units.knows(text) => 2.0,
        ColumnRole::Unit => {
            if is_short_words(text) {
                0.3
            } else {
                -3.0
            }
        }
        ColumnRole::Value(_) if is_number(text, Strictness::Answer) => 2.0,
        ColumnRole::Value(_) => {
            if text.chars().count() <= 8 {
                0.4
            } else {
                -3.0
            }
        }
        ColumnRole::Note => {
            if text.chars().count() > 12 {
                0.6
            } else {
                0.1
            }
        }
        ColumnRole::Code if is_number_like(text) => 1.5,
        ColumnRole::Code => {
            if text.chars().count() <= 12 && !text.contains(' ') {
                0.5
            } else {
                -3.0
            }
        }
        ColumnRole::Other => -1.0,
    }
}

fn is_short_words(text: &str) -> bool {
    text.chars().count() <= 24 && !text.chars().any(|c| c.is_ascii_digit())
}

/// A heading number: "1", "3.3.1.", "IV", "a)", "-".
pub fn is_number_like(text: &str) -> bool {
    let inner = text.trim_end_matches(['.', ')', ':', ',']);
    let digits = inner.chars().all(|c| c.is_ascii_digit() || c == '.') && inner.len() <= 10;
    let numeral = inner.len() <= 5 && inner.chars().all(|c| roman::is_sign(c) || c == 'l');
    let letter = inner.chars().count() == 1 && inner.chars().all(char::is_alphabetic);
    let bullet = ["-", "+", "*", "•", "–"].contains(&text);
    (!inner.is_empty() && (digits || numeral || letter)) || bullet
}

#[cfg(test)]
mod tests {
    use super::*;

    const ROLES: [ColumnRole; 5] = [
        ColumnRole::Number,
        ColumnRole::Label,
        ColumnRole::Unit,
        ColumnRole::Value(0),
        ColumnRole::Note,
    ];

    fn units() -> Units {
        let mut units = Units::default();
        ["Văn bản", "Cơ quan, đơn vị", "%"]
            .iter()
            .for_each(|unit| units.learn(unit));
        units
    }

    fn roles(texts: &[&str]) -> Vec<ColumnRole> {
        assign(texts, &ROLES, &units())
            .into_iter()
            .map(|at| at.map_or(ColumnRole::Other, |at| ROLES[at]))
            .collect()
    }

    #[test]
    fn lost_number_column() {
        let row = [
            "Sở ngành thực hiện đánh giá nội bộ",
            "Có = 1 Không = 0",
            "0",
            "",
        ];
        assert_eq!(
            roles(&row),
            [
                ColumnRole::Label,
                ColumnRole::Unit,
                ColumnRole::Value(0),
                ColumnRole::Note
            ]
        );
    }

    #[test]
    fn lost_tab_before_a_note() {
        assert_eq!(
            roles(&["", "", "", "(định kỳ mỗi tháng họp một lần)"])[3],
            ColumnRole::Note
        );
    }

    #[test]
    fn lost_unit_leaves_the_figure_a_value() {
        assert_eq!(
            roles(&["2", "Số văn bản đã ban hành", "15", ""])[2],
            ColumnRole::Value(0)
        );
    }

    #[test]
    fn an_extra_empty_cell_takes_no_role_from_ink() {
        let row = [
            "1",
            "Số văn bản đã ban hành",
            "",
            "Văn bản",
            "15",
            "Quyết định số 1",
        ];
        let ink: Vec<ColumnRole> = roles(&row)
            .into_iter()
            .zip(row)
            .filter(|(_, t)| !t.is_empty())
            .map(|(r, _)| r)
            .collect();
        assert_eq!(ink, ROLES);
    }
}
