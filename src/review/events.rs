//! What one window decided → the others.

use axum::response::sse::{Event, KeepAlive, Sse};
use futures_util::stream::{self, Stream};
use std::convert::Infallible;
use tokio::sync::broadcast::Receiver;
use tokio::sync::broadcast::error::RecvError;

/// An item that stands otherwise than before.
#[derive(Clone, Debug)]
pub struct Changed {
    /// The version of the desk since.
    pub version: u64,
    /// The item's id.
    pub item: String,
}

/// The changes from now on, as a browser listens to them.
pub fn stream(changes: Receiver<Changed>) -> Sse<impl Stream<Item = Result<Event, Infallible>>> {
    let events = stream::unfold(changes, |mut changes| async {
        let changed = match changes.recv().await {
            Ok(changed) => changed,
            // Too many at once: the window is told that there were some.
            Err(RecvError::Lagged(_)) => Changed {
                version: 0,
                item: String::new(),
            },
            Err(RecvError::Closed) => return None,
        };
        let data = serde_json::json!({"version": changed.version, "item": changed.item});
        let event = Event::default().event("changed").data(data.to_string());
        Some((Ok(event), changes))
    });
    Sse::new(events).keep_alive(KeepAlive::default())
}
