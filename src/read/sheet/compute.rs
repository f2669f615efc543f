//! Formulas without a result → their results, where the cells they name are at hand.

use super::formula::{Area, Function, Step, parse};
use super::{Content, Sheet, Unshown, Workbook};
use crate::model::Code;
use crate::text::number::{Strictness, is_number};
use rust_decimal::{Decimal, RoundingStrategy};
use std::collections::BTreeMap;

/// Formulas that wait for each other, so many at most.
const CHAIN: usize = 200;
/// Cells that all formulas of a workbook together may look at.
const LOOKS: usize = 4_000_000;

/// A formula whose result the file does not store, or stores as a zero nobody may have computed.
#[derive(Debug)]
pub(super) struct Pending {
    pub at: (u32, u32),
    pub style: usize,
    pub formula: String,
    /// How far it stands from the cell it was written for.
    pub moved: (i64, i64),
    /// What the cell prints if nothing is computed.
    pub otherwise: Content,
}

impl Pending {
    /// A formula whose stored result, `content`, counts where it is trusted and nothing is computed.
    pub fn of(
        at: (u32, u32),
        style: usize,
        formula: String,
        content: Content,
        is_trusted: bool,
    ) -> Pending {
        let otherwise = if is_trusted {
            content
        } else {
            Content::uncomputed(&formula)
        };
        Pending {
            at,
            style,
            formula,
            moved: (0, 0),
            otherwise,
        }
    }
}

/// Computes what can be computed; `print` makes the content of a cell of a number and its style.
pub(super) fn compute(workbook: &mut Workbook, print: impl Fn(Decimal, usize) -> Content) {
    let sheets = || workbook.sheets.iter().chain(&workbook.aside);
    if sheets().all(|sheet| sheet.pending.is_empty()) {
        return;
    }
    let mut book = Book {
        sheets: sheets().map(Cells::of).collect(),
        looks: LOOKS,
    };
    let mut results = Vec::new();
    for (number, sheet) in workbook.sheets.iter().enumerate() {
        let waiting = 0..sheet.pending.len();
        results.push(
            waiting
                .map(|one| book.result(number, one, 0))
                .collect::<Vec<_>>(),
        );
    }
    for (sheet, results) in workbook.sheets.iter_mut().zip(results) {
        let pending = std::mem::take(&mut sheet.pending);
        for (waiting, result) in pending.into_iter().zip(results) {
            let content = match result.filter(|_| result != waiting.otherwise.figure) {
                Some(result) => computed(print(result, waiting.style), &waiting.formula),
                None => waiting.otherwise,
            };
            sheet.add(waiting.at, content);
        }
        sheet.unshown.sort_by_key(|(at, _)| *at);
    }
    workbook.aside.clear();
}

fn computed(content: Content, formula: &str) -> Content {
    let mut unshown = content.unshown;
    unshown.push(Unshown::formula(Code::FormulaComputed, formula));
    Content { unshown, ..content }
}

/// The sheets while their formulas are computed.
struct Book<'w> {
    sheets: Vec<Cells<'w>>,
    looks: usize,
}

struct Cells<'w> {
    sheet: &'w Sheet,
    numbers: BTreeMap<(u32, u32), Decimal>,
    /// The formulas, by their cells.
    formulas: BTreeMap<(u32, u32), usize>,
    states: Vec<State>,
}

#[derive(Clone, Copy)]
enum State {
    Waiting,
    /// It is being computed: a formula that leads back to it has no result.
    Open,
    Done(Option<Decimal>),
}

/// What lies on the stack of a computation.
enum Operand<'s> {
    Number(Decimal),
    Area(&'s Area),
}

/// What a cell gives to a computation.
enum Given {
    Number(Decimal),
    Nothing,
    Words,
}

impl<'w> Cells<'w> {
    fn of(sheet: &'w Sheet) -> Cells<'w> {
        let formulas = sheet.pending.iter().enumerate();
        Cells {
            sheet,
            numbers: sheet.figures.iter().copied().collect(),
            formulas: formulas.map(|(number, one)| (one.at, number)).collect(),
            states: vec![State::Waiting; sheet.pending.len()],
        }
    }
}

impl<'w> Book<'w> {
    /// The result of a formula: computed, else as stored where the file can be trusted.
    fn result(&mut self, sheet: usize, number: usize, depth: usize) -> Option<Decimal> {
        let cells = self.sheets.get_mut(sheet)?;
        let state = cells.states.get_mut(number)?;
        match *state {
            State::Done(result) => return result,
            State::Open => return None,
            State::Waiting => *state = State::Open,
        }
        let own: &'w Sheet = cells.sheet;
        let waiting = own.pending.get(number)?;
        let steps = parse(&waiting.formula, waiting.moved).filter(|_| depth < CHAIN);
        let computed = steps.and_then(|steps| self.run(sheet, &steps, depth));
        let result = computed.or(waiting.otherwise.figure);
        *self.sheets.get_mut(sheet)?.states.get_mut(number)? = State::Done(result);
        result
    }

    fn run(&mut self, sheet: usize, steps: &[Step], depth: usize) -> Option<Decimal> {
        let mut stack: Vec<Operand<'_>> = Vec::new();
        for step in steps {
            let top = match step {
                Step::Number(number) => Operand::Number(*number),
                Step::Area(area) => Operand::Area(area),
                Step::Negate | Step::Percent => {
                    let number = self.number(sheet, &stack.pop()?, depth)?;
                    Operand::Number(match step {
                        Step::Negate => -number,
                        _ => number.checked_div(Decimal::ONE_HUNDRED)?,
                    })
                }
                Step::Add | Step::Subtract | Step::Multiply | Step::Divide => {
                    let right = self.number(sheet, &stack.pop()?, depth)?;
                    let left = self.number(sheet, &stack.pop()?, depth)?;
                    Operand::Number(match step {
                        Step::Add => left.checked_add(right)?,
                        Step::Subtract => left.checked_sub(right)?,
                        Step::Multiply => left.checked_mul(right)?,
                        _ => left.checked_div(right)?,
                    })
                }
                Step::Call(function, count) => {
                    let arguments = stack.split_off(stack.len().checked_sub(*count)?);
                    Operand::Number(self.call(sheet, *function, &arguments, depth)?)
                }
            };
            stack.push(top);
        }
        let result = stack.pop().filter(|_| stack.is_empty())?;
        let result = self.number(sheet, &result, depth)?;
        // Fifteen digits, as spreadsheets count.
        Decimal::round_sf(&result, 15).map(|result| result.normalize())
    }

    /// One number: a cell that is empty counts as none, one of words has no number.
    fn number(&mut self, sheet: usize, operand: &Operand<'_>, depth: usize) -> Option<Decimal> {
        let area = match operand {
            Operand::Number(number) => return Some(*number),
            Operand::Area(area) => area,
        };
        let at = (*area.rows.start(), *area.columns.start());
        if at != (*area.rows.end(), *area.columns.end()) {
            return None;
        }
        let sheet = self.sheet(sheet, area)?;
        match self.given(sheet, at, depth)? {
            Given::Number(number) => Some(number),
            Given::Nothing => Some(Decimal::ZERO),
            Given::Words => None,
        }
    }

    fn call(
        &mut self,
        sheet: usize,
        function: Function,
        arguments: &[Operand<'_>],
        depth: usize,
    ) -> Option<Decimal> {
        if function == Function::Round {
            let [number, digits] = arguments else {
                return None;
            };
            let number = self.number(sheet, number, depth)?;
            let digits = u32::try_from(self.number(sheet, digits, depth)?).ok()?;
            return Some(
                number.round_dp_with_strategy(digits, RoundingStrategy::MidpointAwayFromZero),
            );
        }
        let mut numbers = Vec::new();
        for argument in arguments {
            match argument {
                Operand::Number(number) => numbers.push(*number),
                Operand::Area(area) => {
                    let sheet = self.sheet(sheet, area)?;
                    for at in self.filled(sheet, area)? {
                        if let Given::Number(number) = self.given(sheet, at, depth)? {
                            numbers.push(number);
                        }
                    }
                }
            }
        }
        // A sum of nothing is a zero that no cell stands behind.
        if numbers.is_empty() {
            return None;
        }
        let mut numbers = numbers.into_iter();
        match function {
            Function::Sum => numbers.try_fold(Decimal::ZERO, Decimal::checked_add),
            _ => numbers.try_fold(Decimal::ONE, Decimal::checked_mul),
        }
    }

    fn sheet(&self, own: usize, area: &Area) -> Option<usize> {
        let Some(name) = &area.sheet else {
            return Some(own);
        };
        let name = name.to_lowercase();
        let mut sheets = self.sheets.iter();
        sheets.position(|cells| cells.sheet.name.to_lowercase() == name)
    }

    /// The cells of an area that hold anything.
    fn filled(&mut self, sheet: usize, area: &Area) -> Option<Vec<(u32, u32)>> {
        let cells = self.sheets.get(sheet)?;
        let rows = (*area.rows.start(), 0)..=(*area.rows.end(), u32::MAX);
        let numbers = cells.numbers.range(rows.clone()).map(|(at, _)| *at);
        let formulas = cells.formulas.range(rows.clone()).map(|(at, _)| *at);
        let words = cells.sheet.cells.range(rows).map(|(at, _)| *at);
        let all = numbers.chain(formulas).chain(words).take(self.looks + 1);
        let all: Vec<(u32, u32)> = all.collect();
        self.looks = self.looks.checked_sub(all.len())?;
        let inside = all.into_iter().filter(|at| area.columns.contains(&at.1));
        let inside: std::collections::BTreeSet<(u32, u32)> = inside.collect();
        Some(inside.into_iter().collect())
    }

    /// What a cell gives; `None` where nobody can tell: an error, a number typed as words.
    fn given(&mut self, sheet: usize, at: (u32, u32), depth: usize) -> Option<Given> {
        let cells = self.sheets.get(sheet)?;
        if cells.sheet.cut {
            return None;
        }
        if let Some(number) = cells.formulas.get(&at) {
            let number = *number;
            return self.result(sheet, number, depth + 1).map(Given::Number);
        }
        if let Some(number) = cells.numbers.get(&at) {
            return Some(Given::Number(*number));
        }
        let Some(content) = cells.sheet.cells.get(&at) else {
            return Some(Given::Nothing);
        };
        let text = content.text.as_str();
        let is_doubtful = text.starts_with('#') || is_number(text, Strictness::Leading);
        (!is_doubtful).then_some(Given::Words)
    }
}
