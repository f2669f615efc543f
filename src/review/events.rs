//! What one window decided → the others.

use axum::response::sse::{Event, KeepAlive, Sse};
use futures_util::stream::{self, Stream};
use serde_json::json;
use std::convert::Infallible;
use tokio::sync::broadcast::Receiver;
use tokio::sync::broadcast::error::RecvError;

/// What a window is told.
#[derive(Clone, Debug)]
pub enum Changed {
    /// An item stands otherwise than before.
    Item {
        /// The version of the desk since.
        version: u64,
        /// The item's id.
        item: String,
    },
    /// The pages of a report are there, or will not come.
    Printed {
        /// Its name.
        report: String,
    },
}

impl Changed {
    fn event(&self) -> Event {
        let (name, data) = match self {
            Changed::Item { version, item } => {
                ("changed", json!({"version": version, "item": item}))
            }
            Changed::Printed { report } => ("printed", json!({"report": report})),
        };
        Event::default().event(name).data(data.to_string())
    }
}

/// The changes from now on, as a browser listens to them.
pub fn stream(changes: Receiver<Changed>) -> Sse<impl Stream<Item = Result<Event, Infallible>>> {
    let events = stream::unfold(changes, |mut changes| async {
        let changed = match changes.recv().await {
            Ok(changed) => changed,
            // Too many at once: the window is told that there were some.
            Err(RecvError::Lagged(_)) => Changed::Item {
                version: 0,
                item: String::new(),
            },
            Err(RecvError::Closed) => return None,
        };
        Some((Ok(changed.event()), changes))
    });
    Sse::new(events).keep_alive(KeepAlive::default())
}
