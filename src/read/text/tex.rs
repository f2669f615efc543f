//! LaTeX: formulas among words, and tables.

use super::Line;
use super::markup::{Markup, MarkupCell};
use crate::model::Found;
use crate::read::html;
use std::ops::Range;

/// Commands that print a sign.
const SIGNS: [(&str, &str); 32] = [
    ("times", "×"),
    ("geq", "≥"),
    ("ge", "≥"),
    ("geqslant", "≥"),
    ("leq", "≤"),
    ("le", "≤"),
    ("leqslant", "≤"),
    ("cdot", "·"),
    ("pm", "±"),
    ("approx", "≈"),
    ("ldots", "…"),
    ("dots", "…"),
    ("cdots", "…"),
    ("bullet", "•"),
    ("square", "☐"),
    ("Box", "☐"),
    ("boxtimes", "☒"),
    ("checkmark", "✓"),
    ("circ", "°"),
    ("quad", " "),
    ("qquad", " "),
    ("rightarrow", "→"),
    ("to", "→"),
    ("newline", "<br>"),
    ("linebreak", "<br>"),
    ("textbar", "|"),
    ("mid", "|"),
    ("textbackslash", "\\"),
    ("textless", "&lt;"),
    ("textgreater", "&gt;"),
    ("textendash", "–"),
    ("textemdash", "—"),
];
/// Commands whose arguments set something and print nothing, with their number.
const SILENT: [(&str, usize); 32] = [
    ("label", 1),
    ("caption", 1),
    ("vspace", 1),
    ("hspace", 1),
    ("cline", 1),
    ("cmidrule", 1),
    ("rowcolor", 1),
    ("cellcolor", 1),
    ("color", 1),
    ("fontsize", 2),
    ("setlength", 2),
    ("addtolength", 2),
    ("renewcommand", 2),
    ("newcommand", 2),
    ("documentclass", 1),
    ("usepackage", 1),
    ("pagestyle", 1),
    ("thispagestyle", 1),
    ("begin", 1),
    ("end", 1),
    ("includegraphics", 1),
    ("hypersetup", 1),
    ("geometry", 1),
    ("setcounter", 2),
    ("columncolor", 1),
    ("arrayrulecolor", 1),
    ("hdashline", 0),
    ("selectlanguage", 1),
    ("input", 1),
    ("parbox", 1),
    ("resizebox", 2),
    ("href", 1),
];

/// Arguments inside one another.
const DEEPEST: usize = 16;
/// Bytes of an argument.
const LONGEST: usize = 4 << 10;

/// A formula as HTML.
pub(super) fn math(formula: &str) -> String {
    let html = Printer {
        rest: formula,
        math: true,
        depth: 0,
    }
    .print();
    // Blanks between the digits of a formula are nobody's: they part no figures.
    let is_part =
        |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit() || matches!(c, ',' | '.' | '%'));
    let mut out = String::with_capacity(html.len());
    let mut rest = html.trim();
    while let Some(c) = rest.chars().next() {
        let after = rest.trim_start();
        if after.len() < rest.len() {
            let inside = is_part(out.chars().next_back()) && is_part(after.chars().next());
            out.extend((!inside).then_some(' '));
            rest = after;
        } else {
            out.push(c);
            rest = &rest[c.len_utf8()..];
        }
    }
    out
}

/// Running text as HTML.
pub(super) fn text(text: &str) -> String {
    Printer {
        rest: text,
        math: false,
        depth: 0,
    }
    .print()
}

/// Prints what is ahead.
struct Printer<'t> {
    rest: &'t str,
    math: bool,
    /// Arguments around it.
    depth: usize,
}

impl<'t> Printer<'t> {
    fn print(mut self) -> String {
        let mut out = String::new();
        while let Some(c) = self.rest.chars().next() {
            let whole = self.rest;
            self.rest = &whole[c.len_utf8()..];
            match c {
                '\\' => self.command(&mut out),
                '{' | '}' => {}
                '~' => out.push(' '),
                '%' if !self.math => {
                    self.rest = self.rest.split_once('\n').map_or("", |(_, next)| next);
                }
                '$' => self.math = !self.math,
                '^' if self.math => self.raised("sup", &mut out),
                '_' if self.math => self.raised("sub", &mut out),
                '-' if !self.math && self.rest.starts_with('-') => {
                    self.rest = self.rest.trim_start_matches('-');
                    out.push('–');
                }
                '`' if self.rest.starts_with('`') => {
                    self.rest = &self.rest[1..];
                    out.push('“');
                }
                '\'' if self.rest.starts_with('\'') => {
                    self.rest = &self.rest[1..];
                    out.push('”');
                }
                '<' => out.push_str("&lt;"),
                '&' => out.push_str("&amp;"),
                c => out.push(c),
            }
        }
        out
    }

    fn inner(&self, text: &'t str) -> String {
        self.set(text, self.math)
    }

    /// An argument, in a formula or not.
    fn set(&self, text: &'t str, math: bool) -> String {
        if self.depth > DEEPEST {
            return html::escaped(text);
        }
        Printer {
            rest: text,
            math,
            depth: self.depth + 1,
        }
        .print()
    }

    fn raised(&mut self, tag: &str, out: &mut String) {
        let what = self.argument();
        let html = self.inner(what);
        match html.as_str() {
            "°" => out.push('°'),
            html => out.push_str(&format!("<{tag}>{html}</{tag}>")),
        }
    }

    /// What is in the braces ahead, or the sign ahead.
    fn argument(&mut self) -> &'t str {
        self.rest = self.rest.trim_start();
        let (argument, after) = group(self.rest).unwrap_or_else(|| {
            let sign = self.rest.chars().next().map_or(0, char::len_utf8);
            self.rest.split_at(sign)
        });
        self.rest = after;
        argument
    }

    fn options(&mut self) {
        let head = &self.rest[..self.rest.floor_char_boundary(LONGEST)];
        if head.starts_with('[')
            && let Some(end) = head.find(']')
        {
            self.rest = &self.rest[end + 1..];
        }
    }

    fn command(&mut self, out: &mut String) {
        let end = self
            .rest
            .find(|c: char| !c.is_ascii_alphabetic())
            .unwrap_or(self.rest.len());
        let (name, after) = self.rest.split_at(end);
        if name.is_empty() {
            let sign = self.rest.chars().next();
            self.rest = &self.rest[sign.map_or(0, char::len_utf8)..];
            match sign {
                Some('\\') => out.push_str("<br>"),
                Some(',' | ';' | ':' | ' ') => out.push(' '),
                Some('!' | '/' | '-' | '(' | ')' | '[' | ']') | None => {}
                Some(sign) => out.push_str(&html::escaped(sign.encode_utf8(&mut [0; 4]))),
            }
            return;
        }
        self.rest = after.strip_prefix('*').unwrap_or(after);
        if let Some((_, sign)) = SIGNS.iter().find(|(known, _)| *known == name) {
            out.push_str(sign);
            self.rest = self.rest.trim_start();
        } else if let Some((_, arguments)) = SILENT.iter().find(|(known, _)| *known == name) {
            self.options();
            for _ in 0..*arguments {
                self.argument();
                self.options();
            }
        } else {
            self.printing(name, out);
        }
    }

    /// A command that prints its argument, in some way.
    fn printing(&mut self, name: &str, out: &mut String) {
        let tag = match name {
            "textbf" | "mathbf" | "boldsymbol" => "b",
            "textit" | "emph" | "mathit" => "i",
            "textsuperscript" => "sup",
            "textsubscript" => "sub",
            "sout" | "cancel" | "st" => "del",
            _ => "",
        };
        if matches!(name, "frac" | "dfrac" | "tfrac") {
            let (part, whole) = (self.argument(), self.argument());
            out.push_str(&format!("{}/{}", self.inner(part), self.inner(whole)));
        } else if self.rest.trim_start().starts_with('{') && !tag.is_empty() {
            let what = self.argument();
            let html = self.set(what, self.math && name.starts_with("math"));
            out.push_str(&format!("<{tag}>{html}</{tag}>"));
        } else {
            self.options();
            // Words of a formula, a change of type: what follows is printed as it stands.
            if self.math && (name.starts_with("text") || name == "mbox") {
                let what = self.argument();
                out.push_str(&self.set(what, false));
            } else {
                self.rest = self.rest.trim_start();
            }
        }
    }
}

/// What the braces ahead hold, and what follows them.
fn group(text: &str) -> Option<(&str, &str)> {
    let inner = text.strip_prefix('{')?;
    let inner = &inner[..inner.floor_char_boundary(LONGEST)];
    let mut depth = 1;
    let mut escaped = false;
    for (at, c) in inner.char_indices() {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '{' => depth += 1,
            '}' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return Some((&inner[..at], &text[at + 2..]));
        }
    }
    None
}

/// The environments that hold a table, and the arguments before its rows.
const TABLES: [(&str, usize); 8] = [
    ("tabular", 1),
    ("tabular*", 2),
    ("tabularx", 2),
    ("tabulary", 2),
    ("xltabular", 2),
    ("longtable", 1),
    ("supertabular", 1),
    ("array", 1),
];

/// The lines of each table, with it.
pub(super) fn tables(lines: &[Line]) -> Vec<(Range<usize>, Markup)> {
    let mut tables = Vec::new();
    // What no line ends is not looked for again.
    let mut endless = Vec::new();
    let mut at = 0;
    while at < lines.len() {
        let name = begin(lines[at].text).filter(|name| !endless.contains(name));
        let found = name.and_then(|name| table(&lines[at..], name));
        if found.is_none() {
            endless.extend(name);
        }
        let length = found.as_ref().map_or(1, |(length, _)| *length);
        tables.extend(found.map(|(length, markup)| (at..at + length, markup)));
        at += length;
    }
    tables
}

/// The environment of a table that a line begins.
fn begin(line: &str) -> Option<(&'static str, usize)> {
    let (_, after) = line.split_once("\\begin{")?;
    let (name, _) = after.split_once('}')?;
    TABLES.into_iter().find(|(known, _)| *known == name)
}

/// The table that begins on the first of some lines, and how many of them it takes.
fn table(lines: &[Line], (name, arguments): (&str, usize)) -> Option<(usize, Markup)> {
    let end = format!("\\end{{{name}}}");
    let length = lines.iter().position(|line| line.text.contains(&end))? + 1;
    let lines = lines.get(..length)?;
    let texts: Vec<&str> = lines.iter().map(|line| line.text).collect();
    let whole = texts.join("\n");
    let (_, body) = whole.split_once(&format!("\\begin{{{name}}}"))?;
    let (body, _) = body.split_once(&end)?;
    let mut printer = Printer {
        rest: body,
        math: false,
        depth: 0,
    };
    for _ in 0..arguments {
        printer.options();
        printer.argument();
    }
    let before = whole.len() - (body.len() + end.len());
    let first = whole
        .get(..before)
        .map_or(0, |head| head.matches('\n').count());
    let rows = rows(printer.rest, first.min(length - 1));
    Some((length, Markup::table(&rows, Found::Format)))
}

/// A row as it is written: its cells, and the line it ends on.
type Written<'t> = (usize, Vec<&'t str>);

fn rows(body: &str, first: usize) -> Vec<(usize, Vec<MarkupCell>)> {
    let written = without_repeated_heads(written(body, first));
    let mut rows: Vec<(usize, Vec<Option<MarkupCell>>)> = Vec::new();
    for (line, cells) in &written {
        let mut row = Vec::new();
        for cell in cells {
            let cell = self::cell(cell);
            let columns = cell.columns;
            row.push(Some(cell));
            row.resize_with(row.len() + columns - 1, || None);
        }
        rows.push((*line, row));
    }
    cover(&mut rows);
    let rows = rows.into_iter();
    rows.map(|(line, cells)| (line, cells.into_iter().flatten().collect()))
        .collect()
}

/// Cells below one that reaches down are written blank, and are none.
fn cover(rows: &mut [(usize, Vec<Option<MarkupCell>>)]) {
    for at in 0..rows.len() {
        for column in 0..rows[at].1.len() {
            let Some(cell) = rows[at].1[column].clone().filter(|cell| cell.rows > 1) else {
                continue;
            };
            let is_blank = |row: &(usize, Vec<Option<MarkupCell>>)| {
                let below = row.1.get(column).and_then(Option::as_ref);
                below.is_none_or(|below| {
                    below.html.trim().is_empty() && below.columns == cell.columns
                })
            };
            let reach = rows[at + 1..].iter().take(cell.rows - 1);
            let reach = 1 + reach.take_while(|row| is_blank(row)).count();
            for row in &mut rows[at + 1..at + reach] {
                if let Some(below) = row.1.get_mut(column) {
                    *below = None;
                }
            }
            if let Some(cell) = &mut rows[at].1[column] {
                cell.rows = reach;
            }
        }
    }
}

/// The rows of a table's body, parted by `\\` and `&`.
fn written(body: &str, first: usize) -> Vec<Written<'_>> {
    let mut rows = Vec::new();
    let mut cells = Vec::new();
    let (mut line, mut from, mut depth, mut at) = (first, 0, 0_usize, 0);
    let bytes = body.as_bytes();
    while let Some(byte) = bytes.get(at) {
        let next = bytes.get(at + 1);
        match (byte, next) {
            (b'\\', Some(b'\\')) if depth == 0 => {
                cells.push(&body[from..at]);
                rows.push((line, std::mem::take(&mut cells)));
                at += 2;
                from = at;
                continue;
            }
            (b'\\', Some(next)) => {
                let rest = &body[at..];
                depth += usize::from(rest.starts_with("\\begin{"));
                depth = depth.saturating_sub(usize::from(rest.starts_with("\\end{")));
                at += 1 + usize::from(next.is_ascii());
                continue;
            }
            (b'{', _) => depth += 1,
            (b'}', _) => depth = depth.saturating_sub(1),
            (b'&', _) if depth == 0 => {
                cells.push(&body[from..at]);
                from = at + 1;
            }
            (b'\n', _) => line += 1,
            _ => {}
        }
        at += 1;
    }
    cells.push(&body[from..]);
    let has_words =
        |cells: &[&str]| cells.len() > 1 || !text(cells.concat().trim()).trim().is_empty();
    if has_words(&cells) {
        rows.push((line, cells));
    }
    rows
}

/// A long table writes its header twice, for the first page and for the others, and what stands at the foot
/// of each page.
fn without_repeated_heads(mut rows: Vec<Written<'_>>) -> Vec<Written<'_>> {
    let marks = |rows: &[Written<'_>], mark: &str| {
        let has = |(_, cells): &Written<'_>| cells.iter().any(|cell| cell.contains(mark));
        rows.iter().position(has)
    };
    if let (Some(first), Some(head)) = (marks(&rows, "\\endfirsthead"), marks(&rows, "\\endhead"))
        && first < head
    {
        rows.drain(first..head);
    }
    if let (Some(head), Some(foot)) = (
        marks(&rows, "\\endhead"),
        marks(&rows, "\\endlastfoot").or_else(|| marks(&rows, "\\endfoot")),
    ) && head < foot
    {
        rows.drain(head..foot);
    }
    rows
}

/// A cell, and how far it reaches.
fn cell(written: &str) -> MarkupCell {
    let mut cell = MarkupCell::single(String::new());
    let mut printer = Printer {
        rest: written.trim(),
        math: false,
        depth: 0,
    };
    // Rules and colours before the first cell of a row print nothing.
    loop {
        let rest = printer.rest.trim_start();
        let command = rest.strip_prefix('\\').unwrap_or_default();
        let end = command
            .find(|c: char| !c.is_ascii_alphabetic())
            .unwrap_or(command.len());
        let (name, after) = command.split_at(end);
        printer.rest = after;
        match name {
            "multicolumn" => {
                cell.columns = reach(printer.argument());
                printer.argument();
                printer.rest = printer.argument();
            }
            "multirow" => {
                printer.options();
                cell.rows = reach(printer.argument());
                printer.options();
                printer.argument();
                printer.options();
                printer.rest = printer.argument();
            }
            name if RULES.contains(&name) => {}
            _ => {
                printer.rest = rest;
                break;
            }
        }
        if name.is_empty() {
            break;
        }
    }
    cell.html = printer
        .print()
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ");
    cell
}

/// Columns and rows of a cell.
const MOST: usize = 64;
/// Commands between two rows.
const RULES: [&str; 10] = [
    "hline",
    "toprule",
    "midrule",
    "bottomrule",
    "endhead",
    "endfirsthead",
    "endfoot",
    "endlastfoot",
    "hdashline",
    "noalign",
];

fn reach(printed: &str) -> usize {
    printed.trim().parse().unwrap_or(1).clamp(1, MOST)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cells(body: &str) -> Vec<Vec<(String, usize, usize)>> {
        let rows = rows(body, 0).into_iter();
        let cells = |cells: Vec<MarkupCell>| {
            cells
                .into_iter()
                .map(|cell| (cell.html, cell.columns, cell.rows))
        };
        rows.map(|(_, row)| cells(row).collect()).collect()
    }

    #[test]
    fn cells_reach_over_columns_and_rows() {
        let body = "\\hline I & \\multicolumn{2}{l|}{\\textbf{Thể chế}} \\\\ \\hline\n\
            1 & \\multirow{2}{*}{Văn bản} & 5 \\\\ \\cline{1-1} 2 & & 1\\&2 \\\\\n";
        let cell = |html: &str, columns, rows| (html.to_owned(), columns, rows);
        assert_eq!(
            cells(body),
            [
                vec![cell("I", 1, 1), cell("<b>Thể chế</b>", 2, 1)],
                vec![cell("1", 1, 1), cell("Văn bản", 1, 2), cell("5", 1, 1)],
                vec![cell("2", 1, 1), cell("1&amp;2", 1, 1)],
            ]
        );
    }

    #[test]
    fn a_long_tables_second_header_and_foot_are_no_rows() {
        let body =
            "TT & A \\\\ \\endfirsthead TT & A \\\\ \\endhead tiếp & \\\\ \\endfoot 1 & 5 \\\\";
        let texts: Vec<String> = cells(body)
            .concat()
            .into_iter()
            .map(|cell| cell.0)
            .collect();
        assert_eq!(texts, ["TT", "A", "1", "5"]);
    }

    #[test]
    fn arguments_inside_one_another_end_somewhere() {
        let deep = "\\textbf{".repeat(2_000);
        assert!(
            !text(&deep).is_empty() && !text(&format!("{deep}5{}", "}".repeat(2_000))).is_empty()
        );
    }
}
