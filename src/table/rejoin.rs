//! Rows cut by a page break become whole rows again: label, unit, note or value.

use super::rows::Printed;
use super::section;
use crate::model::appendix::SetAside;
use crate::model::{Code, Finding, Found, Row, RowKind};
use crate::text::fold::bare;
use crate::text::labels::{Joint, Labels};
use crate::text::lines::{glued, join as join_lines};
use crate::text::number::{Strictness, is_number};
use crate::text::{Text, vocabulary};

/// Joins the pieces of cut rows; counts them.
pub fn rejoin(
    printed: Vec<Printed>,
    known: &Labels,
    set_aside: &mut SetAside,
    findings: &mut Vec<Finding>,
) -> Vec<Row> {
    let mut rows: Vec<Row> = Vec::with_capacity(printed.len());
    for next in printed {
        if next.assigned {
            findings.push(column_missing(&next.row, rows.len()));
        }
        match rows.last_mut() {
            Some(before) if continues(before, &next, known) => {
                join(before, next.row);
                set_aside.pieces += 1;
            }
            _ => rows.push(whole(next)),
        }
    }
    rows
}

/// A row of its own has the unit of the merged cell it stands under.
fn whole(printed: Printed) -> Row {
    Row {
        unit: printed.row.unit.or(printed.inherited_unit),
        ..printed.row
    }
}

fn column_missing(row: &Row, at: usize) -> Finding {
    let place = row.places.first().cloned().unwrap_or_default();
    Finding::new(Code::ColumnMissing)
        .with("printed", row.label.as_str())
        .on_row(at)
        .at(place, row.label.as_str())
}

/// Whether a printed row goes on with the row before it.
fn continues(before: &Row, next: &Printed, known: &Labels) -> bool {
    let row = &next.row;
    if row.kind == RowKind::Section || row.number.is_some() {
        return false;
    }
    if before.kind == RowKind::Section || section::is_section(before) {
        return next.opens_piece && is_title_rest(before, row, known);
    }
    if row.label.is_empty() {
        return is_rest_of(before, next);
    }
    if before.label.is_empty() {
        return next.opens_piece
            && next.found != Found::Format
            && fields_complete_each_other(before, row);
    }
    next.opens_piece
        && fields_complete_each_other(before, row)
        && label_goes_on(before.label.as_str(), row.label.as_str(), known)
}

/// A row without a label is the rest of the row before, unless it brings a unit or a figure that row has
/// already: then it is a row whose label stands on the next page. No page cuts the cells of a workbook or
/// a Word table, so words in their column of figures are no rest: they are the signer's, under the table.
fn is_rest_of(before: &Row, next: &Printed) -> bool {
    let row = &next.row;
    if next.found == Found::Format
        && row
            .value
            .as_ref()
            .is_some_and(|value| is_words(value.as_str()))
    {
        return false;
    }
    let may_be_cut = match next.found {
        Found::Tabs | Found::Alignment => next.opens_piece || is_note_only(row),
        _ => next.opens_piece,
    };
    may_be_cut && fields_complete_each_other(before, row)
}

fn is_note_only(row: &Row) -> bool {
    row.unit.is_none() && row.value.is_none() && row.more_values.iter().all(Option::is_none)
}

/// The rest of a section's title: words only, in lower case or known to belong to it.
fn is_title_rest(section: &Row, row: &Row, known: &Labels) -> bool {
    let words = !row.label.is_empty() && row.unit.is_none() && row.value.is_none();
    words
        && (row.label.as_str().starts_with(char::is_lowercase)
            || known.joint(section.label.as_str(), row.label.as_str()) == Joint::OneRow)
}

/// Two figures are two rows, unless the page break cut the figure itself.
fn two_values(before: &Row, row: &Row) -> bool {
    let values = |row: &Row| {
        row.value
            .iter()
            .chain(row.more_values.iter().flatten())
            .count()
    };
    values(before) > 0 && values(row) > 0 && !is_cut_figure(before, row)
}

fn is_cut_figure(before: &Row, row: &Row) -> bool {
    match (&before.value, &row.value) {
        (Some(first), Some(second)) => {
            let (first, second) = (first.as_str(), second.as_str());
            first.ends_with(['.', ',', '/'])
                || second.starts_with(['.', ',', '/', '('])
                || is_words(first) && is_words(second)
        }
        _ => false,
    }
}

fn is_words(text: &str) -> bool {
    !text.chars().any(|c| c.is_ascii_digit()) && text.chars().any(char::is_alphabetic)
}

/// Both rows having a value, or both a unit that is not one list of answers, makes them two.
fn fields_complete_each_other(before: &Row, row: &Row) -> bool {
    let units = match (&before.unit, &row.unit) {
        (Some(first), Some(second)) => {
            first.as_str().contains('=') && second.as_str().contains('=') && first != second
        }
        _ => true,
    };
    units && !two_values(before, row)
}

/// Whether two printed labels are the halves of one.
fn label_goes_on(before: &str, next: &str, known: &Labels) -> bool {
    if next.starts_with(['-', '+', '•', '–', '*']) {
        return false;
    }
    match known.joint(before, next) {
        Joint::OneRow => true,
        Joint::TwoRows => false,
        Joint::Unknown => {
            next.starts_with(|c: char| c.is_lowercase() || c == '(')
                || is_unfinished(before, next)
                || (closes(next) && opens(before))
        }
    }
}

fn opens(text: &str) -> bool {
    text.matches('(').count() > text.matches(')').count()
}

fn closes(text: &str) -> bool {
    text.matches(')').count() > text.matches('(').count()
}

/// Labels of totals, whole as they are.
const WHOLE: [&str; 3] = ["tong", "tong so", "tong cong"];

/// A label does not end in a comma, an open bracket or a word that needs another; nor in "Bộ", whose name
/// follows, or in "ngày", "tháng", "năm" before figures. "Tổng số" needs no more.
fn is_unfinished(label: &str, next: &str) -> bool {
    if WHOLE.contains(&bare(label).as_str()) {
        return false;
    }
    let ends_open = label.ends_with([',', ';', '(', '/', '-', '–', '“', '"']);
    let last = label.rsplit(' ').next().unwrap_or(label);
    let named = vocabulary::NEEDS_NAME
        .iter()
        .any(|word| last == *word || word.contains(' ') && label.ends_with(word));
    let last = last.to_lowercase();
    let dated =
        vocabulary::NEEDS_NUMBER.contains(&last.as_str()) && is_number(next, Strictness::Leading);
    let open = vocabulary::NEEDS_MORE.contains(&last.as_str());
    ends_open || opens(label) || named || dated || open
}

/// Joins a piece onto the row it belongs to, field by field.
fn join(before: &mut Row, piece: Row) {
    before.label = join_words(&before.label, &piece.label);
    before.unit = join_option(before.unit.take(), piece.unit, join_words);
    before.value = join_option(before.value.take(), piece.value, join_figure);
    before.note = join_option(before.note.take(), piece.note, join_words);
    for (at, value) in piece.more_values.into_iter().enumerate() {
        if let Some(slot) = before.more_values.get_mut(at) {
            *slot = join_option(slot.take(), value, join_figure);
        }
    }
    before.marks.extend(piece.marks);
    before.unreadable |= piece.unreadable;
    before.readings.extend(piece.readings);
    before.raw.extend(piece.raw);
    for place in piece.places {
        if !before.places.contains(&place) {
            before.places.push(place);
        }
    }
}

fn join_option(
    first: Option<Text>,
    second: Option<Text>,
    join: fn(&Text, &Text) -> Text,
) -> Option<Text> {
    match (first, second) {
        (Some(first), Some(second)) => Some(join(&first, &second)),
        (first, second) => first.or(second),
    }
}

/// A text cut after a hyphen or a stroke has no space there.
fn join_words(first: &Text, second: &Text) -> Text {
    if glued(first.as_str(), second.as_str()) {
        return Text::clean(&join_lines(&[
            first.as_str().to_owned(),
            second.as_str().to_owned(),
        ]));
    }
    first.join(second)
}

/// A figure cut after its separator has no space inside; words have.
fn join_figure(first: &Text, second: &Text) -> Text {
    let figure = first
        .as_str()
        .ends_with(|c: char| c.is_ascii_digit() || ".,/".contains(c))
        && second
            .as_str()
            .starts_with(|c: char| c.is_ascii_digit() || ".,/(%".contains(c));
    if figure {
        Text::clean(&format!("{first}{second}"))
    } else {
        first.join(second)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Number, Place};

    fn row(label: &str, unit: &str, value: &str, note: &str) -> Row {
        let field = |text: &str| (!text.is_empty()).then(|| Text::clean(text));
        Row {
            label: Text::clean(label),
            unit: field(unit),
            value: field(value),
            note: field(note),
            places: vec![Place::default()],
            ..Row::default()
        }
    }

    fn joined(before: Row, next: Row) -> Vec<Row> {
        joined_as(Found::Tabs, before, next)
    }

    fn joined_as(found: Found, before: Row, next: Row) -> Vec<Row> {
        let printed = |row, opens_piece| Printed {
            row,
            opens_piece,
            found,
            ..Printed::default()
        };
        let known = Labels::new(["Nhiệm vụ khác (nếu có)"]);
        let mut findings = Vec::new();
        rejoin(
            vec![printed(before, false), printed(next, true)],
            &known,
            &mut SetAside::default(),
            &mut findings,
        )
    }

    #[test]
    fn a_cut_label_is_joined_though_its_second_half_begins_with_a_capital() {
        let rows = joined(
            row(
                "Việc chấp hành Chỉ thị 26/CT-TTg của",
                "Tốt = 1 Có vi phạm = 0",
                "1",
                "Ghi rõ",
            ),
            row("Thủ tướng Chính phủ về kỷ luật", "", "", ""),
        );
        assert_eq!(
            rows[0].label.as_str(),
            "Việc chấp hành Chỉ thị 26/CT-TTg của Thủ tướng Chính phủ về kỷ luật"
        );
    }

    /// What the signer wrote under the table of a workbook is not the last row's figure.
    #[test]
    fn a_signature_under_a_workbook_table_is_no_figure() {
        let last = || row("Số cuộc họp", "Cuộc", "", "");
        assert_eq!(
            joined_as(Found::Format, last(), row("", "", "CHỦ TỊCH", "")).len(),
            2
        );
        assert_eq!(
            joined_as(Found::Rules, last(), row("", "", "Không", "")).len(),
            1
        );
    }

    #[test]
    fn a_label_cut_before_a_bracket_a_date_or_a_name_is_joined() {
        for (first, second) in [
            ("Tổng kinh phí được số hóa", "(nếu có)"),
            (
                "Số hồ sơ theo Nghị quyết số 57-NQ/TW ngày",
                "22/12/2024 của Bộ Chính trị",
            ),
            ("Số hội nghị theo Nghị quyết của Bộ", "Chính trị"),
        ] {
            let rows = joined(
                row(first, "Hồ sơ", "12", "Số liệu tổng hợp"),
                row(second, "", "", "của xã"),
            );
            assert_eq!(rows.len(), 1, "{first} | {second}");
        }
        let apart = joined(
            row("Số hồ sơ đã ban hành", "Hồ sơ", "12", ""),
            row("Chính sách mới", "", "", ""),
        );
        assert_eq!(apart.len(), 2);
    }

    #[test]
    fn a_cut_unit_is_joined() {
        let rows = joined(
            row("Đơn giản hóa TTHC", "Không = 0", "0", ""),
            row("", "Có = 1", "", ""),
        );
        assert_eq!(
            (rows.len(), rows[0].unit.as_ref().map(Text::as_str)),
            (1, Some("Không = 0 Có = 1"))
        );
    }

    #[test]
    fn a_closing_bracket_ends_a_label() {
        let before = row(
            "Số người tự chủ hoàn toàn (nếu có)",
            "",
            "",
            "Quyết định số ...",
        );
        assert_eq!(
            joined(before, row("Tổng số người được duyệt", "Người", "", "")).len(),
            2
        );
    }

    #[test]
    fn a_known_label_on_a_new_page_is_a_row_of_its_own() {
        assert_eq!(
            joined(
                row("Số vấn đề của", "Vấn đề", "", ""),
                row("Nhiệm vụ khác (nếu có)", "", "", "")
            )
            .len(),
            2
        );
    }

    #[test]
    fn a_label_on_the_next_page_joins_the_unit_and_figure_above_it() {
        let rows = joined(
            row("", "Hồ sơ", "19", ""),
            row("Số hồ sơ đã tiếp nhận", "", "", ""),
        );
        assert_eq!(rows.len(), 1);
        assert_eq!(
            (
                rows[0].label.as_str(),
                rows[0].value.as_ref().map(Text::as_str)
            ),
            ("Số hồ sơ đã tiếp nhận", Some("19"))
        );
    }

    #[test]
    fn a_cut_section_title_is_joined_but_takes_no_row() {
        let mut section = row("Cải cách tổ chức bộ máy hành chính nhà", "", "", "");
        section.number = Some(Number("IV".into()));
        assert_eq!(joined(section.clone(), row("nước", "", "", "")).len(), 1);
        assert_eq!(
            joined(section, row("Cơ cấu tổ chức bộ máy", "", "", "")).len(),
            2
        );
    }

    #[test]
    fn a_second_unit_opens_a_second_row() {
        assert_eq!(
            joined(
                row("Số TTHC đã tích hợp", "TTHC", "", ""),
                row("", "TTHC", "3.137", "")
            )
            .len(),
            2
        );
    }

    #[test]
    fn a_noun_is_not_the_word_it_resembles() {
        let before = row("Số liệu về trao đổi văn bản điện tử", "", "", "");
        assert_eq!(
            joined(before, row("Tổng số văn bản đi", "Văn bản", "959", "")).len(),
            2
        );
    }

    #[test]
    fn two_figures_are_two_rows() {
        assert_eq!(
            joined(
                row("Số hồ sơ", "Hồ sơ", "12", ""),
                row("", "Hồ sơ", "34", "")
            )
            .len(),
            2
        );
        assert_eq!(
            joined(
                row("Số hồ sơ", "Hồ sơ", "12", ""),
                row("trong đó trực tuyến", "Hồ sơ", "34", "")
            )
            .len(),
            2
        );
    }

    #[test]
    fn a_cut_figure_is_one_figure() {
        let rows = joined(
            row("Số tiền", "Đồng", "17.454.", ""),
            row("", "", "000", ""),
        );
        assert_eq!(rows[0].value.as_ref().map(Text::as_str), Some("17.454.000"));
    }

    #[test]
    fn a_numbered_row_is_never_a_continuation() {
        let mut next = row("và các việc khác", "", "", "");
        next.number = Some(Number("4".into()));
        assert_eq!(joined(row("Số hồ sơ của", "", "", ""), next).len(), 2);
    }
}
