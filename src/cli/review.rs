//! `phuluc review DIR`: the page on which a person settles what is doubtful in an output folder.

use super::{Exit, fail, out};
use crate::emit::message::{Lang, talk};
use crate::pipeline;
use crate::review::{self, Setup};
use crate::store::{manifest, reviewing};
use std::io::Write;
use std::path::PathBuf;
use std::process::{Command, Stdio};

/// See and settle what is doubtful, on a page of this machine
#[derive(clap::Args)]
pub struct Args {
    #[arg(value_name = "DIR")]
    dir: PathBuf,
    #[arg(
        long,
        value_name = "PORT",
        default_value_t = 0,
        hide_default_value = true
    )]
    port: u16,
    #[arg(long)]
    no_browser: bool,
    #[arg(long, value_name = "NAME", default_value = "")]
    by: String,
    #[arg(long, value_name = "DIR")]
    schemas: Vec<PathBuf>,
}

/// Runs the command: until it is stopped.
pub fn run(args: &Args, lang: Lang) -> anyhow::Result<Exit> {
    let dir = &args.dir;
    if !dir.join("findings.csv").is_file() {
        let shown = dir.display();
        let none = talk("review.no-store", &[("dir", &shown)], lang);
        eprintln!("{}: {none}", talk("error", &[], lang));
        let wanted = talk("store.wanted", &[], lang);
        eprintln!("  {}: {wanted}", talk("hint", &[], lang));
        return Ok(Exit::Usage);
    }
    let schema_dirs = match args.schemas.is_empty() {
        true => manifest::schemas(dir),
        false => args.schemas.clone(),
    };
    let setup = pipeline::Setup {
        schema_dirs,
        ..pipeline::Setup::default()
    };
    let context = match pipeline::Context::new(setup) {
        Ok(context) => context,
        Err(errors) => {
            super::schema::faults(&errors, lang);
            return Ok(Exit::Usage);
        }
    };
    let setup = Setup {
        dir: dir.clone(),
        lang,
        context,
        port: args.port,
        by: args.by.clone(),
        program: crate::batch::Program::own()?,
    };
    match review::serve(setup, |address| ready(address, args, lang)) {
        Ok(()) => Ok(Exit::Done),
        Err(error) => {
            let shown = dir.display().to_string();
            eprintln!("{}", fail::error(&shown, &error.into(), lang));
            Ok(Exit::System)
        }
    }
}

/// The address goes where a program can read it, the word on it where a person does.
fn ready(address: &str, args: &Args, lang: Lang) {
    // Without it nothing leads here from elsewhere; the page works.
    let _ = reviewing::tell(&args.dir, address);
    let mut stdout = out::stdout();
    // Whoever started this without a place for output knows the address by the browser.
    let _ = writeln!(stdout, "{address}").and_then(|()| stdout.flush());
    eprintln!("{}", talk("review.at", &[], lang));
    if !args.no_browser {
        open(address);
    }
}

/// A machine without a browser shows none: the address is printed.
fn open(address: &str) {
    let (program, args): (&str, &[&str]) = match () {
        () if cfg!(windows) => ("rundll32", &["url.dll,FileProtocolHandler"]),
        () if cfg!(target_os = "macos") => ("open", &[]),
        () => ("xdg-open", &[]),
    };
    let _ = Command::new(program)
        .args(args)
        .arg(address)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn();
}
