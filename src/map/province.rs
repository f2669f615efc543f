//! The provinces and centrally run cities: the 63 before July 2025 and the 34 since, which are among them.

use crate::text::fold::fold;
use std::sync::LazyLock;

const NAMES: [&str; 63] = [
    "An Giang",
    "Bà Rịa - Vũng Tàu",
    "Bạc Liêu",
    "Bắc Giang",
    "Bắc Kạn",
    "Bắc Ninh",
    "Bến Tre",
    "Bình Dương",
    "Bình Định",
    "Bình Phước",
    "Bình Thuận",
    "Cà Mau",
    "Cao Bằng",
    "Cần Thơ",
    "Đà Nẵng",
    "Đắk Lắk",
    "Đắk Nông",
    "Điện Biên",
    "Đồng Nai",
    "Đồng Tháp",
    "Gia Lai",
    "Hà Giang",
    "Hà Nam",
    "Hà Nội",
    "Hà Tĩnh",
    "Hải Dương",
    "Hải Phòng",
    "Hậu Giang",
    "Hòa Bình",
    "Hồ Chí Minh",
    "Hưng Yên",
    "Khánh Hòa",
    "Kiên Giang",
    "Kon Tum",
    "Lai Châu",
    "Lạng Sơn",
    "Lào Cai",
    "Lâm Đồng",
    "Long An",
    "Nam Định",
    "Nghệ An",
    "Ninh Bình",
    "Ninh Thuận",
    "Phú Thọ",
    "Phú Yên",
    "Quảng Bình",
    "Quảng Nam",
    "Quảng Ngãi",
    "Quảng Ninh",
    "Quảng Trị",
    "Sóc Trăng",
    "Sơn La",
    "Tây Ninh",
    "Thái Bình",
    "Thái Nguyên",
    "Thanh Hóa",
    "Thừa Thiên Huế",
    "Tiền Giang",
    "Trà Vinh",
    "Tuyên Quang",
    "Vĩnh Long",
    "Vĩnh Phúc",
    "Yên Bái",
];

/// The city that was a part of Thừa Thiên Huế until 2025.
const SINCE_2025: &str = "Huế";

/// What stands before the name of a province, and the names, as they are searched for: folded, a space behind.
struct Keys {
    leads: Vec<String>,
    names: Vec<(String, &'static str)>,
}

static KEYS: LazyLock<Keys> = LazyLock::new(|| {
    let key = |words: &str| format!("{} ", fold(words));
    let names = NAMES.iter().chain(std::iter::once(&SINCE_2025));
    Keys {
        leads: ["tỉnh", "thành phố", "tp"].map(key).to_vec(),
        names: names.map(|name| (key(name), *name)).collect(),
    }
});

/// The province a text names first after "tỉnh" or "thành phố".
pub fn named_in(text: &str) -> Option<&'static str> {
    let key = format!(" {} ", fold(text));
    let leads = KEYS
        .leads
        .iter()
        .flat_map(|lead| key.match_indices(lead.as_str()));
    leads
        .filter(|(at, _)| key[..*at].ends_with(' '))
        .filter_map(|(at, lead)| {
            let after = &key[at + lead.len()..];
            let names = KEYS
                .names
                .iter()
                .filter(|(name, _)| after.starts_with(name.as_str()));
            Some((at, names.max_by_key(|(name, _)| name.len())?.1))
        })
        .min_by_key(|(at, _)| *at)
        .map(|(_, name)| name)
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
        assert_eq!(
            named_in("các tỉnh, tỉnh Quảng Nam và thành phố Huế"),
            Some("Quảng Nam")
        );
        assert_eq!(named_in("An Giang; cấu hình Hà Nội"), None);
    }
}
