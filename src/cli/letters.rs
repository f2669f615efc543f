//! `phuluc letters DIR -o thu/`: the letters to the offices, as files of a folder: `<office>.html`, `<office>.docx`,
//! `index.html`.

use super::Exit;
use super::opened::Opening;
use crate::batch::{name, write};
use crate::emit::board::{Sent, board, newest};
use crate::emit::letter::{self, Filed, Form, Letter};
use crate::emit::message::{Lang, talk};
use crate::model::Listed;
use crate::schema::Schema;
use anyhow::Context as _;
use jiff::civil::Date;
use std::io;
use std::path::{Path, PathBuf};

/// Write a letter to each office: what to fill in, what to check; and the list of who has not sent
#[derive(clap::Args)]
pub struct Args {
    #[command(flatten)]
    opening: Opening,
    #[arg(
        short,
        long,
        value_name = "DIR",
        default_value = "thu",
        help_heading = "Output"
    )]
    output: PathBuf,
    #[arg(long, value_name = "PERIOD")]
    period: Option<String>,
    #[command(flatten)]
    options: Options,
}

/// Runs the command.
pub fn run(args: &Args, lang: Lang) -> anyhow::Result<Exit> {
    let Some(opened) = args.opening.open(lang) else {
        return Ok(Exit::Usage);
    };
    let view = &opened.view;
    let board = board(&view.listed(), opened.agencies.as_ref());
    // A letter is about one period: the newest, unless another is asked for.
    let period = args.period.as_deref().unwrap_or_else(|| newest(&board));
    let unsent = board
        .iter()
        .filter(|one| one.sent == Sent::Missing && one.period == period);
    let unsent: Vec<String> = unsent.map(|one| one.office().to_owned()).collect();
    let period = period.to_owned();
    let asked = |listed: &Listed| listed.read().is_none_or(|report| report.period() == period);
    let listed = opened.view.lines.into_iter().map(|line| line.listed);
    let listed: Vec<Listed> = listed.filter(asked).collect();
    let schemas = opened.context.schemas();
    let written = write(&listed, &unsent, schemas, &args.options, &args.output);
    let written = written.with_context(|| args.output.display().to_string())?;
    let letters = written.len() / 2;
    let data: [(&str, &dyn ToString); 2] = [("count", &letters), ("dir", &args.output.display())];
    eprintln!("{}", talk("letters.written", &data, lang));
    Ok(if letters == 0 {
        Exit::Nothing
    } else {
        Exit::Done
    })
}

/// What stands in every letter; what is not given is left blank, to be filled in by hand.
#[derive(clap::Args, Clone, Debug, Default)]
pub struct Options {
    #[arg(long, value_name = "NAME")]
    sender: Option<String>,
    #[arg(long, value_name = "NAME")]
    superior: Option<String>,
    #[arg(long, value_name = "NAME")]
    place: Option<String>,
    #[arg(long, value_name = "DATE", value_parser = date)]
    date: Option<Date>,
    #[arg(long, value_name = "DATE", value_parser = date)]
    due: Option<Date>,
    #[arg(long, value_name = "WORDS")]
    topic: Option<String>,
    #[arg(long, value_name = "WORDS")]
    signer_title: Option<String>,
    #[arg(long, value_name = "NAME")]
    signer: Option<String>,
}

impl Options {
    /// The letters go to Vietnamese offices, whatever language the program speaks.
    fn form(&self) -> Form {
        Form {
            lang: Lang::Vi,
            sender: self.sender.clone(),
            superior: self.superior.clone(),
            place: self.place.clone(),
            date: self.date,
            due: self.due,
            topic: self.topic.clone(),
            signer_title: self.signer_title.clone(),
            signer: self.signer.clone(),
        }
    }
}

/// `30/9/2022`, or as ISO has it.
pub fn date(typed: &str) -> Result<Date, jiff::Error> {
    Date::strptime("%d/%m/%Y", typed).or_else(|_| typed.parse())
}

/// Writes a letter in both formats for each office that has something to fill in or to check, and the index of all;
/// `unsent` names the offices that have sent no report. Returns the files in the order they were written.
///
/// # Errors
/// When a file cannot be written.
fn write(
    listed: &[Listed],
    unsent: &[String],
    schemas: &[Schema],
    options: &Options,
    dir: &Path,
) -> io::Result<Vec<PathBuf>> {
    std::fs::create_dir_all(dir)?;
    let form = options.form();
    let letters = letter::letters(listed, schemas, form.lang);
    let filed = filed(&letters);
    let mut written = Vec::new();
    let mut put = |name: &str, bytes: &[u8]| {
        let path = write::atomic(&dir.join(name), |out| out.write_all(bytes))?;
        written.push(path);
        io::Result::Ok(())
    };
    for filed in &filed {
        put(&filed.html, letter::html(filed.letter, &form).as_bytes())?;
        put(&filed.docx, &letter::docx(filed.letter, &form)?)?;
    }
    let index = letter::index(&filed, &letters, listed, unsent, &form);
    put(INDEX, index.as_bytes())?;
    Ok(written)
}

const INDEX: &str = "index.html";

/// The letters that ask for something, each with file names of its own.
fn filed<'a>(letters: &'a [Letter<'a>]) -> Vec<Filed<'a>> {
    let asking: Vec<&Letter> = letters.iter().filter(|letter| letter.asks()).collect();
    let safe: Vec<String> = asking
        .iter()
        .map(|letter| name::safe(&letter.office))
        .collect();
    // An office called "index" shall not take the place of the index.
    let taken = std::iter::once("index").chain(safe.iter().map(String::as_str));
    let names = name::names(&taken.collect::<Vec<_>>());
    let filed = |(letter, name): (&'a Letter<'a>, &String)| Filed {
        letter,
        html: format!("{name}.html"),
        docx: format!("{name}.docx"),
    };
    asking
        .into_iter()
        .zip(names.iter().skip(1))
        .map(filed)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Among, Code, ErrorKind, Finding, Submission};
    use crate::text::Text;
    use clap::Parser;

    #[derive(Parser)]
    struct Typed {
        #[command(flatten)]
        options: Options,
    }

    fn report(agency: &str, id: &str, findings: Vec<Finding>) -> Listed {
        let mut report = Submission {
            file: "x/a.docx".into(),
            findings,
            ..Submission::default()
        };
        report.head.agency = Some(Text::clean(agency));
        report.among = Among {
            agency_id: id.into(),
            ..Among::default()
        };
        Listed::Read(Box::new(report))
    }

    fn folder(name: &str) -> PathBuf {
        let dir =
            std::env::temp_dir().join(format!("phuluc-letters-{name}-{}", std::process::id()));
        let _ = std::fs::remove_dir_all(&dir);
        dir
    }

    fn names(paths: &[PathBuf]) -> Vec<String> {
        paths
            .iter()
            .map(|path| path.file_name().unwrap().to_string_lossy().into_owned())
            .collect()
    }

    #[test]
    fn every_office_gets_files_of_its_own_and_the_index_names_the_others() {
        let draft = || vec![Finding::new(Code::Draft)];
        let copy = {
            let mut report = Submission {
                file: "y/b.docx".into(),
                ..Submission::default()
            };
            report.among.copy_of = Some("a.docx".into());
            Listed::Read(Box::new(report))
        };
        let failed = Listed::Failed {
            file: "z/c.pdf".into(),
            error: ErrorKind::EmptyFile.into(),
        };
        let listed = [
            report("Sở A/B", "1", draft()),
            report("Sở A/B", "2", draft()),
            report("index", "3", draft()),
            report("Sở Tư pháp", "4", Vec::new()),
            copy,
            failed,
        ];
        let dir = folder("own");
        let unsent = ["Sở <Y tế>".to_owned()];
        let written = write(&listed, &unsent, &[], &Options::default(), &dir).unwrap();
        assert_eq!(
            names(&written),
            [
                "Sở A_B.html",
                "Sở A_B.docx",
                "Sở A_B~2.html",
                "Sở A_B~2.docx",
                "index~2.html",
                "index~2.docx",
                "index.html"
            ]
        );
        let index = std::fs::read_to_string(dir.join(INDEX)).unwrap();
        for said in [
            "Sở &lt;Y tế&gt;",
            "Sở Tư pháp",
            "c.pdf: ",
            "b.docx: tính theo a.docx",
        ] {
            assert!(index.contains(said), "{said}: {index}");
        }
        assert!(index.contains("<a href=\"Sở A_B~2.docx\">"), "{index}");
        assert!(!index.contains("x/a.docx") && !index.contains("z/c.pdf"));
        std::fs::remove_dir_all(dir).unwrap();
    }

    #[test]
    fn two_runs_write_the_same_bytes() {
        let listed = [report("Sở A", "", vec![Finding::new(Code::Draft)])];
        let [one, two] = ["one", "two"].map(folder);
        let bytes = |dir: &Path| {
            let written = write(&listed, &[], &[], &Options::default(), dir).unwrap();
            let bytes: Vec<Vec<u8>> = written
                .iter()
                .map(|path| std::fs::read(path).unwrap())
                .collect();
            std::fs::remove_dir_all(dir).unwrap();
            bytes
        };
        assert_eq!(bytes(&one), bytes(&two));
    }

    #[test]
    fn days_are_typed_as_people_write_them() {
        let typed = Typed::try_parse_from(["x", "--due", "30/9/2022", "--date", "2022-09-05"]);
        let options = typed.unwrap().options;
        assert_eq!(
            options.due.map(|date| date.to_string()).as_deref(),
            Some("2022-09-30")
        );
        assert_eq!(
            options.date.map(|date| date.to_string()).as_deref(),
            Some("2022-09-05")
        );
        assert!(Typed::try_parse_from(["x", "--due", "31/2/2022"]).is_err());
    }
}
