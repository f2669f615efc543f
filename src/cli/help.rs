//! The help in the reader's language, from the group `help` of the locale: filed under `COMMAND`,
//! `COMMAND SUBCOMMAND`, `COMMAND.ARGUMENT`, or `*.ARGUMENT` where several commands share one; the
//! values an argument takes under `COMMAND.ARGUMENT=VALUE`.

use super::Exit;
use super::given::Origin;
use crate::emit::message::{Lang, talk};
use crate::locale;
use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{Arg, ArgAction, Command, CommandFactory};
use std::ffi::OsString;
use std::io::Write;

/// The language to speak: `--lang`, then `PHULUC_LANG`, then what `phuluc.toml` sets, then the locale, then Vietnamese. Looked for
/// before the arguments are parsed, because a parse error must be said in it too.
pub fn lang(args: &[OsString], set: Option<&str>) -> Lang {
    let args: Vec<&str> = args.iter().filter_map(|arg| arg.to_str()).collect();
    let after = args
        .iter()
        .position(|&arg| arg == "--lang")
        .and_then(|at| args.get(at + 1).copied());
    let joined = args.iter().find_map(|arg| arg.strip_prefix("--lang="));
    let typed = after.or(joined).map(str::to_owned);
    let variable = |name: &str| std::env::var(name).ok();
    let locale = ["LC_ALL", "LC_MESSAGES", "LANG"];
    typed
        .into_iter()
        .chain(variable("PHULUC_LANG"))
        .chain(set.map(str::to_owned))
        .chain(locale.into_iter().filter_map(variable))
        .find_map(named)
        .unwrap_or_default()
}

fn named(locale: String) -> Option<Lang> {
    match locale.get(..2)? {
        "vi" => Some(Lang::Vi),
        "en" => Some(Lang::En),
        _ => None,
    }
}

/// The command tree, speaking `lang`.
pub fn command<C: CommandFactory>(lang: Lang) -> Command {
    worded_tree(C::command(), lang)
}

/// A command tree, speaking `lang`.
pub fn worded_tree(tree: Command, lang: Lang) -> Command {
    worded(tree, "", lang)
}

/// Puts a command's words in. `above` are the commands above it: the text of `schema list` is filed
/// under both words.
fn worded(command: Command, above: &str, lang: Lang) -> Command {
    let name = format!("{above}{}", command.get_name());
    let root = command.get_name() == "phuluc";
    let below = match root {
        true => String::new(),
        false => format!("{name} "),
    };
    let mut command = command
        .help_template(template(lang))
        .subcommand_help_heading(word("help.commands", lang))
        .disable_help_flag(true)
        .disable_version_flag(true)
        .arg(
            flag("help")
                .short('h')
                .action(ArgAction::Help)
                .help_heading("Options"),
        )
        .args(root.then(|| flag("version").short('V').action(ArgAction::Version)))
        .mut_args(|arg| argument(arg, &name, lang))
        .mut_subcommands(|sub| worded(sub, &below, lang));
    let texts = &locale::of(lang).help;
    if let Some(about) = texts.get(&name) {
        command = command
            .about(first_paragraph(about))
            .long_about(about.clone());
    }
    if let Some(examples) = texts.get(&format!("{name}#examples")) {
        command = command.before_help(examples.clone());
    }
    command
}

/// A word of the help's own, as clap wants it.
fn word(name: &'static str, lang: Lang) -> &'static str {
    locale::of(lang).talk.get(name).map_or(name, String::as_str)
}

fn template(lang: Lang) -> String {
    let usage = word("help.usage", lang);
    format!(
        "{{about-with-newline}}\n{{before-help}}{usage} {{usage}}\n\n{{all-args}}{{after-help}}"
    )
}

fn flag(name: &'static str) -> Arg {
    Arg::new(name).long(name)
}

fn argument(arg: Arg, command: &str, lang: Lang) -> Arg {
    let id = arg.get_id().to_string();
    let heading = match arg.get_help_heading() {
        Some("Limits") => "help.limits",
        Some("Output") => "help.output",
        _ if arg.is_positional() => "help.arguments",
        _ => "help.options",
    };
    let texts = &locale::of(lang).help;
    let own = format!("{command}.{id}");
    let key = if texts.contains_key(&own) {
        own
    } else {
        format!("*.{id}")
    };
    let text = texts.get(&key).cloned().unwrap_or_default();
    let (names, values) = values(&arg, &key, lang);
    let arg = match names.is_empty() {
        true => arg,
        false => arg.hide_possible_values(true),
    };
    arg.help_heading(word(heading, lang))
        .help(format!("{}{names}", first_paragraph(&text)))
        .long_help(format!("{text}{values}"))
}

/// The values an argument takes: their names for the short help, a list that explains them for the long one.
fn values(arg: &Arg, key: &str, lang: Lang) -> (String, String) {
    let values = arg.get_possible_values();
    if values.is_empty() || !arg.get_action().takes_values() {
        return Default::default();
    }
    let names: Vec<&str> = values.iter().map(|value| value.get_name()).collect();
    let texts = &locale::of(lang).help;
    let lines = names.iter().map(|name| {
        let text = texts.get(&format!("{key}={name}"));
        format!(
            "\n- {name}{}",
            text.map(|text| format!(": {text}")).unwrap_or_default()
        )
    });
    let list = format!(
        "\n\n{}{}",
        word("help.values", lang),
        lines.collect::<String>()
    );
    (format!(" [{}]", names.join(", ")), list)
}

fn first_paragraph(text: &str) -> String {
    text.split("\n\n").next().unwrap_or_default().to_owned()
}

/// Prints what clap has to say: help and version to stdout, a usage error as one line with a hint.
pub fn shown(error: clap::Error, origins: &[Origin], lang: Lang) -> anyhow::Result<Exit> {
    if !error.use_stderr() {
        write!(
            std::io::stdout(),
            "{}",
            translated(&error.render().to_string(), lang)
        )?;
        return Ok(Exit::Done);
    }
    if error.kind() == ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand {
        eprint!("{}", translated(&error.render().to_string(), lang));
        return Ok(Exit::Usage);
    }
    eprintln!("{}: {}", talk("error", &[], lang), sentence(&error, lang));
    if let Some(origin) = origin(&error, origins) {
        let said = talk("usage.set-by", &[("source", &origin.source)], lang);
        eprintln!("  {}: {said}", talk("hint", &[], lang));
    }
    if let Some(hint) = suggestion(&error, lang) {
        eprintln!("  {}: {hint}", talk("hint", &[], lang));
    }
    eprintln!(
        "  {}: {}",
        talk("hint", &[], lang),
        talk("see-help", &[], lang)
    );
    Ok(Exit::Usage)
}

/// Where a value that does not do comes from, when nobody typed it.
fn origin<'o>(error: &clap::Error, origins: &'o [Origin]) -> Option<&'o Origin> {
    let argument = context(error, ContextKind::InvalidArg);
    let value = context(error, ContextKind::InvalidValue);
    let option = argument.split(' ').next().unwrap_or_default();
    origins
        .iter()
        .find(|origin| origin.option == option && origin.values.contains(&value))
}

/// The few words clap puts into every help page by itself.
pub fn translated(help: &str, lang: Lang) -> String {
    let words = [
        ("[OPTIONS]", "help.word-options"),
        ("<COMMAND>", "help.word-command"),
        ("[default:", "help.word-default"),
    ];
    words
        .into_iter()
        .fold(help.to_owned(), |help, (clap, name)| {
            help.replace(clap, word(name, lang))
        })
}

/// The nearest name, or the values that are possible.
fn suggestion(error: &clap::Error, lang: Lang) -> Option<String> {
    let near = [
        ContextKind::SuggestedSubcommand,
        ContextKind::SuggestedArg,
        ContextKind::SuggestedValue,
    ];
    // The most alike comes last.
    if let Some(name) = near
        .into_iter()
        .filter_map(|kind| strings(error, kind).pop())
        .next()
    {
        return Some(talk("did-you-mean", &[("name", &name)], lang));
    }
    let values = context(error, ContextKind::ValidValue);
    (!values.is_empty()).then(|| talk("possible-values", &[("values", &values)], lang))
}

/// The usage error in one line.
fn sentence(error: &clap::Error, lang: Lang) -> String {
    let argument = context(error, ContextKind::InvalidArg);
    let value = context(error, ContextKind::InvalidValue);
    let subcommand = context(error, ContextKind::InvalidSubcommand);
    let name = match error.kind() {
        ErrorKind::UnknownArgument => "usage.unknown-argument",
        ErrorKind::InvalidSubcommand => "usage.unknown-command",
        ErrorKind::MissingRequiredArgument => "usage.missing-argument",
        ErrorKind::MissingSubcommand => "usage.missing-command",
        ErrorKind::InvalidValue if value.is_empty() => "usage.missing-value",
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => "usage.wrong-value",
        ErrorKind::ArgumentConflict => "usage.conflict",
        _ => "usage.other",
    };
    let other = error
        .to_string()
        .lines()
        .next()
        .unwrap_or_default()
        .trim_start_matches("error: ")
        .to_owned();
    talk(
        name,
        &[
            ("argument", &argument),
            ("value", &value),
            ("command", &subcommand),
            ("detail", &other),
        ],
        lang,
    )
}

fn context(error: &clap::Error, kind: ContextKind) -> String {
    strings(error, kind).join(", ")
}

fn strings(error: &clap::Error, kind: ContextKind) -> Vec<String> {
    match error.get(kind) {
        Some(ContextValue::String(text)) => vec![text.clone()],
        Some(ContextValue::Strings(texts)) => texts.clone(),
        _ => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::Parser;
    use std::collections::BTreeSet;

    /// Every command, argument and value is explained, in both languages as the locales hold the same keys.
    #[test]
    fn the_help_is_whole() {
        let texts = &locale::of(Lang::Vi).help;
        let (mut asked, mut missing) = (BTreeSet::new(), Vec::new());
        let mut ask = |keys: [String; 2]| match keys.iter().find(|key| texts.contains_key(*key)) {
            Some(key) => drop(asked.insert(key.clone())),
            None => missing.push(keys[0].clone()),
        };
        let mut open = vec![(String::new(), crate::cli::Cli::command())];
        while let Some((above, command)) = open.pop() {
            let name = format!("{above}{}", command.get_name());
            ask([name.clone(), name.clone()]);
            for arg in command.get_arguments() {
                let keys = [name.as_str(), "*"].map(|owner| format!("{owner}.{}", arg.get_id()));
                let values = arg.get_possible_values();
                let explained = values.iter().filter(|_| arg.get_id() != "lang");
                for value in
                    explained.filter(|value| !["true", "false"].contains(&value.get_name()))
                {
                    ask(keys
                        .clone()
                        .map(|key| format!("{key}={}", value.get_name())));
                }
                ask(keys);
            }
            let below = if name == "phuluc" {
                String::new()
            } else {
                format!("{name} ")
            };
            let shown = command.get_subcommands().filter(|sub| !sub.is_hide_set());
            open.extend(shown.map(|sub| (below.clone(), sub.clone())));
        }
        assert!(missing.is_empty(), "unexplained: {}", missing.join(", "));
        let own = ["*.help", "*.lang", "*.version"].map(str::to_owned);
        let never = texts
            .keys()
            .filter(|key| !key.ends_with("#examples") && !own.contains(key));
        let never: Vec<_> = never.filter(|key| !asked.contains(*key)).collect();
        assert!(never.is_empty(), "explained, but not there: {never:?}");
    }

    #[test]
    fn both_command_trees_are_sound() {
        for lang in [Lang::Vi, Lang::En] {
            command::<crate::cli::Cli>(lang).debug_assert();
        }
        assert!(crate::cli::Cli::try_parse_from(["phuluc", "trich-xuat", "x"]).is_ok());
    }
}
