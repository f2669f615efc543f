//! Findings as one page in Vietnamese that can be mailed to the units and printed: what to fill in and
//! what to check, unit by unit, section by section. Self-contained: no script, no picture, no font from
//! elsewhere.

use super::audit::{By, Item, items};
use super::markup::{escaped, file_name};
use super::message::{self, Lang};
use super::to_review::ToReview;
use super::wording;
use crate::model::{Entry, Severity};
use crate::schema::{self, Schema};
use std::collections::BTreeMap;
use std::io::{self, Write};

const STYLE: &str = "
body{font:15px/1.45 'Times New Roman',Times,serif;color:#111;max-width:62rem;margin:1.5rem auto;padding:0 1rem}
h1{font-size:1.5rem;margin:0 0 .3rem}h2{font-size:1.2rem;margin:1.6rem 0 .2rem;border-bottom:2px solid #333}
h3{font-size:1.05rem;margin:1rem 0 .3rem}p{margin:.2rem 0}.meta{color:#444}
table{border-collapse:collapse;width:100%;margin:.3rem 0 .8rem}
th,td{border:1px solid #888;padding:.25rem .4rem;vertical-align:top;text-align:left}
th{background:#eee}thead{display:table-header-group}tr{break-inside:avoid}
td.box{width:1.4rem;text-align:center}td.id{width:4rem;white-space:nowrap}td.place{width:6.5rem;color:#444}
td.fill{width:5.5rem}td p+p{margin-top:.35rem;border-top:1px dotted #aaa;padding-top:.25rem}
.hint{color:#333;font-style:italic}tr.section td{background:#f6f6f6;font-weight:bold}
.error{font-weight:bold}nav ol{columns:2}
@media print{body{margin:0;padding:0;max-width:none;font-size:11pt}section+section{break-before:page}a{color:inherit;text-decoration:none}.see{display:none}}
@page{size:A4;margin:1.5cm 1.2cm 1.5cm 2cm}";

/// Writes the page. Findings of weight info are left out unless nothing else is there to say. Where the reports' review
/// page runs, each row leads there.
///
/// # Errors
/// When `out` cannot be written.
pub fn write(
    entries: &[Entry],
    schemas: &[Schema],
    review: Option<ToReview<'_>>,
    out: &mut dyn Write,
) -> io::Result<()> {
    let with = With { schemas, review };
    let all = items(entries, None, By::Report);
    let mut units: BTreeMap<(&str, &str), Vec<Item>> = BTreeMap::new();
    for item in &all {
        units
            .entry((item.agency(), item.name))
            .or_default()
            .push(*item);
    }
    writeln!(
        out,
        "<!DOCTYPE html>\n<html lang=\"vi\"><head><meta charset=\"utf-8\">\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\
         <title>Kết quả kiểm tra báo cáo</title><style>{STYLE}</style></head><body>"
    )?;
    writeln!(out, "<h1>Kết quả kiểm tra báo cáo</h1>")?;
    contents(&units, out)?;
    for (at, items) in units.values().enumerate() {
        unit(at, items, &with, out)?;
    }
    writeln!(out, "</body></html>")
}

/// What the rows are shown with.
struct With<'a> {
    schemas: &'a [Schema],
    review: Option<ToReview<'a>>,
}

type Units<'a> = BTreeMap<(&'a str, &'a str), Vec<Item<'a>>>;

/// Who has how much to do.
fn contents(units: &Units, out: &mut dyn Write) -> io::Result<()> {
    if units.is_empty() {
        return writeln!(out, "<p>Không có gì cần bổ sung hoặc kiểm tra.</p>");
    }
    writeln!(out, "<nav><ol>")?;
    for (at, items) in units.values().enumerate() {
        let Some(first) = items.first() else { continue };
        let (fill, check) = counts(items);
        let title = escaped(title(first));
        writeln!(
            out,
            "<li><a href=\"#u{at}\">{title}</a> – cần bổ sung {fill}, cần kiểm tra {check}</li>"
        )?;
    }
    writeln!(out, "</ol></nav>")
}

fn counts(items: &[Item]) -> (usize, usize) {
    let loud = items
        .iter()
        .filter(|item| item.finding.severity > Severity::Info);
    let (fill, check): (Vec<&Item>, Vec<&Item>) = loud.partition(|item| is_gap(item));
    (rows(&fill), rows(&check))
}

/// How many rows of the form they are about; one that is about none counts by itself.
fn rows(items: &[&Item]) -> usize {
    let about = items
        .iter()
        .filter_map(|item| item.finding.indicator.as_ref());
    let rows: std::collections::BTreeSet<_> = about.clone().collect();
    rows.len() + items.len() - about.count()
}

fn title<'a>(item: &Item<'a>) -> &'a str {
    let agency = item.agency();
    if agency.is_empty() {
        file_name(item.file)
    } else {
        agency
    }
}

/// One unit: its letterhead, then what to fill in, to check, and to know.
fn unit(at: usize, items: &[Item], with: &With<'_>, out: &mut dyn Write) -> io::Result<()> {
    let Some(first) = items.first() else {
        return Ok(());
    };
    let head = &first.report.head;
    let text = |field: Option<&crate::text::Text>| {
        field.map(|text| escaped(text.as_str())).unwrap_or_default()
    };
    writeln!(
        out,
        "<section id=\"u{at}\"><h2>{}</h2>",
        escaped(title(first))
    )?;
    let period = head
        .period
        .as_ref()
        .map(|period| escaped(&period.printed))
        .unwrap_or_default();
    let said = [
        ("Báo cáo số", text(head.number.as_ref())),
        ("kỳ", period),
        ("tệp", escaped(file_name(first.file))),
    ];
    let said: Vec<String> = said
        .iter()
        .filter(|(_, said)| !said.is_empty())
        .map(|(what, said)| format!("{what} {said}"))
        .collect();
    writeln!(out, "<p class=\"meta\">{}</p>", said.join(" · "))?;
    let loud = |item: &&Item| item.finding.severity > Severity::Info;
    let gaps: Vec<&Item> = items
        .iter()
        .filter(loud)
        .filter(|item| is_gap(item))
        .collect();
    let doubts: Vec<&Item> = items
        .iter()
        .filter(loud)
        .filter(|item| !is_gap(item))
        .collect();
    let remarks: Vec<&Item> = items.iter().filter(|item| !loud(item)).collect();
    table(
        &Title {
            words: "Cần bổ sung",
            fills: true,
        },
        &gaps,
        with,
        out,
    )?;
    table(
        &Title {
            words: "Cần kiểm tra",
            fills: true,
        },
        &doubts,
        with,
        out,
    )?;
    table(
        &Title {
            words: "Lưu ý",
            fills: false,
        },
        &remarks,
        with,
        out,
    )?;
    writeln!(out, "</section>")
}

/// Something is to be filled in or sent, not weighed.
fn is_gap(item: &Item) -> bool {
    let code = item.finding.code.as_str();
    code.starts_with("missing-") || code.starts_with("blank-") || code == "not-submitted"
}

/// What a table is called, and whether there is a column to write the answer into.
struct Title {
    words: &'static str,
    fills: bool,
}

fn table(title: &Title, items: &[&Item], with: &With<'_>, out: &mut dyn Write) -> io::Result<()> {
    let schemas = with.schemas;
    if items.is_empty() {
        return Ok(());
    }
    let fill = if title.fills {
        "<th>Số liệu đúng</th>"
    } else {
        ""
    };
    writeln!(out, "<h3>{} ({})</h3>", title.words, rows(items))?;
    writeln!(
        out,
        "<table><thead><tr><th>☐</th><th>Mục</th><th>Nội dung</th>{fill}<th>Vị trí</th></tr></thead><tbody>"
    )?;
    let mut sorted: Vec<(Option<usize>, &Item)> = items
        .iter()
        .map(|item| (position(item, schemas), *item))
        .collect();
    sorted.sort_by_key(|(position, _)| position.unwrap_or(usize::MAX));
    let mut section = None;
    for row in sorted.chunk_by(|(one, _), (two, _)| one.is_some() && one == two) {
        let row: Vec<&Item> = row.iter().map(|(_, item)| *item).collect();
        let Some(first) = row.first() else { continue };
        let this = section_of(first, schemas);
        if section.as_ref() != Some(&this) {
            if let Some((numeral, label)) = &this {
                let (numeral, label) = (escaped(numeral), escaped(label));
                writeln!(
                    out,
                    "<tr class=\"section\"><td colspan=\"5\">{numeral} {label}</td></tr>"
                )?;
            }
            section = Some(this);
        }
        self::row(title, &row, with.review, out)?;
    }
    writeln!(out, "</tbody></table>")
}

/// What is found about one row of the form: one line of the table.
fn row(
    title: &Title,
    items: &[&Item],
    review: Option<ToReview<'_>>,
    out: &mut dyn Write,
) -> io::Result<()> {
    let id = items
        .iter()
        .find_map(|item| item.finding.indicator.as_ref());
    let id = id.map(|id| escaped(id.as_str())).unwrap_or_default();
    let said: Vec<String> = items.iter().map(|item| paragraph(item)).collect();
    let mut places: Vec<String> = Vec::new();
    for evidence in items.iter().flat_map(|item| &item.finding.places) {
        let place = escaped(&wording::place(&evidence.place, Lang::Vi));
        if !place.is_empty() && !places.contains(&place) {
            places.push(place);
        }
    }
    let mut leads = items.iter();
    let lead = leads.find_map(|item| review?.finding(item.name, item.finding));
    if let Some(address) = lead {
        let link = format!(
            "<a class=\"see\" href=\"{}\">Xem, xử lý</a>",
            escaped(&address)
        );
        places.push(link);
    }
    let fill = if title.fills {
        "<td class=\"fill\"></td>"
    } else {
        ""
    };
    writeln!(
        out,
        "<tr><td class=\"box\">☐</td><td class=\"id\">{id}</td><td>{}</td>{fill}<td class=\"place\">{}</td></tr>",
        said.concat(),
        places.join("<br>")
    )
}

/// A finding in words: what is so, what the body says, what to do.
fn paragraph(item: &Item) -> String {
    let short = message::quoting_briefly(item.finding);
    let sentence = message::finding(&short, Lang::Vi);
    let weight = if item.finding.severity == Severity::Error {
        " class=\"error\""
    } else {
        ""
    };
    let hint = match sentence.hint.as_str() {
        "" => String::new(),
        hint => format!("<br><span class=\"hint\">{}</span>", escaped(hint)),
    };
    let quote = short
        .data
        .get("sentence")
        .filter(|said| !sentence.message.contains(said.as_str()));
    let quote = quote
        .map(|said| format!(": “{}”", escaped(said)))
        .unwrap_or_default();
    format!(
        "<p><span{weight}>{}</span>{quote}{hint}</p>",
        escaped(&sentence.message)
    )
}

fn position(item: &Item, schemas: &[Schema]) -> Option<usize> {
    schema::of(item.report, schemas)?.position(item.finding.indicator.as_ref()?)
}

/// Numeral and label of the section an item belongs to.
fn section_of(item: &Item, schemas: &[Schema]) -> Option<(String, String)> {
    let schema = schema::of(item.report, schemas)?;
    let section = &schema.get(item.finding.indicator.as_ref()?)?.section;
    let label = schema
        .indicators
        .iter()
        .find(|i| i.section == *section && i.kind == crate::schema::Kind::Section);
    Some((
        section.clone(),
        label
            .map(|indicator| indicator.label.clone())
            .unwrap_or_default(),
    ))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Code;
    use crate::model::{Finding, Outcome, Report};
    use crate::text::Text;

    fn page(findings: Vec<Finding>) -> String {
        let mut report = Report {
            findings,
            ..Report::default()
        };
        report.head.agency = Some(Text::clean("Sở A"));
        let entry = Entry {
            file: "a<b>.pdf".into(),
            name: "a".into(),
            outcome: Outcome::Read(Box::new(report)),
        };
        let mut out = Vec::new();
        write(&[entry], &[], None, &mut out).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn gaps_and_doubts_stand_apart_and_nothing_is_loaded_from_elsewhere() {
        let page = page(vec![
            Finding::new(Code::BlankRequired).with("label", "Số <b>"),
            Finding::new(Code::RatioMismatch),
        ]);
        assert!(page.contains("Cần bổ sung (1)") && page.contains("Cần kiểm tra (1)"));
        assert!(page.contains("Số &lt;b&gt;") && page.contains("a&lt;b&gt;.pdf"));
        assert!(!page.contains("http") && !page.contains("<script"));
    }

    #[test]
    fn what_is_found_about_one_row_stands_in_one_row_and_paths_stay_at_home() {
        let mut report = Report::default();
        let found = |code| {
            Finding::new(code)
                .about(&"I.1".into())
                .with("note", "x".repeat(900))
        };
        report.findings = vec![found(Code::BlankRequired), found(Code::BlankButNoted)];
        report.schema = Some(crate::model::report::SchemaFit {
            id: "f".into(),
            ..Default::default()
        });
        let mut schema = Schema {
            id: "f".into(),
            ..Schema::default()
        };
        schema.index.insert("I.1".into(), 0);
        schema.indicators.push(crate::schema::Indicator {
            id: "I.1".into(),
            ..Default::default()
        });
        let outcome = Outcome::Read(Box::new(report));
        let entry = Entry {
            file: "/home/lan/q3/a.docx".into(),
            name: "a".into(),
            outcome,
        };
        let mut out = Vec::new();
        write(&[entry], &[schema], None, &mut out).unwrap();
        let page = String::from_utf8(out).unwrap();
        assert_eq!(page.matches("<td class=\"id\">I.1</td>").count(), 1);
        assert!(page.contains("tệp a.docx") && !page.contains("/home/lan"));
        assert!(!page.contains(&"x".repeat(message::QUOTED + 1)));
    }

    #[test]
    fn a_clean_run_says_so() {
        assert!(page(Vec::new()).contains("Không có gì cần bổ sung"));
    }
}
