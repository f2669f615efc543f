//! At which level of government an agency stands, by the words of its name.

use crate::model::{Letterhead, Level};
use crate::text::{Text, fold::bare, vocabulary};

/// From that day Huế is governed as a province is. Source: Resolution 175/2024/QH15.
const HUE_FROM: &str = "2025-01-01";

/// The level of the agency of a letterhead; `None` where its name does not tell.
pub(super) fn level(head: &Letterhead) -> Option<Level> {
    let name = bare(head.agency.as_ref()?.as_str());
    let under_province = head.parent_agency.as_ref().is_some_and(of_province);
    if let Some(council) = begins(&name, vocabulary::COUNCILS.iter()) {
        let place = place(&name[council..], under_province, head.date.as_deref());
        return place.map(|place| place.0);
    }
    if let Some(office) = begins(&name, vocabulary::COUNCIL_OFFICES.iter()) {
        let place = place(&name[office..], under_province, head.date.as_deref());
        let level = |(level, _)| match level {
            Level::Province => Level::Department,
            _ => Level::Other,
        };
        return place.map(level);
    }
    let openings = vocabulary::LEVELS.iter();
    let openings = openings.flat_map(|(level, words)| words.iter().map(move |word| (*level, word)));
    let fits = openings.filter(|(_, word)| begins(&name, [bare(word)].iter()).is_some());
    named(fits.max_by_key(|(_, word)| bare(word).len())?.0)
}

/// How far the longest of some openings reaches that a name begins with, as whole words.
fn begins<'w>(name: &str, openings: impl Iterator<Item = &'w String>) -> Option<usize> {
    let is_whole = |rest: &str| rest.is_empty() || rest.starts_with(' ');
    openings
        .filter(|opening| name.strip_prefix(opening.as_str()).is_some_and(is_whole))
        .map(String::len)
        .max()
}

/// "UBND TỈNH …", but no "UBND thành phố": that may be of either kind.
fn of_province(parent: &Text) -> bool {
    bare(parent.as_str()).split(' ').any(|word| word == "tinh")
}

/// The level of the place a name goes on with, and where its words begin. Between a council and its place may
/// stand another: "HĐND VÀ UBND XÃ TÂN HÒA".
fn place(after: &str, under_province: bool, date: Option<&str>) -> Option<(Level, usize)> {
    let starts = after.match_indices(' ').map(|(at, _)| at + 1);
    starts
        .filter_map(|at| Some((place_here(&after[at..], under_province, date)?, at)))
        .next()
}

fn place_here(words: &str, under_province: bool, date: Option<&str>) -> Option<Level> {
    let city = ["thanh pho ", "tp "];
    if let Some(name) = city.iter().find_map(|word| words.strip_prefix(word)) {
        let like_province = begins(name, vocabulary::CITIES.iter()).is_some();
        return match (like_province, name.starts_with("hue"), date) {
            _ if under_province => Some(Level::District),
            (true, true, None) => None,
            (true, true, Some(date)) if date < HUE_FROM => Some(Level::District),
            (true, ..) => Some(Level::Province),
            (false, ..) => Some(Level::District),
        };
    }
    let places = vocabulary::PLACE_LEVELS.iter();
    let fits = |word: &&str| begins(words, [bare(word)].iter()).is_some();
    let mut fitting = places.filter(|(_, openings)| openings.iter().any(&fits));
    named(fitting.next()?.0)
}

/// The level a list goes by.
fn named(name: &str) -> Option<Level> {
    let all = [
        ("ministry", Level::Ministry),
        ("province", Level::Province),
        ("department", Level::Department),
        ("district", Level::District),
        ("commune", Level::Commune),
        ("party", Level::Party),
        ("other", Level::Other),
    ];
    all.into_iter()
        .find(|(known, _)| *known == name)
        .map(|(_, level)| level)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(parent: &str, agency: &str, date: Option<&str>) -> Option<Level> {
        level(&Letterhead {
            agency: Some(Text::clean(agency)),
            parent_agency: Some(Text::clean(parent)).filter(|parent| !parent.is_empty()),
            date: date.map(str::to_owned),
            ..Letterhead::default()
        })
    }

    #[test]
    fn a_name_tells_its_level() {
        for (parent, agency, level) in [
            ("", "BỘ NỘI VỤ", Some(Level::Ministry)),
            ("", "BỘ CHỈ HUY QUÂN SỰ TỈNH HÒA GIANG", Some(Level::Other)),
            ("", "UBND TỈNH HÒA GIANG", Some(Level::Province)),
            (
                "",
                "ỦY BAN NHÂN DÂN THÀNH PHỐ CẦN THƠ",
                Some(Level::Province),
            ),
            ("", "UBND thành phố Hòa Giang", Some(Level::District)),
            (
                "UBND TỈNH HÒA GIANG",
                "UBND THÀNH PHỐ CẦN THƠ",
                Some(Level::District),
            ),
            ("UBND TỈNH HÒA GIANG", "SỞ NỘI VỤ", Some(Level::Department)),
            (
                "UBND TỈNH HÒA GIANG",
                "BAN QUẢN LÝ CÁC KHU CÔNG NGHIỆP",
                Some(Level::Department),
            ),
            (
                "",
                "Văn phòng HĐND và UBND huyện Tân Hòa",
                Some(Level::Other),
            ),
            ("", "Văn phòng UBND tỉnh Hòa Giang", Some(Level::Department)),
            (
                "UBND TỈNH HÒA GIANG",
                "VĂN PHÒNG UBND TỈNH",
                Some(Level::Department),
            ),
            ("", "Thanh tra tỉnh Hòa Giang", Some(Level::Department)),
            (
                "UBND TỈNH HÒA GIANG",
                "UBND HUYỆN TÂN HÒA",
                Some(Level::District),
            ),
            ("", "HĐND&UBND XÃ TÂN HÒA", Some(Level::Commune)),
            ("", "Ủy ban nhân dân đặc khu Tân Hòa", Some(Level::Commune)),
            (
                "ĐẢNG BỘ TỈNH HÒA GIANG",
                "ĐẢNG ỦY SỞ NỘI VỤ",
                Some(Level::Party),
            ),
            ("SỞ Y TẾ", "BỆNH VIỆN ĐA KHOA TỈNH", Some(Level::Other)),
            (
                "UBND XÃ TÂN HÒA",
                "TRẠM Y TẾ XÃ TÂN HÒA",
                Some(Level::Other),
            ),
            ("", "ỦY BAN NHÂN DÂN", None),
            ("", "TỔ CÔNG TÁC", None),
        ] {
            assert_eq!(of(parent, agency, None), level, "{agency}");
        }
    }

    #[test]
    fn hue_became_like_a_province() {
        let hue = |date| of("", "UBND THÀNH PHỐ HUẾ", date);
        assert_eq!(hue(Some("2024-12-31")), Some(Level::District));
        assert_eq!(hue(Some("2025-01-01")), Some(Level::Province));
        assert_eq!(hue(None), None);
    }

    #[test]
    fn every_level_of_the_lists_is_one() {
        let lists = vocabulary::LEVELS
            .iter()
            .chain(vocabulary::PLACE_LEVELS.iter());
        assert!(lists.into_iter().all(|(name, _)| named(name).is_some()));
    }
}
