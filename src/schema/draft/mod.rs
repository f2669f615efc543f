//! A draft schema from one or several blank or filled reports.
//!
//! | step | in → out |
//! |---|---|
//! | [`tree`] | rows of one appendix → a tree, by numbers, bullets and indentation |
//! | [`union`] | trees of several reports → one, label variants kept |
//! | [`ids`] | tree → an id for each row |
//! | [`guess`] | row → indicator: kind, unit, choices, optional, cumulative |
//! | [`rules`] | parents and children → ratio, sum and at-most rules |
//! | [`columns`] | header → value columns |

mod columns;
mod figure;
mod guess;
mod ids;
mod rules;
mod tree;
mod union;

use super::fault::SchemaError;
use super::form::Schema;
use crate::model::{Appendix, Row, RowKind};
use crate::text::fold::bare;
use tree::Tree;

/// Drafts a schema from the appendices of one or several reports of one form, blank or filled. What is
/// guessed is marked so; the draft loads as it is.
///
/// ```
/// use phuluc::model::{Appendix, Number, Row, RowKind};
/// use phuluc::schema::{Kind, Rule, draft};
/// use phuluc::text::Text;
/// let row = |number: &str, label: &str, unit: &str| Row {
///     number: (!number.is_empty()).then(|| Number(number.to_owned())),
///     label: Text::clean(label),
///     unit: (!unit.is_empty()).then(|| Text::clean(unit)),
///     ..Row::default()
/// };
/// let mut rows = vec![
///     row("I", "Chỉ đạo điều hành", ""),
///     row("1", "Tỷ lệ hoàn thành kế hoạch", "%"),
///     row("", "Số nhiệm vụ đề ra", "Nhiệm vụ"),
///     row("", "Số nhiệm vụ đã hoàn thành", "Nhiệm vụ"),
///     row("2", "Tổ chức đối thoại", "Không = 0 Có = 1"),
/// ];
/// rows[0].kind = RowKind::Section;
/// let schema = draft(&[Appendix { rows, ..Appendix::default() }], "mau-moi", "Mẫu mới")?;
///
/// let ids: Vec<&str> = schema.indicators.iter().map(|row| row.id.as_str()).collect();
/// assert_eq!(ids, ["I", "I.1", "I.1.1", "I.1.2", "I.2"]);
/// assert_eq!(
///     schema.indicators[1].rules[0],
///     Rule::RatioOf { part: "I.1.2".into(), whole: "I.1.1".into(), guessed: true }
/// );
/// assert_eq!(schema.indicators[4].kind, Kind::Choice);
/// # Ok::<(), phuluc::schema::SchemaError>(())
/// ```
///
/// # Errors
/// When there is nothing to draft from: no appendix, or none with a row.
pub fn draft(appendices: &[Appendix], id: &str, title: &str) -> Result<Schema, SchemaError> {
    let tree = united(appendices);
    let ids = ids::ids(&tree);
    let columns = columns::columns(appendices);
    let order = tree.preorder();
    let mut indicators: Vec<_> = order
        .iter()
        .map(|&node| guess::indicator(&tree, &ids, node, columns.main))
        .collect();
    if columns.are_scores() {
        indicators.iter_mut().for_each(guess::scored);
    }
    if columns.columns.len() > 1 {
        let words = |at: &usize| guess::words(&tree.nodes[*at], columns.main);
        let counts = indicators
            .iter_mut()
            .zip(&order)
            .filter(|(_, at)| !words(at));
        counts.for_each(|(indicator, _)| guess::counted(indicator));
    }
    guess::units_said_elsewhere(&mut indicators);
    rules::add(&tree, &ids, &order, columns.main, &mut indicators);
    let schema = Schema {
        json_schema: Some("schema.schema.json".to_owned()),
        id: id.to_owned(),
        title: title.to_owned(),
        value_columns: columns.columns,
        main_column: columns.main,
        indicators,
        ..Schema::default()
    };
    schema.validated().map_err(|faults| SchemaError {
        file: id.to_owned(),
        faults,
    })
}

fn united(appendices: &[Appendix]) -> Tree {
    let mut trees = appendices
        .iter()
        .enumerate()
        .map(|(report, appendix)| tree::tree(without_form_code(&appendix.rows), report));
    let first = trees.next().unwrap_or_default();
    trees.fold(first, |mut all, next| {
        union::unite(&mut all, next);
        all
    })
}

/// The rows without the code of the whole form, "Biểu 02", where it opens no section among others.
fn without_form_code(rows: &[Row]) -> &[Row] {
    let is_section = |row: &&Row| row.kind == RowKind::Section;
    let names_form = |row: &Row| {
        let number = row.number.as_ref();
        let key = number.map_or_else(String::new, |number| bare(&number.0));
        ["bieu ", "mau "].iter().any(|word| key.starts_with(word))
    };
    match rows {
        [first, rest @ ..] if names_form(first) && !rest.iter().any(|row| is_section(&row)) => rest,
        _ => rows,
    }
}

#[cfg(test)]
mod tests {
    use super::tree::tests::row;
    use super::*;
    use crate::model::Number;
    use crate::schema::{Kind, Presence, Rule, builtin};
    use crate::text::Text;

    /// The blank form a schema describes, as a report prints it.
    fn blank(schema: &Schema) -> Appendix {
        let text = |text: &Option<String>| text.as_deref().map(Text::clean);
        let rows = schema.indicators.iter().map(|row| Row {
            section: Some(row.section.clone()),
            number: row.number.clone().map(|number| Number(number.0)),
            label: Text::clean(&row.label),
            unit: text(&row.unit),
            kind: if row.kind == Kind::Section {
                RowKind::Section
            } else {
                RowKind::Item
            },
            ..Row::default()
        });
        Appendix {
            rows: rows.collect(),
            ..Appendix::default()
        }
    }

    /// The shipped forms are the measure: from their blank print a draft must find every id, parent,
    /// section and nearly every kind.
    #[test]
    fn a_blank_shipped_form_gives_its_own_tree() {
        for schema in builtin() {
            let drafted = draft(&[blank(schema)], "x", "X").unwrap();
            let tree = |schema: &Schema| {
                let rows = schema.indicators.iter();
                rows.map(|row| (row.id.clone(), row.parent.clone(), row.section.clone()))
                    .collect::<Vec<_>>()
            };
            assert_eq!(tree(&drafted), tree(schema));
            let pairs = schema.indicators.iter().zip(&drafted.indicators);
            let other: Vec<_> = pairs
                .filter(|(a, b)| a.kind != b.kind)
                .map(|(a, b)| (&a.id, a.kind, b.kind))
                .collect();
            assert!(other.len() <= 3, "{other:?}");
        }
    }

    #[test]
    fn a_draft_loads_as_it_is() {
        for schema in builtin() {
            let drafted = draft(&[blank(schema)], "x", "X").unwrap();
            let again = Schema::from_json("x.json", &drafted.to_json().unwrap()).unwrap();
            assert_eq!(again, drafted);
        }
    }

    /// Every rate that a shipped form computes from two rows is found from the blank print.
    #[test]
    fn rates_of_the_shipped_forms_are_guessed() {
        for schema in builtin() {
            let drafted = draft(&[blank(schema)], "x", "X").unwrap();
            let rates = |schema: &Schema| {
                let rules = schema
                    .indicators
                    .iter()
                    .flat_map(|row| row.rules.iter().map(move |rule| (row, rule)));
                let rates = rules.filter_map(|(row, rule)| match rule {
                    Rule::RatioOf { part, whole, .. } => {
                        Some((row.id.clone(), part.clone(), whole.clone()))
                    }
                    _ => None,
                });
                rates.collect::<Vec<_>>()
            };
            let found = rates(&drafted);
            let lost: Vec<_> = rates(schema)
                .into_iter()
                .filter(|rate| !found.contains(rate))
                .collect();
            assert!(lost.is_empty(), "{lost:?}");
        }
    }

    #[test]
    fn optional_goes_down_the_tree() {
        let rows = vec![
            row("I", "Mục"),
            row("1", "Tuyển dụng (nếu có)"),
            row("", "Số công chức"),
        ];
        let drafted = draft(
            &[Appendix {
                rows,
                ..Appendix::default()
            }],
            "x",
            "X",
        )
        .unwrap();
        assert_eq!(drafted.indicators[2].presence, Presence::Optional);
    }

    #[test]
    fn the_label_most_reports_print_is_the_label() {
        let report = |label: &str| Appendix {
            rows: vec![row("I", "Mục"), row("1", label)],
            ..Appendix::default()
        };
        let (short, long) = ("Số TTHC công bố", "Số thủ tục hành chính công bố");
        let drafted = draft(&[report(short), report(long), report(long)], "x", "X").unwrap();
        assert_eq!(
            (
                drafted.indicators[1].label.as_str(),
                &*drafted.indicators[1].aliases
            ),
            (long, &[short.to_owned()][..])
        );
    }

    #[test]
    fn a_count_answered_with_khong_stays_a_count() {
        let mut rows = vec![
            row("I", "Mục"),
            row("1", "Số vấn đề phát hiện"),
            row("", "- Trong đơn vị tự chủ"),
        ];
        rows[1].unit = Some(Text::clean("Vấn đề"));
        rows[1].value = Some(Text::clean("Không"));
        let drafted = draft(
            &[Appendix {
                rows,
                ..Appendix::default()
            }],
            "x",
            "X",
        )
        .unwrap();
        assert_eq!(
            [drafted.indicators[1].kind, drafted.indicators[2].kind],
            [Kind::Count; 2]
        );
    }

    #[test]
    fn nothing_to_draft_from_is_an_error() {
        assert!(draft(&[], "x", "X").is_err());
    }
}
