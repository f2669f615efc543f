//! The help in two languages: English stands beside the arguments, Vietnamese in `help.vi.json`
//! under `COMMAND`, `COMMAND SUBCOMMAND`, `COMMAND.ARGUMENT`, or `*.ARGUMENT` where several commands share one.

use super::Exit;
use crate::emit::message::{Lang, talk};
use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{Arg, Command, CommandFactory};
use std::collections::BTreeMap;
use std::ffi::OsString;
use std::io::Write;

const TEMPLATE_EN: &str =
    "{about-with-newline}\n{before-help}Usage: {usage}\n\n{all-args}{after-help}";
const TEMPLATE_VI: &str =
    "{about-with-newline}\n{before-help}Cách dùng: {usage}\n\n{all-args}{after-help}";

/// Vietnamese help texts by key.
pub type Texts = BTreeMap<String, String>;

/// The Vietnamese help texts.
pub fn vietnamese() -> Texts {
    serde_json::from_str(include_str!("help.vi.json")).unwrap_or_default()
}

/// The language to speak: `--lang`, then `PHULUC_LANG`, then the locale, then Vietnamese. Looked for
/// before the arguments are parsed, because a parse error must be said in it too.
pub fn lang(args: &[OsString]) -> Lang {
    let args: Vec<&str> = args.iter().filter_map(|arg| arg.to_str()).collect();
    let after = args
        .iter()
        .position(|&arg| arg == "--lang")
        .and_then(|at| args.get(at + 1).copied());
    let joined = args.iter().find_map(|arg| arg.strip_prefix("--lang="));
    let typed = after.or(joined).map(str::to_owned);
    let variables = ["PHULUC_LANG", "LC_ALL", "LC_MESSAGES", "LANG"];
    typed
        .into_iter()
        .chain(
            variables
                .into_iter()
                .filter_map(|name| std::env::var(name).ok()),
        )
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
    match lang {
        Lang::En => plain(C::command(), TEMPLATE_EN),
        Lang::Vi => translated(C::command().help_template(TEMPLATE_VI), "", &vietnamese()),
    }
}

fn plain(command: Command, template: &'static str) -> Command {
    command
        .help_template(template)
        .mut_subcommands(move |sub| plain(sub, template))
}

/// `above` are the commands above it: the text of `schema list` is filed under both words.
fn translated(command: Command, above: &str, texts: &Texts) -> Command {
    let name = format!("{above}{}", command.get_name());
    let root = command.get_name() == "phuluc";
    let below = if root {
        String::new()
    } else {
        format!("{name} ")
    };
    let mut command = command
        .subcommand_help_heading("Lệnh")
        .disable_help_flag(true)
        .disable_version_flag(true)
        .arg(
            Arg::new("help")
                .short('h')
                .long("help")
                .action(clap::ArgAction::Help)
                .help_heading("Tùy chọn"),
        )
        .args(root.then(|| {
            Arg::new("version")
                .short('V')
                .long("version")
                .action(clap::ArgAction::Version)
        }))
        .mut_args(|arg| argument(arg, &name, texts))
        .mut_subcommands(|sub| translated(sub.help_template(TEMPLATE_VI), &below, texts));
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

fn argument(arg: Arg, command: &str, texts: &Texts) -> Arg {
    let id = arg.get_id().to_string();
    let heading = match arg.get_help_heading() {
        Some("Limits") => "Giới hạn cho mỗi tệp",
        Some("Output") => "Kết quả",
        _ if arg.is_positional() => "Đối số",
        _ => "Tùy chọn",
    };
    let text = texts
        .get(&format!("{command}.{id}"))
        .or_else(|| texts.get(&format!("*.{id}")));
    let arg = arg.help_heading(heading);
    match text {
        Some(text) => arg.help(first_paragraph(text)).long_help(text.clone()),
        None => arg,
    }
}

fn first_paragraph(text: &str) -> String {
    text.split("\n\n").next().unwrap_or_default().to_owned()
}

/// Prints what clap has to say: help and version to stdout, a usage error as one line with a hint.
pub fn shown(error: clap::Error, lang: Lang) -> anyhow::Result<Exit> {
    if !error.use_stderr() {
        write!(
            std::io::stdout(),
            "{}",
            worded(&error.render().to_string(), lang)
        )?;
        return Ok(Exit::Done);
    }
    if error.kind() == ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand {
        eprint!("{}", worded(&error.render().to_string(), lang));
        return Ok(Exit::Usage);
    }
    eprintln!("{}: {}", talk("error", &[], lang), sentence(&error, lang));
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

/// The few words clap puts into every help page by itself.
fn worded(help: &str, lang: Lang) -> String {
    match lang {
        Lang::En => help.to_owned(),
        Lang::Vi => help
            .replace("[OPTIONS]", "[TÙY CHỌN]")
            .replace("<COMMAND>", "<LỆNH>")
            .replace("[default:", "[mặc định:")
            .replace("[possible values:", "[các giá trị:")
            .replace("Possible values:", "Các giá trị:"),
    }
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

    /// Every command and every argument is explained in both languages.
    #[test]
    fn the_help_is_whole_in_both_languages() {
        let texts = vietnamese();
        let mut missing = Vec::new();
        let mut open = vec![(String::new(), crate::cli::Cli::command())];
        while let Some((above, command)) = open.pop() {
            let name = format!("{above}{}", command.get_name());
            for arg in command
                .get_arguments()
                .filter(|arg| !["help", "version"].contains(&arg.get_id().as_str()))
            {
                let id = arg.get_id();
                if arg.get_help().is_none() {
                    missing.push(format!("{name}.{id} in English"));
                }
                if !texts.contains_key(&format!("{name}.{id}"))
                    && !texts.contains_key(&format!("*.{id}"))
                {
                    missing.push(format!("{name}.{id} in Vietnamese"));
                }
            }
            if !texts.contains_key(&name) {
                missing.push(format!("{name} in Vietnamese"));
            }
            let below = if name == "phuluc" {
                String::new()
            } else {
                format!("{name} ")
            };
            let subcommands = command.get_subcommands().filter(|sub| !sub.is_hide_set());
            open.extend(subcommands.map(|sub| (below.clone(), sub.clone())));
        }
        assert!(missing.is_empty(), "unexplained: {}", missing.join(", "));
    }

    #[test]
    fn both_command_trees_are_sound() {
        for lang in [Lang::Vi, Lang::En] {
            command::<crate::cli::Cli>(lang).debug_assert();
        }
        assert!(crate::cli::Cli::try_parse_from(["phuluc", "trich-xuat", "x"]).is_ok());
    }
}
