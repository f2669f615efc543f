//! Roman numerals, by which sections, quarters and lists are counted.

const SIGNS: [(u32, &str); 13] = [
    (1000, "M"),
    (900, "CM"),
    (500, "D"),
    (400, "CD"),
    (100, "C"),
    (90, "XC"),
    (50, "L"),
    (40, "XL"),
    (10, "X"),
    (9, "IX"),
    (5, "V"),
    (4, "IV"),
    (1, "I"),
];

/// A number as a Roman numeral; beyond their range, 1 to 3999, plain figures.
///
/// ```
/// use phuluc::text::roman::numeral;
/// assert_eq!([numeral(4), numeral(1994), numeral(0)], ["IV", "MCMXCIV", "0"]);
/// ```
pub fn numeral(number: u32) -> String {
    if !(1..4000).contains(&number) {
        return number.to_string();
    }
    let mut rest = number;
    let mut out = String::new();
    for (value, sign) in SIGNS {
        while rest >= value {
            out.push_str(sign);
            rest -= value;
        }
    }
    out
}

/// The number of a numeral written as it should be, of at most twenty: no form has more sections.
///
/// ```
/// use phuluc::text::roman::value;
/// assert_eq!([value("XIV"), value("IIII"), value("iv"), value("")], [Some(14), None, None, None]);
/// ```
pub fn value(printed: &str) -> Option<u32> {
    (1..=20).find(|number| numeral(*number) == printed)
}
