//! `phuluc doctor`: which tools of others are found, what each lack costs, and how to mend it.

use super::{Exit, fail, out};
use crate::emit::message::{Lang, talk};
use crate::read::{Found, Tools};
use std::io::{self, Write};
use std::path::PathBuf;

/// Say which tools are found that some papers are read with, and what each lack costs
#[derive(clap::Args)]
pub struct Args {
    #[arg(long, value_name = "FILE")]
    ocr_model: Option<PathBuf>,
}

/// Runs the command.
pub fn run(args: &Args, lang: Lang) -> anyhow::Result<Exit> {
    let tools = Tools::find(args.ocr_model.as_deref());
    let mut said = Said {
        out: out::stdout(),
        lang,
    };
    model(&tools, &mut said)?;
    tesseract(&tools, &mut said)?;
    let office = tools.office.as_ref();
    match office.map(|path| path.display().to_string()) {
        Some(path) => said.found("doctor.office", &path)?,
        None => said.lacks("doctor.office", &[])?,
    }
    said.out.flush()?;
    Ok(Exit::Done)
}

fn model<W: Write>(tools: &Tools, said: &mut Said<W>) -> io::Result<()> {
    let folder = tools.model_folder.as_ref();
    let folder = folder.map_or_else(String::new, |folder| folder.display().to_string());
    let folder: [(&str, &dyn ToString); 1] = [("folder", &folder)];
    match &tools.model {
        Found::Model(path) => said.found("doctor.model", &path.display().to_string()),
        Found::Nothing(_) => said.lacks("doctor.model", &folder),
        Found::Unusable(path, why) => {
            said.line("doctor.missing", "doctor.model", "")?;
            let data: [(&str, &dyn ToString); 2] = [("path", &path.display()), ("why", why)];
            let unusable = talk("doctor.model.unusable", &data, said.lang);
            writeln!(said.out, "  {}", fail::one_line(&unusable))?;
            said.costs("doctor.model", &folder)
        }
    }
}

fn tesseract<W: Write>(tools: &Tools, said: &mut Said<W>) -> io::Result<()> {
    let Some(program) = &tools.tesseract else {
        return said.lacks("doctor.tesseract", &[]);
    };
    let languages = program.languages.join(" ");
    let data: [(&str, &dyn ToString); 2] =
        [("version", &program.version), ("languages", &languages)];
    let what = talk("doctor.tesseract.found", &data, said.lang);
    said.found("doctor.tesseract", &what)?;
    for language in ["eng", "vie"] {
        if !program.languages.iter().any(|known| known == language) {
            said.lacks(&format!("doctor.{language}"), &[])?;
        }
    }
    Ok(())
}

/// The lines as they are written.
struct Said<W: Write> {
    out: W,
    lang: Lang,
}

impl<W: Write> Said<W> {
    fn found(&mut self, tool: &str, what: &str) -> io::Result<()> {
        self.line("doctor.found", tool, what)
    }

    fn lacks(&mut self, tool: &str, data: &[(&str, &dyn ToString)]) -> io::Result<()> {
        self.line("doctor.missing", tool, "")?;
        self.costs(tool, data)
    }

    fn line(&mut self, pattern: &str, tool: &str, what: &str) -> io::Result<()> {
        let tool = talk(tool, &[], self.lang);
        let what = fail::one_line(what);
        let data: [(&str, &dyn ToString); 2] = [("tool", &tool), ("what", &what)];
        writeln!(self.out, "{}", talk(pattern, &data, self.lang))
    }

    /// What the lack of a tool costs and how to mend it.
    fn costs(&mut self, tool: &str, data: &[(&str, &dyn ToString)]) -> io::Result<()> {
        let cost = talk(&format!("{tool}.lack"), data, self.lang);
        writeln!(self.out, "  {cost}")?;
        let hint = talk("hint", &[], self.lang);
        let mend = talk(&format!("{tool}.mend"), data, self.lang);
        writeln!(self.out, "  {hint}: {mend}")
    }
}
