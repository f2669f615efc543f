//! The program tesseract, where it is installed: a second reader of figures, and the only one where there is no
//! model.

use super::super::picture::Strip;
use super::Said;
use super::strip::Framed;
use std::collections::BTreeMap;
use std::ffi::OsString;
use std::io;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

/// The environment variable that names the program, where it is not on the path.
const PROGRAM: &str = "PHULUC_TESSERACT";
/// A page of crops is read in a second or two.
const PATIENCE: Duration = Duration::from_secs(60);
/// Crops of fewer pixels an inch are enlarged to the other.
const COARSE: f32 = 190.0;
const ENLARGED: f32 = 300.0;
/// And those of more are made smaller: sharp edges of large letters mislead it.
const FINE: f32 = 240.0;
const REDUCED: f32 = 200.0;

/// The program and what it can read.
#[derive(Debug)]
pub(crate) struct Tesseract {
    program: OsString,
    /// How often it could not be run.
    failures: AtomicUsize,
    /// `5.3.0`.
    pub(crate) version: String,
    /// `eng`, `vie` …
    pub(crate) languages: Vec<String>,
}

/// A language's data.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::read::ocr) enum Language {
    /// For figures.
    English,
    /// For text.
    Vietnamese,
}

impl Language {
    fn name(self) -> &'static str {
        match self {
            Language::English => "eng",
            Language::Vietnamese => "vie",
        }
    }
}

impl Tesseract {
    /// The program as it is installed; none where it cannot be run.
    pub(crate) fn find() -> Option<Tesseract> {
        let program = std::env::var_os(PROGRAM).filter(|name| !name.is_empty());
        let program = program.unwrap_or_else(|| "tesseract".into());
        let version = said(&program, "--version")?;
        let version = version.split_whitespace().nth(1)?.to_owned();
        let languages = said(&program, "--list-langs")?;
        let languages = languages.lines().skip(1).map(|line| line.trim().to_owned());
        Some(Tesseract {
            languages: languages.filter(|name| !name.is_empty()).collect(),
            program,
            failures: AtomicUsize::new(0),
            version,
        })
    }

    pub(super) fn reads(&self, language: Language) -> bool {
        self.languages.iter().any(|name| name == language.name())
    }

    /// How often it failed so far.
    pub(super) fn failures(&self) -> usize {
        self.failures.load(Ordering::Relaxed)
    }

    /// Reads lines; what it reads of each, in their order, nothing where it fails or takes too long.
    pub(super) fn read(&self, strips: &[&Strip], language: Language) -> Vec<Said> {
        if strips.is_empty() {
            return Vec::new();
        }
        let read = self.attempt(strips, language);
        if read.is_err() {
            self.failures.fetch_add(1, Ordering::Relaxed);
        }
        read.unwrap_or_default()
    }

    fn attempt(&self, strips: &[&Strip], language: Language) -> io::Result<Vec<Said>> {
        let folder = tempfile::tempdir()?;
        let mut list = String::new();
        for (at, strip) in strips.iter().enumerate() {
            let path = folder.path().join(format!("{at}.pgm"));
            std::fs::write(&path, crop(strip))?;
            list += &format!("{}\n", path.display());
        }
        let list_path = folder.path().join("list.txt");
        std::fs::write(&list_path, list)?;
        let dpi = strips.first().map_or(ENLARGED, |strip| resolution(strip));
        let table = self.run(&list_path, folder.path(), language, dpi)?;
        let mut read = words(&table);
        let lines = 0..strips.len();
        Ok(lines
            .map(|at| read.remove(&at).unwrap_or_default())
            .collect())
    }

    fn run(&self, list: &Path, folder: &Path, language: Language, dpi: f32) -> io::Result<String> {
        let out: PathBuf = folder.join("out");
        let mut child = Command::new(&self.program)
            .arg(list)
            .arg(&out)
            .args(["-l", language.name(), "--psm", "7", "--dpi"])
            .args([format!("{dpi:.0}"), "tsv".into()])
            // Its own threads cost six times what they save.
            .env("OMP_THREAD_LIMIT", "1")
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()?;
        let status = finished(&mut child)?;
        match status.success() {
            true => std::fs::read_to_string(out.with_extension("tsv")),
            false => Err(io::Error::other(format!("tesseract: {status}"))),
        }
    }
}

/// Waits for a program, which is ended when it takes too long.
fn finished(child: &mut Child) -> io::Result<ExitStatus> {
    let start = Instant::now();
    loop {
        if let Some(status) = child.try_wait()? {
            return Ok(status);
        }
        if start.elapsed() > PATIENCE {
            child.kill()?;
            child.wait()?;
            return Err(io::Error::new(io::ErrorKind::TimedOut, "tesseract"));
        }
        std::thread::sleep(Duration::from_millis(4));
    }
}

/// What a program says to one argument, in a line or some; older ones say it on stderr.
fn said(program: &OsString, argument: &str) -> Option<String> {
    let mut child = Command::new(program)
        .arg(argument)
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .ok()?;
    finished(&mut child).ok()?;
    let output = child.wait_with_output().ok()?;
    let text = match output.stdout.is_empty() {
        true => output.stderr,
        false => output.stdout,
    };
    let text = String::from_utf8_lossy(&text).into_owned();
    output.status.success().then_some(text)
}

fn resolution(strip: &Strip) -> f32 {
    let dpi = strip.image.dpi;
    match dpi {
        dpi if dpi < COARSE => ENLARGED,
        dpi if dpi > FINE => REDUCED,
        dpi => dpi,
    }
}

/// The line as the program reads it best, as a PGM: in a frame of paper, a little blurred, black on white.
fn crop(strip: &Strip) -> Vec<u8> {
    let line = Framed::of(&strip.image);
    let dpi = strip.image.dpi;
    let frame = if dpi < COARSE { 0.12 * dpi } else { 0.06 * dpi };
    let frame = frame.ceil() as usize;
    let line = line.padded(frame, frame, frame, strip.paper);
    let scale = resolution(strip) / dpi;
    let width = (line.width as f32 * scale).round() as usize;
    let height = (line.height as f32 * scale).round() as usize;
    let grey = line.resized(width, height);
    let grey = blurred(&grey, width);
    let paper = f32::from(strip.paper);
    let darkest = grey.iter().copied().fold(paper, f32::min);
    let span = (paper - darkest).max(1.0);
    let stretched = grey
        .iter()
        .map(|value| ((value - darkest) * 255.0 / span) as u8);
    let mut file = format!("P5\n{width} {height}\n255\n").into_bytes();
    file.extend(stretched);
    file
}

/// Binomial weights over three pixels each way: a Gaussian of 0.7 pixels.
fn blurred(grey: &[f32], width: usize) -> Vec<f32> {
    let weigh = |before: f32, own: f32, after: f32| (before + 2.0 * own + after) / 4.0;
    let mut across = grey.to_vec();
    for (row, out) in grey.chunks_exact(width).zip(across.chunks_exact_mut(width)) {
        for x in 1..width.saturating_sub(1) {
            out[x] = weigh(row[x - 1], row[x], row[x + 1]);
        }
    }
    let mut down = across.clone();
    for at in width..across.len().saturating_sub(width) {
        down[at] = weigh(across[at - width], across[at], across[at + width]);
    }
    down
}

/// The words of each crop: joined, as sure as the weakest.
fn words(table: &str) -> BTreeMap<usize, Said> {
    let mut read: BTreeMap<usize, Said> = BTreeMap::new();
    for line in table.lines().skip(1) {
        let fields: Vec<&str> = line.split('\t').collect();
        let [level, page, .., confidence, text] = fields.as_slice() else {
            continue;
        };
        let (Ok(page), Ok(confidence)) = (page.parse::<usize>(), confidence.parse::<f32>()) else {
            continue;
        };
        if *level != "5" || text.trim().is_empty() || page == 0 {
            continue;
        }
        let said = read.entry(page - 1).or_insert_with(|| Said {
            confidence: 1.0,
            ..Said::default()
        });
        if !said.text.is_empty() {
            said.text.push(' ');
        }
        said.text += text.trim();
        said.confidence = said.confidence.min(confidence / 100.0);
    }
    read
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_words_of_a_crop_are_one_reading_as_sure_as_the_weakest() {
        let table = "level\tpage_num\tblock_num\tpar_num\tline_num\tword_num\tleft\ttop\twidth\theight\tconf\ttext\n\
            5\t1\t1\t1\t1\t1\t0\t0\t9\t9\t96.5\tSố\n5\t1\t1\t1\t1\t2\t0\t0\t9\t9\t81\tvăn\n\
            4\t2\t1\t1\t1\t0\t0\t0\t9\t9\t-1\t\n5\t3\t1\t1\t1\t1\t0\t0\t9\t9\t90\t16\n";
        let read = words(table);
        assert_eq!(read[&0].text, "Số văn");
        assert!((read[&0].confidence - 0.81).abs() < 1e-6);
        assert_eq!(read.keys().collect::<Vec<_>>(), [&0, &2]);
    }
}
