//! Whose report it is, as the tables tell it: the same columns in each of them.

use super::sheet::{Column, Field};
use crate::model::Submission;

/// Name of the report.
pub const REPORT: Column = Column::text("report", "name of the report: reports/<report>.json");
/// Whether it counts.
pub const COUNTS: Column = Column::boolean(
    "counts",
    "the report counts for its office and period; false for a copy of one that does",
);
/// Id of the office.
pub const AGENCY_ID: Column = Column::text("agency_id", "id of the office in the list of agencies");
/// Its name.
pub const AGENCY: Column = Column::text(
    "agency",
    "the office: as that list names it, else as printed",
);
/// The agency above it.
pub const SUPERIOR: Column = Column::text("superior", "the agency above it, as printed");
/// Its province.
pub const PROVINCE: Column = Column::text("province", "province or centrally run city");
/// First day of the period.
pub const PERIOD_START: Column = Column::date(
    "period_start",
    "first day of the period: as stated, else by law",
);
/// Last day of the period.
pub const PERIOD_END: Column = Column::date(
    "period_end",
    "last day of the period: as stated, else by law",
);

/// [`REPORT`] and [`COUNTS`].
pub fn report(of: &Submission) -> [Field; 2] {
    [Field::text(&of.name), Field::Boolean(of.counts())]
}

/// [`AGENCY_ID`], [`AGENCY`], [`SUPERIOR`] and [`PROVINCE`].
pub fn office(of: &Submission) -> [Field; 4] {
    [
        Field::text(&of.among.agency_id),
        Field::text(of.agency()),
        Field::maybe(of.head.parent_agency.as_ref()),
        Field::maybe(of.head.province.as_ref()),
    ]
}

/// The code of the period, [`PERIOD_START`] and [`PERIOD_END`].
pub fn period(of: &Submission) -> [Field; 3] {
    let period = of.head.period.as_ref();
    [
        Field::text(of.period()),
        Field::maybe(period.and_then(|period| period.start.as_ref())),
        Field::maybe(period.and_then(|period| period.end.as_ref())),
    ]
}
