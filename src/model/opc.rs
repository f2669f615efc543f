//! What readers and writers of OPC packages share: the names of parts, the entities of XML.

/// The name of a part in a folder of the package; the package itself is the empty folder.
pub fn join(folder: &str, name: &str) -> String {
    match folder.is_empty() {
        true => name.to_owned(),
        false => format!("{folder}/{name}"),
    }
}

/// A target as a part name: absolute from `/`, else from the folder; never out of the package.
pub fn resolve(folder: &str, target: &str) -> String {
    let full = match target.starts_with('/') {
        true => target.to_owned(),
        false => join(folder, target),
    };
    let mut steps: Vec<&str> = Vec::new();
    for step in full.split('/') {
        match step {
            "" | "." => {}
            ".." => drop(steps.pop()),
            other => steps.push(other),
        }
    }
    steps.join("/")
}

/// What an entity of XML stands for; one that a document declares for itself is no known character.
pub fn entity(name: &str) -> &'static str {
    match name {
        "lt" => "<",
        "gt" => ">",
        "amp" => "&",
        "quot" => "\"",
        "apos" => "'",
        _ => "\u{fffd}",
    }
}

#[cfg(test)]
mod tests {
    use super::resolve;

    #[test]
    fn targets_stay_inside_the_package() {
        assert_eq!(resolve("word", "styles.xml"), "word/styles.xml");
        assert_eq!(resolve("word", "/word/numbering.xml"), "word/numbering.xml");
        assert_eq!(resolve("word", "../../../etc/passwd"), "etc/passwd");
    }
}
