//! What goes through the pipes between the parent and its workers: frames, each a length and its bytes.

use std::io::{self, Read, Write};

/// Most bytes of one frame. A length beyond it is not an answer but noise.
pub const MAX_FRAME: u64 = 256 << 20;

/// Writes a frame.
///
/// # Errors
/// When it is longer than [`MAX_FRAME`] or nobody listens.
pub fn write(bytes: &[u8], out: &mut impl Write) -> io::Result<()> {
    let length = bytes.len() as u64;
    if length > MAX_FRAME {
        return Err(io::Error::new(io::ErrorKind::FileTooLarge, "frame"));
    }
    out.write_all(&length.to_le_bytes())?;
    out.write_all(bytes)
}

/// Reads a frame; `None` at the end of the pipe.
///
/// # Errors
/// When the pipe ends inside the frame, or the length is beyond [`MAX_FRAME`].
pub fn read(from: &mut impl Read) -> io::Result<Option<Vec<u8>>> {
    let mut length = [0; 8];
    match from.read_exact(&mut length) {
        Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => return Ok(None),
        other => other?,
    }
    let length = u64::from_le_bytes(length);
    if length > MAX_FRAME {
        return Err(io::Error::new(io::ErrorKind::FileTooLarge, "frame"));
    }
    // Beyond this, memory is taken as the bytes come, not as the length promises.
    const TRUSTED: u64 = 1 << 20;
    let mut bytes = Vec::with_capacity(length.min(TRUSTED) as usize);
    match from.take(length).read_to_end(&mut bytes)? as u64 {
        read if read == length => Ok(Some(bytes)),
        _ => Err(io::ErrorKind::UnexpectedEof.into()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn frames_come_back_as_they_went() {
        let mut pipe = Vec::new();
        write(b"mot", &mut pipe).unwrap();
        write(b"", &mut pipe).unwrap();
        let mut pipe = pipe.as_slice();
        assert_eq!(read(&mut pipe).unwrap(), Some(b"mot".to_vec()));
        assert_eq!(read(&mut pipe).unwrap(), Some(Vec::new()));
        assert_eq!(read(&mut pipe).unwrap(), None);
    }

    #[test]
    fn noise_is_an_error_and_costs_no_memory() {
        assert!(read(&mut &b"xxxxxxxxxxxx"[..]).is_err());
        assert!(read(&mut &100_u64.to_le_bytes()[..]).is_err());
    }
}
