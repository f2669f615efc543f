//! What every walk over the XML of a document does: entering elements, or passing over them; no recursion.

use crate::model::Error;
use crate::read::xml::{Event, Tag, Xml};

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
            Event::Text(run) => {
                text(walk, run);
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
