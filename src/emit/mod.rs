//! Reports → bytes: one format a file.
