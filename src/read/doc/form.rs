//! The fields of a form: what a check box or a list shows is kept in the data stream.

use crate::read::bytes::{u16_at, u32_at};

/// Bytes before a field's own data.
const HEAD: usize = 68;
/// What a field's own data begins with.
const MARK: u32 = 0xFFFF_FFFF;
/// The state of a field that says "as it was designed".
const AS_DESIGNED: u16 = 25;

/// What the field shows whose data these are; `None` for text, which is the field's result.
pub(super) fn shown(data: &[u8]) -> Option<String> {
    let length = u32_at(data, 0)? as usize;
    let field = data.get(HEAD..length)?;
    if u16_at(data, 4) != Some(HEAD as u16) || u32_at(field, 0) != Some(MARK) {
        return None;
    }
    let bits = u16_at(field, 4)?;
    let after_name = pass_text(field, 10)?;
    let designed = u16_at(field, after_name)?;
    let state = Some(bits >> 2 & 0x1F).filter(|state| *state != AS_DESIGNED);
    let state = state.unwrap_or(designed);
    match bits & 3 {
        1 => Some(if state == 1 { "☒" } else { "☐" }.to_owned()),
        2 => {
            // Format, help, status, two macros.
            let entries = (0..5).try_fold(after_name + 2, |at, _| pass_text(field, at))?;
            let entries = entries_of(field.get(entries..)?)?;
            entries.into_iter().nth(state.into())
        }
        _ => None,
    }
}

/// Where a text ends that has its length before it and a zero behind it.
fn pass_text(field: &[u8], at: usize) -> Option<usize> {
    Some(at + 2 + 2 * usize::from(u16_at(field, at)?) + 2)
}

/// A table of texts, which ends where the field does. Their number is two bytes long, or four.
fn entries_of(table: &[u8]) -> Option<Vec<String>> {
    let count = usize::from(u16_at(table, 2)?);
    [6, 8].into_iter().find_map(|start| {
        let mut at = start;
        let entries: Option<Vec<String>> = (0..count).map(|_| entry(table, &mut at)).collect();
        entries.filter(|_| at == table.len())
    })
}

fn entry(table: &[u8], at: &mut usize) -> Option<String> {
    let length = 2 * usize::from(u16_at(table, *at)?);
    let text = table.get(*at + 2..*at + 2 + length)?;
    *at += 2 + length;
    let units: Vec<u16> = text
        .chunks_exact(2)
        .map(|pair| u16::from_le_bytes([pair[0], pair[1]]))
        .collect();
    Some(String::from_utf16_lossy(&units))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(words: &str) -> Vec<u8> {
        let units: Vec<u16> = words.encode_utf16().collect();
        let length = units.len() as u16;
        let all = [length].into_iter().chain(units);
        all.flat_map(u16::to_le_bytes).collect()
    }

    /// A field of a kind and a state, designed as 1.
    fn field(kind: u16, state: u16, rest: &[u8]) -> Vec<u8> {
        let bits = kind | state << 2;
        let name = [text("F1"), vec![0, 0]].concat();
        let own = [
            &MARK.to_le_bytes()[..],
            &bits.to_le_bytes(),
            &[0; 4],
            &name,
            &[1, 0],
            &[0; 20],
            rest,
        ]
        .concat();
        let mut data = vec![0; HEAD];
        data[..4].copy_from_slice(&((HEAD + own.len()) as u32).to_le_bytes());
        data[4] = HEAD as u8;
        [data, own, vec![9; 4]].concat()
    }

    #[test]
    fn boxes_and_lists_show_their_state() {
        assert_eq!(shown(&field(1, 1, &[])).as_deref(), Some("☒"));
        assert_eq!(shown(&field(1, 0, &[])).as_deref(), Some("☐"));
        let entries = [text("không"), text("có")].concat();
        for head in [
            &[0xFF, 0xFF, 2, 0, 0, 0][..],
            &[0xFF, 0xFF, 2, 0, 0, 0, 0, 0],
        ] {
            let list = [head, &entries].concat();
            assert_eq!(shown(&field(2, 0, &list)).as_deref(), Some("không"));
            assert_eq!(shown(&field(2, 25, &list)).as_deref(), Some("có"));
            assert_eq!(shown(&field(2, 7, &list)), None);
        }
        assert_eq!(shown(&field(0, 0, &[])), None);
        assert_eq!(shown(&[]), None);
    }
}
