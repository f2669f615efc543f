//! Exit code and broken pipe; nothing else.

use phuluc::cli;
use std::io::ErrorKind;
use std::process::ExitCode;

fn main() -> ExitCode {
    match cli::run(std::env::args_os().collect()) {
        Ok(exit) => exit.into(),
        Err(error) if is_broken_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("phuluc: {error:#}");
            cli::Exit::Usage.into()
        }
    }
}

/// Whoever read our output has seen enough (`phuluc … | head`): that is no failure.
fn is_broken_pipe(error: &anyhow::Error) -> bool {
    let kind = |cause: &(dyn std::error::Error + 'static)| {
        let io = cause
            .downcast_ref::<std::io::Error>()
            .map(std::io::Error::kind);
        io.or_else(|| {
            cause
                .downcast_ref::<serde_json::Error>()
                .and_then(|e| e.io_error_kind())
        })
    };
    error
        .chain()
        .any(|cause| kind(cause) == Some(ErrorKind::BrokenPipe))
}
