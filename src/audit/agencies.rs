//! The units that should report: `agencies.csv` with the columns id, name, aliases, level, due.

use crate::text::fold::bare;
use serde::Deserialize;

/// A unit that should report.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
pub struct Agency {
    /// Short stable id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Other names, separated by `;`.
    #[serde(default)]
    pub aliases: String,
    /// sở, huyện, xã …
    #[serde(default)]
    pub level: String,
    /// Last day for the report, ISO.
    #[serde(default)]
    pub due: String,
}

/// The units that should report.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Agencies(pub Vec<Agency>);

impl Agencies {
    /// Reads the file: CSV with a header, comma or semicolon, with or without a byte order mark.
    ///
    /// # Errors
    /// When a row lacks id or name, or the file is no CSV.
    pub fn from_csv(text: &str) -> Result<Agencies, csv::Error> {
        let text = text.trim_start_matches('\u{feff}');
        let header = text.lines().next().unwrap_or_default();
        let delimiter = if header.contains(';') && !header.contains(',') {
            b';'
        } else {
            b','
        };
        let mut reader = csv::ReaderBuilder::new()
            .delimiter(delimiter)
            .trim(csv::Trim::All)
            .flexible(true)
            .from_reader(text.as_bytes());
        reader
            .deserialize()
            .collect::<Result<Vec<Agency>, _>>()
            .map(Agencies)
    }

    /// The unit of that printed name: its name or an alias in full, else the longest one it begins with.
    pub fn named(&self, printed: &str) -> Option<usize> {
        let printed = bare(printed);
        let matches = |name: &str| {
            let name = bare(name);
            let whole = printed == name;
            let begins = printed
                .strip_prefix(name.as_str())
                .is_some_and(|rest| rest.starts_with(' '));
            (whole || begins && !name.is_empty()).then_some(name.len())
        };
        let longest = |agency: &Agency| agency.names().filter_map(matches).max();
        let found = self
            .0
            .iter()
            .enumerate()
            .filter_map(|(at, agency)| Some((longest(agency)?, at)));
        found
            .max_by_key(|(length, at)| (*length, std::cmp::Reverse(*at)))
            .map(|(_, at)| at)
    }
}

impl Agency {
    fn names(&self) -> impl Iterator<Item = &str> {
        std::iter::once(self.name.as_str())
            .chain(self.aliases.split(';'))
            .map(str::trim)
            .filter(|n| !n.is_empty())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_aliases_are_known_whatever_their_case_or_province() {
        let csv = "id,name,aliases,level,due\nsxd,Sở Xây dựng,SXD,sở,2030-09-20\nxa1,UBND xã Hoà Bình,,xã,2030-09-20\n";
        let agencies = Agencies::from_csv(csv).unwrap();
        assert_eq!(agencies.named("SỞ XÂY DỰNG TỈNH AN GIANG"), Some(0));
        assert_eq!(agencies.named("sxd"), Some(0));
        assert_eq!(agencies.named("UBND xã Hòa Bình"), Some(1));
        assert_eq!(agencies.named("Sở Y tế"), None);
    }

    #[test]
    fn a_table_saved_by_excel_is_read() {
        let csv = "\u{feff}id;name;aliases;level;due\nsxd;Sở Xây dựng;;sở;2030-09-20\n";
        assert_eq!(Agencies::from_csv(csv).unwrap().0.len(), 1);
    }
}
