//! Files that only an office suite can open: LibreOffice, where it is installed, turns them into one we
//! read. The document says so, and a finding does.
//!
//! The program runs with a profile of its own in a folder of its own, both gone afterwards, and is ended
//! with everything it started when its time is over.

use super::container::{Container, PackageKind, contains, identify};
use super::xml::{Budget, within};
use super::{Input, Limits, docx, sheet};
use crate::model::{Code, Document, Error, ErrorKind, Finding, LimitKind, WithFindings};
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// The program.
const PROGRAM: &str = "soffice";
/// Most seconds of a conversion; a file's own time may be less.
const SECONDS: u32 = 60;
/// Between two checks whether it is done.
const PAUSE: Duration = Duration::from_millis(50);

/// What a file is, as far as it matters for turning it into another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Words,
    Sheets,
}

/// Files of characters that none of our readers is for, determined by their first bytes.
pub(super) fn kind(head: &[u8]) -> Option<Kind> {
    let holds = |part: &[u8]| contains(head, part);
    let is_xml =
        head.trim_ascii_start().starts_with(b"<?xml") || head.starts_with(b"\xEF\xBB\xBF<?xml");
    match () {
        () if is_xml && holds(b"office:spreadsheet") => Some(Kind::Sheets),
        () if is_xml && holds(b"opendocument.spreadsheet") => Some(Kind::Sheets),
        () if is_xml && holds(b"/word/2003/wordml") => Some(Kind::Words),
        // A sheet in text: .slk.
        () if head.starts_with(b"ID;P") => Some(Kind::Sheets),
        () if head.starts_with(b"\xFFWPC") => Some(Kind::Words),
        () => None,
    }
}

/// Whether a file that could not be read may be tried this way. What is protected or too large stays so.
pub(super) fn may_help(error: &Error) -> bool {
    matches!(error.kind, ErrorKind::Damaged { .. } | ErrorKind::Failed)
}

/// Where LibreOffice is, if it is installed.
pub(super) fn found() -> Option<PathBuf> {
    on_path(PROGRAM).or_else(among_programs)
}

/// Its installer on Windows leaves the search path as it was.
fn among_programs() -> Option<PathBuf> {
    let folder = std::env::var_os("ProgramFiles").filter(|_| cfg!(windows))?;
    let program = PathBuf::from(folder).join(r"LibreOffice\program\soffice.exe");
    program.is_file().then_some(program)
}

/// Reads a file by way of LibreOffice.
///
/// # Errors
/// When it is not installed, does not know the file either, or takes too long.
pub(super) fn read(input: &Input<'_>, kind: Kind) -> Result<WithFindings<Document>, Error> {
    let unknown = || Error::unknown_format("LibreOffice does not know it either");
    let program = found().ok_or(ErrorKind::NeedsOffice)?;
    let folder = tempfile::Builder::new().prefix("phuluc-").tempdir()?;
    let to = match kind {
        Kind::Words => "docx",
        Kind::Sheets => "xlsx",
    };
    std::fs::write(folder.path().join("input"), input.bytes)?;
    convert(&program, folder.path(), &[to], input.options.limits.seconds)?;
    let converted =
        std::fs::read(folder.path().join("input").with_extension(to)).map_err(|_| unknown())?;
    let budget = Budget::new(input.options.limits);
    let mut read = match identify(&converted, &budget)? {
        Container::Package(package, PackageKind::Docx(parts)) => {
            docx::read(input, package, &parts)?
        }
        Container::Package(package, PackageKind::Xlsx(main)) => {
            sheet::read_xlsx(input, package, &main)?
        }
        _ => return Err(unknown()),
    };
    let source = &mut read.output.source;
    source.notes.push("LibreOffice".to_owned());
    read.findings.insert(
        0,
        Finding::new(Code::ConvertedByLibreoffice).with("format", to),
    );
    Ok(read)
}

/// The pages of a file as LibreOffice prints them, a PDF; each sheet of a workbook is one page.
///
/// # Errors
/// When it is not installed, does not know the file, or takes too long.
pub(super) fn printed(bytes: &[u8], format: &str, limits: &Limits) -> Result<Vec<u8>, Error> {
    let unknown = || Error::unknown_format("LibreOffice does not know it");
    let program = found().ok_or(ErrorKind::NeedsOffice)?;
    let folder = tempfile::Builder::new().prefix("phuluc-").tempdir()?;
    let input = folder.path().join("input");
    std::fs::write(&input, bytes)?;
    let options: &[&str] = match format {
        "xlsx" | "xls" | "ods" | "xlsb" => &[SHEETS],
        _ => &["pdf"],
    };
    convert(&program, folder.path(), options, limits.seconds)?;
    let pdf = std::fs::read(input.with_extension("pdf")).map_err(|_| unknown())?;
    within(LimitKind::FileSize, pdf.len() as u64, limits.file_bytes)?;
    Ok(pdf)
}

/// A sheet cut into pages is no sheet any more.
const SHEETS: &str =
    r#"pdf:calc_pdf_Export:{"SinglePageSheets":{"type":"boolean","value":"true"}}"#;

/// The program of a name, by the search path.
fn on_path(name: &str) -> Option<PathBuf> {
    let name = format!("{name}{}", std::env::consts::EXE_SUFFIX);
    std::env::split_paths(&std::env::var_os("PATH")?)
        .map(|dir| dir.join(&name))
        .find(|path| path.is_file())
}

/// Runs the conversion to its end, or ends it.
fn convert(program: &Path, folder: &Path, to: &[&str], seconds: u32) -> Result<(), Error> {
    // Less than the whole time of the file, so that nothing stays running when that is over.
    let allowed = Duration::from_secs((seconds * 2 / 3).clamp(1, SECONDS).into());
    let user = folder.join("profile").join("user");
    std::fs::create_dir_all(&user)?;
    std::fs::write(user.join("registrymodifications.xcu"), SETTINGS)?;
    let mut profile = OsString::from("-env:UserInstallation=");
    profile.push(file_url(&folder.join("profile")));
    let mut command = Command::new(program);
    command
        .arg(profile)
        .args(["--headless", "--norestore", "--nolockcheck", "--convert-to"])
        .args(to)
        .arg("--outdir")
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
    let seconds = allowed.as_secs();
    Err(Error::failed(format!(
        "LibreOffice took more than {seconds} s"
    )))
}

/// The address of a folder: `file:///tmp/a`, on Windows `file:///C:/a`.
fn file_url(folder: &Path) -> OsString {
    if cfg!(windows) {
        let path = folder.to_string_lossy().replace('\\', "/");
        let path = path.trim_start_matches("//?/").replace(' ', "%20");
        return format!("file:///{path}").into();
    }
    let mut url = OsString::from("file://");
    url.push(folder);
    url
}

/// What the program is set to: a report that names a picture elsewhere tells nobody that it was opened, and runs nothing.
const SETTINGS: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="MacroSecurityLevel" oor:op="fuse"><value>3</value></prop></item>
<item oor:path="/org.openoffice.Office.Writer/Content/Update"><prop oor:name="Link" oor:op="fuse"><value>0</value></prop></item>
<item oor:path="/org.openoffice.Office.Calc/Content/Update"><prop oor:name="Link" oor:op="fuse"><value>1</value></prop></item>
</oor:items>
"#;

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
        assert_eq!(kind(b"ID;PCALCOOO32\n"), Some(Kind::Sheets));
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
        assert!(may_help(&Error::damaged("doc", "cut")));
        assert!(!may_help(&ErrorKind::Password.into()));
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
        let ended = convert(&program, folder.path(), &["docx"], 2);
        assert!(
            ended.is_err_and(|error| error.code() == "failed")
                && start.elapsed() < Duration::from_secs(30)
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
