//! What a printed figure says: the number grammar of Vietnamese reports.
