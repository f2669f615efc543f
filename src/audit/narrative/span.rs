//! The time a figure speaks of.

use crate::model::Period;
use regex::Regex;
use std::ops::Range;
use std::sync::LazyLock;

/// The time a figure speaks of, beside the report's own period.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Span {
    /// The report's period is named.
    Period,
    /// Nothing is said, or only "to date".
    Unsaid,
    /// From the start of the year, in a report on a shorter period.
    Cumulative,
    /// Another year, another quarter, a plan.
    Other,
}

static MARK: LazyLock<Option<Regex>> = LazyLock::new(|| {
    let marks = [
        r"(?P<months>\d{1,2})\s+tháng(?:\s+đầu năm)?",
        r"(?P<quarter>quý\s+(?:iv|i{1,3}|[1-4]))\b",
        r"năm\s+(?P<year>(?:19|20)\d{2})",
        r"(?P<total>lũy kế|luỹ kế|từ đầu năm|cộng dồn|từ đầu nhiệm kỳ)",
        r"(?P<period>trong kỳ|kỳ báo cáo|trong quý này)",
        r"(?P<other>cùng kỳ|năm trước|năm ngoái|kỳ trước|quý trước|tháng trước|năm học|dự kiến|phấn đấu|năm tới|thời gian tới|kỳ tới|quý tới|giai đoạn)",
        r"(?P<month>trong tháng\s+\d{1,2})",
    ];
    Regex::new(&format!("(?i){}", marks.join("|"))).ok()
});

/// A mark of time in a sentence.
#[derive(Clone, Debug)]
pub struct Mark {
    /// Where it stands.
    pub at: Range<usize>,
    /// What it says.
    pub span: Span,
}

/// The marks of time in a sentence, citations covered.
pub fn marks(dated: &str, period: Option<&Period>) -> Vec<Mark> {
    let Some(pattern) = MARK.as_ref() else { return Vec::new() };
    let own = Own::of(period);
    let captures = pattern.captures_iter(dated);
    captures.filter_map(|found| Some(Mark { at: found.get(0)?.range(), span: own.span(&found) })).collect()
}

/// What the report's own period is.
#[derive(Default)]
struct Own {
    year: Option<String>,
    quarter: Option<u8>,
    months: Option<u8>,
}

impl Own {
    fn of(period: Option<&Period>) -> Own {
        let Some(code) = period.map(|period| period.code.as_str()) else { return Own::default() };
        let (year, kind) = code.split_once('-').unwrap_or((code, "Y"));
        let number = |prefix: char| kind.strip_prefix(prefix).and_then(|n| n.parse::<u8>().ok());
        let months = number('M').or(number('H').map(|half| half * 6)).or((kind == "Y").then_some(12));
        Own { year: Some(year.to_owned()), quarter: number('Q'), months }
    }

    fn span(&self, found: &regex::Captures) -> Span {
        let text = |name: &str| found.name(name).map(|mark| mark.as_str());
        if let Some(months) = text("months") {
            return self.months_span(months);
        }
        if let Some(quarter) = text("quarter") {
            return self.quarter_span(quarter);
        }
        if let Some(year) = text("year") {
            let same = self.year.as_deref().is_none_or(|own| own == year);
            return if same { Span::Unsaid } else { Span::Other };
        }
        match () {
            () if text("total").is_some() => Span::Cumulative,
            () if text("period").is_some() => Span::Period,
            () if text("month").is_some() && (self.quarter.is_some() || self.months.is_some()) => Span::Other,
            () if text("other").is_some() => Span::Other,
            () => Span::Unsaid,
        }
    }

    fn months_span(&self, months: &str) -> Span {
        let months: Option<u8> = months.parse().ok();
        match (self.months, self.quarter) {
            (Some(own), _) if Some(own) == months => Span::Period,
            (_, Some(1)) if months == Some(3) => Span::Period,
            (None, None) => Span::Unsaid,
            _ => Span::Cumulative,
        }
    }

    fn quarter_span(&self, quarter: &str) -> Span {
        let numeral = quarter.rsplit(' ').next().unwrap_or_default().to_lowercase();
        let number = match numeral.as_str() {
            "i" | "1" => 1,
            "ii" | "2" => 2,
            "iii" | "3" => 3,
            _ => 4,
        };
        match (self.quarter, self.months) {
            (Some(own), _) if own == number => Span::Period,
            (None, None) => Span::Unsaid,
            _ => Span::Other,
        }
    }
}

/// The time a figure speaks of: the nearest mark before it, else the first one of its own part.
pub fn span_of(marks: &[Mark], figure: &Range<usize>, part: &Range<usize>) -> Span {
    let before = marks.iter().rev().find(|mark| mark.at.start < figure.start);
    // "kế hoạch … năm 2021" behind the figure belongs to it only inside its own part.
    let behind = marks.iter().find(|mark| mark.at.start >= figure.end && mark.at.end <= part.end);
    let strong = |mark: &&Mark| mark.span != Span::Unsaid;
    before.filter(strong).or(behind.filter(strong)).map_or(Span::Unsaid, |mark| mark.span)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn span(code: &str, sentence: &str) -> Span {
        let period = Period { code: code.to_owned(), ..Period::default() };
        let figure = sentence.rfind("12").map_or(0..0, |at| at..at + 2);
        span_of(&marks(sentence, Some(&period)), &figure, &(0..sentence.len()))
    }

    #[test]
    fn the_same_words_mean_another_span_in_another_report() {
        assert_eq!(span("2022-Q3", "Trong 9 tháng đầu năm đã đăng 12 tin"), Span::Cumulative);
        assert_eq!(span("2022-M9", "Trong 9 tháng đầu năm đã đăng 12 tin"), Span::Period);
        assert_eq!(span("2022-Q3", "Trong quý III đã đăng 12 tin"), Span::Period);
        assert_eq!(span("2022-Q3", "Trong quý II đã đăng 12 tin"), Span::Other);
        assert_eq!(span("2022-Q3", "Năm 2021 đã đăng 12 tin"), Span::Other);
        assert_eq!(span("2022-Q3", "Đến nay đã đăng 12 tin"), Span::Unsaid);
        assert_eq!(span("2022-Q3", "đã đăng 12 tin theo kế hoạch năm 2022"), Span::Unsaid);
    }
}
