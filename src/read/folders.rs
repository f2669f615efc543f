//! Where programs keep their files on this system.

use std::env;
use std::path::PathBuf;

/// The folder of what is laid down for the program: its data.
pub(super) fn data() -> Option<PathBuf> {
    folder(
        "Library/Application Support",
        "XDG_DATA_HOME",
        ".local/share",
    )
}

/// The folder of what the program can make again: its cache.
pub(super) fn cache() -> Option<PathBuf> {
    folder("Library/Caches", "XDG_CACHE_HOME", ".cache")
}

/// By the habits of macOS, of the XDG base directories, or of Windows.
fn folder(mac: &str, xdg: &str, below_home: &str) -> Option<PathBuf> {
    let variable = |name: &str| env::var_os(name).filter(|path| !path.is_empty());
    let home = |below: &str| variable("HOME").map(|home| PathBuf::from(home).join(below));
    let folder = if cfg!(windows) {
        variable("LOCALAPPDATA").map(PathBuf::from)
    } else if cfg!(target_os = "macos") {
        home(mac)
    } else {
        variable(xdg)
            .map(PathBuf::from)
            .or_else(|| home(below_home))
    };
    folder.map(|folder| folder.join("phuluc"))
}
