//! Prints every table of a document as JSON, one grid after the other: `cargo run --example grids FILE`.

use phuluc::model::{Block, Grid};
use phuluc::read::{Options, read};
use serde_json::{Value, json};

fn main() -> anyhow::Result<()> {
    let file = std::env::args().nth(1).ok_or_else(|| anyhow::anyhow!("which file?"))?;
    let options = Options { ignore_tree: std::env::var_os("NOTREE").is_some(), ..Options::default() };
    let read = read(&file, &std::fs::read(&file)?, &options)?;
    let document = read.output;
    if std::env::args().any(|a| a == "--findings") {
        println!("{:?}", document.source);
        for finding in &read.findings {
            println!("{} {:?}", finding.code, finding.data);
        }
        return Ok(());
    }
    if std::env::args().any(|a| a == "--text") {
        for block in &document.blocks {
            match block {
                Block::Paragraph(p) => println!("{}¶ {}", if p.running { "~" } else { "" }, p.text),
                Block::Grid(g) => println!("{}", serde_json::to_string(&table(g))?),
            }
        }
        return Ok(());
    }
    let grids = document.blocks.iter().filter_map(|block| match block {
        Block::Grid(grid) => Some(table(grid)),
        Block::Paragraph(_) => None,
    });
    let tables: Vec<Value> = grids.collect();
    println!("{}", json!({"tables": tables, "pages": document.pages.len()}));
    Ok(())
}

fn table(grid: &Grid) -> Value {
    let mut cells = vec![vec![Value::Null; grid.columns]; grid.rows];
    let mut spans = Vec::new();
    for cell in &grid.cells {
        if let Some(slot) = cells.get_mut(cell.rows.start).and_then(|row| row.get_mut(cell.columns.start)) {
            *slot = json!(cell.text);
        }
        if cell.rows.len() > 1 || cell.columns.len() > 1 {
            spans.push(json!([cell.rows.start, cell.columns.start, cell.rows.len(), cell.columns.len()]));
        }
    }
    let place = grid.places.first();
    json!({
        "page": place.and_then(|p| p.page), "bbox": place.and_then(|p| p.bbox),
        "cells": cells, "spans": spans, "found": grid.found,
    })
}
