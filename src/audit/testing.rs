//! Reports made by hand, for the tests of the checks.

use super::settings::Settings;
use crate::model::appendix::RowKind;
use crate::model::report::{OtherValue, SchemaFit, Sentence};
use crate::model::{
    Code, Finding, Heading, IndicatorId, Number, Place, Record, Report, Row, Value,
};
use crate::schema::{Indicator, Kind, Presence, Rule, Schema};
use crate::text::Text;
use rust_decimal::Decimal;

/// A small form filled in.
#[derive(Clone, Default)]
pub struct Sheet {
    /// The form.
    pub schema: Schema,
    /// The report.
    pub report: Report,
}

impl Sheet {
    /// Rows of (indicator, label, printed value); a section is an id without a dot.
    pub fn of(rows: &[(&str, &str, &str)]) -> Sheet {
        let mut sheet = Sheet::default();
        for (id, label, value) in rows {
            sheet.push(id, label);
            sheet = sheet.value(id, value);
        }
        sheet.report.schema = Some(SchemaFit {
            id: "form".into(),
            score: 1.0,
            ..SchemaFit::default()
        });
        sheet
    }

    fn push(&mut self, id: &str, label: &str) {
        let at = self.schema.indicators.len();
        let section = id.split('.').next().unwrap_or(id).to_owned();
        let is_section = section == id;
        let indicator = Indicator {
            id: id.into(),
            parent: id.rsplit_once('.').map(|(parent, _)| parent.into()),
            section: section.clone(),
            label: label.to_owned(),
            kind: if is_section {
                Kind::Section
            } else {
                Kind::Count
            },
            ..Indicator::default()
        };
        self.schema.index.insert(indicator.id.clone(), at);
        self.schema.indicators.push(indicator);
        self.report.appendix.rows.push(Row {
            section: Some(section),
            label: Text::clean(label),
            kind: if is_section {
                RowKind::Section
            } else {
                RowKind::Item
            },
            places: vec![Place::line(at as u32 + 100)],
            ..Row::default()
        });
        self.report.mapped.push(Some(id.into()));
        self.report.records.push(Record {
            indicator: id.into(),
            value: Value::Blank,
            row: Some(at),
            ..Record::default()
        });
    }

    fn at(&self, id: &str) -> usize {
        self.schema
            .position(&id.into())
            .expect("an indicator of the test's form")
    }

    /// Takes a row out of the report; the form keeps it.
    pub fn without(mut self, id: &str) -> Sheet {
        let at = self.at(id);
        self.report.records[at] = Record {
            indicator: id.into(),
            ..Record::default()
        };
        self.report.mapped[at] = None;
        self
    }

    /// Changes a row of the form.
    pub fn form(mut self, id: &str, change: impl FnOnce(&mut Indicator)) -> Sheet {
        let at = self.at(id);
        change(&mut self.schema.indicators[at]);
        self
    }

    /// Sets whether a blank is acceptable.
    pub fn presence(self, id: &str, presence: Presence) -> Sheet {
        self.form(id, |indicator| indicator.presence = presence)
    }

    /// Adds a rule.
    pub fn rule(self, id: &str, rule: Rule) -> Sheet {
        self.form(id, |indicator| indicator.rules.push(rule))
    }

    /// Sets what an indicator's value is; the printed value is read anew.
    pub fn kind(self, id: &str, kind: Kind) -> Sheet {
        let printed = self.report.appendix.rows[self.at(id)].value.clone();
        self.form(id, |indicator| indicator.kind = kind)
            .value(id, printed.as_ref().map_or("", Text::as_str))
    }

    /// Prints further columns beside the value, whose own is named so.
    pub fn beside(mut self, id: &str, own: &str, others: &[(&str, &str)]) -> Sheet {
        let at = self.at(id);
        let kind = self.schema.indicators[at].kind;
        let names = std::iter::once(own).chain(others.iter().map(|(name, _)| *name));
        self.report.appendix.value_columns = names.map(Text::clean).collect();
        let other = |(column, printed): &(&str, &str)| OtherValue {
            column: Some(Text::clean(column)),
            printed: Some(Text::clean(printed)).filter(|text| !text.is_empty()),
            value: value_of(kind, printed),
        };
        self.report.records[at].more_values = others.iter().map(other).collect();
        self
    }

    /// Prints a value.
    pub fn value(mut self, id: &str, printed: &str) -> Sheet {
        let at = self.at(id);
        let kind = self.schema.indicators[at].kind;
        let text = (!printed.is_empty()).then(|| Text::clean(printed));
        self.report.appendix.rows[at].value = text.clone();
        self.report.records[at].printed = text;
        self.report.records[at].value = value_of(kind, printed);
        self
    }

    /// Sets the form's unit and the printed one.
    pub fn units(mut self, id: &str, form: &str, printed: &str) -> Sheet {
        let at = self.at(id);
        self.schema.indicators[at].unit = Some(form.to_owned());
        self.report.appendix.rows[at].unit = Some(Text::clean(printed));
        self
    }

    /// Prints a number.
    pub fn number(mut self, id: &str, number: &str) -> Sheet {
        let at = self.at(id);
        self.report.appendix.rows[at].number = Some(Number(number.to_owned()));
        self
    }

    /// Prints a note.
    pub fn note(mut self, id: &str, note: &str) -> Sheet {
        let at = self.at(id);
        self.report.appendix.rows[at].note = Some(Text::clean(note));
        self
    }

    /// Adds a heading of the body with one paragraph.
    pub fn body(mut self, number: &str, title: &str, text: &str) -> Sheet {
        let line = self.report.outline.len() as u32 * 2 + 1;
        self.report.outline.push(Heading {
            number: number.to_owned(),
            title: Text::clean(title),
            level: number.split('.').count() as u8 + 1,
            place: Place::line(line),
            text: vec![Sentence {
                text: Text::clean(text),
                place: Place::line(line + 1),
            }],
        });
        self
    }

    /// Says that a text with a label stands beside the tables.
    pub fn text_beside(mut self, text: &str) -> Sheet {
        let finding = Finding::new(Code::TextBetweenTables).at(Place::line(9), text);
        self.report.findings.push(finding);
        self
    }

    /// All findings, as "code indicator".
    pub fn codes(&self) -> Vec<String> {
        self.findings().iter().map(named).collect()
    }

    /// The findings of one check, as "code indicator".
    pub fn only(&self, code: &str) -> Vec<String> {
        self.findings()
            .iter()
            .filter(|finding| finding.code.as_str() == code)
            .map(named)
            .collect()
    }

    /// The findings.
    pub fn findings(&self) -> Vec<Finding> {
        self.audited().findings
    }

    /// The report after the audit.
    pub fn audited(&self) -> Report {
        let mut report = self.report.clone();
        super::audit(&mut report, Some(&self.schema), &Settings::default());
        report
    }
}

fn named(finding: &Finding) -> String {
    let about = finding.indicator.as_ref().map_or("", IndicatorId::as_str);
    format!("{} {about}", finding.code).trim_end().to_owned()
}

/// Reads a value the way the map stage would, for the plain cases tests need.
pub fn value_of(kind: Kind, printed: &str) -> Value {
    let plain = printed.trim().trim_end_matches('%').replace(',', ".");
    if printed.is_empty() {
        return Value::Blank;
    }
    if printed == "-" {
        return Value::NoData;
    }
    let number = |text: &str| text.parse::<Decimal>().ok();
    match (kind, number(&plain)) {
        (Kind::Percent, Some(value)) => Value::Percent(value),
        (Kind::Choice, Some(value)) => Value::Choice(value.mantissa() as i64),
        (_, Some(value)) => Value::Number(value),
        (_, None) => Value::Text(Text::clean(printed)),
    }
}
