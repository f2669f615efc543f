//! `phuluc help`, `phuluc completions` and `phuluc man`: what the command line says of itself.

use super::{Cli, Exit, help, out};
use crate::batch::write::atomic;
use crate::emit::message::{Lang, talk};
use crate::schema::nearest;
use anyhow::Context as _;
use clap::Command;
use clap_complete::Shell;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// Show the help of a command
#[derive(clap::Args)]
pub struct HelpArgs {
    #[arg(value_name = "COMMAND")]
    words: Vec<String>,
}

/// Write what a shell completes commands and options with
#[derive(clap::Args)]
pub struct CompletionsArgs {
    #[arg(value_enum)]
    shell: Shell,
}

/// Write the manual pages
#[derive(clap::Args)]
pub struct ManArgs {
    #[arg(
        short,
        long,
        value_name = "DIR",
        default_value = "-",
        help_heading = "Output"
    )]
    output: PathBuf,
}

/// The command tree in its words, whole.
fn tree(lang: Lang) -> Command {
    let mut tree = help::command::<Cli>(lang);
    tree.build();
    tree
}

/// Prints the help of the command named, of the program where none is.
pub fn help(args: &HelpArgs, lang: Lang) -> anyhow::Result<Exit> {
    let tree = tree(lang);
    let mut command = &tree;
    for word in &args.words {
        let Some(below) = command.find_subcommand(word) else {
            unknown(command, word, lang);
            return Ok(Exit::Usage);
        };
        command = below;
    }
    let text = command.clone().render_long_help().to_string();
    let mut stdout = out::stdout();
    write!(stdout, "{}", help::translated(&text, lang))?;
    stdout.flush()?;
    Ok(Exit::Done)
}

fn unknown(command: &Command, word: &str, lang: Lang) {
    let said = talk("usage.unknown-command", &[("command", &word)], lang);
    eprintln!("{}: {said}", talk("error", &[], lang));
    if let Some(near) = nearest(word, shown(command).map(Command::get_name)) {
        let hint = talk("did-you-mean", &[("name", &near)], lang);
        eprintln!("  {}: {hint}", talk("hint", &[], lang));
    }
}

fn shown(command: &Command) -> impl Iterator<Item = &Command> {
    command.get_subcommands().filter(|sub| !sub.is_hide_set())
}

/// Prints the script of a shell.
pub fn completions(args: &CompletionsArgs, lang: Lang) -> anyhow::Result<Exit> {
    let mut script = Vec::new();
    clap_complete::generate(
        args.shell,
        &mut help::command::<Cli>(lang),
        "phuluc",
        &mut script,
    );
    let mut stdout = out::stdout();
    stdout.write_all(&script)?;
    stdout.flush()?;
    Ok(Exit::Done)
}

/// Writes a page for each command: into a folder, or one after the other.
pub fn man(args: &ManArgs, lang: Lang) -> anyhow::Result<Exit> {
    let pages = pages(&tree(lang))?;
    if args.output.as_os_str() == "-" {
        let mut stdout = out::stdout();
        for (_, page) in &pages {
            stdout.write_all(page)?;
        }
        stdout.flush()?;
        return Ok(Exit::Done);
    }
    let dir: &Path = &args.output;
    let at = || dir.display().to_string();
    std::fs::create_dir_all(dir).with_context(at)?;
    for (name, page) in &pages {
        atomic(&dir.join(name), |out| out.write_all(page)).with_context(at)?;
    }
    eprintln!("{}", talk("written", &[("dir", &dir.display())], lang));
    Ok(Exit::Done)
}

/// Name and text of each page: `phuluc-schema-draft.1`.
fn pages(tree: &Command) -> io::Result<Vec<(String, Vec<u8>)>> {
    let mut pages = Vec::new();
    let mut open = vec![(tree.get_name().to_owned(), tree)];
    while let Some((name, command)) = open.pop() {
        let mut page = Vec::new();
        let titled = command
            .clone()
            .name(name.clone())
            .disable_help_subcommand(true);
        clap_mangen::Man::new(titled).render(&mut page)?;
        open.extend(shown(command).map(|sub| (format!("{name}-{}", sub.get_name()), sub)));
        pages.push((format!("{name}.1"), page));
    }
    pages.sort();
    Ok(pages)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every command has a page, in both languages, and every shell a script.
    #[test]
    fn every_command_has_a_page() {
        for lang in [Lang::Vi, Lang::En] {
            let pages = pages(&tree(lang)).expect("pages");
            let names: Vec<&str> = pages.iter().map(|(name, _)| name.as_str()).collect();
            assert!(names.contains(&"phuluc-schema-draft.1"), "{names:?}");
            assert!(
                !names.iter().any(|name| name.contains("worker")),
                "{names:?}"
            );
            assert!(pages.iter().all(|(_, page)| page.starts_with(b".ie")));
        }
        for shell in [
            Shell::Bash,
            Shell::Fish,
            Shell::Zsh,
            Shell::PowerShell,
            Shell::Elvish,
        ] {
            let mut script = Vec::new();
            clap_complete::generate(
                shell,
                &mut help::command::<Cli>(Lang::Vi),
                "phuluc",
                &mut script,
            );
            assert!(String::from_utf8_lossy(&script).contains("trich-xuat") || !script.is_empty());
        }
    }
}
