//! Reports without pages, printed by LibreOffice one after the other while people go on; the last ones kept.

use super::Review;
use super::events::Changed;
use super::page::{held, source};
use super::reported::Reported;
use crate::batch::page;
use crate::batch::printed::Printed;
use crate::read::shown;
use std::collections::VecDeque;
use std::sync::{Arc, Mutex};
use std::thread;

/// Printed files are kept up to so many bytes.
const MOST_BYTES: usize = 24 << 20;
/// And of so many reports.
const MOST_REPORTS: usize = 64;

/// Where the printing of a report stands.
#[derive(Clone, Debug)]
pub enum Standing {
    /// It has pages of its own, or cannot be printed.
    No,
    /// The windows will be told when it is done.
    Coming,
    /// It is there.
    Done(Arc<Printed>),
}

/// What is printed.
#[derive(Debug, Default)]
pub struct Prints {
    desk: Mutex<Desk>,
}

#[derive(Debug, Default)]
struct Desk {
    /// `None`: it could not be printed.
    kept: VecDeque<(String, Option<Arc<Printed>>)>,
    /// What is looked at now; a report that was passed over is not printed.
    wanted: Option<Reported>,
    is_printing: bool,
    /// Grows when everything is forgotten: what was begun before is not kept.
    age: u64,
}

impl Prints {
    /// The printed report of a name, where it is there.
    pub fn kept(&self, name: &str) -> Option<Arc<Printed>> {
        let desk = held(&self.desk);
        let found = desk.kept.iter().find(|(own, _)| own == name);
        found.and_then(|(_, printed)| printed.clone())
    }

    /// Forgets everything: the reports may be others now.
    pub fn forget(&self) {
        let mut desk = held(&self.desk);
        desk.kept.clear();
        desk.age += 1;
    }
}

impl Desk {
    fn keep(&mut self, name: String, printed: Option<Arc<Printed>>) {
        self.kept.push_front((name, printed));
        self.kept.truncate(MOST_REPORTS);
        let mut bytes = 0;
        self.kept.retain(|(_, printed)| {
            bytes += printed.as_ref().map_or(0, |printed| printed.pdf.len());
            bytes <= MOST_BYTES
        });
    }
}

/// Where the printing of a report stands; one that can be printed and is not will be.
pub fn standing(review: &Arc<Review>, report: &Reported) -> Standing {
    if shown::has_pages(&report.format) || !shown::can_be_printed(&report.format) {
        return Standing::No;
    }
    let mut desk = held(&review.prints.desk);
    let known = desk.kept.iter().find(|(name, _)| *name == report.name);
    match known {
        Some((_, Some(printed))) => return Standing::Done(printed.clone()),
        Some((_, None)) => return Standing::No,
        None => {}
    }
    desk.wanted = Some(report.clone());
    if !desk.is_printing {
        let review = review.clone();
        let started = thread::Builder::new().spawn(move || print_wanted(&review));
        desk.is_printing = started.is_ok();
    }
    match desk.is_printing {
        true => Standing::Coming,
        false => Standing::No,
    }
}

/// Prints what is wanted until nothing is.
fn print_wanted(review: &Review) {
    loop {
        let (report, age) = {
            let mut desk = held(&review.prints.desk);
            let Some(report) = desk.wanted.take() else {
                desk.is_printing = false;
                return;
            };
            (report, desk.age)
        };
        let of = source(review.dir(), &report.name);
        let printed = of.and_then(|of| page::print(&review.setup.program, of, &report.format));
        let mut desk = held(&review.prints.desk);
        if desk.age == age {
            desk.keep(report.name.clone(), printed.map(Arc::new));
        }
        drop(desk);
        // Nobody may be listening.
        let _ = review.changed.send(Changed::Printed {
            report: report.name,
        });
    }
}
