//! The page that leads to the letters, and to what needs none or has none.

use super::html::{line, opened};
use super::{Form, Letter};
use crate::emit::markup::{escaped, file_name};
use crate::emit::message::{Lang, talk};
use crate::emit::to_review::ToReview;
use crate::emit::wording;
use crate::model::{Error, Listed};

/// A letter and the files it was written to, as the page links them.
#[derive(Clone, Debug)]
pub struct Filed<'a> {
    /// The letter.
    pub letter: &'a Letter<'a>,
    /// The page.
    pub html: String,
    /// The document.
    pub docx: String,
}

/// The page, which stays in the house: where the reports' review page runs, each office's line leads there. The letters, the offices with nothing to do, those that have sent nothing, the files that could not be
/// read, the reports another counts for.
pub fn index(
    filed: &[Filed],
    letters: &[Letter],
    listed: &[Listed],
    unsent: &[String],
    form: &Form,
    review: Option<ToReview<'_>>,
) -> String {
    let lang = form.lang;
    let title = talk("letter.index", &[], lang);
    let mut out = opened(&title, lang);
    out += "<main class=\"index\">\n";
    line(&mut out, "h1", "", &title);
    table(filed, review, lang, &mut out);
    let quiet = letters.iter().filter(|letter| !letter.asks());
    let quiet: Vec<String> = quiet.map(|letter| letter.office.clone()).collect();
    list("nothing", &quiet, lang, &mut out);
    list("unsent", unsent, lang, &mut out);
    let unread: Vec<String> = listed
        .iter()
        .filter_map(|listed| unread(listed, lang))
        .collect();
    list("unread", &unread, lang, &mut out);
    let copies: Vec<String> = listed
        .iter()
        .filter_map(|listed| copy(listed, lang))
        .collect();
    list("copies", &copies, lang, &mut out);
    out += "</main>\n</body></html>\n";
    out
}

fn table(filed: &[Filed], review: Option<ToReview<'_>>, lang: Lang, out: &mut String) {
    if filed.is_empty() {
        return;
    }
    let say = |name: &str| talk(&format!("letter.{name}"), &[], lang);
    line(
        out,
        "h2",
        "",
        &format!("{} ({})", say("letters"), filed.len()),
    );
    let columns = ["office", "period", "fill", "check", "others", "word"].map(say);
    *out += "<table><thead><tr>";
    for title in &columns {
        *out += &format!("<th>{}</th>", escaped(title));
    }
    if review.is_some() {
        *out += &format!("<th>{}</th>", escaped(&say("settle")));
    }
    *out += "</tr></thead><tbody>\n";
    for filed in filed {
        row(filed, &columns, review, lang, out);
    }
    *out += "</tbody></table>\n";
}

fn row(
    filed: &Filed,
    columns: &[String; 6],
    review: Option<ToReview<'_>>,
    lang: Lang,
    out: &mut String,
) {
    let letter = filed.letter;
    let periods = letter.parts.iter().map(|part| part.submission.period());
    let mut periods: Vec<String> = periods.map(|code| wording::period(code, lang)).collect();
    periods.dedup();
    let others: usize = letter.parts.iter().map(|part| part.others).sum();
    let [fill, check] = letter.count();
    *out += &format!(
        "<tr><td><a href=\"{}\">{}</a>",
        href(&filed.html),
        escaped(&letter.office)
    );
    for name in &letter.enclosed {
        *out += &format!("<br><a href=\"{}\">{}</a>", href(name), escaped(name));
    }
    *out += "</td>";
    let period = escaped(&periods.join(", "));
    *out += &format!("<td data-label=\"{}\">{period}</td>", escaped(&columns[1]));
    for (number, title) in [fill, check, others].iter().zip(&columns[2..]) {
        let title = escaped(title);
        *out += &format!("<td class=\"count\" data-label=\"{title}\">{number}</td>");
    }
    let (link, word) = (href(&filed.docx), escaped(&columns[5]));
    *out += &format!("<td class=\"word\"><a href=\"{link}\">{word}</a></td>");
    if let (Some(review), Some(part)) = (review, letter.parts.first()) {
        let (link, settle) = (
            escaped(&review.report(&part.submission.name)),
            escaped(&talk("letter.settle", &[], lang)),
        );
        *out += &format!("<td class=\"word\"><a href=\"{link}\">{settle}</a></td>");
    }
    *out += "</tr>\n";
}

fn list(name: &str, items: &[String], lang: Lang, out: &mut String) {
    if items.is_empty() {
        return;
    }
    let title = talk(&format!("letter.{name}"), &[], lang);
    line(out, "h2", "", &format!("{title} ({})", items.len()));
    *out += "<ul>\n";
    for item in items {
        line(out, "li", "", item);
    }
    *out += "</ul>\n";
}

/// A file that could not be read, and why.
fn unread(listed: &Listed, lang: Lang) -> Option<String> {
    let Listed::Failed { file, error } = listed else {
        return None;
    };
    let why = |error: &Error| error.sentence(lang).message;
    Some(format!("{}: {}", file_name(file), why(error)))
}

/// A report another counts for.
fn copy(listed: &Listed, lang: Lang) -> Option<String> {
    let submission = listed.read()?;
    let other = submission.among.copy_of.as_ref();
    let other = other.filter(|_| !submission.among.half)?;
    let data: [(&str, &dyn ToString); 2] =
        [("file", &file_name(&submission.file)), ("other", other)];
    Some(talk("letter.copy-of", &data, lang))
}

/// A file of the same folder as a link holds it.
fn href(name: &str) -> String {
    escaped(
        &name
            .replace('%', "%25")
            .replace('#', "%23")
            .replace('?', "%3F"),
    )
}
