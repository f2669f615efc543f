//! `phuluc letters DIR -o thu/`: the letters to the offices, as files of a folder: `<office>.html`, `<office>.docx`,
//! `index.html`.

use super::enclosed::Enclosing;
use super::opened::Opening;
use super::{Exit, marking};
use crate::batch::{name, write};
use crate::emit::board::{Sent, board, newest};
use crate::emit::letter::{self, Filed, Form, Letter};
use crate::emit::message::{Lang, talk};
use crate::emit::to_review::ToReview;
use crate::model::Listed;
use crate::schema::Schema;
use crate::store::manifest::Files;
use crate::store::reviewing;
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
    #[arg(long)]
    marked: bool,
    #[arg(long, value_name = "PASSWORD", requires = "marked")]
    password: Vec<String>,
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
    let files = args.marked.then(|| Files::load(&args.opening.dir));
    let files = files.transpose();
    let files = files.with_context(|| args.opening.dir.display().to_string())?;
    let enclosing = files.as_ref().map(|files| Enclosing {
        files,
        author: args.options.sender.as_deref().unwrap_or("phuluc"),
        date: args.options.date,
        passwords: &args.password,
        lang,
    });
    let review = reviewing::running(&args.opening.dir);
    let of = Asked {
        listed: &listed,
        unsent: &unsent,
        schemas,
        review: review.as_deref().map(ToReview),
    };
    let written = write(&of, &args.options, enclosing.as_ref(), &args.output);
    let written = written.with_context(|| args.output.display().to_string())?;
    let letters = written.iter().filter(|path| is_letter(path)).count();
    let data: [(&str, &dyn ToString); 2] = [("count", &letters), ("dir", &args.output.display())];
    eprintln!("{}", talk("letters.written", &data, lang));
    if enclosing.is_some() {
        let copies = written.iter().filter(|path| marking::is_copy(path)).count();
        eprintln!("{}", talk("letters.enclosed", &[("count", &copies)], lang));
    }
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

/// The document of a letter: neither its page nor the index nor a marked copy.
fn is_letter(path: &Path) -> bool {
    path.extension().is_some_and(|ending| ending == "docx") && !marking::is_copy(path)
}

/// What letters are written about.
struct Asked<'a> {
    listed: &'a [Listed],
    /// The offices that have sent no report.
    unsent: &'a [String],
    schemas: &'a [Schema],
    /// The review page, where it runs.
    review: Option<ToReview<'a>>,
}

/// Writes a letter in both formats for each office that has something to fill in or to check, its reports marked where
/// that is asked for, and the index of all. Returns the files in the order they were written.
///
/// # Errors
/// When a file cannot be written.
fn write(
    of: &Asked<'_>,
    options: &Options,
    enclosing: Option<&Enclosing<'_>>,
    dir: &Path,
) -> io::Result<Vec<PathBuf>> {
    std::fs::create_dir_all(dir)?;
    let form = options.form();
    let mut letters = letter::letters(of.listed, of.schemas, form.lang);
    let mut written = Vec::new();
    let mut put = |name: &str, bytes: &[u8]| {
        let path = write::atomic(&dir.join(name), |out| out.write_all(bytes))?;
        written.push(path);
        io::Result::Ok(())
    };
    if let Some(enclosing) = enclosing {
        // A letter names its copies, so they are made first.
        let mut enclosed = Vec::new();
        for filed in filed(&letters) {
            let stem = filed.html.trim_end_matches(".html");
            let copies = enclosing.copies(filed.letter, stem);
            for (name, bytes) in &copies {
                put(name, bytes)?;
            }
            enclosed.push(copies.into_iter().map(|(name, _)| name).collect());
        }
        let asking = letters.iter_mut().filter(|letter| letter.asks());
        for (letter, names) in asking.zip(enclosed) {
            letter.enclosed = names;
        }
    }
    let filed = filed(&letters);
    for filed in &filed {
        put(&filed.html, letter::html(filed.letter, &form).as_bytes())?;
        put(&filed.docx, &letter::docx(filed.letter, &form)?)?;
    }
    let index = letter::index(&filed, &letters, of.listed, of.unsent, &form, of.review);
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
        let of = Asked {
            listed: &listed,
            unsent: &unsent,
            schemas: &[],
            review: None,
        };
        let written = write(&of, &Options::default(), None, &dir).unwrap();
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
            let of = Asked {
                listed: &listed,
                unsent: &[],
                schemas: &[],
                review: None,
            };
            let written = write(&of, &Options::default(), None, dir).unwrap();
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
