//! The pages of reports as pictures, the last ones kept.

use super::print::Prints;
use super::reported::Reported;
use crate::batch::Program;
use crate::batch::page::{self, Source};
use crate::model::{BBox, Page};
use crate::read::shown;
use crate::store::manifest::Files;
use std::collections::VecDeque;
use std::path::Path;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// Pictures are kept up to so many bytes.
const MOST_BYTES: usize = 32 << 20;
/// Sizes of pages are kept of so many reports.
const MOST_REPORTS: usize = 64;

/// Resolutions a picture is drawn in.
pub const DPI: std::ops::RangeInclusive<f32> = 40.0..=300.0;

/// Which picture: report, page, resolution.
type Key = (String, u32, u32);

/// The last pictures.
#[derive(Debug, Default)]
pub struct Pictures {
    kept: Mutex<VecDeque<(Key, Arc<Vec<u8>>)>>,
    sizes: Mutex<VecDeque<(String, Arc<Vec<Page>>)>>,
    /// One page is drawn at a time: two would take twice the memory and no less time each.
    drawing: Mutex<()>,
}

impl Pictures {
    /// The sizes of a report's pages; none where it has no pages that can be shown.
    pub fn sizes(&self, dir: &Path, program: &Program, report: &Reported) -> Arc<Vec<Page>> {
        let find = || {
            let sizes = held(&self.sizes);
            let found = sizes.iter().find(|(name, _)| *name == report.name);
            found.map(|(_, sizes)| sizes.clone())
        };
        if let Some(sizes) = find() {
            return sizes;
        }
        let of = own(dir, report);
        let sizes = of.and_then(|of| page::sizes(program, of));
        let sizes = Arc::new(sizes.unwrap_or_default());
        let mut all = held(&self.sizes);
        all.push_front((report.name.clone(), sizes.clone()));
        all.truncate(MOST_REPORTS);
        sizes
    }

    /// The picture of a page, as PNG; `None` where there is none.
    pub fn png(
        &self,
        dir: &Path,
        program: &Program,
        report: &Reported,
        prints: &Prints,
        (number, dpi): (u32, f32),
    ) -> Option<Arc<Vec<u8>>> {
        let key = (report.name.clone(), number, dpi as u32);
        if let Some(kept) = self.kept(&key) {
            return Some(kept);
        }
        let _one = held(&self.drawing);
        // Whoever waited may find that another drew it meanwhile.
        if let Some(kept) = self.kept(&key) {
            return Some(kept);
        }
        let printed = prints.kept(&report.name);
        let (of, sent) = match &printed {
            Some(printed) => (Source::Sent, &printed.pdf[..]),
            None => (own(dir, report)?, &[][..]),
        };
        let png = Arc::new(page::png(program, of, (number, dpi), sent)?);
        let mut kept = held(&self.kept);
        kept.push_front((key, png.clone()));
        let mut bytes = 0;
        kept.retain(|(_, png)| {
            bytes += png.len();
            bytes <= MOST_BYTES
        });
        Some(png)
    }

    fn kept(&self, key: &Key) -> Option<Arc<Vec<u8>>> {
        let mut kept = held(&self.kept);
        let at = kept.iter().position(|(own, _)| own == key)?;
        let found = kept.remove(at)?;
        let png = found.1.clone();
        kept.push_front(found);
        Some(png)
    }

    /// Forgets everything: the reports may be others now.
    pub fn forget(&self) {
        held(&self.kept).clear();
        held(&self.sizes).clear();
    }
}

/// What a lock holds; whoever held it before left it whole.
pub fn held<T>(lock: &Mutex<T>) -> MutexGuard<'_, T> {
    lock.lock().unwrap_or_else(PoisonError::into_inner)
}

/// The report's file, where it has pages.
fn own(dir: &Path, report: &Reported) -> Option<Source> {
    shown::has_pages(&report.format)
        .then(|| source(dir, &report.name))
        .flatten()
}

/// The file of the report of a name, by the store's own list: nothing of a request leads to a path.
pub fn source(dir: &Path, name: &str) -> Option<Source> {
    let files = Files::load(dir).ok()?;
    let mut known = files.iter();
    let known = known.find(|known| known.reports().any(|own| own == name))?;
    Some(Source::File {
        path: known.path.clone(),
        member: known.member.clone(),
        sha256: known.sha256.clone(),
    })
}

/// The page as it is displayed.
pub fn displayed(page: &Page) -> (f32, f32) {
    match page.rotation {
        90 | 270 => (page.height, page.width),
        _ => (page.width, page.height),
    }
}

/// A box of the page as printed, on the page as it is displayed.
pub fn turned(bbox: BBox, page: &Page) -> BBox {
    let BBox { x0, y0, x1, y1 } = bbox;
    let (width, height) = (page.width, page.height);
    let [x0, y0, x1, y1] = match page.rotation {
        90 => [height - y1, x0, height - y0, x1],
        180 => [width - x1, height - y1, width - x0, height - y0],
        270 => [y0, width - x1, y1, width - x0],
        _ => [x0, y0, x1, y1],
    };
    BBox { x0, y0, x1, y1 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_box_turns_with_its_page() {
        let page = |rotation| Page {
            width: 100.0,
            height: 200.0,
            rotation,
            pictured: false,
        };
        let bbox = BBox::from([10.0, 20.0, 30.0, 50.0]);
        let turned = |rotation| <[f32; 4]>::from(turned(bbox, &page(rotation)));
        assert_eq!(turned(0), [10.0, 20.0, 30.0, 50.0]);
        assert_eq!(turned(90), [150.0, 10.0, 180.0, 30.0]);
        assert_eq!(turned(180), [70.0, 150.0, 90.0, 180.0]);
        assert_eq!(turned(270), [20.0, 70.0, 50.0, 90.0]);
        assert_eq!(displayed(&page(90)), (200.0, 100.0));
    }
}
