//! What `phuluc.toml` and the environment set takes the place of an option's default: what is typed goes before the
//! environment, the environment before the file, the file before the default.

use super::config::{self, Config, Setting};
use clap::{Arg, ArgAction, Command};
use std::any::TypeId;
use std::path::PathBuf;

/// Options whose variable is looked at elsewhere: the language before anything is parsed, the model where it is read.
const ELSEWHERE: [&str; 2] = ["lang", "ocr-model"];

/// Where the value of an option comes from that nobody typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Origin {
    /// The option: `--format`.
    pub option: String,
    /// Its values.
    pub values: Vec<String>,
    /// `PHULUC_FORMAT`, or `phuluc.toml:3`.
    pub source: String,
}

/// The command tree with what is set in the place of defaults.
pub fn given(
    tree: Command,
    config: &Config,
    variable: &dyn Fn(&str) -> Option<String>,
) -> (Command, Vec<Origin>) {
    let mut given = Given {
        config,
        variable,
        origins: Vec::new(),
    };
    let tree = given.command(tree, &[]);
    (tree, given.origins)
}

/// The variable of an option: `--max-pages` has `PHULUC_MAX_PAGES`.
pub fn variable(long: &str) -> String {
    format!("PHULUC_{}", long.to_uppercase().replace('-', "_"))
}

/// A variable of the environment that says something.
pub fn environment(name: &str) -> Option<String> {
    std::env::var(name).ok().filter(|value| !value.is_empty())
}

struct Given<'g> {
    config: &'g Config,
    variable: &'g dyn Fn(&str) -> Option<String>,
    origins: Vec<Origin>,
}

impl Given<'_> {
    fn command(&mut self, command: Command, words: &[String]) -> Command {
        let longs = config::options(&command, words).filter_map(Arg::get_long);
        let longs: Vec<String> = longs.map(str::to_owned).collect();
        let command = command.mut_args(|arg| match arg.get_long() {
            Some(long) if longs.iter().any(|one| one == long) => self.argument(arg, words),
            _ => arg,
        });
        command.mut_subcommands(|sub| {
            let words = [words, &[sub.get_name().to_owned()]].concat();
            self.command(sub, &words)
        })
    }

    fn argument(&mut self, arg: Arg, words: &[String]) -> Arg {
        let long = arg.get_long().unwrap_or_default().to_owned();
        let Some((values, source)) = self.values(&arg, &long, words) else {
            return arg;
        };
        self.origins.push(Origin {
            option: format!("--{long}"),
            values: values.clone(),
            source,
        });
        // A password is nobody's to see in a help text.
        let hidden = long == "password";
        arg.default_values(values)
            .required(false)
            .hide_default_value(hidden)
    }

    fn values(&self, arg: &Arg, long: &str, words: &[String]) -> Option<(Vec<String>, String)> {
        let name = variable(long);
        if !ELSEWHERE.contains(&long)
            && let Some(value) = (self.variable)(&name)
        {
            return Some((separate(arg, value), name));
        }
        let setting = self
            .config
            .setting(words, long)
            .filter(|_| long != "lang")?;
        let path = self.config.path.as_deref();
        let path = path.map_or(String::new(), |path| path.display().to_string());
        let source = format!("{path}:{}", setting.line);
        Some((below(arg, setting, self.config), source))
    }
}

/// The values in a variable: several apart by semicolons; a password is one, whatever it holds.
fn separate(arg: &Arg, value: String) -> Vec<String> {
    let is_flag = matches!(arg.get_action(), ArgAction::SetTrue | ArgAction::SetFalse);
    match arg.get_action() {
        _ if is_flag => vec![switched(value)],
        ArgAction::Append if arg.get_long() != Some("password") => {
            let parts = value
                .split(';')
                .map(str::trim)
                .filter(|part| !part.is_empty());
            parts.map(str::to_owned).collect()
        }
        _ => vec![value],
    }
}

/// How people switch things on and off.
fn switched(value: String) -> String {
    match value.to_lowercase().as_str() {
        "1" | "yes" | "on" => "true".to_owned(),
        "0" | "no" | "off" => "false".to_owned(),
        _ => value,
    }
}

/// Paths in a file are below the folder it lies in.
fn below(arg: &Arg, setting: &Setting, config: &Config) -> Vec<String> {
    let is_path = arg.get_value_parser().type_id() == TypeId::of::<PathBuf>();
    let values = setting.values.iter();
    let placed = |value: &String| match value.as_str() {
        "-" => value.clone(),
        path => config.base().join(path).to_string_lossy().into_owned(),
    };
    match is_path {
        true => values.map(placed).collect(),
        false => values.cloned().collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::Cli;
    use clap::CommandFactory;

    fn setting(command: &[&str], option: &str, value: &str) -> Setting {
        Setting {
            command: command.iter().map(|word| (*word).to_owned()).collect(),
            option: option.to_owned(),
            values: vec![value.to_owned()],
            line: 2,
        }
    }

    /// What is typed, then the environment, then the file, then the default.
    #[test]
    fn what_is_nearer_goes_first() {
        let config = Config {
            path: Some("../phuluc.toml".into()),
            options: vec![
                setting(&["extract"], "output", "kq"),
                setting(&[], "fail-on", "never"),
                setting(&["extract"], "quiet", "true"),
            ],
            ..Config::default()
        };
        let values = |words: &str, variables: &[(&str, &str)]| {
            let variable = |name: &str| {
                let mut all = variables.iter();
                all.find(|(own, _)| *own == name)
                    .map(|(_, value)| (*value).to_owned())
            };
            let (tree, origins) = given(Cli::command(), &config, &variable);
            tree.clone().debug_assert();
            let matches = tree
                .try_get_matches_from(words.split(' '))
                .expect("arguments");
            let (_, matches) = matches.subcommand().expect("a command");
            let output = matches
                .get_one::<PathBuf>("output")
                .expect("an output")
                .clone();
            assert!(matches.get_flag("quiet"));
            (output.display().to_string(), origins)
        };
        assert_eq!(values("phuluc extract x", &[]).0, "../kq");
        let output = [("PHULUC_OUTPUT", "env"), ("PHULUC_EXCLUDE", "a;b")];
        let (value, origins) = values("phuluc extract x", &output);
        assert_eq!(value, "env");
        assert!(
            origins
                .iter()
                .any(|one| one.source == "PHULUC_EXCLUDE" && one.values == ["a", "b"])
        );
        assert_eq!(values("phuluc extract x -o typed", &output).0, "typed");
    }
}
