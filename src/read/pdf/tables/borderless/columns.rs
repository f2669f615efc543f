//! Chunks → columns: pieces of text that stand under one another are one column.

use crate::read::pdf::tables::thresholds::TOUCH;

/// A chunk as the column finder sees it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Span {
    /// Its line.
    pub line: usize,
    /// Left edge.
    pub x0: f32,
    /// Right edge.
    pub x1: f32,
}

/// A column: where its text begins and ends.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Column {
    /// Left edge of its text.
    pub x0: f32,
    /// Right edge of its text.
    pub x1: f32,
}

/// Columns never seen on one line are two when they are this many points apart.
const CLEAR: f32 = 12.0;

/// The columns from left to right. Narrow chunks make columns first, so that a heading over
/// several columns joins none of them; two neighbours never seen apart on one line are one column.
/// Nothing is joined over a separator (the place of an upright rule).
pub fn columns(spans: &[Span], separators: &[f32]) -> Vec<Column> {
    let mut found = seeds(spans, separators);
    while let Some(at) = pair_to_join(&found, spans, separators) {
        let right = found.remove(at + 1);
        found[at] = Column {
            x0: found[at].x0.min(right.x0),
            x1: found[at].x1.max(right.x1),
        };
    }
    widen(&mut found, spans);
    found
}

/// Takes in what lay over several pieces of what is one column now.
fn widen(columns: &mut [Column], spans: &[Span]) {
    let mut order: Vec<&Span> = spans.iter().collect();
    order.sort_by(|a, b| (a.x1 - a.x0).total_cmp(&(b.x1 - b.x0)));
    for span in order {
        let (from, to) = reach(columns, span.x0, span.x1);
        if to - from == 1 {
            let column = &mut columns[from];
            *column = Column {
                x0: column.x0.min(span.x0),
                x1: column.x1.max(span.x1),
            };
        }
    }
}

fn seeds(spans: &[Span], separators: &[f32]) -> Vec<Column> {
    let mut order: Vec<&Span> = spans.iter().collect();
    order.sort_by(|a, b| (a.x1 - a.x0).total_cmp(&(b.x1 - b.x0)));
    let mut found: Vec<Column> = Vec::new();
    for span in order {
        let (from, to) = reach(&found, span.x0, span.x1);
        match to - from {
            0 => found.insert(
                from,
                Column {
                    x0: span.x0,
                    x1: span.x1,
                },
            ),
            1 if !parted(&found[from], span, separators) => {
                let column = &mut found[from];
                *column = Column {
                    x0: column.x0.min(span.x0),
                    x1: column.x1.max(span.x1),
                };
            }
            _ => {}
        }
    }
    found
}

fn parted(column: &Column, span: &Span, separators: &[f32]) -> bool {
    let (x0, x1) = (column.x0.min(span.x0), column.x1.max(span.x1));
    separators
        .iter()
        .any(|&separator| x0 + TOUCH < separator && separator < x1 - TOUCH)
}

/// The columns an extent lies over: first and one past the last.
pub fn reach(columns: &[Column], x0: f32, x1: f32) -> (usize, usize) {
    let touch = TOUCH.min((x1 - x0) * 0.4);
    let from = columns.partition_point(|column| column.x1 <= x0 + touch);
    let to = columns.partition_point(|column| column.x0 < x1 - touch);
    (from, to.max(from))
}

/// The two neighbours that are least seen apart, among those more often joined than apart.
fn pair_to_join(columns: &[Column], spans: &[Span], separators: &[f32]) -> Option<usize> {
    let lines = spans.iter().map(|span| span.line + 1).max().unwrap_or(0);
    let mut apart = vec![0_u32; columns.len()];
    let mut joined = vec![0_u32; columns.len()];
    let mut seen: Vec<Option<usize>> = vec![None; lines];
    let mut single = vec![0_u32; columns.len()];
    let mut sorted: Vec<&Span> = spans.iter().collect();
    sorted.sort_by(|a, b| a.line.cmp(&b.line).then(a.x0.total_cmp(&b.x0)));
    for span in sorted {
        let (from, to) = reach(columns, span.x0, span.x1);
        if from >= to {
            continue;
        }
        if to - from == 1 {
            single[from] += 1;
        }
        for seam in &mut joined[from..to - 1] {
            *seam += 1;
        }
        if let Some(last) = seen[span.line]
            && last + 1 == from
        {
            apart[last] += 1;
        }
        seen[span.line] = Some(to - 1);
    }
    let open = |at: &usize| {
        let (left, right) = (columns[*at], columns[at + 1]);
        !separators
            .iter()
            .any(|&separator| left.x1 - TOUCH <= separator && separator <= right.x0 + TOUCH)
    };
    let pairs = (0..columns.len().saturating_sub(1)).filter(open);
    // Two columns of which rows fill now one, now the other, stand clearly apart.
    let distinct = |at: usize| {
        by_turns(columns[at], columns[at + 1], spans)
            && single[at] >= 2
            && single[at + 1] >= 2
            && joined[at] == 0
            && columns[at + 1].x0 - columns[at].x1 > CLEAR
    };
    let unsure = pairs.filter(|&at| joined[at] > apart[at] || apart[at] == 0 && !distinct(at));
    unsure.min_by_key(|&at| (apart[at], u32::MAX - joined[at]))
}

/// Neither column is above the other as a whole: a name set in the middle of its column stands above
/// values set at the right of it.
fn by_turns(left: Column, right: Column, spans: &[Span]) -> bool {
    let lines = |column: Column| {
        let own = || {
            spans
                .iter()
                .filter(move |span| column.x0 < span.x1 && span.x0 < column.x1)
        };
        (
            own().map(|span| span.line).min(),
            own().map(|span| span.line).max(),
        )
    };
    let ((first, last), (other_first, other_last)) = (lines(left), lines(right));
    first < other_last && other_first < last
}

/// The lines between columns: halfway from the end of one to the beginning of the next, with the
/// outer edges; one more than there are columns.
pub fn edges(columns: &[Column]) -> Vec<f32> {
    let mut edges: Vec<f32> = columns
        .first()
        .map(|column| column.x0)
        .into_iter()
        .collect();
    edges.extend(
        columns
            .windows(2)
            .map(|pair| (pair[0].x1 + pair[1].x0) / 2.0),
    );
    edges.extend(columns.last().map(|column| column.x1));
    edges
}

#[cfg(test)]
mod tests {
    use super::*;

    fn spans(rows: &[&[(f32, f32)]]) -> Vec<Span> {
        let row = |(line, row): (usize, &&[(f32, f32)])| {
            row.iter()
                .map(|&(x0, x1)| Span { line, x0, x1 })
                .collect::<Vec<_>>()
        };
        rows.iter().enumerate().flat_map(row).collect()
    }

    #[test]
    fn a_heading_over_two_columns_joins_neither() {
        let rows: &[&[(f32, f32)]] = &[
            &[(0.0, 40.0), (100.0, 200.0)],
            &[(0.0, 30.0), (100.0, 130.0), (170.0, 200.0)],
            &[(0.0, 50.0), (110.0, 130.0), (175.0, 200.0)],
        ];
        assert_eq!(columns(&spans(rows), &[]).len(), 3);
    }

    #[test]
    fn a_label_now_left_now_right_is_one_column() {
        let rows: &[&[(f32, f32)]] = &[
            &[(0.0, 30.0), (100.0, 130.0)],
            &[(60.0, 80.0), (100.0, 130.0)],
            &[(0.0, 70.0), (110.0, 130.0)],
        ];
        assert_eq!(columns(&spans(rows), &[]).len(), 2);
    }

    #[test]
    fn a_column_with_a_heading_only_is_kept() {
        let rows: &[&[(f32, f32)]] = &[
            &[(0.0, 20.0), (40.0, 90.0), (120.0, 150.0)],
            &[(40.0, 100.0), (125.0, 140.0)],
            &[(40.0, 80.0), (125.0, 140.0)],
        ];
        assert_eq!(columns(&spans(rows), &[]).len(), 3);
    }

    #[test]
    fn figures_at_the_right_belong_under_a_name_in_the_middle() {
        let rows: &[&[(f32, f32)]] = &[
            &[(0.0, 20.0), (100.0, 130.0)],
            &[(0.0, 20.0), (105.0, 125.0)],
            &[(0.0, 20.0), (150.0, 160.0)],
            &[(0.0, 20.0), (155.0, 160.0)],
        ];
        assert_eq!(columns(&spans(rows), &[]).len(), 2);
        let turns: &[&[(f32, f32)]] = &[rows[0], rows[2], rows[1], rows[3]];
        assert_eq!(columns(&spans(turns), &[]).len(), 3);
    }

    #[test]
    fn a_wall_keeps_columns_apart() {
        let rows: &[&[(f32, f32)]] = &[&[(0.0, 20.0)], &[(22.0, 40.0)]];
        assert_eq!(columns(&spans(rows), &[]).len(), 1);
        assert_eq!(columns(&spans(rows), &[21.0]).len(), 2);
    }
}
