//! What every walk over the XML of a document does: entering elements, or passing over them; no recursion.

use crate::model::Error;
use crate::read::xml::{Event, Tag, Xml, within};

/// Tables in tables beyond this are refused whatever the limits say: later stages walk them by recursion.
const DEEPEST: u32 = 64;

/// Reads a part to its end. `start` says whether an element is entered; one that is not is passed over with
/// all it holds, and has no `end`.
///
/// # Errors
/// When the part is damaged or a limit is reached.
pub(in crate::read) fn walk<W>(
    walk: &mut W,
    mut xml: Xml<'_>,
    start: impl Fn(&mut W, &Tag<'_>) -> Result<bool, Error>,
    end: impl Fn(&mut W),
    text: impl Fn(&mut W, &str),
) -> Result<(), Error> {
    while let Some(event) = xml.next()? {
        let entered = match &event {
            Event::Start(tag) => start(walk, tag)?,
            Event::End => {
                end(walk);
                true
            }
            Event::Text(piece) => {
                text(walk, piece);
                true
            }
        };
        drop(event);
        if !entered {
            xml.skip()?;
        }
    }
    Ok(())
}

/// Whether one more table may open inside those that are open.
///
/// # Errors
/// When they are too many.
pub(in crate::read) fn may_nest(open: usize, limit: u32) -> Result<(), Error> {
    within(
        "tables inside tables",
        open as u64,
        u64::from(limit.min(DEEPEST)),
    )
}
