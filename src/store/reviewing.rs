//! Where the review page of a store runs, while it runs: what is written meanwhile can lead there.
//!
//! The address holds a secret word, so the file that tells it can be read by its owner alone, and a page that has ended
//! is no place to lead to: it is asked before.

use super::OWN;
use std::fs;
use std::io::{self, Read, Write};
use std::net::{Ipv4Addr, SocketAddr, TcpStream};
use std::path::{Path, PathBuf};
use std::time::Duration;

/// What is asked of a page that may have ended.
const PATIENCE: Duration = Duration::from_millis(300);

fn path(dir: &Path) -> PathBuf {
    dir.join(OWN).join("review")
}

/// Says where the page of a store runs now.
///
/// # Errors
/// When the folder cannot be written.
pub fn tell(dir: &Path, address: &str) -> io::Result<()> {
    let path = path(dir);
    // A file of before may be open to others.
    match fs::remove_file(&path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
        _ => {}
    }
    let mut options = fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)?.write_all(address.as_bytes())
}

/// The address of the page of a store, `http://127.0.0.1:PORT/WORD/`, where one runs.
pub fn running(dir: &Path) -> Option<String> {
    let address = fs::read_to_string(path(dir)).ok()?;
    let (port, word) = parts(&address)?;
    is_there(port, word).then_some(address)
}

fn parts(address: &str) -> Option<(u16, &str)> {
    let rest = address.strip_prefix("http://127.0.0.1:")?;
    let (port, word) = rest.strip_suffix('/')?.split_once('/')?;
    let is_word = !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_alphanumeric());
    is_word.then_some((port.parse().ok()?, word))
}

/// Whether the page answers: another program that took the port since does not know the word.
fn is_there(port: u16, word: &str) -> bool {
    let asked = || -> io::Result<bool> {
        let at = SocketAddr::from((Ipv4Addr::LOCALHOST, port));
        let mut stream = TcpStream::connect_timeout(&at, PATIENCE)?;
        stream.set_read_timeout(Some(PATIENCE))?;
        stream.set_write_timeout(Some(PATIENCE))?;
        write!(
            stream,
            "GET /{word}/assets/review.svg HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nConnection: close\r\n\r\n"
        )?;
        let mut begin = [0; 12];
        stream.read_exact(&mut begin)?;
        Ok(begin == *b"HTTP/1.1 200")
    };
    asked().unwrap_or(false)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::net::TcpListener;
    use std::thread;

    fn store() -> tempfile::TempDir {
        let dir = tempfile::tempdir().expect("a folder");
        fs::create_dir(dir.path().join(OWN)).expect("made");
        dir
    }

    fn server(answer: &'static str) -> u16 {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let port = listener.local_addr().expect("an address").port();
        thread::spawn(move || {
            let (mut stream, _) = listener.accept().expect("a guest");
            let mut asked = [0; 512];
            let _ = stream.read(&mut asked);
            let _ = stream.write_all(answer.as_bytes());
        });
        port
    }

    /// A page that ended, another program on its port and an address of elsewhere are no place to lead to.
    #[test]
    fn only_a_page_that_answers_is_led_to() {
        let dir = store();
        assert_eq!(running(dir.path()), None);
        let here = format!(
            "http://127.0.0.1:{}/5d0c/",
            server("HTTP/1.1 200 OK\r\n\r\n")
        );
        tell(dir.path(), &here).expect("told");
        assert_eq!(running(dir.path()), Some(here.clone()));
        assert_eq!(running(dir.path()), None, "it has ended");
        let other = format!(
            "http://127.0.0.1:{}/5d0c/",
            server("HTTP/1.1 404 Not Found\r\n\r\n")
        );
        tell(dir.path(), &other).expect("told");
        assert_eq!(running(dir.path()), None);
        tell(dir.path(), "http://example.org:80/5d0c/").expect("told");
        assert_eq!(running(dir.path()), None);
    }

    #[cfg(unix)]
    #[test]
    fn the_word_is_nobody_elses() {
        use std::os::unix::fs::PermissionsExt;
        let dir = store();
        tell(dir.path(), "http://127.0.0.1:1/a/").expect("told");
        let mode = fs::metadata(path(dir.path()))
            .expect("there")
            .permissions()
            .mode();
        assert_eq!(mode & 0o777, 0o600);
    }
}
