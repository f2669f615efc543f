//! Where a reporting period stands in time.

/// Where a period stands in time: year and the month it ends with, and how many months it covers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct When {
    /// Year.
    pub year: u32,
    /// Last month.
    pub month: u32,
    /// Months covered.
    pub months: u32,
}

impl When {
    /// Reads a period's code; `None` when it is none.
    ///
    /// # Examples
    ///
    /// ```
    /// use phuluc::text::when::When;
    ///
    /// let third = When::of("2022-Q3").expect("a quarter");
    /// assert!(third.follows(When::of("2022-H1").expect("a half year")));
    /// assert_eq!(When::of("tháng 9"), None);
    /// ```
    pub fn of(code: &str) -> Option<When> {
        let (year, kind) = code.split_once('-').unwrap_or((code, ""));
        let year = year.parse().ok()?;
        let number = |prefix: char| kind.strip_prefix(prefix)?.parse::<u32>().ok();
        let (month, months) = match (
            number('Q'),
            number('H'),
            number('M'),
            kind.parse::<u32>().ok(),
        ) {
            (Some(quarter), ..) => (quarter * 3, 3),
            (_, Some(half), ..) => (half * 6, 6),
            (_, _, Some(months), _) => (months, months),
            (.., Some(month)) => (month, 1),
            _ if kind.is_empty() => (12, 12),
            _ => return None,
        };
        Some(When {
            year,
            month,
            months,
        })
    }

    /// Months from the year 0 to its end.
    fn end(self) -> u32 {
        self.year * 12 + self.month
    }

    /// Whether nothing of its own kind lies between the two: a quarter follows the quarter or half year before it,
    /// a year whatever came in it and the year before.
    pub fn follows(self, was: When) -> bool {
        was.end() < self.end() && self.end() - was.end() <= self.months
    }

    /// The same span of the year before.
    pub fn a_year_before(self) -> When {
        When {
            year: self.year.saturating_sub(1),
            ..self
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn periods_stand_in_the_order_they_end_in() {
        let at = |code: &str| When::of(code).expect("a period");
        assert!(at("2022-Q3") < at("2022"));
        assert!(at("2022-Q3").follows(at("2022-H1")) && !at("2023").follows(at("2021")));
        assert!(at("2022").follows(at("2022-Q3")) && !at("2024-Q3").follows(at("2021-Q3")));
        assert!(at("2024-Q1").follows(at("2023-Q4")) && !at("2022-Q3").follows(at("2022-Q3")));
        assert_eq!((at("2022-H1").months, at("2026-03").month), (6, 3));
        assert_eq!(at("2024-Q1").a_year_before(), at("2023-Q1"));
    }
}
