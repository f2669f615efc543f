//! The made-up reports' truth as appendices, and their positional row names as our ids.

use super::shared;
use phuluc::model::{Appendix, Number, Row, RowKind};
use phuluc::schema::{Schema, builtin, find};
use phuluc::text::Text;
use serde_json::Value as Json;
use std::collections::{BTreeMap, BTreeSet};

/// The schema of the seed and of the samples.
pub const FORM: &str = "cchc-so-nganh-2022";

/// One report whose rows are known.
pub struct Truth {
    /// `a/r003`, for messages.
    pub name: String,
    /// Its rows, as a reader that makes no mistake would give them.
    pub appendix: Appendix,
    /// For each row the id of its indicator; `None` for rows the form does not have.
    pub ids: Vec<Option<String>>,
    /// For each row the truth as written.
    pub rows: Vec<Json>,
}

/// The seed and all samples.
pub fn truths() -> Vec<Truth> {
    let seed = read_json(shared("gold/seed_indicators.json"));
    let names = positional(&seed);
    let mut all = vec![truth("seed", rows(&seed), &names)];
    for set in ["a", "b"] {
        let folder = shared(&format!("samples/{set}"));
        let mut files: Vec<_> = std::fs::read_dir(folder)
            .expect("the samples can be listed")
            .flatten()
            .map(|entry| entry.path())
            .collect();
        files.sort();
        for file in files
            .into_iter()
            .filter(|file| file.to_string_lossy().ends_with(".truth.json"))
        {
            let stem = file
                .file_name()
                .unwrap_or_default()
                .to_string_lossy()
                .replace(".truth.json", "");
            all.push(truth(
                &format!("{set}/{stem}"),
                rows(&read_json(file)),
                &names,
            ));
        }
    }
    assert!(all.len() > 3, "only {} truths", all.len());
    all
}

/// The shipped form the samples fill in.
pub fn form() -> &'static Schema {
    find(builtin(), FORM).unwrap_or_else(|_| panic!("{FORM} is not shipped"))
}

fn read_json(path: std::path::PathBuf) -> Json {
    let text = std::fs::read_to_string(&path).expect("readable truth");
    serde_json::from_str(&text).expect("truth in JSON")
}

fn rows(json: &Json) -> Vec<Json> {
    json.get("rows")
        .unwrap_or(json)
        .as_array()
        .cloned()
        .unwrap_or_default()
}

/// The seed holds every row of the form in order: its positional names are our ids in order.
fn positional(seed: &Json) -> BTreeMap<String, String> {
    let seed = rows(seed);
    let form = form();
    assert_eq!(
        seed.len(),
        form.indicators.len(),
        "the seed fills in every row of the form"
    );
    let names = seed.iter().filter_map(|row| row["schema_id"].as_str());
    let names: BTreeMap<String, String> = names
        .zip(&form.indicators)
        .map(|(name, row)| (name.to_owned(), row.id.0.clone()))
        .collect();
    assert_eq!(
        names.values().collect::<BTreeSet<_>>().len(),
        form.indicators.len()
    );
    names
}

fn truth(name: &str, rows: Vec<Json>, names: &BTreeMap<String, String>) -> Truth {
    let ids = rows
        .iter()
        .map(|row| row["schema_id"].as_str().map(|id| names[id].clone()))
        .collect();
    let appendix = Appendix {
        rows: rows.iter().map(row).collect(),
        ..Appendix::default()
    };
    Truth {
        name: name.to_owned(),
        appendix,
        ids,
        rows,
    }
}

fn row(json: &Json) -> Row {
    let text = |key: &str| {
        json[key]
            .as_str()
            .map(Text::clean)
            .filter(|text| !text.is_empty())
    };
    Row {
        section: json["section"].as_str().map(str::to_owned),
        number: json["stt"].as_str().map(|stt| Number(stt.to_owned())),
        label: text("label").unwrap_or_default(),
        unit: text("unit"),
        value: text("value_raw"),
        note: text("note"),
        kind: if json["kind"] == "section" {
            RowKind::Section
        } else {
            RowKind::Item
        },
        ..Row::default()
    }
}
