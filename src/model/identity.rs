//! Which office a letterhead names: three communes of one name are three.

use super::Letterhead;
use crate::text::fold::bare;
use crate::text::province;
use std::collections::BTreeMap;

/// An office as a letterhead names it, made comparable.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Identity {
    /// The office without its province; empty when none is printed.
    pub unit: String,
    /// The agency above it; empty when none is printed.
    pub superior: String,
    /// The province; empty when none is known.
    pub province: String,
}

impl Identity {
    /// The office a letterhead names.
    pub fn of(head: &Letterhead) -> Identity {
        let agency = head.agency.as_ref().map(|name| name.as_str());
        let superior = head.parent_agency.as_ref().map(|name| name.as_str());
        let province = head.province.as_ref().map(|name| name.as_str());
        Identity::named(
            agency.unwrap_or_default(),
            superior.unwrap_or_default(),
            province.unwrap_or_default(),
        )
    }

    /// The office of these names; each may be empty.
    pub fn named(unit: &str, superior: &str, province: &str) -> Identity {
        let province = bare(province);
        let short = |name: &str| without_province(&in_full(&bare(name)), &province).to_owned();
        Identity {
            unit: short(unit),
            superior: short(superior),
            province,
        }
    }

    /// Nothing in the two speaks against their being one office.
    pub fn may_be(&self, other: &Identity) -> bool {
        let agree = |a: &str, b: &str| a.is_empty() || b.is_empty() || a == b;
        // A superior on two lines may have lost its second.
        let begins = |a: &str, b: &str| a.strip_prefix(b).is_some_and(|rest| rest.starts_with(' '));
        let (own, others) = (&self.superior, &other.superior);
        self.unit == other.unit
            && (agree(own, others) || begins(own, others) || begins(others, own))
            && agree(&self.province, &other.province)
    }

    /// How much of superior and province is known.
    fn known(&self) -> usize {
        usize::from(!self.superior.is_empty()) + usize::from(!self.province.is_empty())
    }
}

/// What letterheads shorten: "ubnd" is "uy ban nhan dan".
fn in_full(name: &str) -> String {
    let word = |word: &str| match word {
        "ubnd" => "uy ban nhan dan".to_owned(),
        "hdnd" => "hoi dong nhan dan".to_owned(),
        other => other.to_owned(),
    };
    name.split(' ').map(word).collect::<Vec<_>>().join(" ")
}

/// "so noi vu tinh hoa giang" → "so noi vu", when the province is "hoa giang".
fn without_province<'n>(name: &'n str, province: &str) -> &'n str {
    if province.is_empty() {
        return name;
    }
    let shorter = name.strip_suffix(province).and_then(|before| {
        let before = before.trim_end();
        ["tinh", "thanh pho", "tp"]
            .iter()
            .find_map(|lead| before.strip_suffix(lead)?.strip_suffix(' '))
    });
    shorter.filter(|rest| !rest.is_empty()).unwrap_or(name)
}

/// Whether two reports of one office's name are of one office: where its province, or itself, was merged with others
/// between the two, the older one's figures are those of a part.
pub fn is_unmerged(a: &Letterhead, b: &Letterhead) -> bool {
    let (Some(day_a), Some(day_b)) = (day(a), day(b)) else {
        return true;
    };
    let eras = [(a, day_a), (b, day_b)].map(|(head, day)| {
        let province = head.province.as_ref()?;
        province::era(province.as_str(), day)
    });
    let same_province = match eras {
        [Some(a), Some(b)] => a == b,
        _ => true,
    };
    let was_merged = !province::offices_before(&without_its_province(a)).is_empty();
    let apart = (day_a < province::OFFICES_FROM) != (day_b < province::OFFICES_FROM);
    same_province && !(was_merged && apart)
}

/// The last day a report is about, else its own.
fn day(head: &Letterhead) -> Option<&str> {
    let end = head
        .period
        .as_ref()
        .and_then(|period| period.end.as_deref());
    end.or(head.date.as_deref())
}

/// "Sở Xây dựng tỉnh An Giang" → "Sở Xây dựng".
fn without_its_province(head: &Letterhead) -> String {
    let name = head.agency.as_ref().map_or("", |name| name.as_str());
    let cut = [" tỉnh ", " thành phố ", " TỈNH ", " THÀNH PHỐ "];
    let end = cut.iter().filter_map(|word| name.find(word)).min();
    name.get(..end.unwrap_or(name.len()))
        .unwrap_or(name)
        .to_owned()
}

/// A number for each office, the same for those that are one. A letterhead that leaves out superior or province
/// goes with the one office of its name that is told in full; where there are several it stays by itself, for
/// nothing tells which of them it is. One without a name is no office: `None`.
///
/// # Examples
///
/// ```
/// use phuluc::model::identity::{Identity, offices};
///
/// let commune = |province| Identity::named("UBND xã Tân Hòa", "", province);
/// let numbers = offices(&[commune("Hòa Giang"), commune(""), commune("Vân Hải"), Identity::default()]);
/// // Two communes of one name; the second letterhead could be either.
/// assert_eq!(numbers, [Some(0), Some(2), Some(1), None]);
/// ```
pub fn offices(identities: &[Identity]) -> Vec<Option<usize>> {
    let mut by_unit: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (at, one) in identities.iter().enumerate() {
        by_unit.entry(&one.unit).or_default().push(at);
    }
    let mut numbers = vec![None; identities.len()];
    let mut next = 0;
    for (unit, mut group) in by_unit {
        if unit.is_empty() {
            continue;
        }
        // Those told in full come first, the others find them; the order of the inputs decides nothing.
        group.sort_by(|&a, &b| {
            let (a, b) = (&identities[a], &identities[b]);
            (b.known(), a).cmp(&(a.known(), b))
        });
        let mut clusters: Vec<(Vec<&Identity>, usize)> = Vec::new();
        for at in group {
            let one = &identities[at];
            let fits = |cluster: &&mut (Vec<&Identity>, usize)| {
                cluster.0.iter().all(|other| other.may_be(one))
            };
            let mut fitting: Vec<_> = clusters.iter_mut().filter(fits).collect();
            let equal = |cluster: &&mut (Vec<&Identity>, usize)| cluster.0.contains(&one);
            let own = fitting.iter().position(equal);
            let taken = match (own, fitting.len()) {
                (Some(own), _) => Some(own),
                (None, 1) => Some(0),
                _ => None,
            };
            match taken.and_then(|at| fitting.get_mut(at)) {
                Some(cluster) => {
                    cluster.0.push(one);
                    numbers[at] = Some(cluster.1);
                }
                None => {
                    clusters.push((vec![one], next));
                    numbers[at] = Some(next);
                    next += 1;
                }
            }
        }
    }
    numbers
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_province_behind_the_name_is_no_part_of_it() {
        let long = Identity::named(
            "Sở Nội vụ tỉnh Hòa Giang",
            "UBND tỉnh Hòa Giang",
            "Hòa Giang",
        );
        let short = Identity::named("SỞ NỘI VỤ", "", "Hòa Giang");
        assert!(long.may_be(&short));
        assert_eq!(offices(&[long, short]), [Some(0), Some(0)]);
    }

    #[test]
    fn communes_of_one_name_under_other_superiors_are_others() {
        let of = |superior| Identity::named("UBND xã Mỹ Phước", superior, "");
        assert_eq!(
            offices(&[of("UBND huyện A"), of("UBND huyện B"), of("UBND huyện A")]),
            [Some(0), Some(1), Some(0)]
        );
    }

    #[test]
    fn a_superior_cut_short_or_shortened_is_the_same() {
        let of = |superior| Identity::named("UBND huyện A", superior, "An Giang");
        let all = [
            of("ỦY BAN NHÂN DÂN TỈNH AN GIANG"),
            of("ỦY BAN NHÂN DÂN TỈNH"),
            of("UBND tỉnh An Giang"),
            of(""),
        ];
        assert_eq!(offices(&all), [Some(0); 4]);
    }

    #[test]
    fn what_was_merged_in_between_is_not_the_same() {
        use crate::text::Text;
        let of = |agency: &str, province: &str, date: &str| Letterhead {
            agency: Some(Text::clean(agency)),
            province: Some(Text::clean(province)),
            date: Some(date.into()),
            ..Letterhead::default()
        };
        let health = |province, date| of("Sở Y tế", province, date);
        assert!(!is_unmerged(
            &health("Cần Thơ", "2024-09-14"),
            &health("Cần Thơ", "2026-09-14")
        ));
        assert!(is_unmerged(
            &health("Hà Nội", "2024-09-14"),
            &health("Hà Nội", "2026-09-14")
        ));
        let building = |date| of("Sở Xây dựng thành phố Hà Nội", "Hà Nội", date);
        assert!(!is_unmerged(
            &building("2024-12-14"),
            &building("2025-06-14")
        ));
        assert!(is_unmerged(
            &building("2025-06-14"),
            &building("2025-09-14")
        ));
    }

    #[test]
    fn letterheads_that_tell_nothing_more_are_one_office() {
        let bare = || Identity::named("Sở Y tế", "", "");
        assert_eq!(offices(&[bare(), bare()]), [Some(0), Some(0)]);
    }
}
