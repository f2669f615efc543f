//! Exit code and broken pipe; nothing else.

fn main() {}
