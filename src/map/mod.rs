//! Appendix + Schema → Records.
//!
//! | step | in → out |
//! |---|---|
//! | `printed` | rows → their labels, units, numbers and parents, ready for comparing |
//! | `choose` | appendix + all schemas → the one it fills in |
//! | `pair` | each printed row → the indicators it may be, and what speaks for each (`tree`, `sections`: what stands above it) |
//! | `align` | pairs → the best alignment as a whole, then what was moved |
//! | `grade` | links → matches that stand, each with a grade |
//! | `columns` | headers + form → which printed column holds the value |
//! | `value` | printed cell + what the indicator asks → value (`beside`: the words around its figure, `money`: its scale) |
//! | `misplaced` | labels of the table → figures that stand behind one, not in the value cell |
//! | `share` | rates of a table → those that are likely shares |

mod align;
mod beside;
mod body;
mod choose;
mod columns;
mod grade;
pub mod head;
mod letterhead;
mod level;
mod misplaced;
mod money;
pub mod outline;
mod pair;
mod phrase;
mod printed;
mod province;
mod sections;
mod share;
mod thresholds;
mod tree;
mod value;

pub use value::{decimal_mark, plain, printed_number};

use crate::model::report::OtherValue;
use crate::model::{
    Appendix, Code, Finding, Grade, IndicatorId, Match, Record, Row, SchemaFit, WithFindings,
};
use crate::schema::{Indicator, Schema};
use crate::text::Text;
use crate::text::fold::fold;
use choose::{Fit, choose};
use columns::Columns;
use grade::Matched;
use printed::Printed;

/// An appendix mapped to a schema.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Mapping {
    /// The schema it fits; `None` when it fits none, and then there are no records.
    pub schema: Option<SchemaFit>,
    /// For each appendix row, the indicator it was mapped to.
    pub mapped: Vec<Option<IndicatorId>>,
    /// One record per indicator of the schema, in schema order.
    pub records: Vec<Record>,
}

/// Maps an appendix to the schema it fits best, or to the one forced by its id.
///
/// Every row becomes the row of exactly one record or is named by exactly one `unmapped-row`
/// finding; an indicator no row was found for is `Value::Missing`.
///
/// ```
/// use phuluc::model::{Appendix, Row, Value};
/// use phuluc::pipeline::map;
/// use phuluc::schema::Schema;
/// use phuluc::text::Text;
///
/// let schema: Schema = serde_json::from_str(r#"{"id": "demo", "title": "Demo", "indicators": [
///     {"id": "I.1", "section": "I", "label": "Số TTHC liên thông cùng cấp", "kind": "count"},
///     {"id": "I.2", "section": "I", "label": "Số lượng phiếu khảo sát", "kind": "count"}]}"#)?;
/// let row = Row {
///     label: Text::clean("Số thủ tục hành chính liên thông cùng cấp"),
///     value: Some(Text::clean("1.946")),
///     ..Row::default()
/// };
/// let appendix = Appendix { rows: vec![row], ..Appendix::default() };
///
/// let mapping = map(&appendix, &[schema], None).output;
/// assert_eq!(mapping.mapped, [Some("I.1".into())]);
/// assert_eq!(mapping.records[0].value, Value::Number(1946.into()));
/// assert_eq!(mapping.records[1].value, Value::Missing);
/// # Ok::<(), serde_json::Error>(())
/// ```
pub fn map(appendix: &Appendix, schemas: &[Schema], forced: Option<&str>) -> WithFindings<Mapping> {
    match choose(&Printed::of(appendix), schemas, forced) {
        Ok((fit, chosen)) => mapped(appendix, &fit, chosen),
        Err(nearest) => unfitting(appendix, nearest),
    }
}

fn mapped(appendix: &Appendix, fit: &Fit, chosen: SchemaFit) -> WithFindings<Mapping> {
    let print = Print {
        appendix,
        columns: Columns::of(appendix, fit.schema),
        mark: appendix.decimal_mark.or_else(|| decimal_mark(appendix)),
        blanks: value::parts_by_blanks(appendix),
    };
    let mut by_indicator: Vec<Option<&Matched>> = vec![None; fit.schema.indicators.len()];
    let mut mapped = vec![None; appendix.rows.len()];
    for matched in &fit.matched {
        let at = matched.link.pair.indicator;
        by_indicator[at] = Some(matched);
        mapped[matched.link.row] = Some(fit.schema.indicators[at].id.clone());
    }
    let mut findings = Vec::new();
    let records = fit
        .schema
        .indicators
        .iter()
        .zip(&by_indicator)
        .map(|(indicator, matched)| match matched {
            Some(matched) => record(&print, indicator, matched, &mut findings),
            None => Record {
                indicator: indicator.id.clone(),
                ..Record::default()
            },
        });
    let records: Vec<Record> = records.collect();
    let indicators = &fit.schema.indicators;
    let shares = share::findings(indicators, &records);
    for (record, finding) in shares.chain(misplaced::findings(appendix, indicators, &records)) {
        let row = record.row.and_then(|at| Some((at, appendix.rows.get(at)?)));
        findings.extend(row.map(|(at, row)| finding.at_row(at, row, row.label.as_str())));
    }
    findings.extend(unmapped(appendix, &mapped));
    WithFindings {
        output: Mapping {
            schema: Some(chosen),
            mapped,
            records,
        },
        findings,
    }
}

/// An appendix and how its cells are read.
struct Print<'a> {
    appendix: &'a Appendix,
    columns: Columns,
    mark: Option<char>,
    blanks: bool,
}

impl Print<'_> {
    fn asked<'a>(&self, indicator: &'a Indicator, row: &'a Row, main: bool) -> value::Asked<'a> {
        let unit = row.unit.as_ref().map(Text::as_str);
        value::Asked {
            indicator,
            unit: unit
                .filter(|unit| !unit.is_empty())
                .or(indicator.unit.as_deref()),
            mark: self.mark,
            blanks: self.blanks,
            main,
        }
    }
}

fn record(
    print: &Print,
    indicator: &Indicator,
    matched: &Matched,
    findings: &mut Vec<Finding>,
) -> Record {
    let at = matched.link.row;
    let row = &print.appendix.rows[at];
    let cell = print.columns.value(row);
    let valued = value::value(print.asked(indicator, row, true), cell, row.unreadable);
    let mut said = valued.findings;
    let more_values = others(print, indicator, row, &mut said);
    said.extend((matched.grade == Grade::Weak).then(|| weak(indicator, row, matched)));
    findings.extend(
        said.into_iter()
            .map(|finding| finding.at_row(at, row, row.label.as_str())),
    );
    Record {
        indicator: indicator.id.clone(),
        value: valued.value,
        printed: cell.filter(|text| !text.is_empty()).cloned(),
        more_values,
        row: Some(at),
        matched: Some(evidence(matched)),
        reading: print.columns.reading(row),
        evidence: Vec::new(),
    }
}

/// What the other columns say; doubts about them only where the form asks for them.
fn others(
    print: &Print,
    indicator: &Indicator,
    row: &Row,
    said: &mut Vec<Finding>,
) -> Vec<OtherValue> {
    let names = &print.appendix.value_columns;
    let other = |(at, cell): (Option<usize>, Option<&Text>)| {
        let valued = value::value(print.asked(indicator, row, false), cell, false);
        if print.columns.are_asked() {
            said.extend(valued.findings);
        }
        OtherValue {
            column: at.and_then(|at| names.get(at)).cloned(),
            printed: cell.filter(|text| !text.is_empty()).cloned(),
            value: valued.value,
        }
    };
    print.columns.further(row).into_iter().map(other).collect()
}

fn evidence(matched: &Matched) -> Match {
    let pair = &matched.link.pair;
    Match {
        number: pair.number == Some(true),
        label: f64::from(pair.similarity) / 1000.0,
        in_order: matched.link.in_order,
        unit: pair.unit == Some(true),
        grade: matched.grade,
    }
}

fn weak(indicator: &Indicator, row: &Row, matched: &Matched) -> Finding {
    Finding::new(Code::WeakMatch)
        .about(&indicator.id)
        .with("label", &row.label)
        .with("expected", &indicator.label)
        .with("likeness", matched.link.pair.similarity / 10)
}

fn unmapped<'a>(
    appendix: &'a Appendix,
    mapped: &'a [Option<IndicatorId>],
) -> impl Iterator<Item = Finding> + 'a {
    let rows = appendix.rows.iter().zip(mapped).enumerate();
    rows.filter(|(_, (_, id))| id.is_none())
        .map(|(at, (row, _))| {
            let finding = Finding::new(Code::UnmappedRow)
                .with("label", &row.label)
                .with("section", row.section.as_deref().unwrap_or_default())
                .with(
                    "number",
                    row.number.as_ref().map_or("", |number| number.0.as_str()),
                )
                .with("value", row.value.as_ref().map_or("", Text::as_str));
            let finding = finding.at_row(at, row, row.label.as_str());
            let places = rivals(appendix, mapped, row)
                .into_iter()
                .flat_map(|rival| rival.places.iter().cloned());
            places.fold(finding, |finding, place| {
                finding.at(place, row.label.as_str())
            })
        })
}

/// The rows that were taken where this one, printed with the same label and another value, was not: those of its
/// section, else all of them.
fn rivals<'a>(appendix: &'a Appendix, mapped: &[Option<IndicatorId>], row: &Row) -> Vec<&'a Row> {
    let Some(value) = &row.value else {
        return Vec::new();
    };
    let label = fold(row.label.as_str());
    let taken = appendix.rows.iter().zip(mapped);
    let taken = taken.filter_map(|(other, id)| id.as_ref().and(Some(other)));
    let alike = taken.filter(|other| fold(other.label.as_str()) == label);
    let (near, far): (Vec<&Row>, Vec<&Row>) = alike.partition(|other| other.section == row.section);
    let mut alike = if near.is_empty() { far } else { near };
    alike.retain(|other| other.value.as_ref() != Some(value));
    alike
}

fn unfitting(appendix: &Appendix, nearest: Option<(String, f64)>) -> WithFindings<Mapping> {
    let mapped = vec![None; appendix.rows.len()];
    let mut finding = Finding::new(Code::NoSchema).with("rows", appendix.rows.len());
    if let Some((id, score)) = nearest {
        finding = finding
            .with("nearest", id)
            .with("score", format!("{:.0}", score * 100.0));
    }
    let mut findings = vec![finding];
    findings.extend(unmapped(appendix, &mapped));
    WithFindings {
        output: Mapping {
            mapped,
            ..Mapping::default()
        },
        findings,
    }
}
