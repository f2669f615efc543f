//! Hands the arguments over and the exit code back; nothing else.

use std::process::ExitCode;

fn main() -> ExitCode {
    phuluc::cli::main(std::env::args_os().collect()).into()
}
