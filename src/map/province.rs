//! The provinces and centrally run cities: the 63 before July 2025 and the 34 since, which are among them.

use crate::text::{fold::bare, fold::fold, province, vocabulary};
use std::collections::BTreeSet;
use std::sync::LazyLock;

/// What stands before the name of a province, and the names, as they are searched for: a space behind each.
struct Keys {
    key: fn(&str) -> String,
    leads: Vec<String>,
    names: Vec<(String, &'static str)>,
}

/// With their marks first; without them "ĐĂK LĂK" and slips of scans are known too.
static KEYS: LazyLock<[Keys; 2]> = LazyLock::new(|| [Keys::of(fold), Keys::of(bare)]);

impl Keys {
    fn of(key: fn(&str) -> String) -> Keys {
        let spaced = |words: &str| format!("{} ", key(words));
        let leads = vocabulary::PROVINCE_LEADS.iter();
        let once: BTreeSet<&'static str> = province::all().collect();
        Keys {
            key,
            leads: leads.map(|lead| spaced(lead)).collect(),
            names: once.into_iter().map(|name| (spaced(name), name)).collect(),
        }
    }

    fn first_in(&self, text: &str) -> Option<&'static str> {
        let key = format!(" {} ", (self.key)(text));
        let leads = self.leads.iter();
        let leads = leads.flat_map(|lead| key.match_indices(lead.as_str()));
        leads
            .filter(|(at, _)| key[..*at].ends_with(' '))
            .filter_map(|(at, lead)| {
                let after = &key[at + lead.len()..];
                let names = self.names.iter();
                let names = names.filter(|(name, _)| after.starts_with(name.as_str()));
                Some((at, names.max_by_key(|(name, _)| name.len())?.1))
            })
            .min_by_key(|(at, _)| *at)
            .map(|(_, name)| name)
    }
}

/// The province a text names first after "tỉnh" or "thành phố".
pub fn named_in(text: &str) -> Option<&'static str> {
    KEYS.iter().find_map(|keys| keys.first_in(text))
}

/// The province most often named in some texts.
pub fn most_named<'a>(texts: impl Iterator<Item = &'a str>) -> Option<&'static str> {
    let mut counts = std::collections::BTreeMap::<&'static str, usize>::new();
    for name in texts.filter_map(named_in) {
        *counts.entry(name).or_default() += 1;
    }
    counts
        .into_iter()
        .max_by_key(|(_, count)| *count)
        .map(|(name, _)| name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_commune_that_shares_a_provinces_name_is_not_the_province() {
        assert_eq!(named_in("UBND xã Hòa Bình"), None);
        assert_eq!(named_in("UBND TỈNH HƯNG YÊN"), Some("Hưng Yên"));
        assert_eq!(
            named_in("Sở Khoa học và Công nghệ thành phố Cần Thơ"),
            Some("Cần Thơ")
        );
        assert_eq!(named_in("tỉnh Khánh Hoà"), Some("Khánh Hòa"));
        assert_eq!(named_in("UBND TỈNH ĐĂK LĂK"), Some("Đắk Lắk"));
        assert_eq!(
            named_in("các tỉnh, tỉnh Quảng Nam và thành phố Huế"),
            Some("Quảng Nam")
        );
        assert_eq!(named_in("An Giang; cấu hình Hà Nội"), None);
    }
}
