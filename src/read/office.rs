//! Files that only an office suite can open: LibreOffice, where it is installed, turns them into one we
//! read. The document says so, and a finding does.
//!
//! The program runs with a profile of its own in a folder of its own, both gone afterwards, and is ended
//! with everything it started when its time is over.

use super::{Options, Reader, docx, ole, sheet};
use crate::model::{Code, Document, Error, Finding, WithFindings};
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// The program.
const PROGRAM: &str = "soffice";
/// Most seconds of a conversion; a file's own time may be less.
const SECONDS: u32 = 60;
/// Between two looks at whether it is done.
const PAUSE: Duration = Duration::from_millis(50);

/// What a file is, as far as it matters for turning it into another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Words,
    Sheets,
}

/// Files that no reader of ours is for, told by what they begin with.
fn kind(bytes: &[u8]) -> Option<Kind> {
    let head = &bytes[..bytes.len().min(4096)];
    let holds = |part: &[u8]| head.windows(part.len()).any(|window| window == part);
    if head.starts_with(ole::MAGIC) {
        return match ole::stream(bytes) {
            Some("Workbook" | "Book") => Some(Kind::Sheets),
            Some("EncryptedPackage" | "PowerPoint Document") => None,
            _ => Some(Kind::Words),
        };
    }
    let is_xml =
        head.trim_ascii_start().starts_with(b"<?xml") || head.starts_with(b"\xEF\xBB\xBF<?xml");
    match () {
        () if is_xml && holds(b"office:spreadsheet") => Some(Kind::Sheets),
        () if is_xml && holds(b"opendocument.spreadsheet") => Some(Kind::Sheets),
        () if is_xml && holds(b"/word/2003/wordml") => Some(Kind::Words),
        // Before OpenDocument: .sxw and .sxc.
        () if head.starts_with(b"PK") && holds(b"application/vnd.sun.xml.writer") => {
            Some(Kind::Words)
        }
        () if head.starts_with(b"PK") && holds(b"application/vnd.sun.xml.calc") => {
            Some(Kind::Sheets)
        }
        // A sheet in text: .slk.
        () if head.starts_with(b"ID;P") => Some(Kind::Sheets),
        () if head.starts_with(b"\xFFWPC") => Some(Kind::Words),
        () if head.starts_with(b"MIME-Version:") && holds(b"multipart/related") => {
            Some(Kind::Words)
        }
        () => None,
    }
}

/// True for a file that is for an office suite alone: asked before a reader takes it for plain text.
pub(super) fn sniff(bytes: &[u8]) -> bool {
    !bytes.starts_with(ole::MAGIC) && kind(bytes).is_some()
}

/// Whether a file that could not be read may be tried this way. What is protected or too large stays so.
pub(super) fn may_help(bytes: &[u8], error: &Error) -> bool {
    let unread = matches!(
        error,
        Error::UnknownFormat { .. } | Error::Damaged { .. } | Error::Failed(_)
    );
    unread && bytes.starts_with(ole::MAGIC) && kind(bytes).is_some()
}

/// Reads a file by way of LibreOffice.
///
/// # Errors
/// When it is not installed, does not know the file either, or takes too long.
pub(super) fn read(
    file: &str,
    bytes: &[u8],
    options: &Options,
) -> Result<WithFindings<Document>, Error> {
    let unknown = |hint: &str| Error::UnknownFormat {
        hint: Some(hint.to_owned()),
    };
    let Some(kind) = kind(bytes) else {
        return Err(unknown("no office file"));
    };
    let program = on_path(PROGRAM).ok_or(Error::NeedsOffice)?;
    let folder = tempfile::Builder::new().prefix("phuluc-").tempdir()?;
    let (to, reader): (_, Reader) = match kind {
        Kind::Words => ("docx", docx::read),
        Kind::Sheets => ("xlsx", sheet::read_xlsx),
    };
    std::fs::write(folder.path().join("input"), bytes)?;
    convert(&program, folder.path(), to, options.limits.seconds)?;
    let converted = std::fs::read(folder.path().join("input").with_extension(to))
        .map_err(|_| unknown("LibreOffice does not know it either"))?;
    let mut noted = reader(file, &converted, options)?;
    let source = &mut noted.output.source;
    source.bytes = bytes.len() as u64;
    source.notes.push("LibreOffice".to_owned());
    noted.findings.insert(
        0,
        Finding::new(Code::ConvertedByLibreoffice).with("format", to),
    );
    Ok(noted)
}

/// The program of a name, by the search path.
fn on_path(name: &str) -> Option<PathBuf> {
    let name = format!("{name}{}", std::env::consts::EXE_SUFFIX);
    std::env::split_paths(&std::env::var_os("PATH")?)
        .map(|dir| dir.join(&name))
        .find(|path| path.is_file())
}

/// Runs the conversion to its end, or ends it.
fn convert(program: &Path, folder: &Path, to: &str, seconds: u32) -> Result<(), Error> {
    // Less than the whole time of the file, so that nothing stays running when that is over.
    let allowed = Duration::from_secs((seconds * 2 / 3).clamp(1, SECONDS).into());
    let mut profile = OsString::from("-env:UserInstallation=file://");
    profile.push(folder.join("profile"));
    let mut command = Command::new(program);
    command
        .arg(profile)
        .args([
            "--headless",
            "--norestore",
            "--nolockcheck",
            "--convert-to",
            to,
            "--outdir",
        ])
        .arg(folder)
        .arg(folder.join("input"))
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    own_group(&mut command);
    let mut child = command.spawn()?;
    let start = Instant::now();
    while start.elapsed() < allowed {
        if child.try_wait()?.is_some() {
            return Ok(());
        }
        std::thread::sleep(PAUSE);
    }
    end(&mut child);
    Err(Error::Failed(format!(
        "LibreOffice took more than {} s",
        allowed.as_secs()
    )))
}

/// What it starts belongs to a group that can be ended as one.
#[cfg(unix)]
fn own_group(command: &mut Command) {
    std::os::unix::process::CommandExt::process_group(command, 0);
}

#[cfg(not(unix))]
fn own_group(_: &mut Command) {}

/// Ends the program and, where the system has groups, what it started.
fn end(child: &mut Child) {
    if cfg!(unix) {
        let group = format!("-{}", child.id());
        let _ = Command::new("kill")
            .args(["-KILL", "--", &group])
            .stderr(Stdio::null())
            .status();
    }
    let _ = child.kill();
    let _ = child.wait();
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_office_files_that_nobody_else_reads_are_tried() {
        let word_2003 = br#"<?xml version="1.0"?><w:wordDocument xmlns:w="http://schemas.microsoft.com/office/word/2003/wordml">"#;
        let sheet_2003 =
            br#"<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet">"#;
        assert_eq!(
            (kind(word_2003), kind(sheet_2003)),
            (Some(Kind::Words), Some(Kind::Sheets))
        );
        let old = b"PK\x03\x04mimetypeapplication/vnd.sun.xml.calcPK";
        assert_eq!(
            (kind(old), kind(b"ID;PCALCOOO32\n")),
            (Some(Kind::Sheets), Some(Kind::Sheets))
        );
        for other in [
            &b"<?xml version=\"1.0\"?><a/>"[..],
            b"PK\x03\x04",
            b"%PDF-1.4",
            b"text",
            b"",
        ] {
            assert_eq!(kind(other), None);
        }
    }

    #[test]
    fn protected_files_are_not_tried() {
        let mut bytes = ole::MAGIC.to_vec();
        bytes.resize(512, 0);
        assert!(may_help(
            &bytes,
            &Error::Damaged {
                format: "doc",
                detail: String::new()
            }
        ));
        assert!(!may_help(&bytes, &Error::Password));
        assert!(!may_help(
            b"PK\x03\x04",
            &Error::UnknownFormat { hint: None }
        ));
    }

    /// What hangs is ended together with what it started, and leaves nothing behind.
    #[cfg(unix)]
    #[test]
    fn a_program_that_hangs_is_ended() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().expect("a folder");
        let program = folder.path().join("hangs");
        let script = format!(
            "#!/bin/sh\nsleep 300 & echo $! > {}/pid\nwait\n",
            folder.path().display()
        );
        std::fs::write(&program, script).expect("written");
        std::fs::set_permissions(&program, std::fs::Permissions::from_mode(0o700)).expect("set");
        let start = Instant::now();
        let ended = convert(&program, folder.path(), "docx", 2);
        assert!(
            matches!(ended, Err(Error::Failed(_))) && start.elapsed() < Duration::from_secs(30)
        );
        let pid = std::fs::read_to_string(folder.path().join("pid")).expect("it started");
        std::thread::sleep(Duration::from_millis(200));
        assert!(!is_running(pid.trim()), "what it started still runs");
    }

    /// A process that ended but is not yet collected counts as ended.
    #[cfg(unix)]
    fn is_running(pid: &str) -> bool {
        let state = Command::new("ps").args(["-o", "stat=", "-p", pid]).output();
        let state = state
            .map(|out| String::from_utf8_lossy(&out.stdout).trim().to_owned())
            .unwrap_or_default();
        !state.is_empty() && !state.starts_with('Z')
    }
}
