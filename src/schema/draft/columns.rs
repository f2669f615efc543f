//! The value columns of a form with several: plan, done, compared.

use super::figure::{figure, is_rate};
use crate::model::{Appendix, Row};
use crate::schema::form::{ColumnRatio, ValueColumn};
use crate::text::fold::bare;
use crate::text::value_column::value_column;
use rust_decimal::Decimal;

/// The columns and which of them is the value.
#[derive(Clone, Debug, Default)]
pub(super) struct Columns {
    pub columns: Vec<ValueColumn>,
    pub main: usize,
}

/// What a header's words make of a column: id and the words, most telling first.
const KNOWN: [(&str, &[&str]); 8] = [
    ("full-score", &["diem toi da", "diem chuan", "thang diem"]),
    (
        "score",
        &[
            "diem tu cham",
            "diem tu danh gia",
            "diem tu",
            "tu cham",
            "diem dat",
        ],
    ),
    (
        "compared",
        &["so sanh", "ty le", "ti le", "dat", "tang", "giam", "%"],
    ),
    ("last-year", &["cung ky", "nam truoc", "ky truoc"]),
    ("estimated", &["uoc", "uth"]),
    ("done", &["thuc hien", "ket qua", "th", "giai ngan"]),
    ("plan", &["ke hoach", "chi tieu giao", "kh", "muc tieu"]),
    ("cumulative", &["luy ke"]),
];

/// The column of what others are parts of.
const TOTALS: [&str; 4] = ["tong cong", "tong so", "cong", "tong"];

/// The column of a scoring table that is its value.
const SCORE: &str = "score";

impl Columns {
    /// What the form asks for are points.
    pub fn are_scores(&self) -> bool {
        self.columns
            .get(self.main)
            .is_some_and(|column| column.id == SCORE)
    }
}

/// Reads the columns off the first report that has several.
pub(super) fn columns(appendices: &[Appendix]) -> Columns {
    let Some(first) = appendices
        .iter()
        .find(|appendix| appendix.value_columns.len() > 1)
    else {
        return only(appendices);
    };
    let mut columns: Vec<ValueColumn> = Vec::new();
    for header in &first.value_columns {
        let id = unused(name(header.as_str()), &columns);
        columns.push(ValueColumn {
            id,
            label: header.as_str().to_owned(),
            guessed: true,
            ..ValueColumn::default()
        });
    }
    add_aliases(&mut columns, appendices);
    let rows: Vec<&Row> = appendices
        .iter()
        .flat_map(|appendix| &appendix.rows)
        .collect();
    for at in 0..columns.len() {
        // Plan = done / compared works out just as well: only a column that compares is a rate.
        if columns[at].id.starts_with("compared") {
            columns[at].ratio = ratio(&columns, at, &rows);
        }
    }
    Columns {
        main: main_column(&columns),
        columns,
    }
}

/// The one value column of a form that names it.
fn only(appendices: &[Appendix]) -> Columns {
    let mut names = appendices
        .iter()
        .filter_map(|appendix| appendix.only_column.as_ref());
    let column = names
        .next()
        .filter(|name| !name.is_empty())
        .map(|name| ValueColumn {
            id: self::name(name.as_str()).to_owned(),
            label: name.as_str().to_owned(),
            guessed: true,
            ..ValueColumn::default()
        });
    Columns {
        columns: column.into_iter().collect(),
        main: 0,
    }
}

/// The column that is the value: what was reached in the report's own time; else the first that is no figure of
/// another time, no plan and no comparison.
fn main_column(columns: &[ValueColumn]) -> usize {
    let said: Vec<_> = columns
        .iter()
        .map(|column| value_column(&column.label, None))
        .collect();
    let years: Vec<Option<u32>> = columns.iter().map(|column| year(&column.label)).collect();
    let latest = years.iter().flatten().max();
    let months: Vec<Option<u32>> = columns.iter().map(|column| month(&column.label)).collect();
    let last = months.iter().flatten().max();
    let past = |at: usize| {
        years[at].is_some_and(|year| Some(&year) < latest)
            || months[at].is_some_and(|month| Some(&month) < last)
    };
    let own = |at: &usize| !said[*at].other_time && !past(*at);
    let named = ["done", "estimated", SCORE].iter().find_map(|id| {
        let mut all = (0..columns.len()).filter(own);
        all.find(|at| columns[*at].id == *id)
    });
    let plain = |at: &usize| own(at) && !said[*at].plan && !said[*at].compared;
    // "Tổng cộng" beside its parts; several of them are of several things.
    let sums = |at: &usize| TOTALS.contains(&bare(&columns[*at].label).as_str());
    let total = || {
        let mut all = (0..columns.len()).filter(sums);
        all.next().filter(|_| all.next().is_none())
    };
    named
        .or_else(|| (0..columns.len()).find(|at| plain(at) && said[*at].own_time))
        .or_else(total)
        .or_else(|| (0..columns.len()).find(plain))
        .unwrap_or(0)
}

/// The year a header names.
fn year(label: &str) -> Option<u32> {
    let words = label.split(|c: char| !c.is_ascii_digit());
    let mut years = words.filter(|word| word.len() == 4 && word.starts_with("20"));
    years.next_back()?.parse().ok()
}

/// The month a header names: "Tháng 11", and not "11 tháng".
fn month(label: &str) -> Option<u32> {
    let key = bare(label);
    let (_, after) = key.split_once("thang ")?;
    let number = after.split(' ').next()?;
    number.parse().ok().filter(|month| (1..=12).contains(month))
}

fn add_aliases(columns: &mut [ValueColumn], appendices: &[Appendix]) {
    let wide = columns.len();
    for appendix in appendices
        .iter()
        .filter(|appendix| appendix.value_columns.len() == wide)
    {
        for (column, header) in columns.iter_mut().zip(&appendix.value_columns) {
            let header = header.as_str();
            if column.label != header && !column.aliases.iter().any(|alias| alias == header) {
                column.aliases.push(header.to_owned());
            }
        }
    }
}

fn name(header: &str) -> &'static str {
    // "Sạt lở đất" is folded as "đạt" is.
    let key = bare(header);
    let key = match header.to_lowercase().contains("đạt") {
        true => key,
        false => key.replace("dat", ""),
    };
    let key = format!(" {key} ");
    let said = |words: &&[&str]| words.iter().any(|word| key.contains(&format!(" {word} ")));
    KNOWN
        .iter()
        .find(|(_, words)| said(words))
        .map_or("value", |(id, _)| id)
}

fn unused(id: &str, columns: &[ValueColumn]) -> String {
    let taken = |id: &str| columns.iter().any(|column| column.id == id);
    if !taken(id) {
        return id.to_owned();
    }
    (2..)
        .map(|n: usize| format!("{id}-{n}"))
        .find(|id| !taken(id))
        .unwrap_or_default()
}

/// Two other columns that make this one in most rows.
fn ratio(columns: &[ValueColumn], at: usize, rows: &[&Row]) -> Option<ColumnRatio> {
    let pairs =
        (0..columns.len()).flat_map(|part| (0..columns.len()).map(move |whole| (part, whole)));
    let others = pairs.filter(|(part, whole)| part != whole && *part != at && *whole != at);
    let scored = others.map(|(part, whole)| (agreement(rows, at, part, whole), part, whole));
    let (share, part, whole) = scored.reduce(|a, b| if b.0 > a.0 { b } else { a })?;
    let id = |at: usize| columns[at].id.clone();
    (share >= 0.8).then(|| ColumnRatio {
        part: id(part),
        whole: id(whole),
    })
}

/// Share of the rows with all three figures in which the rate works out; 0 below three such rows.
fn agreement(rows: &[&Row], rate: usize, part: usize, whole: usize) -> f32 {
    let given = rows
        .iter()
        .filter_map(|row| Some((cell(row, rate)?, cell(row, part)?, cell(row, whole)?)));
    let (mut all, mut agree) = (0u16, 0u16);
    for (rate, part, whole) in given {
        all = all.saturating_add(1);
        agree = agree.saturating_add(u16::from(is_rate(rate, part, whole)));
    }
    if all < 3 {
        0.0
    } else {
        f32::from(agree) / f32::from(all)
    }
}

fn cell(row: &Row, column: usize) -> Option<Decimal> {
    figure(row.cell(column)?.as_str())
}
