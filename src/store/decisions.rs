//! `decisions.csv`: what people decided on doubtful values without setting others. Replayed on every run.
//!
//! The file is people's own, as `corrections.csv` is: a run reads it and never writes it. Columns: office, period,
//! indicator, printed, decision, text, by, at, row, code. A line is about one cell, or about a row of no indicator by
//! its printed label (`row`); `code` is the finding it answers, all of the cell's where it is empty.
//!
//! | decision | makes |
//! |---|---|
//! | `confirmed` | what is printed is right: the finding is information, and says by whom |
//! | `ask` | a point of the letter to the office |
//! | `comment` | words that stay with the finding |

use super::corrections::{CorrectionFault, is_office, is_period};
use super::own_table::{Change, OwnTable, as_meant};
use crate::emit::sheet::Field;
use crate::model::{Asked, Code, Error, Finding, LooseRow, Severity, Submission};
use crate::text::Text;
use crate::text::fold::bare;
use std::path::{Path, PathBuf};

/// The file's name in a store.
pub const NAME: &str = "decisions.csv";

/// Its columns.
pub const COLUMNS: [&str; 10] = [
    "office",
    "period",
    "indicator",
    "printed",
    "decision",
    "text",
    "by",
    "at",
    "row",
    "code",
];

/// What was decided.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Decided {
    /// What is printed is right.
    #[default]
    Confirmed,
    /// The office is to be asked.
    Ask,
    /// Something is to be known.
    Comment,
}

impl Decided {
    const ALL: [Decided; 3] = [Decided::Confirmed, Decided::Ask, Decided::Comment];

    /// The stable name.
    pub fn name(self) -> &'static str {
        match self {
            Decided::Confirmed => "confirmed",
            Decided::Ask => "ask",
            Decided::Comment => "comment",
        }
    }
}

/// A line of the file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Decision {
    /// The office: its id in the list of agencies, or its name.
    pub office: String,
    /// Code of the period.
    pub period: String,
    /// Id of the indicator; empty for a row of none.
    pub indicator: String,
    /// What was printed when it was decided; empty for a blank.
    pub printed: String,
    /// What was decided.
    pub decided: Decided,
    /// Why, or what is asked.
    pub text: String,
    /// Who.
    pub by: String,
    /// When, as written.
    pub at: String,
    /// The printed label of a row of no indicator.
    pub row: String,
    /// The finding; empty for all of the cell's.
    pub code: String,
}

/// Where a store's decisions stand.
pub fn path(dir: &Path) -> PathBuf {
    dir.join(NAME)
}

/// The decisions of a table, its header first.
///
/// # Errors
/// What is wrong with it, row and column named.
pub fn of_table(rows: &[Vec<String>]) -> Result<Vec<Decision>, CorrectionFault> {
    let Some((header, rows)) = rows.split_first() else {
        return Ok(Vec::new());
    };
    let column = |name: &str| header.iter().position(|cell| bare(cell) == name);
    for name in &COLUMNS[..5] {
        if column(name).is_none() {
            return Err(CorrectionFault::NoColumn(name));
        }
    }
    let at = COLUMNS.map(column);
    let filled = rows.iter().enumerate();
    let filled = filled.filter(|(_, row)| row.iter().any(|cell| !cell.trim().is_empty()));
    let read = |(number, row): (usize, &Vec<String>)| {
        let cell = |at: Option<usize>| {
            let cell = at.and_then(|at| row.get(at));
            cell.map_or("", |cell| as_meant(cell.trim()))
        };
        decision(number + 2, at.map(cell))
    };
    filled.map(read).collect()
}

fn decision(row: usize, cells: [&str; 10]) -> Result<Decision, CorrectionFault> {
    for at in [0, 1] {
        if cells[at].is_empty() {
            return Err(CorrectionFault::Empty(row, COLUMNS[at]));
        }
    }
    if cells[2].is_empty() && cells[8].is_empty() {
        return Err(CorrectionFault::Empty(row, COLUMNS[2]));
    }
    let named = |one: &Decided| one.name() == bare(cells[4]);
    let decided = Decided::ALL.into_iter().find(named);
    let decided = decided.ok_or_else(|| CorrectionFault::NoDecision(row, cells[4].to_owned()))?;
    let [
        office,
        period,
        indicator,
        printed,
        _,
        text,
        by,
        at,
        row,
        code,
    ] = cells.map(str::to_owned);
    Ok(Decision {
        office,
        period,
        indicator,
        printed,
        decided,
        text,
        by,
        at,
        row,
        code,
    })
}

/// Puts a decision into the store's file, in the place of the one on the same finding before it. Whoever calls holds
/// the store.
///
/// # Errors
/// When the file cannot be read or written; it is whole then.
pub fn put(dir: &Path, one: &Decision) -> Result<Change, Error> {
    let path = path(dir);
    let mut table = OwnTable::open(&path, &COLUMNS)?;
    let is_comment = one.decided == Decided::Comment;
    let texts = [
        &one.office,
        &one.period,
        &one.indicator,
        &one.printed,
        &one.decided.name().to_owned(),
        &one.text,
        &one.by,
        &one.at,
        &one.row,
        &one.code,
    ];
    let fields: Vec<(&str, Field)> = COLUMNS.into_iter().zip(texts.map(Field::text)).collect();
    let change = table.put(&fields, |row| {
        let same = |name, own: &str| row.cell(name) == own;
        let other = bare(row.cell("decision")) == Decided::Comment.name();
        let same_cell = same("office", &one.office)
            && same("period", &one.period)
            && same("indicator", &one.indicator);
        same_cell && same("row", &one.row) && same("code", &one.code) && is_comment == other
    });
    table.save(&path)?;
    Ok(change)
}

/// How the decisions fared.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Replayed {
    /// Held.
    pub applied: usize,
    /// Not held: the report prints something else now.
    pub stale: usize,
    /// No report of that office and period has such a cell or row.
    pub unmatched: Vec<Decision>,
}

/// Lays the decisions over the findings.
pub fn replay(reports: &mut [&mut Submission], decisions: &[Decision]) -> Replayed {
    let mut replayed = Replayed::default();
    for decision in decisions {
        let of = |report: &&mut &mut Submission| {
            is_period(report, &decision.period) && is_office(report, &decision.office)
        };
        let mut fate = None;
        for report in reports.iter_mut().filter(of) {
            fate = fate.max(apply(report, decision));
        }
        match fate {
            Some(Fate::Held) => replayed.applied += 1,
            Some(Fate::Stale) => replayed.stale += 1,
            None => replayed.unmatched.push(decision.clone()),
        }
    }
    replayed
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Fate {
    Stale,
    Held,
}

fn apply(report: &mut Submission, decision: &Decision) -> Option<Fate> {
    let printed = printed(report, decision)?;
    if Text::clean(&decision.printed).as_str() != printed {
        if report.counts() {
            report.findings.push(stale(decision, &printed));
        }
        return Some(Fate::Stale);
    }
    let others = other_rows(report, decision, &printed);
    for finding in &mut report.findings {
        if is_about(finding, decision, &others) {
            lay_over(finding, decision);
        }
    }
    if decision.decided == Decided::Ask && report.counts() {
        report.among.asked.push(Asked {
            indicator: (!decision.indicator.is_empty()).then(|| decision.indicator.as_str().into()),
            row: decision.row.clone(),
            printed,
            text: decision.text.clone(),
        });
    }
    Some(Fate::Held)
}

/// What the report prints now in the cell or row; `None` where it has none of the kind.
fn printed(report: &Submission, decision: &Decision) -> Option<String> {
    let shown = |text: Option<&Text>| text.map_or_else(String::new, Text::to_string);
    if decision.indicator.is_empty() {
        let label = bare(&decision.row);
        let rows = report.loose.iter();
        let rows = rows.filter(|row| bare(row.label.as_str()) == label);
        let rows: Vec<String> = rows.map(|row| shown(row.printed.as_ref())).collect();
        // Of several rows of one label the one that prints what was decided on.
        let then = Text::clean(&decision.printed).to_string();
        if let Some(first) = rows.first() {
            return Some(if rows.contains(&then) {
                then
            } else {
                first.clone()
            });
        }
        // A row that is held by its finding alone prints what the finding quotes.
        let quoted = |finding: &&Finding| is_about(finding, decision, &[]);
        let found = report.findings.iter().any(|finding| quoted(&finding));
        return found.then(|| Text::clean(&decision.printed).to_string());
    }
    let mut cells = report.cells.iter();
    let cell = cells.find(|cell| cell.indicator.as_str() == decision.indicator);
    match cell {
        Some(cell) => Some(shown(cell.printed.as_ref())),
        // A heading has no cell, and something may be said about it.
        None => {
            let mut findings = report.findings.iter();
            let found = findings.any(|finding| is_about(finding, decision, &[]));
            found.then(String::new)
        }
    }
}

/// The rows of no indicator that the decision is not about, though one of them may be called like its own.
fn other_rows(report: &Submission, decision: &Decision, printed: &str) -> Vec<usize> {
    let label = bare(&decision.row);
    let is_own = |row: &&LooseRow| {
        let shown = row.printed.as_ref().map_or("", Text::as_str);
        bare(row.label.as_str()) == label && shown == printed
    };
    let rows = report.loose.iter().filter(|row| !is_own(row));
    rows.map(|row| row.row).collect()
}

fn is_about(finding: &Finding, decision: &Decision, others: &[usize]) -> bool {
    let same_code = decision.code.is_empty() || finding.code.as_str() == decision.code;
    let same_place = match &finding.indicator {
        Some(id) => id.as_str() == decision.indicator,
        None if !decision.indicator.is_empty() => false,
        None => {
            let quoted = finding.places.first().map(|place| bare(&place.printed));
            let is_other = finding.row.is_some_and(|row| others.contains(&row));
            !is_other
                && quoted.is_some_and(|quoted| !quoted.is_empty() && quoted == bare(&decision.row))
        }
    };
    same_code && same_place && finding.code != Code::DecisionStale
}

/// The names of the facts a decision leaves with a finding; no check's facts are called so.
fn lay_over(finding: &mut Finding, decision: &Decision) {
    let mut fact = |name: &str, text: &str| {
        finding.data.insert(name.to_owned(), text.to_owned());
    };
    match decision.decided {
        Decided::Confirmed => {
            fact("decision.by", &decision.by);
            fact("decision.at", &decision.at);
            fact("decision.why", &decision.text);
            finding.severity = Severity::Info;
        }
        Decided::Comment => {
            fact("comment.by", &decision.by);
            fact("comment.text", &decision.text);
        }
        Decided::Ask => fact("asked.text", &decision.text),
    }
}

fn stale(decision: &Decision, printed: &str) -> Finding {
    let place = match decision.indicator.as_str() {
        "" => &decision.row,
        id => id,
    };
    let finding = Finding::new(Code::DecisionStale)
        .with("id", place)
        .with("before", &decision.printed)
        .with("printed", printed);
    match decision.indicator.as_str() {
        "" => finding,
        id => finding.about(&id.into()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Letterhead, Period, Place, SubmittedCell, Value};

    fn report(printed: &str) -> Submission {
        let cell = SubmittedCell {
            indicator: "I.1".into(),
            value: Value::Number(1.into()),
            printed: Some(Text::clean(printed)),
            ..SubmittedCell::default()
        };
        let loose = LooseRow {
            row: 7,
            label: Text::clean("Số khác"),
            printed: Some(Text::clean("5")),
            ..LooseRow::default()
        };
        let finding = |code| Finding::new(code).about(&"I.1".into());
        Submission {
            head: Letterhead {
                agency: Some(Text::clean("Sở A")),
                period: Some(Period {
                    code: "2030-Q3".into(),
                    ..Period::default()
                }),
                ..Letterhead::default()
            },
            cells: vec![cell],
            loose: vec![loose],
            findings: vec![
                finding(Code::WeakReading),
                finding(Code::RatioMismatch),
                Finding::new(Code::UnmappedRow)
                    .on_row(7)
                    .at(Place::default(), "Số khác"),
            ],
            ..Submission::default()
        }
    }

    fn table(row: &str) -> Vec<Decision> {
        let cells = |row: &str| row.split('|').map(str::to_owned).collect();
        of_table(&[COLUMNS.map(str::to_owned).to_vec(), cells(row)]).expect("a decision")
    }

    fn severities(report: &Submission) -> Vec<Severity> {
        report.findings.iter().map(|one| one.severity).collect()
    }

    #[test]
    fn a_confirmed_value_is_no_doubt_while_the_report_prints_it() {
        let decisions = table("sở a|2030-Q3|I.1|12|confirmed|gọi điện|Lan|1/9|| weak-reading");
        let mut same = report("12");
        assert_eq!(replay(&mut [&mut same], &decisions).applied, 1);
        use Severity::{Error, Info, Warning};
        assert_eq!(severities(&same), [Info, Error, Warning]);
        let mut other = report("13");
        assert_eq!(replay(&mut [&mut other], &decisions).stale, 1);
        assert_eq!(severities(&other), [Warning, Error, Warning, Warning]);
        assert_eq!(other.findings[3].code, Code::DecisionStale);
    }

    #[test]
    fn a_row_of_no_indicator_is_known_by_its_label() {
        let decisions = table("Sở A|2030-Q3||5|confirmed||Lan||số  khác|unmapped-row");
        let mut report = report("12");
        assert_eq!(replay(&mut [&mut report], &decisions).applied, 1);
        assert_eq!(report.findings[2].severity, Severity::Info);
    }

    #[test]
    fn of_two_rows_of_one_label_only_the_one_that_was_seen_is_settled() {
        let decisions = table("Sở A|2030-Q3||5|confirmed||Lan||số khác|");
        let mut report = report("12");
        let other = LooseRow {
            row: 9,
            printed: Some(Text::clean("6")),
            ..report.loose[0].clone()
        };
        report.loose.insert(0, other);
        let finding = Finding::new(Code::UnmappedRow).on_row(9);
        report
            .findings
            .push(finding.at(Place::default(), "Số khác"));
        assert_eq!(replay(&mut [&mut report], &decisions).applied, 1);
        assert_eq!(
            severities(&report)[2..],
            [Severity::Info, Severity::Warning]
        );
    }

    #[test]
    fn a_report_that_names_neither_office_nor_period_is_known_by_its_own_name() {
        let decisions = table("a.txt|?|I.1|12|confirmed||Lan|||");
        let mut nobodys = report("12");
        nobodys.head = Letterhead::default();
        nobodys.name = "a.txt".into();
        assert_eq!(replay(&mut [&mut nobodys], &decisions).applied, 1);
        assert_eq!(
            replay(&mut [&mut report("12")], &decisions).unmatched.len(),
            1
        );
    }

    #[test]
    fn what_is_to_be_asked_is_kept_for_the_letter() {
        let decisions = table("Sở A|2030-Q3|I.1|12|ask|Số này của quý nào?|Lan||");
        let mut report = report("12");
        replay(&mut [&mut report], &decisions);
        assert_eq!(report.among.asked[0].text, "Số này của quý nào?");
    }

    #[test]
    fn what_is_no_decision_is_refused_with_its_row() {
        let row = ["a", "2030-Q3", "I.1", "", "perhaps"].map(str::to_owned);
        let fault = of_table(&[COLUMNS.map(str::to_owned).to_vec(), row.to_vec()]);
        assert_eq!(fault, Err(CorrectionFault::NoDecision(2, "perhaps".into())));
    }
}
