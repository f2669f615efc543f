//! A reader that misbehaves on request, to test the isolation itself. It exists in debug builds only,
//! and only where `PHULUC_TEST_FAULTS` is set: a file whose content is `phuluc-fault: hang` hangs.

/// Misbehaves if the content asks for it.
#[cfg(not(debug_assertions))]
pub fn inject(_: &[u8]) {}

/// Misbehaves if the content asks for it.
#[cfg(debug_assertions)]
pub fn inject(bytes: &[u8]) {
    if std::env::var_os("PHULUC_TEST_FAULTS").is_none() {
        return;
    }
    let content = String::from_utf8_lossy(bytes.get(..64).unwrap_or(bytes));
    match content.trim().strip_prefix("phuluc-fault: ") {
        Some("hang") => hang(),
        Some("abort") => std::process::abort(),
        Some("panic") => panic!("asked to"),
        Some("overflow") => drop(std::hint::black_box(deeper(0))),
        Some("flood") => flood(),
        Some("memory") => hoard(),
        _ => {}
    }
}

#[cfg(debug_assertions)]
fn hang() {
    loop {
        std::thread::sleep(std::time::Duration::from_secs(1));
    }
}

#[cfg(debug_assertions)]
#[allow(clippy::only_used_in_recursion)]
fn deeper(depth: u64) -> u64 {
    let room = std::hint::black_box([depth; 64]);
    if depth == u64::MAX {
        0
    } else {
        deeper(depth + 1) + room[0]
    }
}

#[cfg(debug_assertions)]
fn flood() {
    use std::io::Write;
    let line = [b'x'; 1 << 16];
    while std::io::stdout().write_all(&line).is_ok() {}
}

#[cfg(debug_assertions)]
fn hoard() {
    let mut kept = Vec::new();
    loop {
        kept.push(vec![1_u8; 1 << 20]);
        std::thread::sleep(std::time::Duration::from_micros(200));
    }
}
