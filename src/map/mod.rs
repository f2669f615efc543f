//! Appendix + Schema → Records.

mod body;
pub mod head;
pub mod outline;
mod province;
