//! From a schema file's text to a [`Schema`]: the only way to make one.

use super::fault::{Fault, SchemaError};
use super::form::{Indicator, Schema, Variant};
use super::{check, shape};

impl Schema {
    /// Reads and validates a schema file. `name` is the file's name for messages, nothing more.
    ///
    /// ```
    /// use phuluc::schema::Schema;
    /// let text = r#"{
    ///   "id": "mau-1", "title": "Mẫu 1",
    ///   "indicators": [
    ///     { "id": "I", "section": "I", "label": "Chỉ đạo điều hành", "kind": "section" },
    ///     { "id": "I.1", "parent": "I", "section": "I", "number": "1",
    ///       "label": "Số văn bản đã ban hành", "unit": "Văn bản", "kind": "count" }
    ///   ]
    /// }"#;
    /// let schema = Schema::from_json("mau-1.json", text)?;
    /// assert_eq!(schema.get(&"I.1".into()).map(|row| row.label.as_str()), Some("Số văn bản đã ban hành"));
    ///
    /// let error = Schema::from_json("mau-1.json", &text.replace(r#""parent": "I""#, r#""parent": "II""#));
    /// assert_eq!(
    ///     error.unwrap_err().to_string(),
    ///     "mau-1.json: I.1: parent II does not exist (did you mean I?)"
    /// );
    /// # Ok::<(), phuluc::schema::SchemaError>(())
    /// ```
    ///
    /// # Errors
    /// Every fault of the file, each with the indicator it is in and, where a name is unknown, the nearest one.
    pub fn from_json(name: &str, text: &str) -> Result<Schema, SchemaError> {
        let error = |faults| SchemaError {
            file: name.to_owned(),
            faults,
        };
        // The types refuse what the JSON Schema refuses (a test holds them together), so the slower
        // validation runs only where there is something to explain.
        let text = text.strip_prefix('\u{FEFF}').unwrap_or(text);
        let schema = serde_json::from_str::<Schema>(text)
            .map_err(|refused| error(shape::explain(text, &refused.to_string())))?;
        schema.validated().map_err(error)
    }

    /// Checks what the types cannot, indexes the ids and writes the variants out as aliases.
    pub(super) fn validated(mut self) -> Result<Schema, Vec<Fault>> {
        self.index = self
            .indicators
            .iter()
            .enumerate()
            .rev()
            .map(|(at, row)| (row.id.clone(), at))
            .collect();
        let faults = check::faults(&self);
        if !faults.is_empty() {
            return Err(faults);
        }
        for row in &mut self.indicators {
            add_variants(row, &self.variants);
        }
        Ok(self)
    }

    /// The schema as the text of a file: one indicator a line, so that two versions compare well.
    ///
    /// # Errors
    /// Serde's, which no schema made by [`Schema::from_json`] meets.
    pub fn to_json(&self) -> serde_json::Result<String> {
        let rows = self
            .indicators
            .iter()
            .map(serde_json::to_string)
            .collect::<Result<Vec<String>, _>>()?;
        let head = serde_json::to_string_pretty(&Schema {
            indicators: Vec::new(),
            ..self.clone()
        })?;
        let head = head.trim_end_matches("[]\n}");
        Ok(format!("{head}[\n    {}\n  ]\n}}\n", rows.join(",\n    ")))
    }
}

/// Adds the label as each other kind of agency prints it.
fn add_variants(row: &mut Indicator, variants: &[Variant]) {
    for variant in variants {
        let printed = reworded(&row.label, variant);
        if printed != row.label && !row.aliases.contains(&printed) {
            row.aliases.push(printed);
        }
    }
}

fn reworded(label: &str, variant: &Variant) -> String {
    let reword = |label: String, (from, to): &(String, String)| match label.contains(from.as_str())
    {
        true => label.replace(from.as_str(), to),
        false => label,
    };
    variant.replace.iter().fold(label.to_owned(), reword)
}
