//! `schemas/config.schema.json` says of `phuluc.toml` what the command tree says. `PHULUC_ACCEPT` renews it.

use super::Cli;
use super::config;
use crate::emit::message::Lang;
use crate::locale;
use clap::{Arg, ArgAction, Command, CommandFactory};
use serde_json::{Map, Value, json};
use std::path::Path;

/// What the file says of an option.
fn option(arg: &Arg, command: &str) -> Value {
    let scalar = match arg.get_possible_values() {
        values if values.is_empty() => json!({"type": ["string", "number"]}),
        values => {
            let names: Vec<&str> = values.iter().map(|value| value.get_name()).collect();
            json!({"enum": names})
        }
    };
    let mut said = match arg.get_action() {
        ArgAction::SetTrue | ArgAction::SetFalse => json!({"type": "boolean"}),
        ArgAction::Count => json!({"type": "integer", "minimum": 0}),
        ArgAction::Append => json!({"anyOf": [scalar, {"type": "array", "items": scalar}]}),
        _ => scalar,
    };
    let texts = &locale::of(Lang::En).help;
    let keys = [
        format!("{command}.{}", arg.get_id()),
        format!("*.{}", arg.get_id()),
    ];
    if let Some(text) = keys.iter().find_map(|key| texts.get(key)) {
        said["description"] = json!(text);
    }
    said
}

fn table(command: &Command, words: &[String]) -> Value {
    let name = words.join(" ");
    let mut properties: Map<String, Value> = config::options(command, words)
        .filter_map(|arg| Some((arg.get_long()?.to_owned(), option(arg, &name))))
        .collect();
    for sub in command.get_subcommands() {
        let below = [words, &[sub.get_name().to_owned()]].concat();
        properties.insert(sub.get_name().to_owned(), table(sub, &below));
    }
    if name == "audit" {
        properties.extend(settings());
    }
    json!({"type": "object", "additionalProperties": false, "properties": properties})
}

/// What the audit itself is set by; `config::audit_keys` says which keys there are.
fn settings() -> Map<String, Value> {
    let level = json!({"enum": ["off", "info", "warning", "error"]});
    let names: Vec<&str> = config::names().collect();
    let levels = json!({
        "type": "object",
        "propertyNames": {"enum": names},
        "additionalProperties": level,
    });
    let of = |key: &str| match key {
        "checks" => levels.clone(),
        "indicators" => json!({"type": "object", "additionalProperties": levels}),
        _ => json!({"type": ["number", "string"]}),
    };
    config::audit_keys()
        .into_iter()
        .map(|key| (key.clone(), of(&key)))
        .collect()
}

fn schema() -> Value {
    let tree = Cli::command();
    let every = config::every(&tree).into_iter();
    let common: Map<String, Value> = every
        .filter_map(|arg| {
            let mut said = option(arg, "*");
            // A command may take other values than its neighbour.
            if let Some(values) = said.get("enum").cloned()
                && arg.get_long() == Some("format")
            {
                said = json!({"type": "string", "examples": values});
            }
            Some((arg.get_long()?.to_owned(), said))
        })
        .collect();
    let shown = tree.get_subcommands().filter(|sub| !sub.is_hide_set());
    let mut tables: Map<String, Value> = shown
        .map(|sub| {
            let words = [sub.get_name().to_owned()];
            (sub.get_name().to_owned(), table(sub, &words))
        })
        .collect();
    let common = json!({"type": "object", "additionalProperties": false, "properties": common});
    tables.insert(config::COMMON.to_owned(), common);
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "config.schema.json",
        "title": "phuluc.toml",
        "description": "Options of the commands, a table each; [common] for every command.",
        "type": "object",
        "additionalProperties": false,
        "properties": tables,
    })
}

#[test]
fn the_published_schema_says_what_the_commands_take() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("schemas/config.schema.json");
    let text = serde_json::to_string_pretty(&schema()).expect("JSON") + "\n";
    if std::env::var_os("PHULUC_ACCEPT").is_some() {
        std::fs::write(&path, &text).expect("written");
    }
    let kept = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(
        kept == text,
        "schemas/config.schema.json is not what the commands take; make accept renews it"
    );
    let read: toml::Table = toml::from_str(
        "[common]\nlang = \"vi\"\n[extract]\noutput = \"kq\"\nexclude = [\"*.tmp\"]\nmax-pages = 9\n\
         [audit]\ntolerance = 0.05\n[audit.checks]\nform = \"off\"\n[schema.draft]\nid = \"x\"\n",
    )
    .expect("TOML");
    let read = serde_json::to_value(read).expect("JSON");
    let validator = jsonschema::draft202012::new(&schema()).expect("a schema");
    let faults: Vec<String> = validator
        .iter_errors(&read)
        .map(|fault| fault.to_string())
        .collect();
    assert!(faults.is_empty(), "{faults:?}");
    assert!(!validator.is_valid(&json!({"extract": {"outptu": "x"}})));
}
