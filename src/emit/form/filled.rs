//! What a report says, as its form prints it.

use crate::emit::message::Lang;
use crate::emit::wording;
use crate::model::{IndicatorId, Letterhead, Record, Report, Value};
use crate::schema::{Indicator, Kind};
use crate::text::Text;
use crate::text::number::{self, Habit, Reading, vietnamese};
use jiff::civil::Date;
use std::collections::BTreeMap;

/// Where something is to be filled in by hand.
const GAP: &str = "………………";

/// A report's records and notes by their indicators, and its head.
#[derive(Default)]
pub(super) struct Filled<'a> {
    head: Letterhead,
    records: BTreeMap<&'a IndicatorId, &'a Record>,
    notes: BTreeMap<&'a IndicatorId, &'a str>,
}

impl<'a> Filled<'a> {
    pub(super) fn of(report: &'a Report) -> Filled<'a> {
        let note = |record: &'a Record| {
            let row = report.appendix.rows.get(record.row?)?;
            Some((&record.indicator, row.note.as_ref()?.as_str()))
        };
        Filled {
            head: report.head.clone(),
            records: report.by_indicator(),
            notes: report.records.iter().filter_map(note).collect(),
        }
    }

    /// The period as the report prints it: `quý III năm 2022`.
    pub(super) fn period(&self) -> Option<String> {
        let period = self.head.period.as_ref()?;
        Some(match period.printed.trim() {
            "" => wording::period(&period.code, Lang::Vi),
            printed => printed.to_owned(),
        })
    }

    /// `(Kèm theo Báo cáo số 174/BC-STTTT ngày 15 tháng 9 năm 2022 của Sở Thông tin và Truyền thông)`; what is not
    /// known is left to be filled in.
    pub(super) fn sent_with(&self) -> String {
        let number = self.head.number.as_ref().map(Text::as_str);
        let date = self.head.date.as_deref().map(date);
        let agency = self.head.agency.as_ref().map(Text::as_str);
        format!(
            "(Kèm theo Báo cáo số{} {} của {})",
            number.map_or(":       /BC-……".to_owned(), |number| format!(
                " {number}"
            )),
            date.unwrap_or_else(|| "ngày     tháng     năm 20……".to_owned()),
            agency.unwrap_or(GAP)
        )
    }

    /// What stands in each value column, `main` being the value's own.
    pub(super) fn values(&self, row: &Indicator, columns: usize, main: usize) -> Vec<String> {
        let Some(record) = self.records.get(&row.id) else {
            return Vec::new();
        };
        let mut others = record.more_values.iter();
        let column = |column: usize| match column == main {
            true => shown(row, &record.value, record.printed.as_ref()),
            false => others.next().map_or_else(String::new, |other| {
                shown(row, &other.value, other.printed.as_ref())
            }),
        };
        (0..columns).map(column).collect()
    }

    pub(super) fn note(&self, id: &IndicatorId) -> &'a str {
        self.notes.get(id).copied().unwrap_or_default()
    }
}

/// `ngày 15 tháng 9 năm 2022`: what is no ISO day stays as it is.
fn date(iso: &str) -> String {
    match iso.parse::<Date>() {
        Ok(date) if date.month() > 2 => date.strftime("ngày %d tháng %-m năm %Y").to_string(),
        Ok(date) => date.strftime("ngày %d tháng %m năm %Y").to_string(),
        Err(_) => format!("ngày {iso}"),
    }
}

/// A value as people write it: figures in the Vietnamese manner, everything else as the report prints it.
fn shown(row: &Indicator, value: &Value, printed: Option<&Text>) -> String {
    let as_printed = || printed.map(Text::to_string);
    match value {
        Value::Missing | Value::Blank => as_printed().unwrap_or_default(),
        Value::Number(number) | Value::Percent(number) => vietnamese(*number),
        Value::Choice(code) => code.to_string(),
        Value::Fraction(part, whole) => format!("{}/{}", vietnamese(*part), vietnamese(*whole)),
        Value::Text(text) => text.to_string(),
        Value::NoData => as_printed().unwrap_or_else(|| "-".to_owned()),
        Value::Unreadable => {
            let words = printed.filter(|text| row.kind != Kind::Choice && is_words(text));
            words.map_or_else(|| UNKNOWN.to_owned(), Text::to_string)
        }
    }
}

/// Stands for what could not be read.
const UNKNOWN: &str = "?";

/// Nobody takes it for a figure: one that is not the row's alone, or not surely it, must not come out as its value.
fn is_words(printed: &Text) -> bool {
    number::read(printed.as_str(), Habit::default()) == Reading::Words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_written_as_people_do() {
        let number = |text: &str| Value::Number(text.parse().unwrap());
        assert_eq!(shown(&Indicator::default(), &number("3137"), None), "3.137");
        assert_eq!(
            shown(
                &Indicator::default(),
                &Value::Percent("86.960".parse().unwrap()),
                None
            ),
            "86,96"
        );
        let fraction = Value::Fraction("6".parse().unwrap(), "1007".parse().unwrap());
        assert_eq!(shown(&Indicator::default(), &fraction, None), "6/1.007");
        assert_eq!(
            shown(
                &Indicator::default(),
                &Value::NoData,
                Some(&Text::clean("x"))
            ),
            "x"
        );
        assert_eq!(
            [Value::Missing, Value::Blank, Value::Unreadable].map(|value| shown(
                &Indicator::default(),
                &value,
                None
            )),
            ["", "", "?"]
        );
    }

    /// A figure that two rows share is the value of neither.
    #[test]
    fn what_could_not_be_read_comes_out_as_no_figure() {
        let row = Indicator::default();
        let shown = |row: &Indicator, printed: &str| {
            super::shown(row, &Value::Unreadable, Some(&Text::clean(printed)))
        };
        assert_eq!(
            ["6", "1/2", "-", "chưa rõ"].map(|text| shown(&row, text)),
            ["?", "?", "?", "chưa rõ"]
        );
        let choice = Indicator {
            kind: Kind::Choice,
            ..Indicator::default()
        };
        assert_eq!(shown(&choice, "Có"), "?");
    }

    #[test]
    fn what_is_not_known_of_the_head_is_left_to_be_filled_in() {
        let mut filled = Filled::default();
        assert_eq!(
            filled.sent_with(),
            "(Kèm theo Báo cáo số:       /BC-…… ngày     tháng     năm 20…… của ………………)"
        );
        filled.head.number = Some(Text::clean("7/BC-SXD"));
        filled.head.date = Some("2022-02-05".to_owned());
        filled.head.agency = Some(Text::clean("Sở Xây dựng"));
        assert_eq!(
            filled.sent_with(),
            "(Kèm theo Báo cáo số 7/BC-SXD ngày 05 tháng 02 năm 2022 của Sở Xây dựng)"
        );
    }
}
