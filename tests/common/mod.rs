//! What the tests share.
#![allow(dead_code)]

pub mod noise;
pub mod truth;

use std::path::PathBuf;

/// A file or folder of the material beside the repository; says so and is `None` where it is absent.
pub fn shared(path: &str) -> Option<PathBuf> {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    let found =
        ["../shared", "../../shared"].map(|up| root.join(up).join(path)).into_iter().find(|p| p.exists());
    if found.is_none() {
        eprintln!("skipped: shared/{path} is not here");
    }
    found
}
