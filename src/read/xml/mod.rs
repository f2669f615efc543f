//! The layer under every office format that is XML in a zip (DOCX, ODT): parts of an archive, read as
//! a stream of events, with every cost counted against [`crate::read::Limits`].
//!
//! * [`Package`]: the archive; never trusts a declared size.
//! * [`Xml`]: one part as events; names without prefix, any encoding XML allows, no entity expansion. What office
//!   programs write is read by a fast path, the rest by a full parser.
//! * [`Budget`]: what is left of the limits, over all parts of one file.

mod budget;
mod decode;
mod fast_path;
mod package;
mod stream;

pub(super) use budget::{Budget, within};
pub(super) use package::Package;
pub(super) use package::{damaged_zip, in_format, open_zip, zip_error};
pub(super) use stream::{Event, Tag, Xml};
