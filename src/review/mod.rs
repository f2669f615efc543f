//! `phuluc review DIR`: a page on this machine alone, where a person sees what is doubtful and settles it.
//!
//! | part | in → out |
//! |---|---|
//! | `guard` | a request → let in, or refused |
//! | `index` | the tables of the store → what is to be settled, worst first |
//! | `reported` | a line of the table of files → a report |
//! | `state` | what people said → where each item stands |
//! | `item` | one item → everything known of it, from its one report |
//! | `page` | a page of a report → its picture, kept for a while |
//! | `place` | a row → where it stands on the pages shown |
//! | `print` | a report without pages → the pages LibreOffice prints of it |
//! | `settle` | a decision → a line of `corrections.csv` or `decisions.csv`, or one less |
//! | `events` | a decision → the other windows |
//! | `answers` | requests → the above |
//! | `assets` | the page itself, a script per job |

mod answers;
mod assets;
mod events;
mod found;
mod guard;
mod index;
mod item;
mod page;
mod place;
mod print;
mod reported;
mod settle;
mod state;
mod table;

use crate::batch::Program;
use crate::emit::message::Lang;
use crate::pipeline::Context;
use crate::store::among::Said;
use crate::store::{corrections, decisions};
use index::Index;
use page::Pictures;
use print::Prints;
use settle::Done;
use std::fs;
use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::SystemTime;
use tokio::net::TcpListener;
use tokio::runtime;
use tokio::sync::broadcast;

/// What is reviewed, and how.
#[derive(Debug)]
pub struct Setup {
    /// The store.
    pub dir: PathBuf,
    /// Language of the page.
    pub lang: Lang,
    /// The forms.
    pub context: Context,
    /// The port; 0 for one that is free.
    pub port: u16,
    /// Who decides, where the page does not say.
    pub by: String,
    /// The program that draws pages: this one.
    pub program: Program,
}

/// What all requests share.
pub(crate) struct Review {
    setup: Setup,
    /// Stands in every address: another page of the same browser does not know it.
    token: String,
    port: u16,
    desk: Mutex<Desk>,
    pictures: Pictures,
    prints: Prints,
    changed: broadcast::Sender<events::Changed>,
}

/// What changes while people decide.
#[derive(Debug, Default)]
struct Desk {
    index: Index,
    said: Said,
    version: u64,
    /// What was decided here, the last one last.
    done: Vec<Done>,
    /// What the tables and people's own files were when they were read.
    seen: Vec<Option<(u64, SystemTime)>>,
}

/// Threads that read reports and wait for pictures.
const READERS: usize = 3;
/// Changes a window may lag behind before it has to ask anew.
const LAG: usize = 64;

/// Serves the page until the process ends. `ready` is told the address.
///
/// # Errors
/// When the store cannot be read, or the port is taken.
pub fn serve(setup: Setup, ready: impl FnOnce(&str)) -> io::Result<()> {
    let runtime = runtime::Builder::new_current_thread()
        .enable_io()
        .enable_time()
        .max_blocking_threads(READERS)
        .build()?;
    let desk = Desk::read(&setup)?;
    runtime.block_on(async {
        let address = SocketAddr::from((Ipv4Addr::LOCALHOST, setup.port));
        let listener = TcpListener::bind(address).await?;
        let port = listener.local_addr()?.port();
        let review = Review {
            token: guard::token()?,
            port,
            desk: Mutex::new(desk),
            pictures: Pictures::default(),
            prints: Prints::default(),
            changed: broadcast::channel(LAG).0,
            setup,
        };
        ready(&format!("http://127.0.0.1:{port}/{}/", review.token));
        axum::serve(listener, answers::router(review)).await
    })
}

impl Desk {
    fn read(setup: &Setup) -> io::Result<Desk> {
        let mut desk = Desk {
            version: 1,
            seen: seen(&setup.dir),
            said: Said::read(&setup.dir).map_err(io::Error::other)?,
            index: Index::read(&setup.dir, setup.context.schemas())?,
            ..Desk::default()
        };
        for report in desk.index.with_rows(&desk.said) {
            let name = &desk.index.reports[report].name;
            if let Some(kept) = item::kept(&setup.dir, name) {
                desk.index.look_up_rows(report, &kept);
            }
        }
        desk.index.settle(&desk.said, None);
        Ok(desk)
    }

    /// Takes up what a run or another program wrote since, and says whether it did; what cannot be read now is as it was.
    fn follow(&mut self, setup: &Setup) -> bool {
        if seen(&setup.dir) == self.seen {
            return false;
        }
        let Ok(fresh) = Desk::read(setup) else {
            return false;
        };
        self.index = fresh.index;
        self.said = fresh.said;
        self.seen = fresh.seen;
        self.version += 1;
        true
    }
}

impl Review {
    /// The desk. A request that panicked left it whole: everything is put there in one go.
    fn desk(&self) -> MutexGuard<'_, Desk> {
        self.desk.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Forgets what was drawn: the reports may be others now.
    fn forget(&self) {
        self.pictures.forget();
        self.prints.forget();
    }

    fn lang(&self) -> Lang {
        self.setup.lang
    }

    fn dir(&self) -> &Path {
        &self.setup.dir
    }
}

/// Size and time of the files the desk is made of.
fn seen(dir: &Path) -> Vec<Option<(u64, SystemTime)>> {
    let tables = ["findings.csv", "files.csv", "indicators.csv"];
    let paths = tables.map(|name| dir.join(name)).into_iter();
    let own = [corrections::path(dir), decisions::path(dir)];
    let about = |path: PathBuf| {
        let about = fs::metadata(path).ok()?;
        Some((about.len(), about.modified().ok()?))
    };
    paths.chain(own).map(about).collect()
}
