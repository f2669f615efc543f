//! What the words over a column of figures say of it: whose time, plan or result, amount or rate.

use super::fold::bare;
use super::period::{self, period};
use super::vocabulary::{self, BareWords};

/// What a header says of its column of figures. All false: it says nothing of the kind.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ValueColumn {
    /// Figures of another time: the period before, the same period a year ago, another year.
    pub other_time: bool,
    /// Figures of the report's own period, by name or as "kỳ này".
    pub own_time: bool,
    /// What was meant to be reached.
    pub plan: bool,
    /// What was reached.
    pub result: bool,
    /// Since the start of the year.
    pub cumulative: bool,
    /// A difference or a quotient of other columns.
    pub compared: bool,
    /// How many.
    pub quantity: bool,
    /// What share.
    pub rate: bool,
    /// What somebody made of the result later: an appraisal of points that an office gave itself.
    pub appraised: bool,
    /// A mark in it answers a question with this header's word.
    pub answer: bool,
}

/// Reads the words over a column, from the top down parted by " / "; `own` is the code of the report's period.
///
/// ```
/// use phuluc::text::value_column::value_column;
/// let of = |header| value_column(header, Some("2023-Q3"));
/// assert!(of("Kết quả kỳ trước").other_time && of("Cùng kỳ năm 2022").other_time);
/// assert!(of("Quý III").own_time && of("Quý II").other_time && of("Thực hiện quý III/2023").result);
/// assert!(of("Kế hoạch năm 2023").plan && of("Tăng, giảm (%)").compared && of("Kết quả / Tỷ lệ (%)").rate);
/// assert!(of("Kết quả / Không").answer && of("Lũy kế từ đầu năm").cumulative);
/// assert!(of("Ước thực hiện 9 tháng").cumulative && of("Thực hiện 8 tháng").other_time);
/// assert_eq!(of("Số dư nợ"), Default::default());
/// ```
pub fn value_column(header: &str, own: Option<&str>) -> ValueColumn {
    let key = format!(" {} ", bare(header));
    let says = |words: &BareWords| words.iter().any(|word| key.contains(&format!(" {word} ")));
    let lowest = bare(header.rsplit(" / ").next().unwrap_or(header));
    let compared = says(&vocabulary::COMPARED_COLUMNS);
    let plan = says(&vocabulary::PLAN_COLUMNS);
    let months = own.and_then(|own| months_of(&key, own));
    let period = match months {
        Some(reached) => (!reached).then_some(false),
        None => period_of(header, own),
    };
    let current = says(&vocabulary::CURRENT_COLUMNS);
    let past = says(&vocabulary::PAST_COLUMNS);
    ValueColumn {
        // A plan of the year is the plan of each of its quarters.
        other_time: past || !current && !plan && period == Some(false),
        own_time: !past && (current || period == Some(true)),
        plan,
        result: !plan && says(&vocabulary::RESULT_COLUMNS),
        cumulative: months == Some(true) || says(&vocabulary::CUMULATIVE_COLUMNS),
        compared,
        quantity: says(&vocabulary::QUANTITY_COLUMNS),
        appraised: says(&vocabulary::APPRAISED_COLUMNS),
        rate: !compared && (header.contains('%') || says(&vocabulary::RATE_COLUMNS)),
        answer: vocabulary::ANSWER_COLUMNS.contains(&lowest),
    }
}

/// The code of the earlier period whose figures stand in a column; `own` is that of the report's.
///
/// ```
/// use phuluc::text::value_column::earlier_period;
/// let of = |header| earlier_period(header, "2023-Q1");
/// assert_eq!(of("Kết quả kỳ trước").as_deref(), Some("2022-Q4"));
/// assert_eq!(of("Cùng kỳ năm 2022").as_deref(), Some("2022-Q1"));
/// assert_eq!(of("Quý III/2022").as_deref(), Some("2022-Q3"));
/// assert_eq!(of("Quý I/2023"), None);
/// ```
pub fn earlier_period(header: &str, own: &str) -> Option<String> {
    let key = format!(" {} ", bare(header));
    let says = |words: &BareWords| words.iter().any(|word| key.contains(&format!(" {word} ")));
    let year = own.get(..4)?;
    let named = period(header, Some(year)).map(|(code, _)| code);
    if says(&vocabulary::YEAR_BEFORE_COLUMNS) {
        let before = year.parse::<u32>().ok()?.checked_sub(1)?;
        let stated = named.filter(|code| code.as_str() != year);
        let stated = stated.and_then(|code| code.get(..4).map(str::to_owned));
        return Some(format!(
            "{}{}",
            stated.unwrap_or(before.to_string()),
            &own[4..]
        ));
    }
    if says(&vocabulary::PERIOD_BEFORE_COLUMNS) {
        return period::before(own);
    }
    named.filter(|code| code.as_str() < own && code.len() == own.len())
}

/// Whether the first months of a year that a header counts reach to the end of the report's own period, which
/// is shorter: "6 tháng" in a report of the second quarter does, "5 tháng" does not.
fn months_of(key: &str, own: &str) -> Option<bool> {
    let (year, part) = own.split_once('-')?;
    let last = match part {
        "Q1" => 3,
        "Q2" => 6,
        "Q3" => 9,
        "Q4" => 12,
        month => month.parse().ok()?,
    };
    let years = key
        .split(' ')
        .filter(|word| word.len() == 4 && word.starts_with("20"));
    if years.into_iter().any(|named| named != year) || key.contains("cuoi") {
        return None;
    }
    let before = key.split_once(" thang ")?.0.rsplit(' ').next()?;
    Some(before.parse::<u32>().ok()? == last)
}

/// Whether the period a header names is the report's own; `None` where it names none, or nothing is known
/// of the report's.
fn period_of(header: &str, own: Option<&str>) -> Option<bool> {
    let own = own?;
    let year = own.get(..4)?;
    let (named, _) = period(header, Some(year))?;
    // "Năm 2023" over the figures of its third quarter: what has been reached in the year so far.
    Some(named == own || named == year)
}
