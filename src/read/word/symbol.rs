//! Characters of symbol fonts: a code in the private area means what the font draws there.

/// What is printed for a code of a symbol font; `None` when we do not know the drawing.
pub(in crate::read) fn symbol(code: u32, font: &str) -> Option<char> {
    let low = match code {
        0xF020..=0xF0FF => code - 0xF000,
        0x20..=0xFF => code,
        _ => return char::from_u32(code),
    };
    let font = font.to_ascii_lowercase();
    if font.starts_with("wingdings 2") {
        wingdings_2(low)
    } else if font.starts_with("wingdings") {
        wingdings(low)
    } else if font.starts_with("webdings") {
        webdings(low)
    } else if font.starts_with("symbol") || font.is_empty() {
        symbol_font(low)
    } else {
        // Other fonts of this kind hold ordinary letters at the ordinary places.
        char::from_u32(low)
    }
}

/// Signs typed as ordinary characters in a font of signs. Letters that stand there by mistake are not all
/// known signs: such a text is left as it is.
pub(in crate::read) fn signs(text: &str, font: &str) -> Option<String> {
    let named = |name: &str| {
        let start = font.get(..name.len());
        start.is_some_and(|start| start.eq_ignore_ascii_case(name))
    };
    let drawn = named("wingdings") || named("webdings");
    // The figures and most signs of this one are those of any font.
    let greek = named("symbol") && !text.contains(|c: char| c.is_ascii_graphic());
    if !(drawn || greek) || text.trim().is_empty() {
        return None;
    }
    let sign = |c: char| match c {
        ' '..='ÿ' if c.is_whitespace() => Some(c),
        '\t' | '\n' => Some(c),
        ' '..='ÿ' => symbol(c.into(), font),
        _ => None,
    };
    text.chars().map(sign).collect()
}

/// True for a code that only a symbol font gives a meaning.
pub(in crate::read) fn is_private(c: char) -> bool {
    ('\u{F020}'..='\u{F0FF}').contains(&c)
}

fn symbol_font(low: u32) -> Option<char> {
    Some(match low {
        0x20..=0x21
        | 0x23
        | 0x25..=0x26
        | 0x28..=0x29
        | 0x2B..=0x2C
        | 0x2E..=0x3F
        | 0x5B
        | 0x5D
        | 0x5F
        | 0x7B..=0x7D => char::from_u32(low)?,
        0x2A => '*',
        0x2D => '-',
        0x61..=0x7A => "αβχδεφγηιϕκλμνοπθρστυϖωξψζ"
            .chars()
            .nth((low - 0x61) as usize)?,
        0x41..=0x5A => "ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ"
            .chars()
            .nth((low - 0x41) as usize)?,
        0xA3 => '≤',
        0xB0 => '°',
        0xB1 => '±',
        0xB3 => '≥',
        0xB4 => '×',
        0xB7 => '•',
        0xB8 => '÷',
        0xB9 => '≠',
        0xBB => '≈',
        0xBC => '…',
        0xAC => '←',
        0xAE => '→',
        0xDE => '⇒',
        0xA5 => '∞',
        0xE5 => '∑',
        0xD6 => '√',
        _ => return None,
    })
}

fn wingdings(low: u32) -> Option<char> {
    Some(match low {
        0x20 => ' ',
        0x6C | 0x9F => '•',
        0x6E | 0xA7 => '▪',
        0x6F | 0x71 | 0x72 | 0xA8 => '☐',
        0x76 => '❖',
        0x78 | 0xFD => '☒',
        0xD8 => '➢',
        0xE0 | 0xE8 => '→',
        0xDF => '←',
        0xF0 => '⇨',
        0xFB => '✗',
        0xFC => '✓',
        0xFE => '☑',
        _ => return None,
    })
}

fn webdings(low: u32) -> Option<char> {
    Some(match low {
        0x20 => ' ',
        0x61 => '✓',
        0x63 => '☐',
        0x67 => '■',
        0x72 => '✗',
        _ => return None,
    })
}

fn wingdings_2(low: u32) -> Option<char> {
    Some(match low {
        0x4F => '✗',
        0x50 => '✓',
        0x51 | 0x53 | 0x54 => '☒',
        0x52 => '☑',
        0xA3 => '☐',
        0x97 | 0x98 => '•',
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::{signs, symbol};

    #[test]
    fn signs_typed_in_a_font_of_signs_are_read_and_letters_left_there_are_not() {
        assert_eq!(signs("þ x", "Wingdings").as_deref(), Some("☑ ☒"));
        assert_eq!(signs("R", "wingdings 2").as_deref(), Some("☑"));
        assert_eq!(signs("Số 15", "Wingdings"), None);
        assert_eq!(signs("a", "Webdings").as_deref(), Some("✓"));
        assert_eq!(signs("´", "Symbol").as_deref(), Some("×"));
        assert_eq!(signs("x", "Symbol"), None);
    }

    #[test]
    fn the_marks_of_a_form_are_read_and_unknown_drawings_are_not_guessed() {
        assert_eq!(symbol(0xF0FE, "Wingdings"), Some('☑'));
        assert_eq!(symbol(0x52, "Wingdings 2"), Some('☑'));
        assert_eq!(symbol(0xF0B3, "Symbol"), Some('≥'));
        assert_eq!(symbol(0xF0FF, "Wingdings"), None);
        assert_eq!(symbol(0x1F60A, "Segoe UI Emoji"), Some('😊'));
    }
}
