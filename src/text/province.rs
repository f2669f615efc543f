//! Provinces and their offices in time: those of before the mergers of 2025 and those since are not the same,
//! whatever they are called.

use super::fold::fold;
use super::vocabulary::{OFFICES_SINCE, PROVINCES_SINCE};

/// The first day of the 34 provinces. Source: Resolution 202/2025/QH15.
pub const PROVINCES_FROM: &str = "2025-07-01";
/// The first day of the merged offices of provinces. Source: Decree 45/2025/NĐ-CP.
pub const OFFICES_FROM: &str = "2025-03-01";

/// A province or centrally run city as it was before the mergers of 2025, or as it is since.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Province {
    name: &'static str,
    /// Of before 1 July 2025, when another went into the same one.
    before: bool,
}

impl Province {
    /// Its name, without "tỉnh" or "thành phố".
    pub fn name(self) -> &'static str {
        self.name
    }

    /// The one of today that it is or went into.
    pub fn today(self) -> Province {
        let name = if self.before { since(self.name) } else { None };
        Province {
            name: name.unwrap_or(self.name),
            before: false,
        }
    }

    /// Whether it is only a part of another: then the numbers of the two are of different places.
    pub fn is_part_of(self, other: Province) -> bool {
        self != other && self.today() == other
    }

    /// Those of before that went into it; itself where it was never merged.
    pub fn parts(self) -> Vec<Province> {
        let before = if self.before { None } else { parts(self.name) };
        match before {
            Some(names) if names.len() > 1 => names
                .iter()
                .map(|name| Province { name, before: true })
                .collect(),
            _ => vec![self],
        }
    }
}

/// The province of that name at a time; `None` where there was none, or where the time does not settle which.
/// The time is a day, a month or a year, ISO; a year alone does not settle 2025.
///
/// ```
/// use phuluc::text::province::era;
/// let (old, new) = (era("Cần Thơ", "2022"), era("Cần Thơ", "2026-03-14"));
/// assert_ne!(old, new);
/// assert!(old.zip(new).is_some_and(|(old, new)| old.is_part_of(new)));
/// assert!(era("Sóc Trăng", "2022").zip(new).is_some_and(|(old, new)| old.is_part_of(new)));
/// assert_eq!(era("Sóc Trăng", "2026"), None);
/// // What was never merged is the same at all times.
/// assert_eq!(era("Hà Nội", "2022"), era("Hà Nội", "2026"));
/// assert_eq!(era("Cần Thơ", "2025"), None);
/// ```
pub fn era(name: &str, date: &str) -> Option<Province> {
    let key = fold(name);
    let named = |names: &[&'static str]| names.iter().copied().find(|name| fold(name) == key);
    let whole = PROVINCES_SINCE
        .iter()
        .find(|(name, parts)| parts.len() == 1 && named(&[name, parts[0]]).is_some());
    if let Some((name, _)) = whole {
        return Some(Province {
            name,
            before: false,
        });
    }
    let before = is_before(date, PROVINCES_FROM)?;
    let mut groups = PROVINCES_SINCE.iter();
    let name = if before {
        groups.find_map(|(_, parts)| named(parts))
    } else {
        groups.find_map(|(name, _)| named(&[name]))
    };
    Some(Province {
        name: name?,
        before,
    })
}

/// The name that a province of before 2025 goes by at a time: its own, or that of the one it went into.
///
/// ```
/// use phuluc::text::province::successor;
/// assert_eq!(successor("Sóc Trăng", "2026-03-14"), Some("Cần Thơ"));
/// assert_eq!(successor("Sóc Trăng", "2022-09-15"), Some("Sóc Trăng"));
/// assert_eq!(successor("Thừa Thiên Huế", "2026"), Some("Huế"));
/// assert_eq!(successor("Hòa Giang", "2026"), None);
/// ```
pub fn successor(name: &str, date: &str) -> Option<&'static str> {
    let key = fold(name);
    let own = all().find(|name| fold(name) == key)?;
    match is_before(date, PROVINCES_FROM)? {
        true => Some(own),
        false => since(own),
    }
}

/// The name that an office of a province goes by at a time; its own where nothing was merged. The offices of a
/// report's letterhead come without their province.
///
/// ```
/// use phuluc::text::province::office;
/// assert_eq!(office("Sở Thông tin và Truyền thông", "2025-06-14"), "Sở Khoa học và Công nghệ");
/// assert_eq!(office("Sở Thông tin và Truyền thông", "2022-09-15"), "Sở Thông tin và Truyền thông");
/// assert_eq!(office("SỞ Y TẾ", "2026"), "SỞ Y TẾ");
/// ```
pub fn office<'n>(name: &'n str, date: &str) -> &'n str {
    if is_before(date, OFFICES_FROM) != Some(false) {
        return name;
    }
    let key = fold(name);
    let merged = OFFICES_SINCE
        .iter()
        .find(|(_, parts)| parts.iter().any(|part| fold(part) == key));
    merged.map_or(name, |(today, _)| today)
}

/// The offices of before 2025 that went into one of today; none where nothing was merged.
pub fn offices_before(name: &str) -> &'static [&'static str] {
    let key = fold(name);
    let today = OFFICES_SINCE.iter().find(|(name, _)| fold(name) == key);
    today.map_or(&[], |(_, parts)| parts)
}

/// Every name a province has had, the 34 of today among them, some twice.
pub fn all() -> impl Iterator<Item = &'static str> {
    PROVINCES_SINCE
        .iter()
        .flat_map(|(name, parts)| parts.iter().chain([name]).copied())
}

/// The name of today for a name of before.
fn since(name: &str) -> Option<&'static str> {
    let group =
        |(today, parts): &&(&'static str, Vec<&str>)| *today == name || parts.contains(&name);
    // A name of before is looked for among those first: there is no other way into a merged one.
    let merged = PROVINCES_SINCE
        .iter()
        .find(|(_, parts)| parts.contains(&name));
    Some(merged.or_else(|| PROVINCES_SINCE.iter().find(group))?.0)
}

fn parts(today: &str) -> Option<&'static [&'static str]> {
    let group = PROVINCES_SINCE.iter().find(|(name, _)| *name == today)?;
    Some(&group.1)
}

/// Whether a time lies before a day; `None` where the time is too long to say, or none.
fn is_before(date: &str, day: &str) -> Option<bool> {
    let shape = |at: usize, c: u8| {
        if at == 4 || at == 7 {
            c == b'-'
        } else {
            c.is_ascii_digit()
        }
    };
    let is_time = matches!(date.len(), 4 | 7 | 10);
    let is_time = is_time && date.bytes().enumerate().all(|(at, c)| shape(at, c));
    // The days it was settled on are the first of a month: a month is settled, a year is not.
    let settled = date.len() > 4 || !day.starts_with(date);
    (is_time && settled).then(|| date < &day[..date.len()])
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn sixty_three_went_into_thirty_four_each_into_one() {
        let today: BTreeSet<_> = PROVINCES_SINCE.iter().map(|(name, _)| *name).collect();
        let before: Vec<_> = PROVINCES_SINCE
            .iter()
            .flat_map(|(_, parts)| parts)
            .collect();
        let once: BTreeSet<_> = before.iter().collect();
        assert_eq!((PROVINCES_SINCE.len(), today.len()), (34, 34));
        assert_eq!((before.len(), once.len()), (63, 63));
        let alone = PROVINCES_SINCE.iter().filter(|(_, parts)| parts.len() == 1);
        assert_eq!(alone.count(), 11);
        // Each keeps the name of one of its parts, but Huế.
        let renamed: Vec<_> = PROVINCES_SINCE
            .iter()
            .filter(|(name, parts)| !parts.contains(name))
            .map(|(name, _)| *name)
            .collect();
        assert_eq!(renamed, ["Huế"]);
    }

    #[test]
    fn the_parts_of_a_province_are_parts_and_never_it() {
        for (name, _) in PROVINCES_SINCE.iter() {
            let today = era(name, "2026").unwrap();
            for part in today.parts() {
                assert_eq!(part.today(), today);
                assert_eq!(part.is_part_of(today), part != today);
                assert_eq!(era(part.name(), "2022-09-15"), Some(part));
                assert!(!today.is_part_of(part));
            }
        }
        let can_tho = era("Cần Thơ", "2026").unwrap();
        let names: Vec<_> = can_tho.parts().iter().map(|part| part.name()).collect();
        assert_eq!(names, ["Sóc Trăng", "Hậu Giang", "Cần Thơ"]);
        assert!(
            !era("Sóc Trăng", "2022")
                .unwrap()
                .is_part_of(era("Cần Thơ", "2022").unwrap())
        );
    }

    #[test]
    fn the_day_decides() {
        let name = |date| era("Cần Thơ", date).map(|found| found.parts().len());
        assert_eq!(name("2025-06-30"), Some(1));
        assert_eq!(name("2025-07-01"), Some(3));
        assert_eq!((name("2025-06"), name("2025-07")), (Some(1), Some(3)));
        assert_eq!((name("2025"), name("quý I"), name("")), (None, None, None));
        assert_eq!(era("Huế", "2025-03-01"), era("Thừa Thiên Huế", "2022"));
        assert_eq!(
            era("khánh hoà", "2026").map(Province::name),
            Some("Khánh Hòa")
        );
    }

    #[test]
    fn merged_offices_are_known_by_what_they_are_since() {
        assert_eq!(
            office("Ban Dân tộc", "2025-03-01"),
            "Sở Dân tộc và Tôn giáo"
        );
        assert_eq!(
            office("Sở Kế hoạch và Đầu tư", "2025-02-28"),
            "Sở Kế hoạch và Đầu tư"
        );
        assert_eq!(office("SỞ NỘI VỤ", "2026"), "Sở Nội vụ");
        assert_eq!(office("Sở Tư pháp", "2025"), "Sở Tư pháp");
        assert_eq!(
            offices_before("Sở Xây dựng"),
            ["Sở Xây dựng", "Sở Giao thông vận tải"]
        );
        assert!(offices_before("Sở Y tế").is_empty());
        let mut once = BTreeSet::new();
        let parts = OFFICES_SINCE.iter().flat_map(|(_, parts)| parts);
        assert!(parts.into_iter().all(|part| once.insert(part)));
    }
}
