//! The arguments of a run over many files.

use crate::batch::{Job, Program};

/// How a run goes.
#[derive(clap::Args, Clone, Debug)]
pub struct Running {
    #[arg(short, long, help_heading = "Output")]
    pub quiet: bool,
    #[arg(long, value_name = "N", default_value_t = 0)]
    threads: usize,
    #[arg(long)]
    no_isolation: bool,
}

impl Running {
    /// How the files are shared out.
    ///
    /// # Errors
    /// When the program cannot tell where it lies.
    pub fn job(&self) -> std::io::Result<Job> {
        let worker = if self.no_isolation {
            None
        } else {
            Some(Program::own()?)
        };
        Ok(Job {
            worker,
            threads: (self.threads > 0).then_some(self.threads),
        })
    }
}
