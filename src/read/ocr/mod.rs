//! Lines of print cut out of a picture → what they say, by one or two readers.

/// One reader's word on a line of print.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Said {
    /// What it reads.
    pub(crate) text: String,
    /// How sure it is of its weakest letter, 0 to 1.
    pub(crate) confidence: f32,
    /// Where each letter of `text` stands, as shares of the line's width; empty where the reader does not tell.
    pub(crate) at: Vec<f32>,
}
