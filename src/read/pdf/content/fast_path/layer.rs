//! Layers (optional content): what is drawn when all of them are on, as in nearly every document that has any.

use super::Unsupported;
use hayro_interpret::hayro_syntax::object::{Array, Dict, Name};
use hayro_interpret::hayro_syntax::xref::XRef;

/// Whether layers can hide anything.
#[derive(Clone, Copy)]
pub(super) struct Layers {
    all_on: bool,
}

impl Layers {
    pub(super) fn of(xref: &XRef) -> Layers {
        let catalog = xref.get::<Dict<'_>>(xref.root_id()).unwrap_or_default();
        let layers = catalog.get::<Dict<'_>>("OCProperties").unwrap_or_default();
        let setting = layers.get::<Dict<'_>>("D").unwrap_or_default();
        let mostly_off = setting
            .get::<Name<'_>>("BaseState")
            .is_some_and(|state| state.as_ref() == b"OFF");
        let some_off = setting
            .get::<Array<'_>>("OFF")
            .is_some_and(|off| off.raw_iter().next().is_some());
        Layers {
            all_on: !mostly_off && !some_off,
        }
    }

    /// Goes on when what belongs to this layer, or to layers taken together, is shown.
    ///
    /// # Errors
    /// It may be hidden.
    pub(super) fn shown(self, layer: Option<Dict<'_>>) -> Result<(), Unsupported> {
        let policy = layer.and_then(|layer| layer.get::<Name<'_>>("P"));
        let when_off =
            policy.is_some_and(|policy| matches!(policy.as_ref(), b"AnyOff" | b"AllOff"));
        if self.all_on && !when_off {
            Ok(())
        } else {
            Err(Unsupported)
        }
    }
}
