//! `phuluc.toml`: every option of every command, a table each, and the levels and tolerances of the checks.
//! Found in the working directory or above it, or named by `--config`.

use super::fail;
use crate::audit::Settings;
use crate::emit::message::{Lang, talk};
use crate::model::{Code, Family};
use crate::schema::nearest;
use clap::{Arg, ArgAction, Command};
use serde::Deserialize;
use std::collections::BTreeSet;
use std::ffi::OsString;
use std::io;
use std::path::{Path, PathBuf};
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// The name looked for.
const NAME: &str = "phuluc.toml";

/// The table of what every command takes from.
pub const COMMON: &str = "common";

/// Options nobody sets in a file: what asks for help, and what names the file.
const NEVER: [&str; 3] = ["help", "version", "config"];

/// A correction is typed, each by itself.
const TYPED: [(&str, &str); 4] = [
    ("correct", "from"),
    ("correct", "office"),
    ("correct", "indicator"),
    ("correct", "value"),
];

/// What a file sets.
#[derive(Debug, Default)]
pub struct Config {
    /// The file; `None` where there is none.
    pub path: Option<PathBuf>,
    /// Its options.
    pub options: Vec<Setting>,
    /// Levels and tolerances of the checks.
    pub audit: Settings,
}

/// An option as a file sets it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Setting {
    /// The words of the command; none for every command.
    pub command: Vec<String>,
    /// The option without its dashes.
    pub option: String,
    /// Its values.
    pub values: Vec<String>,
    /// Where it stands.
    pub line: usize,
}

/// Why a file cannot be used.
#[derive(Debug)]
pub enum Fault {
    /// It cannot be read.
    Unread(PathBuf, io::Error),
    /// Something in it is wrong.
    Wrong(PathBuf, usize, Wrong),
}

/// What is wrong on a line.
#[derive(Debug, PartialEq, Eq)]
pub enum Wrong {
    /// What the parser says.
    Syntax(String),
    /// A name nothing has, and the one that may have been meant.
    Unknown(String, Option<String>),
    /// An option that takes values of another type.
    Type(String, &'static str),
}

impl Config {
    /// What the file sets for an option of a command: its own table first.
    pub fn setting(&self, command: &[String], option: &str) -> Option<&Setting> {
        let find = |words: &[String]| {
            let mut all = self.options.iter();
            all.find(|one| one.command == words && one.option == option)
        };
        find(command).or_else(|| find(&[]))
    }

    /// The language the file asks for.
    pub fn lang(&self) -> Option<&str> {
        let lang = self.setting(&[], "lang")?;
        lang.values.first().map(String::as_str)
    }

    /// The folder that paths in the file are below.
    pub fn base(&self) -> &Path {
        let folder = self.path.as_deref().and_then(Path::parent);
        folder.unwrap_or(Path::new(""))
    }
}

/// The file that is named on the command line, before anything is parsed.
pub fn typed(args: &[OsString]) -> Option<PathBuf> {
    let mut args = args.iter().take_while(|arg| *arg != "--");
    while let Some(arg) = args.next() {
        match arg.to_str() {
            Some("--config") => return args.next().map(PathBuf::from),
            Some(text) => {
                if let Some(joined) = text.strip_prefix("--config=") {
                    return Some(joined.into());
                }
            }
            None => {}
        }
    }
    None
}

/// The file named, else by `PHULUC_CONFIG`, else the first `phuluc.toml` upward from the working directory.
fn found(named: Option<&Path>) -> Option<PathBuf> {
    let named = named.map(Path::to_owned);
    let variable = || std::env::var_os("PHULUC_CONFIG").filter(|name| !name.is_empty());
    named
        .or_else(|| variable().map(PathBuf::from))
        .or_else(above)
}

/// The nearest file of that name, by a path from here: `../../phuluc.toml`.
fn above() -> Option<PathBuf> {
    let here = std::env::current_dir().ok()?;
    let up = here.ancestors().enumerate();
    up.map(|(levels, _)| std::iter::repeat_n("..", levels).collect::<PathBuf>())
        .map(|folder| folder.join(NAME))
        .find(|path| path.is_file())
}

/// Reads the file where there is one, against the command tree.
///
/// # Errors
/// When it cannot be read, or something in it is not understood.
pub fn load(named: Option<&Path>, tree: &Command) -> Result<Config, Fault> {
    let Some(path) = found(named) else {
        return Ok(Config::default());
    };
    let text = match std::fs::read_to_string(&path) {
        Ok(text) => text,
        Err(error) => return Err(Fault::Unread(path, error)),
    };
    match parsed(&text, tree) {
        Ok(config) => Ok(Config {
            path: Some(path),
            ..config
        }),
        Err((at, wrong)) => Err(Fault::Wrong(path, line(&text, at), wrong)),
    }
}

/// Says what is wrong with a file.
pub fn said(fault: &Fault, lang: Lang) {
    match fault {
        Fault::Unread(path, error) => {
            let shown = path.display().to_string();
            eprintln!("{}", fail::error(&shown, &error.into(), lang));
        }
        Fault::Wrong(path, line, wrong) => {
            let place = format!("{}:{line}", path.display());
            let error = talk("error", &[], lang);
            eprintln!("{place}: {error}: {}", sentence(wrong, lang));
            if let Wrong::Unknown(_, Some(near)) = wrong {
                let hint = talk("hint", &[], lang);
                eprintln!(
                    "  {hint}: {}",
                    talk("did-you-mean", &[("name", near)], lang)
                );
            }
        }
    }
}

fn sentence(wrong: &Wrong, lang: Lang) -> String {
    match wrong {
        Wrong::Syntax(message) => {
            let said = fail::detail(message, lang);
            talk("config.syntax", &[("detail", &said)], lang)
        }
        Wrong::Unknown(name, _) => talk("config.unknown", &[("name", name)], lang),
        Wrong::Type(name, wanted) => {
            let wanted = talk(&format!("config.{wanted}"), &[], lang);
            talk("config.type", &[("name", name), ("wanted", &wanted)], lang)
        }
    }
}

fn line(text: &str, at: usize) -> usize {
    let before = text.get(..at).unwrap_or(text);
    before.matches('\n').count() + 1
}

/// Where, and what.
type Wronged = (usize, Wrong);

fn parsed(text: &str, tree: &Command) -> Result<Config, Wronged> {
    let broken = |error: toml::de::Error| {
        let at = error.span().map_or(0, |span| span.start);
        (at, Wrong::Syntax(error.message().to_owned()))
    };
    let table = DeTable::parse(text).map_err(broken)?;
    let mut walk = Walk {
        tree,
        text,
        options: Vec::new(),
        audit: DeTable::new(),
    };
    for (key, value) in table.into_inner() {
        walk.table(key, value)?;
    }
    let audit = toml::de::Deserializer::from(Spanned::new(0..0, walk.audit));
    Ok(Config {
        path: None,
        options: walk.options,
        audit: Settings::deserialize(audit).map_err(broken)?,
    })
}

/// A walk over the tables of a file.
struct Walk<'t, 'c> {
    tree: &'c Command,
    text: &'t str,
    options: Vec<Setting>,
    /// What the audit itself is set by.
    audit: DeTable<'t>,
}

type Key<'t> = Spanned<toml::de::DeString<'t>>;
type Value<'t> = Spanned<DeValue<'t>>;

impl<'t> Walk<'t, '_> {
    /// A table of the file: of a command, or of all.
    fn table(&mut self, key: Key<'t>, value: Value<'t>) -> Result<(), Wronged> {
        let (at, name) = (key.span().start, key.get_ref().to_string());
        let command = self
            .tree
            .get_subcommands()
            .find(|one| one.get_name() == name);
        if name != COMMON && command.is_none_or(Command::is_hide_set) {
            let shown = self.tree.get_subcommands().filter(|one| !one.is_hide_set());
            let names = shown.map(Command::get_name).chain([COMMON]);
            let near = nearest(&name, names).map(str::to_owned);
            return Err((at, Wrong::Unknown(name, near)));
        }
        let DeValue::Table(table) = value.into_inner() else {
            return Err((at, Wrong::Type(name, "table")));
        };
        match command {
            Some(command) => self.command(command, &[name], table),
            None => {
                let every = every(self.tree);
                self.entries(&every, &[], None, table)
            }
        }
    }

    fn command(
        &mut self,
        command: &Command,
        words: &[String],
        table: DeTable<'t>,
    ) -> Result<(), Wronged> {
        let own: Vec<&Arg> = options(command, words).collect();
        self.entries(&own, words, Some(command), table)
    }

    fn entries(
        &mut self,
        own: &[&Arg],
        words: &[String],
        command: Option<&Command>,
        table: DeTable<'t>,
    ) -> Result<(), Wronged> {
        let settings = match words {
            [word] if word == "audit" => audit_keys(),
            _ => BTreeSet::new(),
        };
        for (key, value) in table {
            let (at, name) = (key.span().start, key.get_ref().to_string());
            let below = command.and_then(|command| command.find_subcommand(&name));
            let option = own.iter().find(|arg| arg.get_long() == Some(&name));
            match (option, below, value.get_ref()) {
                _ if settings.contains(&name) => {
                    checks(&name, value.get_ref())?;
                    self.audit.insert(key, value);
                }
                (Some(arg), ..) => {
                    let option = Setting {
                        command: words.to_vec(),
                        values: values(arg, value.get_ref())
                            .map_err(|wanted| (at, Wrong::Type(name.clone(), wanted)))?,
                        option: name,
                        line: line(self.text, at),
                    };
                    self.options.push(option);
                }
                (None, Some(command), DeValue::Table(_)) => {
                    let DeValue::Table(table) = value.into_inner() else {
                        continue;
                    };
                    let words = [words, &[name]].concat();
                    self.command(command, &words, table)?;
                }
                _ => {
                    let longs = own.iter().filter_map(|arg| arg.get_long());
                    let below = command.into_iter().flat_map(Command::get_subcommands);
                    let names = longs
                        .chain(settings.iter().map(String::as_str))
                        .chain(below.map(Command::get_name));
                    let near = nearest(&name, names).map(str::to_owned);
                    return Err((at, Wrong::Unknown(name, near)));
                }
            }
        }
        Ok(())
    }
}

/// The options of a command that a file may set.
pub fn options<'c>(command: &'c Command, words: &[String]) -> impl Iterator<Item = &'c Arg> {
    let typed = |long: &str| {
        TYPED
            .iter()
            .any(|(command, option)| words == [*command] && long == *option)
    };
    let typed: BTreeSet<&str> = command
        .get_arguments()
        .filter_map(Arg::get_long)
        .filter(|long| NEVER.contains(long) || typed(long))
        .collect();
    command
        .get_arguments()
        .filter(move |arg| arg.get_long().is_some_and(|long| !typed.contains(long)))
}

/// Every option of every command, each name once.
pub fn every(tree: &Command) -> Vec<&Arg> {
    let mut found: Vec<&Arg> = Vec::new();
    let mut open = vec![(Vec::new(), tree)];
    while let Some((words, command)) = open.pop() {
        for arg in options(command, &words) {
            if !found.iter().any(|known| known.get_long() == arg.get_long()) {
                found.push(arg);
            }
        }
        let shown = command.get_subcommands().filter(|sub| !sub.is_hide_set());
        open.extend(shown.map(|sub| {
            (
                [words.clone(), vec![sub.get_name().to_owned()]].concat(),
                sub,
            )
        }));
    }
    found
}

/// The values of an option as texts; else the type that is wanted.
fn values(arg: &Arg, value: &DeValue<'_>) -> Result<Vec<String>, &'static str> {
    let scalar = |value: &DeValue<'_>| match value {
        DeValue::String(text) => Some(text.to_string()),
        DeValue::Integer(number) => Some(number.to_string()),
        DeValue::Float(number) => Some(number.to_string()),
        DeValue::Datetime(time) => Some(time.to_string()),
        DeValue::Boolean(_) | DeValue::Array(_) | DeValue::Table(_) => None,
    };
    match (arg.get_action(), value) {
        (ArgAction::SetTrue | ArgAction::SetFalse, DeValue::Boolean(yes)) => {
            Ok(vec![yes.to_string()])
        }
        (ArgAction::SetTrue | ArgAction::SetFalse, _) => Err("boolean"),
        (ArgAction::Count, DeValue::Integer(number)) => Ok(vec![number.to_string()]),
        (ArgAction::Count, _) => Err("number"),
        (ArgAction::Append, DeValue::Array(all)) => {
            let all = all.iter().map(|one| scalar(one.get_ref()));
            all.collect::<Option<_>>().ok_or("list")
        }
        (ArgAction::Append, one) => scalar(one).map(|one| vec![one]).ok_or("list"),
        (_, one) => scalar(one).map(|one| vec![one]).ok_or("text"),
    }
}

/// The keys the audit itself is set by.
pub fn audit_keys() -> BTreeSet<String> {
    let settings = serde_json::to_value(Settings::default()).unwrap_or_default();
    let keys = settings.as_object().into_iter().flat_map(|map| map.keys());
    keys.cloned().collect()
}

/// The names of checks and families in `[audit.checks]` and `[audit.indicators.ID]`.
fn checks(key: &str, value: &DeValue<'_>) -> Result<(), Wronged> {
    let DeValue::Table(table) = value else {
        return Ok(());
    };
    if key == "indicators" {
        return table
            .values()
            .try_for_each(|levels| checks("checks", levels.get_ref()));
    }
    for name in table.keys() {
        let known = name.get_ref().to_string();
        if names().all(|one| one != known) {
            let near = nearest(&known, names()).map(str::to_owned);
            return Err((name.span().start, Wrong::Unknown(known, near)));
        }
    }
    Ok(())
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
pub fn names() -> impl Iterator<Item = &'static str> {
    let families = Family::ALL.into_iter().map(Family::name);
    Code::ALL.iter().map(|code| code.as_str()).chain(families)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::audit::Level;
    use crate::model::Severity;
    use clap::CommandFactory;

    fn read(text: &str) -> Result<Config, (usize, Wrong)> {
        let tree = crate::cli::Cli::command();
        parsed(text, &tree).map_err(|(at, wrong)| (line(text, at), wrong))
    }

    #[test]
    fn levels_are_read_per_check_family_and_indicator() {
        let text = "[audit]\ntolerance = 0.05\nformat = \"concise\"\n[audit.checks]\nform = \"off\"\n\
                    missing-row = \"error\"\n[audit.indicators.\"III.7.1\"]\nblank-required = \"info\"\n";
        let config = read(text).expect("settings");
        assert_eq!(config.audit.checks["form"], Level(None));
        assert_eq!(
            config.audit.indicators["III.7.1"]["blank-required"],
            Level(Some(Severity::Info))
        );
        assert_eq!(config.audit.tolerance.to_string(), "0.05");
        let audit = ["audit".to_owned()];
        let format = config.setting(&audit, "format").expect("an option");
        assert_eq!((format.values[0].as_str(), format.line), ("concise", 3));
    }

    #[test]
    fn the_own_table_of_a_command_goes_before_the_common_one() {
        let text = "[common]\nschemas = [\"a\", \"b\"]\n[extract]\nschemas = \"c\"\nmax-pages = 9\n[schema.draft]\nid = \"x\"\n";
        let config = read(text).expect("settings");
        let of = |words: &[&str], option: &str| {
            let words: Vec<String> = words.iter().map(|word| (*word).to_owned()).collect();
            config
                .setting(&words, option)
                .map(|one| one.values.join(" "))
        };
        assert_eq!(of(&["extract"], "schemas").as_deref(), Some("c"));
        assert_eq!(of(&["extract"], "max-pages").as_deref(), Some("9"));
        assert_eq!(of(&["audit"], "schemas").as_deref(), Some("a b"));
        assert_eq!(of(&["schema", "draft"], "id").as_deref(), Some("x"));
        assert_eq!(of(&["audit"], "id"), None);
    }

    #[test]
    fn a_wrong_key_is_answered_with_its_line_and_the_nearest_name() {
        let unknown =
            |name: &str, near: &str| Wrong::Unknown(name.to_owned(), Some(near.to_owned()));
        assert_eq!(
            read("[extract]\noutput = \"x\"\nexclud = \"y\"\n").unwrap_err(),
            (3, unknown("exclud", "exclude"))
        );
        assert_eq!(
            read("[extrat]\n").unwrap_err(),
            (1, unknown("extrat", "extract"))
        );
        assert_eq!(
            read("[audit.checks]\n\nmissing-rows = \"off\"\n").unwrap_err(),
            (3, unknown("missing-rows", "missing-row"))
        );
        assert_eq!(
            read("[extract]\nquiet = 1\n").unwrap_err(),
            (2, Wrong::Type("quiet".to_owned(), "boolean"))
        );
        assert!(matches!(read("[extract\n"), Err((1, Wrong::Syntax(_)))));
        assert!(read("[audit.checks]\nform = \"of\"\n").is_err());
    }

    #[test]
    fn a_misspelt_check_is_answered_with_the_nearest() {
        assert!(unknown("missing-rows", Lang::En).is_some_and(|said| said.contains("missing-row")));
        assert_eq!(unknown("ratio-mismatch", Lang::En), None);
    }

    #[test]
    fn the_file_named_is_seen_before_anything_is_parsed() {
        let typed =
            |words: &str| super::typed(&words.split(' ').map(OsString::from).collect::<Vec<_>>());
        assert_eq!(
            typed("phuluc audit --config a.toml x"),
            Some("a.toml".into())
        );
        assert_eq!(
            typed("phuluc --config=a.toml audit x"),
            Some("a.toml".into())
        );
        assert_eq!(typed("phuluc audit -- --config a.toml"), None);
    }
}
