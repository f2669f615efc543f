//! What is to be settled in a store: one item per finding about a cell or row of a report that counts, worst first.
//!
//! Made of the store's tables, never of its reports, so that it is there at once whatever their number.

use super::reported::Reported;
use super::state::{Cell, State, States};
use super::table::Table;
use crate::emit::message::{Lang, talk};
use crate::locale;
use crate::model::Submission;
use crate::model::{Code, Family, IndicatorId, Severity};
use crate::schema::{Kind, Schema};
use crate::store::among::Said;
use crate::store::own_table::as_meant;
use crate::text::fold::bare;
use crate::text::number::vietnamese;
use rust_decimal::Decimal;
use serde_json::{Value as Json, json};
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::path::Path;

/// One thing to be settled.
#[derive(Clone, Debug)]
pub struct Item {
    /// Known by this in every window and every run, as long as the finding stays.
    pub id: String,
    /// Its report, an index.
    pub report: usize,
    /// How much it weighs.
    pub severity: Severity,
    /// The check that speaks.
    pub code: Code,
    /// The indicator; empty for a row of none.
    pub indicator: String,
    /// The indicator's label, or the row's as printed.
    pub label: String,
    /// The form's section; empty where there is none.
    pub section: usize,
    /// What the report prints in the cell; of a row of no indicator only where it was looked up.
    pub printed: String,
    /// Whether it was.
    pub looked_up: bool,
    /// What counts by the tables, as people write it.
    pub value: String,
    /// What was set since; nothing for a blank.
    pub set: Option<String>,
    /// What is so, in the language of the tables.
    pub message: String,
    /// What to do about it, likewise.
    pub hint: String,
    /// The page to look at.
    pub page: Option<u32>,
    /// Where it stands now.
    pub state: State,
    /// Which of several findings of that code on that cell or row, from 0.
    pub nth: usize,
    place: usize,
    sought: String,
}

impl Item {
    /// The cell or row it is about.
    pub fn cell(&self) -> Cell<'_> {
        match self.indicator.as_str() {
            "" => Cell::Row(&self.label),
            id => Cell::Indicator(id),
        }
    }

    /// Whether a person has still to look at it.
    pub fn is_open(&self) -> bool {
        self.severity > Severity::Info && !self.state.is_settled()
    }
}

/// All that is to be settled, and the reports it is of.
#[derive(Debug, Default)]
pub struct Index {
    /// The reports, in the order of the tables.
    pub reports: Vec<Reported>,
    /// Worst first.
    pub items: Vec<Item>,
    /// Names of the forms' sections; the first is empty.
    pub sections: Vec<String>,
    by_id: BTreeMap<String, usize>,
    by_name: BTreeMap<String, usize>,
}

impl Index {
    /// Reads the tables of a store.
    ///
    /// # Errors
    /// When one of them is not there or cannot be read.
    pub fn read(dir: &Path, schemas: &[Schema]) -> io::Result<Index> {
        let mut index = Index {
            sections: vec![String::new()],
            ..Index::default()
        };
        index.read_reports(&mut Table::open(&dir.join("files.csv"))?, schemas)?;
        index.read_findings(&mut Table::open(&dir.join("findings.csv"))?, schemas)?;
        index.read_values(&mut Table::open(&dir.join("indicators.csv"))?)?;
        for item in &mut index.items {
            let report = &index.reports[item.report];
            let sought = [
                report.agency.as_str(),
                &report.name,
                &item.indicator,
                &item.label,
                &item.printed,
                item.code.as_str(),
            ];
            item.sought = bare(&sought.join(" "));
        }
        let reports = &index.reports;
        index
            .items
            .sort_by(|one, two| order(one, reports).cmp(&order(two, reports)));
        let ids = index.items.iter().enumerate();
        index.by_id = ids.map(|(at, item)| (item.id.clone(), at)).collect();
        Ok(index)
    }

    fn read_reports(&mut self, table: &mut Table, schemas: &[Schema]) -> io::Result<()> {
        while table.next()? {
            let text = |name| as_meant(table.get(name)).to_owned();
            let standing = table.get("standing");
            let mut names = [text("agency_id"), text("agency")]
                .map(|name| bare(&name))
                .to_vec();
            names.retain(|name| !name.is_empty());
            names.dedup();
            if names.is_empty() {
                names.push(bare(&text("report")));
            }
            let report = Reported {
                names,
                name: text("report"),
                file: text("file"),
                format: text("format"),
                schema: schemas.iter().position(|one| one.id == table.get("schema")),
                agency_id: text("agency_id"),
                agency: text("agency"),
                province: text("province"),
                period: text("period"),
                counts: table.get("copy_of").is_empty() && !standing.is_empty(),
                copy_of: text("copy_of"),
            };
            if !report.name.is_empty() {
                self.by_name.insert(report.name.clone(), self.reports.len());
                self.reports.push(report);
            }
        }
        Ok(())
    }

    fn read_findings(&mut self, table: &mut Table, schemas: &[Schema]) -> io::Result<()> {
        let mut seen: BTreeMap<(usize, Code, String), usize> = BTreeMap::new();
        let mut sections: BTreeMap<String, usize> = BTreeMap::new();
        while table.next()? {
            let Some(&report) = self.by_name.get(as_meant(table.get("report"))) else {
                continue;
            };
            let code = table.get("code").parse::<Code>();
            let (Ok(code), true) = (code, self.reports[report].counts) else {
                continue;
            };
            let indicator = as_meant(table.get("indicator")).to_owned();
            let on_row = !table.get("row").is_empty() && !table.get("printed").is_empty();
            if indicator.is_empty() && (code.family() == Family::Submission || !on_row) {
                continue;
            }
            let schema = self.reports[report].schema.and_then(|at| schemas.get(at));
            let id = IndicatorId::from(indicator.as_str());
            let row = schema.and_then(|schema| schema.get(&id));
            let label = match row {
                Some(row) => row.plain_label().to_owned(),
                None => as_meant(table.get("printed")).to_owned(),
            };
            let section = schema
                .zip(row)
                .map(|(schema, row)| named(schema, &row.section));
            let section = section.map_or(0, |name| {
                let next = self.sections.len();
                let at = *sections.entry(name.clone()).or_insert(next);
                if at == next {
                    self.sections.push(name);
                }
                at
            });
            let key = match indicator.as_str() {
                "" => format!("={label}"),
                id => id.to_owned(),
            };
            let nth = seen.entry((report, code, key.clone())).or_insert(0);
            self.items.push(Item {
                id: item_id(&self.reports[report].name, code, &key, *nth),
                report,
                severity: severity(table.get("severity")),
                code,
                section,
                printed: String::new(),
                looked_up: !indicator.is_empty(),
                value: String::new(),
                set: None,
                message: as_meant(table.get("message")).to_owned(),
                hint: as_meant(table.get("hint")).to_owned(),
                page: table.get("page").parse().ok(),
                state: State::Open,
                nth: *nth,
                place: schema
                    .and_then(|schema| schema.position(&id))
                    .unwrap_or(usize::MAX),
                indicator,
                label,
                sought: String::new(),
            });
            *nth += 1;
        }
        Ok(())
    }

    /// What the cells say that something is to be settled about.
    fn read_values(&mut self, table: &mut Table) -> io::Result<()> {
        let mut wanted: BTreeMap<(usize, String), Vec<usize>> = BTreeMap::new();
        let of_cells = self.items.iter().enumerate();
        for (at, item) in of_cells.filter(|(_, item)| !item.indicator.is_empty()) {
            let key = (item.report, item.indicator.clone());
            wanted.entry(key).or_default().push(at);
        }
        while table.next()? {
            let Some(&report) = self.by_name.get(as_meant(table.get("report"))) else {
                continue;
            };
            let key = (report, as_meant(table.get("indicator")).to_owned());
            let Some(items) = wanted.get(&key) else {
                continue;
            };
            let number = table.get("value").parse::<Decimal>().ok().map(vietnamese);
            let words = || as_meant(table.get("value_text")).to_owned();
            let value = number.unwrap_or_else(words);
            let printed = as_meant(table.get("value_raw"));
            for &at in items {
                self.items[at].printed = printed.to_owned();
                self.items[at].value.clone_from(&value);
            }
        }
        Ok(())
    }

    /// Looks up what the rows of no indicator of a report print: no table tells it.
    pub fn look_up_rows(&mut self, report: usize, kept: &Submission) {
        let items = self.items.iter_mut().filter(|item| item.report == report);
        for item in items.filter(|item| !item.looked_up) {
            item.printed = super::item::printed(item, kept);
            item.looked_up = true;
        }
    }

    /// The reports with rows of no indicator that something was decided on.
    pub fn with_rows(&self, said: &Said) -> BTreeSet<usize> {
        let offices: BTreeSet<(String, &str)> = said
            .decisions
            .iter()
            .filter(|one| one.indicator.is_empty())
            .map(|one| (bare(&one.office), one.period.as_str()))
            .collect();
        let items = self.items.iter().filter(|item| !item.looked_up);
        let concerned = items.filter(|item| {
            let report = &self.reports[item.report];
            let mut names = report.names.iter();
            names.any(|name| offices.contains(&(name.clone(), report.said_period())))
        });
        concerned.map(|item| item.report).collect()
    }

    /// Lays over the items what people said: over all, or those of the reports that share office and period with one.
    pub fn settle(&mut self, said: &Said, with: Option<usize>) {
        let states = States::of(said);
        let with = with.and_then(|at| self.reports.get(at)).cloned();
        for item in &mut self.items {
            let report = &self.reports[item.report];
            let concerned = with.as_ref().is_none_or(|with| {
                with.period == report.period
                    && with.names.iter().any(|name| report.names.contains(name))
            });
            if !concerned {
                continue;
            }
            let (cell, message) = (item.cell(), item.message.as_str());
            let printed = item.looked_up.then_some(item.printed.as_str());
            let state = states.of_item(report, cell, item.code, printed, message);
            let set = states.set(report, cell, message);
            item.set = set.filter(|_| state == State::Corrected);
            item.state = state;
        }
    }

    /// The item of an id, and where it stands.
    pub fn item(&self, id: &str) -> Option<(usize, &Item)> {
        let at = *self.by_id.get(id)?;
        Some((at, self.items.get(at)?))
    }

    /// The report of a name.
    pub fn report(&self, name: &str) -> Option<&Reported> {
        self.reports.get(*self.by_name.get(name)?)
    }

    /// How many are open.
    pub fn open(&self) -> usize {
        self.items.iter().filter(|item| item.is_open()).count()
    }

    /// How many are settled.
    pub fn settled(&self) -> usize {
        let items = self.items.iter();
        items.filter(|item| item.state.is_settled()).count()
    }

    /// The open item behind one, from the beginning again at the end.
    pub fn next(&self, at: usize) -> Option<&Item> {
        let (before, behind) = self.items.split_at(at.min(self.items.len()));
        let mut others = behind.iter().skip(1).chain(before);
        others.find(|item| item.is_open())
    }

    /// An item as lists show it.
    pub fn listed(&self, item: &Item, lang: Lang) -> Json {
        let report = &self.reports[item.report];
        json!({
            "id": item.id,
            "severity": item.severity.name(),
            "code": item.code.as_str(),
            "title": title(item.code, lang),
            "family": item.code.family().name(),
            "office": report.shown_office(),
            "period": report.period,
            "section": self.sections[item.section],
            "indicator": item.indicator,
            "label": item.label,
            "printed": item.printed,
            "value": item.set.as_ref().unwrap_or(&item.value),
            "state": item.state.name(),
            "report": report.name,
            "page": item.page,
        })
    }

    /// What the filters offer, each with what is open of it: offices, sections, families, periods.
    pub fn facets(&self, lang: Lang) -> [Json; 4] {
        let mut of_reports = vec![None; self.reports.len()];
        let mut of_sections = vec![0_usize; self.sections.len()];
        let mut families: BTreeMap<Family, usize> = BTreeMap::new();
        for item in &self.items {
            let open = usize::from(item.is_open());
            *of_reports[item.report].get_or_insert(0) += open;
            of_sections[item.section] += open;
            *families.entry(item.code.family()).or_default() += open;
        }
        let mut offices: BTreeMap<(&str, &str), usize> = BTreeMap::new();
        let mut periods: BTreeSet<&str> = BTreeSet::new();
        for (report, open) in self.reports.iter().zip(of_reports) {
            let Some(open) = open else { continue };
            *offices
                .entry((report.shown_office(), report.office()))
                .or_default() += open;
            periods.extend((!report.period.is_empty()).then_some(report.period.as_str()));
        }
        let facet =
            |id: &str, name: &str, open: usize| json!({"id": id, "name": name, "open": open});
        let offices = offices.into_iter().filter(|((_, id), _)| !id.is_empty());
        let sections = self
            .sections
            .iter()
            .zip(of_sections)
            .filter(|(name, _)| !name.is_empty());
        let families = families.into_iter().map(|(family, open)| {
            let name = family.name();
            facet(name, &talk(&format!("family.{name}"), &[], lang), open)
        });
        [
            offices
                .map(|((name, id), open)| facet(id, name, open))
                .collect(),
            sections
                .map(|(name, open)| facet(name, name, open))
                .collect(),
            families.collect(),
            periods.into_iter().rev().collect(),
        ]
    }
}

/// What is asked for of the list.
#[derive(Clone, Debug, Default)]
pub struct Asked {
    /// The office's id or name.
    pub office: String,
    /// The section.
    pub section: String,
    /// The family.
    pub family: String,
    /// The severity.
    pub severity: String,
    /// The period.
    pub period: String,
    /// Words to be found.
    pub words: Vec<String>,
    /// `Some(true)` for what is settled alone, `Some(false)` for what is not.
    pub settled: Option<bool>,
}

impl Asked {
    /// Whether an item is asked for. What is only good to know is so where nobody asks for what is open.
    pub fn is_it(&self, item: &Item, index: &Index) -> bool {
        let report = &index.reports[item.report];
        let is = |asked: &str, own: &str| asked.is_empty() || asked == own;
        let office = is(&self.office, report.office()) || self.office == report.shown_office();
        let settled = match self.settled {
            Some(true) => item.state.is_settled(),
            Some(false) if self.severity.is_empty() => item.is_open(),
            Some(false) => !item.state.is_settled(),
            None => true,
        };
        settled
            && office
            && is(&self.section, &index.sections[item.section])
            && is(&self.family, item.code.family().name())
            && is(&self.severity, item.severity.name())
            && is(&self.period, &report.period)
            && self.words.iter().all(|word| item.sought.contains(word))
    }
}

/// The title of a finding's kind.
pub fn title(code: Code, lang: Lang) -> &'static str {
    let sentence = locale::of(lang).findings.get(code.as_str());
    sentence.map_or(code.as_str(), |sentence| sentence.title.as_str())
}

/// What is wrong before what is doubtful; of one weight what contradicts itself first, then readings, copies that
/// differ and what is missing; then as the offices and their forms stand.
fn order<'i>(item: &'i Item, reports: &'i [Reported]) -> impl Ord + use<'i> {
    let family = match item.code.family() {
        Family::Contradictory => 0,
        Family::Invalid => 1,
        Family::Reading => 2,
        Family::Submission => 3,
        Family::Missing => 4,
        Family::Unusual => 5,
        Family::Form => 6,
    };
    let report = &reports[item.report];
    (
        std::cmp::Reverse(item.severity),
        family,
        (
            report.agency.as_str(),
            report.period.as_str(),
            report.name.as_str(),
        ),
        (item.place, item.label.as_str(), item.code, item.nth),
    )
}

fn severity(name: &str) -> Severity {
    match name {
        "error" => Severity::Error,
        "info" => Severity::Info,
        _ => Severity::Warning,
    }
}

/// `III. Cải cách thủ tục hành chính`.
fn named(schema: &Schema, section: &str) -> String {
    let mut rows = schema.indicators.iter();
    let row = rows.find(|row| row.section == section && row.kind == Kind::Section);
    row.map_or_else(
        || section.to_owned(),
        |row| format!("{section}. {}", row.label),
    )
}

fn item_id(report: &str, code: Code, key: &str, nth: usize) -> String {
    let hash = Sha256::digest(format!("{report}\0{code}\0{key}\0{nth}"));
    hash.iter()
        .take(8)
        .map(|byte| format!("{byte:02x}"))
        .collect()
}
