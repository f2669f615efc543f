//! The types that carry a report through the pipeline. Types only: what fills them is in the stages.

pub mod agencies;
pub mod anchor;
pub mod appendix;
pub mod cause;
pub mod code;
pub mod document;
pub mod entry;
pub mod error;
pub mod finding;
pub mod id;
pub mod identity;
pub mod limit;
pub mod opc;
pub mod place;
pub mod reading;
pub mod report;
pub mod submission;
pub mod version;

pub use agencies::{Agencies, Agency};
pub use anchor::{Anchor, Anchors};
pub use appendix::{Appendix, ReadFrom, Row, RowKind};
pub use code::{Code, Family, Stage};
pub use document::{Block, Cell, Document, Extent, Found, Grid, Layout, Page, Paragraph, Source};
pub use entry::{Entry, Outcome};
pub use error::{Cause, Error, ErrorKind};
pub use finding::{Certainty, Finding, Repair, Severity, WithFindings};
pub use id::{IndicatorId, Number};
pub use limit::{LimitKind, Limits};
pub use place::{BBox, Place};
pub use reading::{Doubt, Engine, OtherReading, Reading};
pub use report::{
    Grade, Heading, Ledger, Letterhead, Level, Match, Period, Record, Report, SchemaFit, Status,
    Value,
};
pub use submission::{
    Among, Asked, Cell as SubmittedCell, Corrected, Listed, LooseRow, Submission,
};
pub use version::SchemaVersion;
