//! What a font's name says about the encoding of its text. A hint, never a proof.

use super::Encoding;

/// What a font name hints at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hint {
    /// The encoding its glyphs are laid out for.
    pub encoding: Encoding,
    /// Its small letters are drawn as capitals (`.VnTimeH`).
    pub capitals: bool,
}

/// The hint of a font name, subset prefix (`FBHPEM+`) or not.
///
/// ```
/// use phuluc::text::legacy::{Encoding, hint};
/// assert!(hint("FBHPEM+.VnTimeH,Bold").is_some_and(|h| h.encoding == Encoding::Tcvn3 && h.capitals));
/// assert!(hint("VNI-Times").is_some_and(|h| h.encoding == Encoding::Vni));
/// assert_eq!(hint("Times New Roman"), None);
/// ```
pub fn hint(font: &str) -> Option<Hint> {
    let name = font.split_once('+').map_or(font, |(_, name)| name).trim();
    let encoding = encoding(name)?;
    let capitals = encoding == Encoding::Tcvn3 && family(name).ends_with('H');
    Some(Hint { encoding, capitals })
}

fn encoding(name: &str) -> Option<Encoding> {
    let starts = |prefix: &str| {
        name.get(..prefix.len())
            .is_some_and(|head| head.eq_ignore_ascii_case(prefix))
    };
    match () {
        () if starts(".Vn") => Some(Encoding::Tcvn3),
        () if name.starts_with("Vn") && name[2..].starts_with(|c: char| c.is_ascii_uppercase()) => {
            Some(Encoding::Tcvn3)
        }
        () if starts("VNI-") || starts("VNI ") => Some(Encoding::Vni),
        () if starts("VPS ") || starts("VPS-") => Some(Encoding::Vps),
        () if starts("VISCII") || starts("VI Times") => Some(Encoding::Viscii),
        () => None,
    }
}

/// The name without style and script ("Bold", " Tur").
fn family(name: &str) -> &str {
    const TAILS: [&str; 12] = [
        "Bold",
        "Italic",
        "Regular",
        "MT",
        "PS",
        "Tur",
        "CE",
        "Cyr",
        "Greek",
        "Baltic",
        "(Vietnamese)",
        "Normal",
    ];
    let mut rest = name.split(',').next().unwrap_or(name);
    while let Some(shorter) = TAILS.iter().find_map(|tail| rest.strip_suffix(tail)) {
        rest = shorter.trim_end_matches([' ', '-', '_']);
    }
    rest
}
