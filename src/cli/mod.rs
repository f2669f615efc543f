//! The command line: the arguments as typed, and one small file per command that turns them into calls.

mod agencies;
mod alone;
mod appendix;
mod audit;
mod chosen;
mod compare;
mod config;
#[cfg(test)]
mod config_tests;
mod correct;
mod doctor;
mod dropped;
mod enclosed;
mod explain;
mod export;
mod extract;
mod fail;
mod form;
mod given;
mod help;
mod letters;
mod listing;
mod logging;
mod made;
mod manual;
mod mark;
mod marking;
mod merge;
mod opened;
mod out;
mod progress;
mod reading;
mod review;
mod running;
mod say;
mod schema;
mod severity;
mod show;
mod stored;
mod summary;
mod tables;
mod text;
mod watch;
mod workbook;
mod worker;

use crate::emit::message::Lang;
use clap::{CommandFactory, FromArgMatches, Parser, Subcommand, ValueEnum};
use dropped::Dropped;
use std::ffi::OsString;
use std::io;
use std::path::PathBuf;
use std::process::ExitCode;

/// Numbers out of Vietnamese administrative reports: reads the appendix (phụ lục), maps it to an
/// indicator schema, checks it.
#[derive(Parser)]
#[command(name = "phuluc", version, disable_help_subcommand = true)]
struct Cli {
    #[arg(long, value_enum, global = true)]
    lang: Option<LangArg>,
    #[arg(long, value_name = "FILE", global = true)]
    config: Option<PathBuf>,
    #[command(flatten)]
    logging: logging::Logging,
    #[command(subcommand)]
    command: Command,
}

#[derive(Clone, Copy, ValueEnum)]
enum LangArg {
    Vi,
    En,
}

#[derive(Subcommand)]
enum Command {
    #[command(alias = "trich-xuat")]
    Extract(extract::Args),
    #[command(alias = "gop")]
    Merge(merge::Args),
    #[command(alias = "kiem-tra")]
    Audit(audit::Args),
    #[command(alias = "tong-hop")]
    Workbook(workbook::Args),
    #[command(alias = "thu")]
    Letters(letters::Args),
    #[command(alias = "danh-dau")]
    Mark(mark::Args),
    #[command(alias = "so-sanh")]
    Compare(compare::Args),
    #[command(alias = "xuat")]
    Export(export::Args),
    #[command(alias = "sua")]
    Correct(correct::Args),
    #[command(alias = "duyet")]
    Review(review::Args),
    #[command(alias = "don-vi")]
    Agencies(agencies::Args),
    #[command(alias = "chan-doan")]
    Doctor(doctor::Args),
    #[command(alias = "giai-thich")]
    Explain(explain::Args),
    #[command(alias = "phu-luc")]
    Appendix(appendix::Args),
    #[command(alias = "bieu-mau")]
    Schema(schema::Args),
    #[command(alias = "xuat-mau")]
    Form(form::Args),
    #[command(alias = "xem")]
    Show(show::Args),
    #[command(alias = "bang")]
    Tables(tables::Args),
    #[command(alias = "van-ban")]
    Text(text::Args),
    #[command(alias = "tro-giup")]
    Help(manual::HelpArgs),
    Completions(manual::CompletionsArgs),
    Man(manual::ManArgs),
    #[command(hide = true)]
    Worker,
    #[command(hide = true)]
    Picture,
}

/// How a run ended; the numbers never change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Exit {
    /// Done, and nothing at or above `--fail-on`.
    Done = 0,
    /// Findings at or above `--fail-on`.
    Findings = 1,
    /// Wrong usage or configuration.
    Usage = 2,
    /// Some inputs unread, the others done.
    Unread = 3,
    /// Nothing produced.
    Nothing = 4,
    /// The system would not go along: no room on the disk, no right to write.
    System = 5,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> ExitCode {
        ExitCode::from(exit as u8)
    }
}

/// Parses the arguments, runs the command, and says what ended it where something did.
pub fn main(args: Vec<OsString>) -> Exit {
    // A worker is told everything by the run that started it.
    if args.get(1).is_some_and(|word| word == "worker") {
        return ended(worker::run(), Lang::default());
    }
    if args.get(1).is_some_and(|word| word == "picture") {
        return ended(worker::picture(), Lang::default());
    }
    let dropped = Dropped::of(&args);
    let args = match &dropped {
        Some(dropped) => dropped.arguments(args.first()),
        None => args,
    };
    let named = config::typed(&args);
    let read = config::load(named.as_deref(), &Cli::command());
    let set = read.as_ref().ok().and_then(config::Config::lang);
    let lang = help::lang(&args, set);
    let exit = match read {
        Ok(config) => ended(run(args, &config, lang), lang),
        Err(fault) => {
            config::said(&fault, lang);
            Exit::Usage
        }
    };
    if let Some(dropped) = dropped {
        dropped.end(exit, lang);
    }
    exit
}

fn ended(run: anyhow::Result<Exit>, lang: Lang) -> Exit {
    match run {
        Ok(exit) => exit,
        // Whoever read our output has seen enough (`phuluc … | head`): that is no failure.
        Err(error) if is_broken_pipe(&error) => Exit::Done,
        Err(error) => {
            eprintln!("{}", fail::fatal(&error, lang));
            Exit::System
        }
    }
}

fn is_broken_pipe(error: &anyhow::Error) -> bool {
    error.chain().any(|cause| {
        let io = cause.downcast_ref::<io::Error>().map(io::Error::kind);
        let json = || cause.downcast_ref::<serde_json::Error>()?.io_error_kind();
        let csv = || match cause.downcast_ref::<csv::Error>()?.kind() {
            csv::ErrorKind::Io(error) => Some(error.kind()),
            _ => None,
        };
        io.or_else(json).or_else(csv) == Some(io::ErrorKind::BrokenPipe)
    })
}

fn run(args: Vec<OsString>, config: &config::Config, lang: Lang) -> anyhow::Result<Exit> {
    let (tree, origins) = given::given(Cli::command(), config, &given::environment);
    // The help texts are put in their language only when there is something to say.
    let matches = match tree.clone().try_get_matches_from(&args) {
        Ok(matches) => matches,
        Err(_) => match help::worded_tree(tree, lang).try_get_matches_from(args) {
            Ok(matches) => matches,
            Err(error) => return help::shown(error, &origins, lang),
        },
    };
    let cli = Cli::from_arg_matches(&matches)?;
    cli.logging.start();
    logging::settings(config, &origins);
    command(cli.command, lang)
}

fn command(command: Command, lang: Lang) -> anyhow::Result<Exit> {
    match command {
        Command::Audit(args) => audit::run(&args, lang),
        Command::Doctor(args) => doctor::run(&args, lang),
        Command::Explain(args) => explain::run(&args, lang),
        Command::Appendix(args) => appendix::run(&args, lang),
        Command::Form(args) => form::run(&args, lang),
        Command::Extract(args) => extract::run(&args, lang),
        Command::Merge(args) => merge::run(&args, lang),
        Command::Worker => worker::run(),
        Command::Picture => worker::picture(),
        Command::Review(args) => review::run(&args, lang),
        Command::Mark(args) => mark::run(&args, lang),
        Command::Letters(args) => letters::run(&args, lang),
        Command::Agencies(args) => agencies::run(&args, lang),
        Command::Compare(args) => compare::run(&args, lang),
        Command::Export(args) => export::run(&args, lang),
        Command::Correct(args) => correct::run(&args, lang),
        Command::Workbook(args) => workbook::run(&args, lang),
        Command::Schema(args) => schema::run(&args, lang),
        Command::Show(args) => show::run(&args, lang),
        Command::Text(args) => text::run(&args, lang),
        Command::Help(args) => manual::help(&args, lang),
        Command::Completions(args) => manual::completions(&args, lang),
        Command::Man(args) => manual::man(&args, lang),
        Command::Tables(args) => tables::run(&args, lang),
    }
}
