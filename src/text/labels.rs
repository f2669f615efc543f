//! Row labels that forms are known to print: what tells a cut row from a new one.

use super::fold::bare;
use std::collections::BTreeSet;
use std::sync::OnceLock;

/// A set of known labels, compared without diacritics.
///
/// ```
/// use phuluc::text::labels::{Joint, Labels};
/// let known = Labels::new(["Việc chấp hành Chỉ thị của Thủ tướng Chính phủ", "Nhiệm vụ khác"]);
/// assert_eq!(known.joint("Việc chấp hành Chỉ thị của", "Thủ tướng Chính phủ"), Joint::OneRow);
/// assert_eq!(known.joint("Việc chấp hành Chỉ thị của", "Nhiệm vụ khác"), Joint::TwoRows);
/// ```
#[derive(Clone, Debug, Default)]
pub struct Labels {
    printed: Vec<String>,
    /// Without diacritics: worked out when the first row is cut so that its print leaves open how.
    sorted: OnceLock<Vec<String>>,
}

/// What known labels say of two pieces printed one after the other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Joint {
    /// Together they are a known label, or the beginning of one.
    OneRow,
    /// The second is a known label by itself.
    TwoRows,
    /// Neither is known.
    Unknown,
}

impl Labels {
    /// Collects labels.
    pub fn new<'a>(labels: impl IntoIterator<Item = &'a str>) -> Labels {
        Labels {
            printed: labels.into_iter().map(str::to_owned).collect(),
            sorted: OnceLock::new(),
        }
    }

    fn sorted(&self) -> &[String] {
        self.sorted.get_or_init(|| {
            let keys = self
                .printed
                .iter()
                .map(|label| bare(label))
                .filter(|key| !key.is_empty());
            let keys: BTreeSet<String> = keys.collect();
            keys.into_iter().collect()
        })
    }

    /// Whether a label is known as printed.
    pub fn knows(&self, label: &str) -> bool {
        self.sorted().binary_search(&bare(label)).is_ok()
    }

    /// Whether `start` opens a known label and is not one itself.
    fn opens(&self, start: &str) -> bool {
        let at = self
            .sorted()
            .partition_point(|label| label.as_str() < start);
        self.sorted()
            .get(at)
            .is_some_and(|label| label.starts_with(start))
    }

    /// What two pieces, printed one after the other, are. A piece that closes a known label counts as
    /// its continuation even when the first piece is bent or reworded.
    pub fn joint(&self, first: &str, second: &str) -> Joint {
        let joined = bare(&format!("{first} {second}"));
        if self.sorted().binary_search(&joined).is_ok() || self.opens(&joined) {
            return Joint::OneRow;
        }
        if self.knows(second) {
            Joint::TwoRows
        } else {
            Joint::Unknown
        }
    }
}
