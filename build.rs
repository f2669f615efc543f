//! Links the program to a fixed address on Linux.
//!
//! The program is some 25 MB, most of it readers of rare formats. Started at a random address, it has to write
//! a million bytes of pointers before the first line runs: a third of the time it takes to start, once
//! more for every file of a batch, each of which has a process of its own. Heap, stack and libraries
//! stay where the system puts them.

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    let target = |key: &str| std::env::var(format!("CARGO_CFG_TARGET_{key}")).unwrap_or_default();
    if target("OS") == "linux" && target("ENV") == "gnu" {
        println!("cargo::rustc-link-arg-bins=-no-pie");
    }
}
