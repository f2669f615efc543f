//! The sentences of a letter, the same in every format.

use super::{Form, Group, Letter, Part, Point};
use crate::emit::message::{Lang, talk};
use crate::emit::wording;
use crate::model::Letterhead;
use crate::text::Text;
use crate::text::fold::bare;
use jiff::civil::Date;

/// Where something is to be filled in by hand.
const GAP: &str = "……………………";

/// What a letter says, piece by piece from top to bottom.
pub(super) struct Said<'a> {
    pub superior: String,
    pub sender: String,
    pub nation: String,
    pub motto: String,
    pub number: String,
    pub subject: String,
    pub dated: String,
    pub to: String,
    pub opening: String,
    pub tables: Vec<Points<'a>>,
    pub closing: Vec<String>,
    pub recipients: String,
    pub recipients_list: Vec<String>,
    pub signer_title: String,
    pub signer: String,
    /// Over the columns: number, row, as printed, what is asked, answer.
    pub columns: [String; 5],
}

/// A table of points under its title.
pub(super) struct Points<'a> {
    /// Which report it is about, over its first table; `None` where the letter is about one only.
    pub report: Option<String>,
    pub title: String,
    pub points: Vec<&'a Point>,
}

impl<'a> Said<'a> {
    pub(super) fn of(letter: &'a Letter<'a>, form: &Form) -> Said<'a> {
        let say = |name: &str| talk(&format!("letter.{name}"), &[], form.lang);
        let blank = |given: &Option<String>| given.clone().unwrap_or_else(|| GAP.to_owned());
        let period = periods(letter, form.lang);
        let topic = topic(letter, form, "topic-short");
        let subject: [(&str, &dyn ToString); 2] = [("topic", &topic), ("period", &period)];
        Said {
            superior: blank(&form.superior).to_uppercase(),
            sender: blank(&form.sender).to_uppercase(),
            nation: say("nation"),
            motto: say("motto"),
            number: say("number"),
            subject: tidy(&talk("letter.subject", &subject, form.lang)),
            dated: dated(form),
            to: talk("letter.to", &[("office", &letter.office)], form.lang),
            opening: opening(letter, form),
            tables: tables(letter, form.lang),
            closing: closing(letter, form),
            recipients: say("recipients"),
            recipients_list: say("recipients-list").lines().map(str::to_owned).collect(),
            signer_title: blank(&form.signer_title).to_uppercase(),
            signer: blank(&form.signer),
            columns: ["index", "row", "printed", "asked", "answer"].map(|name| match name {
                "index" => talk("column.number", &[], form.lang),
                name => say(name),
            }),
        }
    }
}

/// Place and date; what is not given is left open.
fn dated(form: &Form) -> String {
    let place = form.place.clone().unwrap_or_else(|| "…………".to_owned());
    match form.date {
        None => {
            let data: [(&str, &dyn ToString); 2] = [("place", &place), ("year", &"20……")];
            talk("letter.date-blank", &data, form.lang)
        }
        Some(date) => {
            // A day below 10 and the months 1 and 2 are written with a zero, so that nobody adds a figure.
            let month = match date.month() {
                month @ ..3 => format!("{month:02}"),
                month => month.to_string(),
            };
            let data: [(&str, &dyn ToString); 4] = [
                ("place", &place),
                ("day", &format!("{:02}", date.day())),
                ("month", &month),
                ("year", &date.year()),
            ];
            talk("letter.date", &data, form.lang)
        }
    }
}

fn day(date: Date, lang: Lang) -> String {
    wording::day(&date.to_string(), lang)
}

/// What its reports are about: what was said, else what their forms are about.
fn topic(letter: &Letter, form: &Form, name: &str) -> String {
    let is_reform = |part: &Part| {
        let title = part.schema.map(|schema| bare(&schema.title));
        title.is_some_and(|title| title.contains("cai cach hanh chinh"))
    };
    match &form.topic {
        Some(topic) => topic.clone(),
        None if letter.parts.iter().any(is_reform) => {
            talk(&format!("letter.{name}"), &[], form.lang)
        }
        None => String::new(),
    }
}

/// The period of a report in full; empty where it is not known.
fn period(part: &Part, lang: Lang) -> String {
    match (part.submission.period(), &part.submission.head.period) {
        ("", Some(period)) => period.printed.clone(),
        (code, _) => wording::period_in_full(code, lang),
    }
}

fn periods(letter: &Letter, lang: Lang) -> String {
    let mut periods: Vec<String> = letter.parts.iter().map(|part| period(part, lang)).collect();
    periods.retain(|period| !period.is_empty());
    periods.dedup();
    periods.join(", ")
}

/// `(số 174/BC-STTTT, ngày 15/09/2022)`; empty where neither is known.
fn which(head: &Letterhead, lang: Lang) -> String {
    let number = head.number.as_ref().map(Text::as_str);
    let number = number.map(|number| talk("letter.numbered", &[("number", &number)], lang));
    let date = head.date.as_deref().map(|date| wording::day(date, lang));
    let date = date.map(|date| talk("letter.dated", &[("date", &date)], lang));
    match [number, date].into_iter().flatten().collect::<Vec<_>>() {
        none if none.is_empty() => String::new(),
        known => format!("({})", known.join(", ")),
    }
}

fn opening(letter: &Letter, form: &Form) -> String {
    let which = match letter.parts.as_slice() {
        [one] => which(&one.submission.head, form.lang),
        _ => String::new(),
    };
    let report: [(&str, &dyn ToString); 4] = [
        ("topic", &topic(letter, form, "topic")),
        ("period", &periods(letter, form.lang)),
        ("office", &letter.office),
        ("which", &which),
    ];
    let report = tidy(&talk("letter.report", &report, form.lang));
    let found = found(letter.count(), form.lang);
    let sender = form.sender.clone().unwrap_or_default();
    let data: [(&str, &dyn ToString); 3] =
        [("report", &report), ("found", &found), ("sender", &sender)];
    let name = if form.sender.is_some() {
        "letter.opening-of"
    } else {
        "letter.opening"
    };
    talk(name, &data, form.lang)
}

/// How much there is of both kinds.
fn found([fill, check]: [usize; 2], lang: Lang) -> String {
    let name = match (fill, check) {
        (_, 0) => "letter.found-fill",
        (0, _) => "letter.found-check",
        _ => "letter.found-both",
    };
    talk(name, &[("fill", &fill), ("check", &check)], lang)
}

/// One for each report and kind of points, numbered where there are several.
fn tables<'a>(letter: &'a Letter<'a>, lang: Lang) -> Vec<Points<'a>> {
    let several = letter
        .parts
        .iter()
        .filter(|part| !part.points.is_empty())
        .count()
        > 1;
    let mut tables = Vec::new();
    for part in &letter.parts {
        let mut report = several.then(|| heading(part, lang));
        for (group, name) in [(Group::Fill, "letter.fill"), (Group::Check, "letter.check")] {
            let points = part.points.iter().filter(|point| point.group == group);
            let points: Vec<&Point> = points.collect();
            if !points.is_empty() {
                let title = talk(name, &[], lang);
                tables.push(Points {
                    report: report.take(),
                    title,
                    points,
                });
            }
        }
    }
    if tables.len() > 1 {
        for (at, table) in tables.iter_mut().enumerate() {
            table.title = format!("{}. {}", at + 1, table.title);
        }
    }
    tables
}

/// Which of an office's reports.
fn heading(part: &Part, lang: Lang) -> String {
    let which = which(&part.submission.head, lang);
    let report: [(&str, &dyn ToString); 2] = [("period", &period(part, lang)), ("which", &which)];
    tidy(&talk("letter.heading", &report, lang))
}

/// What stands in the column of the row: place, label, unit; whether each is the place.
pub(super) fn lines(point: &Point, lang: Lang) -> Vec<(String, bool)> {
    let unit = talk("letter.unit", &[("unit", &point.unit)], lang);
    let lines = [
        (point.place.clone(), true),
        (point.label.clone(), false),
        (unit, true),
    ];
    let shown = [
        !point.place.is_empty(),
        !point.label.is_empty(),
        !point.unit.is_empty(),
    ];
    lines
        .into_iter()
        .zip(shown)
        .filter(|(_, shown)| *shown)
        .map(|(line, _)| line)
        .collect()
}

fn closing(letter: &Letter, form: &Form) -> Vec<String> {
    let lang = form.lang;
    let to = match &form.sender {
        Some(sender) => talk("letter.to-sender", &[("sender", sender)], lang),
        None => talk("letter.to-back", &[], lang),
    };
    let by = match form.due {
        Some(due) => talk("letter.by", &[("due", &day(due, lang))], lang),
        None => talk("letter.by-soon", &[], lang),
    };
    let request = match letter.count() {
        [0, _] => "letter.request-check",
        _ => "letter.request",
    };
    let mut said = vec![
        talk(request, &[("office", &letter.office)], lang),
        talk("letter.closing", &[("to", &to), ("by", &by)], lang),
    ];
    if !letter.enclosed.is_empty() {
        let files = letter.enclosed.join("; ");
        said.push(talk("letter.enclosed", &[("files", &files)], lang));
    }
    said
}

/// One space where a fact that is not known left several.
fn tidy(text: &str) -> String {
    text.split(' ')
        .filter(|word| !word.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::emit::letter::letters;
    use crate::model::{Code, Finding, Listed, Period, SchemaFit, Submission};
    use crate::schema::builtin;

    fn report(period: &str) -> Listed {
        let mut report = Submission {
            name: period.to_owned(),
            ..Submission::default()
        };
        report.findings = vec![
            Finding::new(Code::Draft),
            Finding::new(Code::MissingAppendix),
        ];
        report.head.agency = Some(Text::clean("Sở Xây dựng"));
        report.head.number = Some(Text::clean("7/BC-SXD"));
        report.head.date = Some("2022-09-05".to_owned());
        report.head.period = Some(Period {
            code: period.to_owned(),
            ..Period::default()
        });
        report.schema = Some(SchemaFit {
            id: builtin()[0].id.clone(),
            ..SchemaFit::default()
        });
        Listed::Read(Box::new(report))
    }

    #[test]
    fn a_letter_names_the_report_its_period_and_how_much_there_is() {
        let listed = [report("2022-Q3")];
        let letters = letters(&listed, builtin(), Lang::Vi);
        let said = Said::of(&letters[0], &Form::default());
        assert_eq!(
            said.subject,
            "V/v đề nghị hoàn thiện báo cáo CCHC quý III năm 2022"
        );
        assert_eq!(
            said.opening,
            "Qua kiểm tra, báo cáo cải cách hành chính (CCHC) quý III năm 2022 của Sở Xây dựng (số 7/BC-SXD, ngày \
             05/09/2022) còn 1 nội dung cần bổ sung và 1 nội dung cần kiểm tra, cụ thể như sau:"
        );
        assert_eq!(said.dated, "…………, ngày      tháng      năm 20……");
        assert!(said.closing[1].contains("gửi lại trong thời gian sớm nhất"));
        let titles: Vec<&str> = said
            .tables
            .iter()
            .map(|table| table.title.as_str())
            .collect();
        assert_eq!(
            titles,
            ["1. Nội dung cần bổ sung", "2. Nội dung cần kiểm tra"]
        );
    }

    #[test]
    fn what_is_given_is_filled_in() {
        let listed = [report("2022-Q3")];
        let letters = letters(&listed, builtin(), Lang::Vi);
        let form = Form {
            sender: Some("Sở Nội vụ".to_owned()),
            place: Some("Hà Nam".to_owned()),
            date: Some(jiff::civil::date(2022, 2, 5)),
            due: Some(jiff::civil::date(2022, 9, 30)),
            ..Form::default()
        };
        let said = Said::of(&letters[0], &form);
        assert_eq!(said.dated, "Hà Nam, ngày 05 tháng 02 năm 2022");
        assert_eq!(
            said.closing[1],
            "Báo cáo sau khi hoàn thiện, đề nghị gửi về Sở Nội vụ chậm nhất ngày 30/09/2022 để tổng hợp theo quy \
             định./."
        );
    }

    #[test]
    fn an_office_with_nothing_missing_is_not_asked_to_fill_in() {
        let mut listed = [report("2022-Q3")];
        if let Listed::Read(report) = &mut listed[0] {
            report
                .findings
                .retain(|finding| finding.code == Code::Draft);
        }
        let letters = letters(&listed, builtin(), Lang::Vi);
        let said = Said::of(&letters[0], &Form::default());
        assert!(
            said.opening.contains("còn 1 nội dung cần kiểm tra,"),
            "{}",
            said.opening
        );
        assert!(
            !said.closing[0].contains("còn thiếu"),
            "{}",
            said.closing[0]
        );
        assert_eq!(said.tables[0].title, "Nội dung cần kiểm tra");
    }

    #[test]
    fn several_reports_of_an_office_are_told_apart() {
        let listed = [report("2022-Q3"), report("2022-Q2")];
        let letters = letters(&listed, builtin(), Lang::Vi);
        assert_eq!(letters.len(), 1);
        let said = Said::of(&letters[0], &Form::default());
        let reports: Vec<Option<&str>> = said
            .tables
            .iter()
            .map(|table| table.report.as_deref())
            .collect();
        let heading =
            |quarter| format!("Báo cáo {quarter} năm 2022 (số 7/BC-SXD, ngày 05/09/2022)");
        let [second, third] = ["quý II", "quý III"].map(heading);
        assert_eq!(
            reports,
            [Some(second.as_str()), None, Some(third.as_str()), None]
        );
        assert!(said.subject.ends_with("quý II năm 2022, quý III năm 2022"));
    }
}
