//! The offices that should report: `agencies.csv` with the columns id, name, aliases, superior, province, level, due.

use super::Letterhead;
use super::identity::Identity;
use crate::text::date;
use crate::text::fold::bare;
use std::fmt;

/// An office that should report.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Agency {
    /// Short stable id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Other names, separated by `;`.
    pub aliases: String,
    /// The agency above it.
    pub superior: String,
    /// Its province.
    pub province: String,
    /// sở, huyện, xã …
    pub level: String,
    /// Last day for the report, ISO.
    pub due: String,
}

/// The offices that should report.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Agencies(pub Vec<Agency>);

/// What is wrong with a list of offices.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ListFault {
    /// The header has no column of this name.
    NoColumn(&'static str),
    /// A row, counted from 1 with the header, leaves this column empty.
    Empty(usize, &'static str),
    /// A row has no day in this column: what stands there.
    NoDay(usize, &'static str, String),
    /// A row repeats the id of an earlier one.
    Repeated(usize, String),
}

impl fmt::Display for ListFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            ListFault::NoColumn(name) => write!(f, "không có cột “{name}” / no column {name:?}"),
            ListFault::Empty(row, name) => {
                write!(
                    f,
                    "dòng {row}: cột “{name}” để trống / row {row}: {name:?} is empty"
                )
            }
            ListFault::NoDay(row, name, found) => write!(
                f,
                "dòng {row}, cột “{name}”: “{found}” không phải ngày (dd/mm/yyyy hoặc yyyy-mm-dd) / \
                 row {row}, {name:?}: {found:?} is no day (dd/mm/yyyy or yyyy-mm-dd)"
            ),
            ListFault::Repeated(row, id) => {
                write!(
                    f,
                    "dòng {row}: mã “{id}” đã có ở trên / row {row}: id {id:?} stands above already"
                )
            }
        }
    }
}

/// The columns, required ones first, each with the words a header may use.
const COLUMNS: [(&str, &[&str]); 7] = [
    ("id", &["id", "ma", "ma don vi"]),
    ("name", &["name", "ten", "ten don vi", "don vi"]),
    ("aliases", &["aliases", "ten khac"]),
    ("superior", &["superior", "co quan chu quan", "cap tren"]),
    ("province", &["province", "tinh", "tinh thanh pho"]),
    ("level", &["level", "cap"]),
    ("due", &["due", "han", "han nop", "han gui"]),
];

impl Agencies {
    /// The offices of a table, its header first.
    ///
    /// # Errors
    /// What is wrong with it, row and column named: no id or name, an id twice, a day that is none.
    ///
    /// # Examples
    ///
    /// ```
    /// use phuluc::model::agencies::Agencies;
    ///
    /// let rows = [["id", "name", "due"], ["sxd", "Sở Xây dựng", "20/9/2030"]];
    /// let rows = rows.map(|row| row.map(str::to_owned).to_vec());
    /// let list = Agencies::of_table(&rows)?;
    /// assert_eq!(list.0[0].due, "2030-09-20");
    /// # Ok::<(), phuluc::model::agencies::ListFault>(())
    /// ```
    pub fn of_table(rows: &[Vec<String>]) -> Result<Agencies, ListFault> {
        let Some((header, rows)) = rows.split_first() else {
            return Err(ListFault::NoColumn("id"));
        };
        let at = COLUMNS.map(|(_, words)| {
            header
                .iter()
                .position(|cell| words.contains(&bare(cell).as_str()))
        });
        for ((name, _), found) in COLUMNS.iter().zip(at).take(2) {
            if found.is_none() {
                return Err(ListFault::NoColumn(name));
            }
        }
        let mut list: Vec<Agency> = Vec::new();
        for (number, row) in rows.iter().enumerate() {
            if row.iter().all(|cell| cell.trim().is_empty()) {
                continue;
            }
            let cells = at.map(|at| at.and_then(|at| row.get(at)).map_or("", |cell| cell.trim()));
            let agency = agency(number + 2, cells)?;
            if list.iter().any(|other| other.id == agency.id) {
                return Err(ListFault::Repeated(number + 2, agency.id));
            }
            list.push(agency);
        }
        Ok(Agencies(list))
    }

    /// The office of that printed name: its name or an alias in full, else the longest one it begins with.
    pub fn named(&self, printed: &str) -> Option<&Agency> {
        self.of_identity(&Identity::named(printed, "", ""), printed)
    }

    /// The office a letterhead names; none where several of one name cannot be told apart.
    pub fn of(&self, head: &Letterhead) -> Option<&Agency> {
        let printed = head.agency.as_ref()?;
        self.of_identity(&Identity::of(head), printed.as_str())
    }

    fn of_identity(&self, identity: &Identity, printed: &str) -> Option<&Agency> {
        let printed = bare(printed);
        let fitting = self.0.iter().filter(|agency| agency.may_be(identity));
        let lengths = fitting.filter_map(|agency| Some((agency.likeness(&printed)?, agency)));
        let mut best: Vec<(usize, &Agency)> = lengths.collect();
        let longest = best.iter().map(|(length, _)| *length).max()?;
        best.retain(|(length, _)| *length == longest);
        match best.as_slice() {
            [(_, agency)] => Some(agency),
            _ => None,
        }
    }
}

fn agency(row: usize, cells: [&str; 7]) -> Result<Agency, ListFault> {
    let [id, name, aliases, superior, province, level, due] = cells.map(str::to_owned);
    if id.is_empty() {
        return Err(ListFault::Empty(row, "id"));
    }
    if name.is_empty() {
        return Err(ListFault::Empty(row, "name"));
    }
    let due = match due.as_str() {
        "" => due,
        day => date::day(day).ok_or_else(|| ListFault::NoDay(row, "due", due.clone()))?,
    };
    Ok(Agency {
        id,
        name,
        aliases,
        superior,
        province,
        level,
        due,
    })
}

impl Agency {
    fn names(&self) -> impl Iterator<Item = &str> {
        std::iter::once(self.name.as_str())
            .chain(self.aliases.split(';'))
            .map(str::trim)
            .filter(|n| !n.is_empty())
    }

    /// Superior and province do not speak against it.
    fn may_be(&self, identity: &Identity) -> bool {
        let own = Identity::named(&identity.unit, &self.superior, &self.province);
        let other = Identity {
            unit: own.unit.clone(),
            ..identity.clone()
        };
        own.may_be(&other)
    }

    /// How much of the printed name is one of its own.
    fn likeness(&self, printed: &str) -> Option<usize> {
        let matches = |name: &str| {
            let name = bare(name);
            let whole = printed == name;
            let begins = printed
                .strip_prefix(name.as_str())
                .is_some_and(|rest| rest.starts_with(' '));
            (whole || begins && !name.is_empty()).then_some(name.len())
        };
        self.names().filter_map(matches).max()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn list(rows: &[&str]) -> Result<Agencies, ListFault> {
        let cells = |row: &&str| row.split('|').map(str::to_owned).collect();
        Agencies::of_table(&rows.iter().map(cells).collect::<Vec<_>>())
    }

    #[test]
    fn names_and_aliases_are_known_whatever_their_case_or_province() {
        let agencies = list(&[
            "id|name|aliases",
            "sxd|Sở Xây dựng|SXD",
            "xa1|UBND xã Hoà Bình|",
        ])
        .unwrap();
        let id = |name: &str| agencies.named(name).map(|agency| agency.id.as_str());
        assert_eq!(id("SỞ XÂY DỰNG TỈNH AN GIANG"), Some("sxd"));
        assert_eq!(id("sxd"), Some("sxd"));
        assert_eq!(id("UBND xã Hòa Bình"), Some("xa1"));
        assert_eq!(id("Sở Y tế"), None);
    }

    #[test]
    fn offices_of_one_name_are_told_by_superior_and_province() {
        let agencies = list(&[
            "Mã|Tên đơn vị|Tỉnh",
            "a|UBND xã Mỹ Phước|Vân Hải",
            "b|UBND xã Mỹ Phước|Hòa Giang",
        ])
        .unwrap();
        let of = |province: &str| {
            agencies
                .of_identity(
                    &Identity::named("UBND xã Mỹ Phước", "", province),
                    "UBND xã Mỹ Phước",
                )
                .map(|agency| agency.id.as_str())
        };
        assert_eq!(
            [of("Hòa Giang"), of("Vân Hải"), of("")],
            [Some("b"), Some("a"), None]
        );
    }

    #[test]
    fn a_day_is_read_or_refused_with_its_place() {
        let due = |day: &str| list(&["id|name|due", &format!("a|Sở A|{day}")]);
        assert_eq!(due("19/01/2026").unwrap().0[0].due, "2026-01-19");
        assert_eq!(due("2026-01-19").unwrap().0[0].due, "2026-01-19");
        for wrong in ["31/02/2026", "01/19/2026", "sắp tới", "2026"] {
            assert_eq!(
                due(wrong),
                Err(ListFault::NoDay(2, "due", wrong.to_owned())),
                "{wrong}"
            );
        }
    }

    #[test]
    fn a_list_that_names_nobody_or_one_twice_is_refused() {
        assert_eq!(list(&["name", "Sở A"]), Err(ListFault::NoColumn("id")));
        assert_eq!(list(&["id|name", "|Sở A"]), Err(ListFault::Empty(2, "id")));
        assert_eq!(
            list(&["id|name", "a|Sở A", "a|Sở B"]),
            Err(ListFault::Repeated(3, "a".into()))
        );
    }
}
