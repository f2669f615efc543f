//! Numbers and texts in the records of binary files of Office, little-endian; `None` past the end.

pub(super) fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_le_bytes(array(bytes, at)?))
}

pub(super) fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_le_bytes(array(bytes, at)?))
}

/// The digits of a number in the eight bytes of a float.
pub(super) fn float_at(bytes: &[u8], at: usize) -> Option<String> {
    Some(f64::from_le_bytes(array(bytes, at)?).to_string())
}

fn array<const N: usize>(bytes: &[u8], at: usize) -> Option<[u8; N]> {
    bytes.get(at..at.checked_add(N)?)?.try_into().ok()
}

/// So many characters of two bytes each.
pub(super) fn utf16_at(bytes: &[u8], at: usize, length: usize) -> Option<String> {
    let units = bytes
        .get(at..at.checked_add(length.checked_mul(2)?)?)?
        .chunks_exact(2);
    let units: Vec<u16> = units
        .map(|pair| u16::from_le_bytes([pair[0], pair[1]]))
        .collect();
    Some(String::from_utf16_lossy(&units))
}

/// So many characters of one byte each.
pub(super) fn latin_at(bytes: &[u8], at: usize, length: usize) -> Option<String> {
    Some(
        bytes
            .get(at..at.checked_add(length)?)?
            .iter()
            .map(|byte| char::from(*byte))
            .collect(),
    )
}
