//! A sheet for each section: indicators down, offices across, totals beside their labels.

use super::style::{MEAN, State, Styles, fit, float};
use super::total::{Numbers, numbers, total};
use super::{Book, formula};
use crate::emit::board::{Sent, Standing};
use crate::emit::long::words;
use crate::emit::message;
use crate::emit::sheet::Field;
use crate::emit::walk::step;
use crate::emit::wording;
use crate::model::{Finding, IndicatorId, Severity, Submission, SubmittedCell, Value};
use crate::schema::{Aggregate, Indicator, Kind, Schema};
use rust_xlsxwriter::utility::{column_number_to_name, quote_sheet_name};
use rust_xlsxwriter::{Formula, Note, Worksheet, XlsxError};
use std::collections::BTreeMap;

/// The row of the names of the reports, hidden: by it a changed cell is known again.
pub const NAMES: u32 = 2;
/// The row over the columns.
pub const HEADER: u32 = 3;
/// The first row of the form.
const FIRST: u32 = 4;
/// The first column of an office.
pub const OFFICES: u16 = 6;
/// Of the columns before the total.
const WIDTHS: [f64; 4] = [9.0, 6.0, 52.0, 14.0];
const TOTAL: u16 = 4;
const SHARE: u16 = 5;
/// Longest note on a cell.
const LONGEST_NOTE: usize = 400;

/// Where everything stands.
pub struct Plan<'b> {
    /// The period shown.
    pub period: &'b str,
    /// The sheets.
    pub sections: Vec<Section<'b>>,
    /// By form: the offices across.
    pub offices: BTreeMap<&'b str, Vec<Office<'b>>>,
    /// Form and indicator → sheet (its place in `sections`) and row.
    places: BTreeMap<(&'b str, &'b IndicatorId), (usize, u32)>,
}

/// A sheet.
pub struct Section<'b> {
    /// Its name.
    pub sheet: String,
    /// The form.
    pub schema: &'b Schema,
    /// Its rows, headings too.
    pub rows: Vec<&'b Indicator>,
}

/// A column.
pub struct Office<'b> {
    /// The office and its report.
    pub standing: &'b Standing<'b>,
    /// Its numbers.
    pub numbers: Numbers<'b>,
    /// The worst that is said against each indicator, and what.
    against: BTreeMap<&'b IndicatorId, Vec<&'b Finding>>,
}

impl<'b> Plan<'b> {
    /// Lays the book out.
    pub fn of(book: &Book<'b>) -> Plan<'b> {
        let period = book.period();
        let mut plan = Plan {
            period,
            sections: Vec::new(),
            offices: BTreeMap::new(),
            places: BTreeMap::new(),
        };
        let shown = |one: &&Standing<'b>| one.period == period;
        let board: Vec<&'b Standing<'b>> = book.board.iter().filter(shown).collect();
        let sent = |schema: &Schema| board.iter().filter(|one| is_on(one, schema)).count();
        // The form most offices filled in stands first.
        let mut schemas: Vec<&'b Schema> = book
            .schemas
            .iter()
            .filter(|schema| sent(schema) > 0)
            .collect();
        schemas.sort_by_key(|schema| std::cmp::Reverse(sent(schema)));
        for (at, schema) in schemas.iter().enumerate() {
            let asked = |one: &&&'b Standing<'b>| {
                is_on(one, schema) || at == 0 && one.sent == Sent::Missing
            };
            let offices = board.iter().filter(asked).map(|one| Office::of(one));
            plan.offices.insert(&schema.id, offices.collect());
            plan.add(schema, at);
        }
        plan
    }

    fn add(&mut self, schema: &'b Schema, nth: usize) {
        for indicator in &schema.indicators {
            let new = match self.sections.last() {
                Some(last) => {
                    last.schema.id != schema.id || last.rows[0].section != indicator.section
                }
                None => true,
            };
            if new {
                let name = match indicator.section.as_str() {
                    "" => "–",
                    section => section,
                };
                let sheet = match nth {
                    0 => name.to_owned(),
                    n => format!("{name} ({})", n + 1),
                };
                self.sections.push(Section {
                    sheet,
                    schema,
                    rows: Vec::new(),
                });
            }
            let at = self.sections.len() - 1;
            let section = &mut self.sections[at];
            let row = FIRST + section.rows.len() as u32;
            section.rows.push(indicator);
            self.places.insert((&schema.id, &indicator.id), (at, row));
        }
    }

    /// The offices of a form.
    pub fn offices(&self, schema: &Schema) -> &[Office<'b>] {
        self.offices
            .get(schema.id.as_str())
            .map_or(&[], Vec::as_slice)
    }

    /// The cell of an indicator in a report's column, as a link goes there.
    pub fn link(&self, report: &Submission, indicator: &IndicatorId) -> Option<String> {
        let id = report.schema.as_ref()?.id.as_str();
        let (at, row) = self.places.get(&(id, indicator)).copied()?;
        let offices = self.offices.get(id)?;
        let is_own = |office: &Office<'_>| {
            office
                .standing
                .report
                .is_some_and(|own| own.name == report.name)
        };
        let column = OFFICES + offices.iter().position(is_own)? as u16;
        let sheet = quote_sheet_name(&self.sections[at].sheet);
        Some(format!(
            "{sheet}!{}{}",
            column_number_to_name(column),
            row + 1
        ))
    }

    /// The cells of an indicator over all offices: `'III'!G5:Z5`.
    pub fn range(&self, schema: &Schema, indicator: &IndicatorId) -> Option<String> {
        let (at, row) = self.places.get(&(schema.id.as_str(), indicator)).copied()?;
        let last = OFFICES + self.offices(schema).len().checked_sub(1)? as u16;
        let [from, to] = [OFFICES, last].map(column_number_to_name);
        let sheet = quote_sheet_name(&self.sections[at].sheet);
        Some(format!("{sheet}!{from}{0}:{to}{0}", row + 1))
    }
}

fn is_on(one: &Standing<'_>, schema: &Schema) -> bool {
    let fit = one.report.and_then(|report| report.schema.as_ref());
    fit.is_some_and(|fit| fit.id == schema.id)
}

impl<'b> Office<'b> {
    fn of(standing: &'b Standing<'b>) -> Office<'b> {
        let mut against: BTreeMap<&IndicatorId, Vec<&Finding>> = BTreeMap::new();
        let findings = standing.report.map_or(&[][..], |report| &report.findings);
        for finding in findings.iter().filter(|one| one.severity > Severity::Info) {
            if let Some(indicator) = &finding.indicator {
                against.entry(indicator).or_default().push(finding);
            }
        }
        Office {
            standing,
            numbers: standing.report.map(numbers).unwrap_or_default(),
            against,
        }
    }

    /// What is said against an indicator's value.
    pub fn against(&self, indicator: &IndicatorId) -> &[&'b Finding] {
        self.against.get(indicator).map_or(&[], Vec::as_slice)
    }

    fn state(&self, cell: Option<&SubmittedCell>, indicator: &IndicatorId) -> State {
        let Some(cell) = cell else {
            return State::Missing;
        };
        let worst = self.against(indicator).iter().map(|one| one.severity).max();
        match (&cell.corrected, worst, &cell.value) {
            (Some(_), ..) => State::Corrected,
            (None, _, Value::Unreadable) | (None, Some(Severity::Error), _) => State::Wrong,
            (None, _, Value::Missing) => State::Missing,
            (None, Some(Severity::Warning), _) => State::Doubtful,
            (None, _, Value::Blank) => State::Blank,
            (None, ..) => State::Clean,
        }
    }
}

/// Writes the sheet.
pub fn write(
    book: &Book<'_>,
    plan: &Plan<'_>,
    section: &Section<'_>,
    styles: &Styles,
    sheet: &mut Worksheet,
) -> Result<(), XlsxError> {
    let offices = plan.offices(section.schema);
    head(book, plan, section, offices, styles, sheet)?;
    let mut walks: Vec<&[SubmittedCell]> = offices
        .iter()
        .map(|office| {
            office
                .standing
                .report
                .map_or(&[][..], |report| &report.cells)
        })
        .collect();
    for (at, indicator) in section.rows.iter().enumerate() {
        let row = FIRST + at as u32;
        labels(indicator, row, styles, sheet)?;
        if !indicator.asks() {
            continue;
        }
        totals(plan, section.schema, indicator, row, styles, sheet)?;
        for (place, office) in offices.iter().enumerate() {
            let cell = step(&mut walks[place], section.schema, indicator);
            let column = OFFICES + place as u16;
            value(book, office, indicator, cell, (row, column), styles, sheet)?;
        }
    }
    Ok(())
}

fn head(
    book: &Book<'_>,
    plan: &Plan<'_>,
    section: &Section<'_>,
    offices: &[Office<'_>],
    styles: &Styles,
    sheet: &mut Worksheet,
) -> Result<(), XlsxError> {
    let period = wording::period(plan.period, book.lang);
    let title = section.rows.first().map_or("", |row| row.plain_label());
    let data: [(&str, &dyn ToString); 3] = [
        ("section", &section.sheet),
        ("title", &title),
        ("period", &period),
    ];
    sheet.write_with_format(0, 0, book.talk("section.title", &data), &styles.title)?;
    let legend = State::ALL.iter().skip(1);
    let legend: Vec<String> = legend
        .map(|state| {
            format!("{} {}", state.sign(), book.talk(state.key(), &[]))
                .trim()
                .to_owned()
        })
        .collect();
    let mean = format!("{MEAN} {}", book.talk("state.mean", &[]));
    let legend: Vec<String> = legend.into_iter().chain([mean]).collect();
    sheet.write_with_format(1, 0, legend.join(" · "), &styles.remark)?;
    let names = ["id", "number", "label", "unit", "total", "share"];
    for (column, name) in names.iter().enumerate() {
        let name = book.talk(&format!("column.{name}"), &[]);
        sheet.write_with_format(HEADER, column as u16, name, &styles.header)?;
    }
    for (place, office) in offices.iter().enumerate() {
        let column = OFFICES + place as u16;
        sheet.write_with_format(HEADER, column, office.standing.office(), &styles.header)?;
        let name = office
            .standing
            .report
            .map_or("", |report| report.name.as_str());
        sheet.write_string(NAMES, column, name)?;
        sheet.set_column_width(column, 12)?;
    }
    sheet.set_row_hidden(NAMES)?;
    sheet.set_row_height(HEADER, 75)?;
    for (column, width) in WIDTHS.into_iter().chain([13.0, 9.0]).enumerate() {
        sheet.set_column_width(column as u16, width)?;
    }
    sheet.set_freeze_panes(FIRST, OFFICES)?;
    sheet.set_repeat_rows(HEADER, HEADER)?;
    sheet.set_repeat_columns(0, SHARE)?;
    sheet.set_print_scale(70);
    Ok(())
}

fn labels(
    indicator: &Indicator,
    row: u32,
    styles: &Styles,
    sheet: &mut Worksheet,
) -> Result<(), XlsxError> {
    let style = match indicator.asks() {
        true => &styles.wrapped,
        false => &styles.heading,
    };
    let number = indicator
        .number
        .as_ref()
        .map_or("", |number| number.0.as_str());
    let unit = indicator.unit.as_deref().unwrap_or_default();
    let texts = [
        indicator.id.as_str(),
        number,
        indicator.label.as_str(),
        unit,
    ];
    for (column, text) in texts.into_iter().enumerate() {
        sheet.write_string_with_format(row, column as u16, text, style)?;
    }
    fit(row, texts.into_iter().zip(WIDTHS), sheet)
}

/// The total as a formula with its result, and how many offices it is made of.
fn totals(
    plan: &Plan<'_>,
    schema: &Schema,
    indicator: &Indicator,
    row: u32,
    styles: &Styles,
    sheet: &mut Worksheet,
) -> Result<(), XlsxError> {
    let offices = plan.offices(schema);
    let Some(counted) = formula::count(plan, schema, indicator) else {
        return Ok(());
    };
    let counts = offices
        .iter()
        .filter(|office| is_counted(office, indicator));
    let result = format!("{}/{}", counts.count(), offices.len());
    let share = Formula::new(format!("{counted}&\"/{}\"", offices.len())).set_result(result);
    sheet.write_formula_with_format(row, SHARE, share, &styles.share)?;
    let numbers = || offices.iter().map(|office| &office.numbers);
    match formula::total(plan, schema, indicator) {
        Some(formula) => {
            let result = total(indicator, &numbers);
            let shown = result.map_or_else(String::new, |number| number.normalize().to_string());
            let formula = Formula::new(formula).set_result(shown);
            let is_mean = indicator.aggregate == Aggregate::Mean;
            let format = styles.total(result, is_mean, doubt(offices, &indicator.id));
            sheet.write_formula_with_format(row, TOTAL, formula, &format)?;
        }
        None => {
            sheet.write_blank(row, TOTAL, &styles.total(None, false, State::Clean))?;
        }
    }
    Ok(())
}

/// The office has what the total is made of.
fn is_counted(office: &Office<'_>, indicator: &Indicator) -> bool {
    let has = |id: &IndicatorId| office.numbers.contains_key(id);
    match (indicator.aggregate.pair(&indicator.id), indicator.kind) {
        (Some((a, b)), _) => has(a) && has(b),
        (None, Kind::Text | Kind::Date) => says(office, indicator),
        (None, _) => has(&indicator.id),
    }
}

/// A total is no surer than the figures it is made of.
fn doubt(offices: &[Office<'_>], indicator: &IndicatorId) -> State {
    let counted = offices
        .iter()
        .filter(|office| office.numbers.contains_key(indicator));
    let against = counted.flat_map(|office| office.against(indicator));
    match against.map(|finding| finding.severity).max() {
        Some(Severity::Error) => State::Wrong,
        Some(Severity::Warning) => State::Doubtful,
        _ => State::Clean,
    }
}

/// The office answers in words.
fn says(office: &Office<'_>, indicator: &Indicator) -> bool {
    let cell = office
        .standing
        .report
        .and_then(|report| report.cell(&indicator.id));
    cell.is_some_and(|cell| cell.number().is_some() || words(&cell.value) != Field::Empty)
}

fn value(
    book: &Book<'_>,
    office: &Office<'_>,
    indicator: &Indicator,
    cell: Option<&SubmittedCell>,
    (row, column): (u32, u16),
    styles: &Styles,
    sheet: &mut Worksheet,
) -> Result<(), XlsxError> {
    let state = office.state(cell, &indicator.id);
    let number = cell.and_then(SubmittedCell::number);
    let said = cell.map_or(Field::Empty, |cell| words(&cell.value));
    match (number, said) {
        (Some(number), _) => {
            let format = styles.number(number, state);
            sheet.write_number_with_format(row, column, float(number), &format)?;
        }
        (None, Field::Text(text)) => {
            let text = format!("{text} {}", state.sign());
            sheet.write_string_with_format(row, column, text.trim(), &styles.state(state))?;
        }
        _ => {
            sheet.write_blank(row, column, &styles.state(state))?;
        }
    }
    // A note on every cell makes a sheet slow to open: only where there is something to say.
    if state >= State::Doubtful
        && let Some(cell) = cell
    {
        let note = Note::new(note(book, office, cell))
            .add_author_prefix(false)
            .set_width(320)
            .set_height(110);
        sheet.insert_note(row, column, &note)?;
    }
    Ok(())
}

/// What is printed, what a person made of it, what is doubtful.
fn note(book: &Book<'_>, office: &Office<'_>, cell: &SubmittedCell) -> String {
    let printed = cell.printed.as_ref().map_or("–", |text| text.as_str());
    let mut lines = vec![book.talk("note.printed", &[("printed", &printed)])];
    if let Some(place) = &cell.place {
        lines[0] += &format!(" ({})", wording::place(place, book.lang));
    }
    if let Some(corrected) = &cell.corrected {
        let data: [(&str, &dyn ToString); 2] =
            [("reason", &corrected.reason), ("by", &corrected.by)];
        lines.push(book.talk("note.corrected", &data));
    }
    for finding in office.against(&cell.indicator) {
        lines.push(message::finding(finding, book.lang).message);
        let comment = finding.data.get("comment.text");
        lines.extend(comment.map(|text| book.talk("decision.comment", &[("text", text)])));
    }
    let text = lines.join("\n");
    match text.char_indices().nth(LONGEST_NOTE) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text,
    }
}
