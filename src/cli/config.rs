//! `phuluc.toml`: levels of the checks, per check, family and indicator, and their tolerances.

use super::fail;
use crate::audit::Settings;
use crate::emit::message::{Lang, talk};
use crate::model::{Code, Family};
use crate::schema::nearest;
use serde::Deserialize;
use std::path::{Path, PathBuf};

/// The name looked for in the working directory.
const NAME: &str = "phuluc.toml";

/// The file: one table `[audit]` so far.
#[derive(Deserialize, Default)]
#[serde(default, deny_unknown_fields)]
struct File {
    audit: Settings,
}

/// The settings of the file named, else of `phuluc.toml` in the working directory, else the defaults;
/// `None`, and said so, when the file cannot be used.
pub fn settings(named: Option<&Path>, lang: Lang) -> Option<Settings> {
    let path = named
        .map(Path::to_owned)
        .or_else(|| Some(PathBuf::from(NAME)).filter(|path| path.exists()));
    let Some(path) = path else {
        return Some(Settings::default());
    };
    let text = fail::text(&path, lang)?;
    parsed(&text, lang)
        .map_err(|detail| fail::unusable(&path, &detail, lang))
        .ok()
}

fn parsed(text: &str, lang: Lang) -> Result<Settings, String> {
    let settings = toml::from_str::<File>(text)
        .map_err(|error| error.to_string())?
        .audit;
    let own = settings
        .indicators
        .values()
        .flat_map(|levels| levels.keys());
    match settings
        .checks
        .keys()
        .chain(own)
        .find_map(|name| unknown(name, lang))
    {
        Some(fault) => Err(fault),
        None => Ok(settings),
    }
}

/// What is wrong with the name of a check or family; nothing when it is known.
pub fn unknown(name: &str, lang: Lang) -> Option<String> {
    if names().any(|known| known == name) {
        return None;
    }
    let said = talk("audit.unknown-check", &[("name", &name)], lang);
    Some(match nearest(name, names()) {
        Some(near) => format!("{said}; {}", talk("did-you-mean", &[("name", &near)], lang)),
        None => said,
    })
}

/// Every check and family.
fn names() -> impl Iterator<Item = &'static str> {
    let families = Family::ALL.into_iter().map(Family::name);
    Code::ALL.iter().map(|code| code.as_str()).chain(families)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::audit::Level;
    use crate::model::Severity;

    #[test]
    fn levels_are_read_per_check_family_and_indicator() {
        let text = "[audit]\ntolerance = 0.05\n[audit.checks]\nform = \"off\"\nmissing-row = \"error\"\n\
                    [audit.indicators.\"III.7.1\"]\nblank-required = \"info\"\n";
        let settings = toml::from_str::<File>(text).expect("settings").audit;
        assert_eq!(settings.checks["form"], Level(None));
        assert_eq!(
            settings.indicators["III.7.1"]["blank-required"],
            Level(Some(Severity::Info))
        );
        assert_eq!(settings.tolerance.to_string(), "0.05");
    }

    #[test]
    fn a_misspelt_check_is_answered_with_the_nearest() {
        assert!(unknown("missing-rows", Lang::En).is_some_and(|said| said.contains("missing-row")));
        assert_eq!(unknown("ratio-mismatch", Lang::En), None);
    }
}
