//! An output folder that lasts: reports are added and replaced, never lost; what has not changed is not read
//! again; a person's corrections outlive every run.
//!
//! ```text
//! DIR/
//!   reports/NAME.json   each report as it was read
//!   indicators.csv …    the tables, made anew from all reports when anything changed
//!   corrections.csv     what people set in the place of printed values; theirs, never written by a run
//!   decisions.csv       what they decided on doubtful ones: confirmed, to be asked, commented; theirs likewise
//!   .phuluc/            the store's own: manifest, journal, lock, what it keeps of each report
//! ```
//!
//! | step | in → out |
//! |---|---|
//! | `lock` | a folder → this run's alone |
//! | `manifest` | the files read so far: content, settings, reports; a journal while a run goes on |
//! | `adopt` | a folder of an older program → the same |
//! | `plan` | inputs → those that are kept, those to be read |
//! | `folder` | what is read → its report, whole or not at all |
//! | `joined` | bodies and appendices in two files → one report |
//! | `among` | reports → who they are among each other: offices, copies, corrections, decisions |
//! | `own_table` | a table that is people's own → the same with a line more or less |
//! | `tables` | reports → the tables of the folder |
//! | `shard` | inputs → those of one part of a run that several machines share |
//! | `merge` | the folders of all parts → the folder of the whole run |
//! | `changed` | cells changed in the workbook → corrections |
//! | `reviewing` | a store → where its review page runs now |
//! | `view` | a store as other commands read it |

mod adopt;
pub(crate) mod allowed;
pub(crate) mod among;
pub(crate) mod changed;
pub(crate) mod copies;
pub(crate) mod corrections;
pub(crate) mod decisions;
pub(crate) mod folder;
pub(crate) mod identity;
mod joined;
pub(crate) mod key;
pub(crate) mod lock;
pub(crate) mod manifest;
pub(crate) mod merge;
pub(crate) mod own_table;
pub(crate) mod plan;
pub(crate) mod reviewing;
mod settled;
pub(crate) mod shard;
pub(crate) mod tables;
pub(crate) mod view;

use std::path::{Path, PathBuf};

/// The folder of the store's own files, in the output folder.
pub(crate) const OWN: &str = ".phuluc";

/// Where a store keeps the list of offices it was last given.
pub(crate) fn agencies(dir: &Path) -> PathBuf {
    dir.join(OWN).join("agencies")
}

/// Where the report of this name stands in an output folder.
pub(crate) fn report(dir: &Path, name: &str) -> PathBuf {
    dir.join("reports").join(format!("{name}.json"))
}

/// Where a store keeps what it needs of this report beside thousands.
pub(crate) fn kept(dir: &Path, name: &str) -> PathBuf {
    dir.join(OWN).join("kept").join(format!("{name}.json"))
}
