//! The version of the published files' shape.

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// Stands in every file the program publishes as [`SchemaVersion::NUMBER`]. A file of another version that can be read
/// is of this one when it is written again.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct SchemaVersion;

impl SchemaVersion {
    /// Raised when the shape of a published file changes so that a reader of the old one fails.
    pub const NUMBER: u32 = 2;
}

impl Serialize for SchemaVersion {
    fn serialize<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        out.serialize_u32(SchemaVersion::NUMBER)
    }
}

impl<'de> Deserialize<'de> for SchemaVersion {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<SchemaVersion, D::Error> {
        u32::deserialize(from).map(|_| SchemaVersion)
    }
}
