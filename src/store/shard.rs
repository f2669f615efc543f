//! One part of a run that several machines share: which inputs are its own, and the record by which `merge` knows it.
//!
//! An input goes to the shard its path below the folder hashes to, not to one by its place in a list: a file that is
//! added moves no other. What must be seen together – copies, a body and its appendix – is settled at the merge.

use super::{OWN, key};
use crate::batch::{Input, write};
use crate::emit::message::{Lang, talk};
use crate::pipeline::{Context, Setup};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::fmt;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::str::FromStr;
use unicode_normalization::UnicodeNormalization;

/// Which part of a run: 3 of 16.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Shard {
    /// Counted from 1.
    pub number: u32,
    /// How many there are.
    pub of: u32,
}

/// Most shards of one run; more is a slip of the hand.
const MOST: u32 = 100_000;

impl FromStr for Shard {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Shard, &'static str> {
        let (number, of) = text.split_once('/').ok_or("N/M")?;
        let parsed = |text: &str| text.trim().parse::<u32>().map_err(|_| "N/M");
        let shard = Shard {
            number: parsed(number)?,
            of: parsed(of)?,
        };
        match (1..=shard.of).contains(&shard.number) && shard.of <= MOST {
            true => Ok(shard),
            false => Err("1 <= N <= M"),
        }
    }
}

impl fmt::Display for Shard {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.number, self.of)
    }
}

impl Shard {
    /// Whether an input is this shard's.
    pub fn takes(self, input: &Input) -> bool {
        // The same name composed otherwise, as another system lists it, is the same file.
        let name: String = file(input).nfc().collect();
        let hash = Sha256::digest(name.as_bytes());
        let first = hash.iter().take(8);
        let number = first.fold(0_u64, |number, byte| number << 8 | u64::from(*byte));
        number % u64::from(self.of) == u64::from(self.number) - 1
    }
}

/// The path below the folder; of a file in an archive that of the archive: who is handed one shard's files is handed whole
/// archives.
fn file(input: &Input) -> &str {
    let below = input.below.as_str();
    if input.member.is_none() {
        return below;
    }
    let own = input.path.file_name().map(|name| name.to_string_lossy());
    let end = own.and_then(|own| Some(below.find(&format!("{own}!"))? + own.len()));
    end.and_then(|end| below.get(..end)).unwrap_or(below)
}

/// What a shard's folder says of itself.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Record {
    /// Which part it is.
    pub shard: Shard,
    /// Version of the program.
    pub phuluc: String,
    /// What it was read with; without passwords.
    pub setup: Setup,
    /// Hash of that with the passwords, and without what is another on every machine.
    pub settings: String,
    /// Hash of the forms, where they are not the shipped ones alone.
    pub forms: String,
    /// Hash of the list of all inputs, those of other shards too.
    pub listed: String,
    /// Files of the shard; `None` while its run goes on.
    #[serde(default)]
    pub files: Option<usize>,
}

impl Record {
    /// The record of a run that begins.
    pub fn new(shard: Shard, inputs: &[Input], context: &Context) -> Record {
        let mut setup = context.setup.clone();
        setup.schema_dirs.clear();
        let settings = key::of_bytes(&serde_json::to_vec(&setup).unwrap_or_default());
        setup.read.passwords.clear();
        setup.schema_dirs = key::whole(&context.setup.schema_dirs);
        let mut names: Vec<&str> = inputs.iter().map(|input| input.below.as_str()).collect();
        names.sort_unstable();
        Record {
            shard,
            phuluc: env!("CARGO_PKG_VERSION").to_owned(),
            setup,
            settings,
            forms: key::of_forms(context),
            listed: key::of_bytes(names.join("\0").as_bytes()),
            files: None,
        }
    }

    /// The record of a folder; `None` where it holds no shard.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn read(dir: &Path) -> io::Result<Option<Record>> {
        match fs::read(path(dir)) {
            Ok(bytes) => Ok(Some(serde_json::from_slice(&bytes)?)),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error),
        }
    }

    /// Writes it.
    ///
    /// # Errors
    /// When the folder cannot be written.
    pub fn write(&self, dir: &Path) -> io::Result<()> {
        let written = write::atomic(&path(dir), |out| {
            serde_json::to_writer(&mut *out, self)?;
            writeln!(out)
        });
        written.map(drop)
    }
}

fn path(dir: &Path) -> PathBuf {
    dir.join(OWN).join("shard.json")
}

/// Why shards cannot be merged, or a folder cannot hold one: the sentence's name in the locale, and its facts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// The sentence.
    pub sentence: &'static str,
    /// What it names.
    pub facts: Vec<(&'static str, String)>,
}

impl Refusal {
    /// A refusal.
    pub fn new<const N: usize>(
        sentence: &'static str,
        facts: [(&'static str, &dyn ToString); N],
    ) -> Refusal {
        let facts = facts.map(|(name, fact)| (name, fact.to_string()));
        Refusal {
            sentence,
            facts: facts.into(),
        }
    }

    /// The sentence.
    pub fn message(&self, lang: Lang) -> String {
        self.talk(self.sentence, lang)
    }

    /// What to do on the command line.
    pub fn hint(&self, lang: Lang) -> String {
        self.talk(&format!("{}.hint", self.sentence), lang)
    }

    fn talk(&self, sentence: &str, lang: Lang) -> String {
        let facts = self.facts.iter();
        let facts = facts.map(|(name, fact)| (*name, fact as &dyn ToString));
        talk(sentence, &facts.collect::<Vec<_>>(), lang)
    }
}

/// Whether a run may write to a folder: one that holds a shard takes that shard alone, one that holds a whole run none.
///
/// # Errors
/// When the record cannot be read.
pub fn refused(dir: &Path, asked: Option<Shard>) -> io::Result<Option<Refusal>> {
    let held = Record::read(dir)?.map(|record| record.shard);
    let shown = dir.display();
    let is_whole = held.is_none() && dir.join(OWN).join("manifest.json").is_file();
    Ok(match (held, asked) {
        (Some(held), Some(asked)) if held != asked => Some(Refusal::new(
            "shard.other",
            [("dir", &shown), ("held", &held), ("asked", &asked)],
        )),
        (Some(held), None) => Some(Refusal::new(
            "shard.held",
            [("dir", &shown), ("held", &held)],
        )),
        (None, Some(_)) if is_whole => Some(Refusal::new("shard.whole", [("dir", &shown)])),
        _ => None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::batch::inputs;
    use crate::read::Limits;

    #[test]
    fn what_is_typed_is_a_part_of_a_whole_or_refused() {
        let shard = |text: &str| text.parse::<Shard>().ok().map(|one| (one.number, one.of));
        assert_eq!(shard("3/16"), Some((3, 16)));
        assert_eq!(shard("1/1"), Some((1, 1)));
        for wrong in [
            "0/4",
            "5/4",
            "4",
            "a/4",
            "1/0",
            "-1/4",
            "1/4/2",
            "1/1000000",
        ] {
            assert_eq!(shard(wrong), None, "{wrong}");
        }
    }

    /// Protects the files of archives on an engine that hands over contents: all of one are one shard's, the archive's own.
    #[test]
    fn the_files_of_an_archive_stay_together() {
        let input = |below: &str, member: Option<Vec<usize>>| Input {
            path: "/x/a/goi.zip".into(),
            member,
            shown: String::new(),
            below: below.to_owned(),
            name: String::new(),
            skip: None,
            fault: None,
        };
        let whole = input("a/goi.zip", None);
        for at in 0..20 {
            let member = input(&format!("a/goi.zip!x/{at}.zip!b.txt"), Some(vec![at]));
            assert_eq!(file(&member), file(&whole));
        }
    }

    /// Protects every figure of a sharded run: an input that no shard or two take would be lost or read twice. And that
    /// further files move none.
    #[test]
    fn every_input_is_one_shards_and_stays_it_when_files_are_added() {
        let dir = tempfile::tempdir().expect("a folder");
        let put = |name: &str| fs::write(dir.path().join(name), name).expect("written");
        let listed = || inputs(&[dir.path().to_owned()], None, &Limits::default());
        let of = |input: &Input| -> Vec<u32> {
            let shards = (1..=7).map(|number| Shard { number, of: 7 });
            shards
                .filter(|shard| shard.takes(input))
                .map(|shard| shard.number)
                .collect()
        };
        (0..300).for_each(|at| put(&format!("m{at}.txt")));
        let before: Vec<_> = listed().iter().map(|i| (i.below.clone(), of(i))).collect();
        assert!(before.iter().all(|(_, shards)| shards.len() == 1));
        let third = before.iter().filter(|(_, shards)| *shards == [3]).count();
        assert!((20..70).contains(&third), "{third} of 300 in one of seven");
        (0..50).for_each(|at| put(&format!("a{at}.txt")));
        let after: Vec<_> = listed().iter().map(|i| (i.below.clone(), of(i))).collect();
        assert!(before.iter().all(|one| after.contains(one)));
    }
}
