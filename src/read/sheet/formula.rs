//! Formulas in text: `SUM(C5:C7)-'Phụ lục 2'!$C$4` → the steps that compute it. Only what a table of figures
//! needs is known: sums, differences, products and ratios of cells.

use rust_decimal::Decimal;
use std::ops::RangeInclusive;

/// Brackets in brackets, so many levels at most.
const LEVELS: usize = 64;

/// A step of a computation on a stack.
#[derive(Debug, PartialEq)]
pub(super) enum Step {
    Number(Decimal),
    Area(Area),
    Add,
    Subtract,
    Multiply,
    Divide,
    Negate,
    Percent,
    /// A function of so many arguments.
    Call(Function, usize),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Function {
    Sum,
    Product,
    Round,
}

/// Cells of a sheet, or of the formula's own.
#[derive(Debug, PartialEq)]
pub(super) struct Area {
    pub sheet: Option<String>,
    pub rows: RangeInclusive<u32>,
    pub columns: RangeInclusive<u32>,
}

/// The steps of a formula, its relative references moved by so many rows and columns; `None` where it holds
/// anything else.
pub(super) fn parse(formula: &str, moved: (i64, i64)) -> Option<Vec<Step>> {
    let formula = match formula.split_once(":=") {
        Some((notation, rest)) if notation.chars().all(char::is_alphanumeric) => rest,
        _ => formula,
    };
    let mut parser = Parser {
        rest: formula.trim().trim_start_matches('=').trim_start(),
        moved,
        steps: Vec::new(),
        level: 0,
    };
    parser.sum()?;
    parser.rest.is_empty().then_some(parser.steps)
}

struct Parser<'f> {
    rest: &'f str,
    moved: (i64, i64),
    steps: Vec<Step>,
    level: usize,
}

impl<'f> Parser<'f> {
    /// Takes a sign and the spaces behind it.
    fn take(&mut self, sign: char) -> bool {
        let after = self.rest.strip_prefix(sign);
        self.rest = after.map_or(self.rest, str::trim_start);
        after.is_some()
    }

    /// Takes characters of a kind from the front.
    fn run(&mut self, of: impl Fn(char) -> bool) -> &'f str {
        let end = self.rest.find(|c| !of(c)).unwrap_or(self.rest.len());
        let (run, rest) = self.rest.split_at(end);
        self.rest = rest;
        run
    }

    fn sum(&mut self) -> Option<()> {
        self.level += 1;
        if self.level > LEVELS {
            return None;
        }
        self.product()?;
        loop {
            let step = match () {
                () if self.take('+') => Step::Add,
                () if self.take('-') => Step::Subtract,
                () => break,
            };
            self.product()?;
            self.steps.push(step);
        }
        self.level -= 1;
        Some(())
    }

    fn product(&mut self) -> Option<()> {
        self.signed()?;
        loop {
            let step = match () {
                () if self.take('*') => Step::Multiply,
                () if self.take('/') => Step::Divide,
                () => return Some(()),
            };
            self.signed()?;
            self.steps.push(step);
        }
    }

    fn signed(&mut self) -> Option<()> {
        let mut negative = false;
        loop {
            match () {
                () if self.take('-') => negative = !negative,
                () if self.take('+') => {}
                () => break,
            }
        }
        self.term()?;
        while self.take('%') {
            self.steps.push(Step::Percent);
        }
        if negative {
            self.steps.push(Step::Negate);
        }
        Some(())
    }

    fn term(&mut self) -> Option<()> {
        if self.take('(') {
            self.sum()?;
            return self.take(')').then_some(());
        }
        if self
            .rest
            .starts_with(|c: char| c.is_ascii_digit() || c == '.')
        {
            let digits = self.run(|c| c.is_ascii_digit() || c == '.');
            self.steps.push(Step::Number(digits.parse().ok()?));
            self.rest = self.rest.trim_start();
            return Some(());
        }
        let name = self.rest.find(|c: char| !c.is_ascii_alphabetic());
        if let Some((name, rest)) = name.and_then(|end| self.rest.split_at_checked(end))
            && let Some(inside) = rest.strip_prefix('(')
        {
            self.rest = inside.trim_start();
            return self.call(name);
        }
        let area = match self.rest.strip_prefix('[') {
            Some(inside) => {
                let (area, rest) = inside.split_once(']')?;
                self.rest = rest;
                self.dotted(area)?
            }
            None => self.area()?,
        };
        self.steps.push(Step::Area(area));
        self.rest = self.rest.trim_start();
        Some(())
    }

    /// The arguments of a function, behind its bracket.
    fn call(&mut self, name: &str) -> Option<()> {
        let function = match name.to_ascii_uppercase().as_str() {
            "SUM" => Function::Sum,
            "PRODUCT" => Function::Product,
            "ROUND" => Function::Round,
            _ => return None,
        };
        let mut arguments = 1;
        self.sum()?;
        while self.take(',') || self.take(';') {
            self.sum()?;
            arguments += 1;
        }
        self.steps.push(Step::Call(function, arguments));
        self.take(')').then_some(())
    }

    /// `C5`, `$C$5:D7`, `'Phụ lục 2'!C5`.
    fn area(&mut self) -> Option<Area> {
        let sheet = self.sheet()?;
        let first = self.cell()?;
        let last = if self.take(':') { self.cell()? } else { first };
        Some(Area::between(sheet, first, last))
    }

    /// The sheet before an exclamation mark; a name in quotes has its own quotes doubled.
    fn sheet(&mut self) -> Option<Option<String>> {
        if let Some(inside) = self.rest.strip_prefix('\'') {
            let end = inside.find("'!")?;
            let (name, rest) = inside.split_at(end);
            self.rest = rest.get(2..)?;
            return Some(Some(name.replace("''", "'")));
        }
        let end = self
            .rest
            .find(|c: char| !(c.is_alphanumeric() || "_.".contains(c)));
        let (name, rest) = self.rest.split_at(end.unwrap_or(self.rest.len()));
        Some(rest.strip_prefix('!').map(|rest| {
            self.rest = rest;
            name.to_owned()
        }))
    }

    fn cell(&mut self) -> Option<(u32, u32)> {
        let fixed_column = self.take('$');
        let letters = self.run(|c| c.is_ascii_alphabetic());
        let fixed_row = self.take('$');
        let digits = self.run(|c| c.is_ascii_digit());
        let column = letters.bytes().try_fold(0i64, |column, letter| {
            let letter = i64::from(letter.to_ascii_uppercase() - b'A') + 1;
            column.checked_mul(26)?.checked_add(letter)
        })?;
        let row: i64 = digits.parse().ok()?;
        let moved = |at: i64, fixed: bool, by: i64| {
            u32::try_from(at.checked_add(if fixed { 0 } else { by })?.checked_sub(1)?).ok()
        };
        Some((
            moved(row, fixed_row, self.moved.0)?,
            moved(column, fixed_column, self.moved.1)?,
        ))
    }

    /// As OpenDocument writes areas: `.C5`, `.C5:.C7`, `$'Phụ lục 2'.C5`.
    fn dotted(&self, area: &'f str) -> Option<Area> {
        let cell = |part: &'f str| {
            let (sheet, cell) = part.rsplit_once('.')?;
            let sheet = sheet.trim_start_matches('$');
            let bare = sheet
                .strip_prefix('\'')
                .and_then(|name| name.strip_suffix('\''));
            let name = bare.map_or_else(|| sheet.to_owned(), |name| name.replace("''", "'"));
            let mut parser = Parser {
                rest: cell,
                moved: self.moved,
                steps: Vec::new(),
                level: 0,
            };
            let at = parser.cell()?;
            (parser.rest.is_empty()).then_some((Some(name).filter(|name| !name.is_empty()), at))
        };
        // A colon may stand in a sheet's name; one before a dot or a sheet parts two cells.
        match area.rsplit_once(':') {
            Some((first, last)) => {
                let ((sheet, first), (other, last)) = (cell(first)?, cell(last)?);
                let one = other.is_none() || other == sheet;
                one.then(|| Area::between(sheet, first, last))
            }
            None => cell(area).map(|(sheet, at)| Area::between(sheet, at, at)),
        }
    }
}

impl Area {
    fn between(sheet: Option<String>, one: (u32, u32), other: (u32, u32)) -> Area {
        Area {
            sheet,
            rows: one.0.min(other.0)..=one.0.max(other.0),
            columns: one.1.min(other.1)..=one.1.max(other.1),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn area(sheet: Option<&str>, rows: RangeInclusive<u32>, columns: RangeInclusive<u32>) -> Step {
        let sheet = sheet.map(str::to_owned);
        Step::Area(Area {
            sheet,
            rows,
            columns,
        })
    }

    #[test]
    fn notations_of_every_program_mean_the_same() {
        for formula in [
            "SUM(C5:C7,$D$9)",
            "=sum( C5:C7 , D9 )",
            "of:=SUM([.C5:.C7];[.$D$9])",
            "oooc:=SUM([.C5:.C7];[.D9])",
            "msoxl:=SUM(C5:C7,D9)",
        ] {
            let expected = [
                area(None, 4..=6, 2..=2),
                area(None, 8..=8, 3..=3),
                Step::Call(Function::Sum, 2),
            ];
            assert_eq!(
                parse(formula, (0, 0)).as_deref(),
                Some(&expected[..]),
                "{formula}"
            );
        }
        for formula in [
            "'Phụ lục 2'!C4",
            "of:=[$'Phụ lục 2'.$C$4]",
            "of:=['Phụ lục 2'.C4:.C4]",
        ] {
            let expected = [area(Some("Phụ lục 2"), 3..=3, 2..=2)];
            assert_eq!(
                parse(formula, (0, 0)).as_deref(),
                Some(&expected[..]),
                "{formula}"
            );
        }
    }

    #[test]
    fn products_bind_closer_than_sums_and_signs_closest() {
        use Step::{Add, Divide, Multiply, Negate, Number, Percent};
        let n = |number: i64| Number(number.into());
        let steps = parse("-1+2*(3+4)/5%", (0, 0)).expect("steps");
        let expected = [
            n(1),
            Negate,
            n(2),
            n(3),
            n(4),
            Add,
            Multiply,
            n(5),
            Percent,
            Divide,
            Add,
        ];
        assert_eq!(steps, expected);
    }

    #[test]
    fn shared_formulas_move_with_their_cell() {
        let moved = parse("B2+$C$3", (4, 1)).expect("steps");
        assert_eq!(
            moved[..2],
            [area(None, 5..=5, 2..=2), area(None, 2..=2, 2..=2)]
        );
    }

    #[test]
    fn what_is_not_known_is_not_computed() {
        let deep = format!("{}1{}", "(".repeat(500), ")".repeat(500));
        for formula in [
            "",
            "IF(A1>0,1,0)",
            "A1&B1",
            "A1>B1",
            "Tong",
            "SUM(Tong)",
            "SUM(",
            "1+",
            "2^3",
            "A0",
            "[1]Sheet1!A1",
            "#REF!+1",
            "ZZZZZZZZZZZZZZZZZZZZ1",
            &deep,
        ] {
            assert_eq!(parse(formula, (0, 0)), None, "{formula}");
        }
    }
}
