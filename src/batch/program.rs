//! How this program is started again, as a worker: it is itself a program, or part of another (a Python package), which
//! then says so once.

use std::ffi::OsString;
use std::io;
use std::path::PathBuf;
use std::process::Command;
use std::sync::OnceLock;

/// A program, and what it is to be told before anything else.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Program {
    /// What is started.
    pub path: PathBuf,
    /// The arguments that make it this program.
    pub args: Vec<OsString>,
    /// The file that holds our code: another file is another build.
    pub code: PathBuf,
}

static TOLD: OnceLock<Program> = OnceLock::new();

impl Program {
    /// This one, as it was told with [`Program::is_own`], else the program that runs.
    ///
    /// # Errors
    /// When the system does not say which program runs.
    pub fn own() -> io::Result<Program> {
        if let Some(told) = TOLD.get() {
            return Ok(told.clone());
        }
        let path = std::env::current_exe()?;
        Ok(Program {
            code: path.clone(),
            path,
            args: Vec::new(),
        })
    }

    /// Says that we are started this way. What was said first holds.
    pub fn is_own(self) {
        // A second word would start workers of two kinds in one run.
        let _ = TOLD.set(self);
    }

    /// The command that starts it as what `word` says.
    pub fn command(&self, word: &str) -> Command {
        let mut command = Command::new(&self.path);
        command.args(&self.args).arg(word);
        command
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A worker of the package is the interpreter with the package's file, and only then a worker.
    #[test]
    fn what_makes_it_the_program_goes_first() {
        let program = Program {
            path: "python3".into(),
            args: vec!["worker.py".into()],
            code: "phuluc.so".into(),
        };
        let command = program.command("worker");
        let args: Vec<_> = command.get_args().collect();
        assert_eq!(args, ["worker.py", "worker"]);
    }
}
