//! Text typed in the Vietnamese encodings before Unicode: TCVN3, VNI, VISCII, VPS, Windows-1258.
//!
//! Such a file holds Western letters that only the right font draws as Vietnamese ("Céng hoµ x· héi").
//! The font's name hints at it but proves nothing, a single word says too little, so a document is
//! looked at twice: [`Survey::add`] every piece (paragraph, cell), then [`Plan::convert`] each of them.
//! A piece that reads as Vietnamese Unicode, or as another language, is never touched.
//!
//! For a text without fonts, [`detect`] and [`decode`] do.

mod decode;
mod double;
mod font;
mod plan;
mod score;
mod table;
mod vni;

pub use double::{DoubleConverted, double_converted};
pub use font::{Hint, hint};
pub use plan::{Converted, FirstLook, Plan, Run, Survey};
pub use table::windows_1252;

use serde::{Deserialize, Serialize};

/// An encoding of Vietnamese from before Unicode.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Encoding {
    /// TCVN 5712:1993, "ABC": the `.Vn…` fonts.
    Tcvn3,
    /// VNI-Windows: the `VNI-…` fonts.
    Vni,
    /// VISCII 1.1.
    Viscii,
    /// VPS.
    Vps,
    /// Windows-1258 taken for Windows-1252.
    Cp1258,
}

impl Encoding {
    /// Every encoding, the commonest first.
    pub const ALL: [Encoding; 5] = [
        Encoding::Tcvn3,
        Encoding::Vni,
        Encoding::Viscii,
        Encoding::Vps,
        Encoding::Cp1258,
    ];

    /// Its usual name.
    pub fn name(self) -> &'static str {
        match self {
            Encoding::Tcvn3 => "TCVN3",
            Encoding::Vni => "VNI",
            Encoding::Viscii => "VISCII",
            Encoding::Vps => "VPS",
            Encoding::Cp1258 => "Windows-1258",
        }
    }
}

/// The old encoding a text is in; `None` for Unicode, other languages and whatever is too short to tell.
///
/// ```
/// use phuluc::text::legacy::{Encoding, detect};
/// assert_eq!(detect("Céng hoµ x· héi chñ nghÜa ViÖt Nam"), Some(Encoding::Tcvn3));
/// assert_eq!(detect("Coäng hoøa xaõ hoäi chuû nghóa Vieät Nam"), Some(Encoding::Vni));
/// assert_eq!(detect("Cộng hoà xã hội chủ nghĩa Việt Nam"), None);
/// assert_eq!(detect("L'été, où l'on a dû fêter Noël"), None);
/// ```
pub fn detect(text: &str) -> Option<Encoding> {
    let mut survey = Survey::default();
    for line in text.lines() {
        survey.add(&[Run {
            text: line,
            font: None,
        }]);
    }
    survey.plan().encoding()
}

/// A text of a known old encoding in Unicode (NFC).
///
/// ```
/// use phuluc::text::legacy::{Encoding, decode};
/// assert_eq!(decode("Tr­êng ®¹i häc", Encoding::Tcvn3), "Trường đại học");
/// assert_eq!(decode("Baûng aún chöõ", Encoding::Vni), "Bảng ẳn chữ");
/// ```
pub fn decode(text: &str, encoding: Encoding) -> String {
    decode::letters(
        text.chars()
            .map(|c| decode::Letter {
                c,
                encoding: Some(encoding),
                capital: false,
            })
            .collect(),
    )
}
