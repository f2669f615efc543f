//! Following a folder: what is to be done is done again whenever its files change.
//!
//! The folder is looked at every two seconds rather than the system asked to tell: folders of reports lie on network
//! drives, whose changes no system tells.

use super::Exit;
use crate::batch::Input;
use std::path::PathBuf;
use std::thread;
use std::time::{Duration, SystemTime};

const PAUSE: Duration = Duration::from_secs(2);

/// What is known of a file from outside: another size or time is another content, most likely.
type Seen = Vec<(PathBuf, u64, Option<SystemTime>)>;

/// Does the work, and again after every change of what `look` finds; ends only when the work cannot go on.
///
/// # Errors
/// Those of the work.
pub fn follow(
    look: impl Fn() -> Vec<Input>,
    mut work: impl FnMut() -> anyhow::Result<Exit>,
) -> anyhow::Result<Exit> {
    loop {
        let before = seen(&look());
        let exit = work()?;
        if matches!(exit, Exit::Usage | Exit::System) {
            return Ok(exit);
        }
        changed(&look, before);
    }
}

/// Waits until something has changed and the changes have come to an end: a file is not read while it is copied.
fn changed(look: &impl Fn() -> Vec<Input>, before: Seen) {
    let mut last = before.clone();
    loop {
        thread::sleep(PAUSE);
        let now = seen(&look());
        if now != before && now == last {
            return;
        }
        last = now;
    }
}

fn seen(inputs: &[Input]) -> Seen {
    let about = |input: &Input| {
        let about = input.path.metadata().ok();
        let length = about.as_ref().map_or(0, std::fs::Metadata::len);
        (
            input.path.clone(),
            length,
            about.and_then(|about| about.modified().ok()),
        )
    };
    inputs.iter().map(about).collect()
}
