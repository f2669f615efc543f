//! Appendix + Schema → Records.
