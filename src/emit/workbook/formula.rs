//! The formulas of totals: what a spreadsheet works out again from the cells of the offices.

use super::section::Plan;
use crate::schema::{Aggregate, Indicator, Kind, Schema};

/// How many offices there are that the total is made of; nothing where no office stands across.
pub fn count(plan: &Plan<'_>, schema: &Schema, indicator: &Indicator) -> Option<String> {
    let own = plan.range(schema, &indicator.id)?;
    let pair = indicator.aggregate.pair(&indicator.id);
    let ranges = pair.and_then(|(a, b)| plan.range(schema, a).zip(plan.range(schema, b)));
    Some(match (ranges, indicator.kind) {
        // Of a rate those are counted that have both numbers it is made of.
        (Some((a, b)), _) => format!("SUMPRODUCT({})", both(&a, &b)),
        (None, Kind::Text | Kind::Date) => format!("COUNTA({own})"),
        (None, _) => format!("COUNT({own})"),
    })
}

/// The total; nothing where the form has no rule for one.
pub fn total(plan: &Plan<'_>, schema: &Schema, indicator: &Indicator) -> Option<String> {
    let own = plan.range(schema, &indicator.id)?;
    Some(match &indicator.aggregate {
        Aggregate::None | Aggregate::Last => return None,
        Aggregate::Sum => format!("IF(COUNT({own})=0,\"\",SUM({own}))"),
        Aggregate::CountYes => format!("IF(COUNT({own})=0,\"\",COUNTIF({own},1))"),
        Aggregate::Mean => format!("IFERROR(ROUND(AVERAGE({own}),2),\"\")"),
        Aggregate::Weighted { by } => {
            let by = plan.range(schema, by)?;
            quotient(&both(&own, &by), &format!("{own},{by}"), &by, "")
        }
        Aggregate::Ratio { part, whole } => {
            let (part, whole) = (plan.range(schema, part)?, plan.range(schema, whole)?);
            quotient(&both(&part, &whole), &part, &whole, "100*")
        }
    })
}

/// 1 for each office that has both numbers.
fn both(a: &str, b: &str) -> String {
    format!("ISNUMBER({a})*ISNUMBER({b})")
}

/// One sum over another, over the offices that have both.
fn quotient(both: &str, above: &str, below: &str, times: &str) -> String {
    format!("IFERROR(ROUND({times}SUMPRODUCT({both},{above})/SUMPRODUCT({both},{below}),2),\"\")")
}
