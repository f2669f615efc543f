//! A letter as a page that can be mailed, read on a telephone and printed. Self-contained: no script, no picture, no
//! font from elsewhere.

use super::said::{Points, Said, lines};
use super::style::STYLE;
use super::{Form, Letter, Point};
use crate::emit::markup::escaped;
use crate::emit::message::Lang;
use std::fmt::Write;

/// The letter as one page.
///
/// ```
/// use phuluc::emit::letter::{Form, Letter, html};
/// let letter = Letter { office: "Sở Xây dựng".into(), parts: Vec::new(), enclosed: Vec::new() };
/// assert!(html(&letter, &Form::default()).contains("Kính gửi: Sở Xây dựng"));
/// ```
pub fn html(letter: &Letter, form: &Form) -> String {
    let said = Said::of(letter, form);
    let mut out = opened(&said.subject, form.lang);
    out += "<main>\n";
    head(&said, &mut out);
    line(&mut out, "p", "to", &said.to);
    line(&mut out, "p", "body", &said.opening);
    for table in &said.tables {
        points(table, &said, form.lang, &mut out);
    }
    for sentence in &said.closing {
        line(&mut out, "p", "body", sentence);
    }
    foot(&said, &mut out);
    out += "</main>\n</body></html>\n";
    out
}

/// A page up to its body.
pub(super) fn opened(title: &str, lang: Lang) -> String {
    format!(
        "<!DOCTYPE html>\n<html lang=\"{}\"><head><meta charset=\"utf-8\">\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\
         <title>{}</title><style>{STYLE}</style></head><body>\n",
        lang.code(),
        escaped(title)
    )
}

/// An element of that class with nothing but text in it.
pub(super) fn line(out: &mut String, element: &str, class: &str, text: &str) {
    let class = match class {
        "" => String::new(),
        class => format!(" class=\"{class}\""),
    };
    *out += &format!("<{element}{class}>{}</{element}>\n", escaped(text));
}

fn head(said: &Said, out: &mut String) {
    *out += "<header class=\"letter\">\n<div>";
    line(out, "p", "small", &said.superior);
    line(out, "b", "ruled small", &said.sender);
    *out += "</div>\n<div>";
    *out += &format!("<p class=\"small\"><b>{}</b></p>\n", escaped(&said.nation));
    line(out, "b", "ruled motto", &said.motto);
    *out += "</div>\n<div class=\"lower\">";
    line(out, "p", "number", &said.number);
    line(out, "p", "small", &said.subject);
    *out += "</div>\n<div class=\"lower\">";
    *out += &format!(
        "<p><i>{}</i></p>\n</div>\n</header>\n",
        escaped(&said.dated)
    );
}

fn points(table: &Points, said: &Said, lang: Lang, out: &mut String) {
    if let Some(report) = &table.report {
        line(out, "h2", "", report);
    }
    line(out, "h3", "", &table.title);
    *out += "<table><thead><tr>";
    for title in &said.columns {
        *out += &format!("<th>{}</th>", escaped(title));
    }
    *out += "</tr></thead><tbody>\n";
    let mut section = "";
    for (at, point) in table.points.iter().enumerate() {
        if point.section != section && !point.section.is_empty() {
            let title = escaped(&point.section);
            *out += &format!("<tr class=\"section\"><td colspan=\"5\">{title}</td></tr>\n");
        }
        section = &point.section;
        row(at + 1, point, said, lang, out);
    }
    *out += "</tbody></table>\n";
}

fn row(number: usize, point: &Point, said: &Said, lang: Lang, out: &mut String) {
    let [at, _, printed, asked, answer] = said.columns.each_ref().map(|title| escaped(title));
    let about = lines(point, lang).into_iter().map(|(text, is_place)| {
        let class = if is_place { " class=\"place\"" } else { "" };
        format!("<p{class}>{}</p>", escaped(&text))
    });
    let sentences = point
        .asked
        .iter()
        .map(|text| format!("<p>{}</p>", escaped(text)));
    let printed = match point.printed.as_str() {
        "" => "<td class=\"printed\"></td>".to_owned(),
        text => format!(
            "<td class=\"printed\" data-label=\"{printed}\">{}</td>",
            escaped(text)
        ),
    };
    // Writing to a string cannot fail.
    let _ = writeln!(
        out,
        "<tr><td class=\"at\" data-label=\"{at}\">{number}</td><td class=\"about\">{}</td>{printed}\
         <td class=\"asked\" data-label=\"{asked}\">{}</td>\
         <td class=\"answer\" data-label=\"{answer}\"></td></tr>",
        about.collect::<String>(),
        sentences.collect::<String>()
    );
}

fn foot(said: &Said, out: &mut String) {
    *out += "<footer><div class=\"list\">";
    line(out, "b", "", &said.recipients);
    for recipient in &said.recipients_list {
        line(out, "p", "", recipient);
    }
    *out += "</div>\n<div class=\"sign\">";
    line(out, "p", "", &said.signer_title);
    line(out, "p", "name", &said.signer);
    *out += "</div></footer>\n";
}
