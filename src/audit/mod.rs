//! Records + Schema → Findings: one check a file.
