//! Pages read from their pictures, several at once, each on a thread of its own.
//!
//! Not on threads that share their work out: one that waits for the model would begin another page meanwhile, and
//! in the end most pages of a document lie open in memory at once.

use std::sync::Mutex;
use std::thread;

/// Room for what a page needs.
const STACK: usize = 16 << 20;

/// What `work` makes of each item, in their order; an item is taken when a thread is free for it.
pub(super) fn each<T: Send, R: Send>(
    items: impl Iterator<Item = T> + Send,
    work: impl Fn(T) -> R + Sync,
) -> Vec<R> {
    let items = Mutex::new(items.enumerate());
    let next = || items.lock().ok().and_then(|mut items| items.next());
    let done = Mutex::new(Vec::new());
    let run = || {
        while let Some((at, item)) = next() {
            let made = work(item);
            if let Ok(mut done) = done.lock() {
                done.push((at, made));
            }
        }
    };
    let others = rayon::current_num_threads().saturating_sub(1);
    thread::scope(|scope| {
        for _ in 0..others {
            // Without a further thread the pages are read one after the other.
            let _ = thread::Builder::new()
                .stack_size(STACK)
                .spawn_scoped(scope, run);
        }
        // Where this thread itself shares out work, the page is read on one that does not.
        let own = thread::Builder::new()
            .stack_size(STACK)
            .spawn_scoped(scope, run);
        if own.is_err() {
            run();
        }
    });
    let mut done = done.into_inner().unwrap_or_default();
    done.sort_by_key(|(at, _)| *at);
    done.into_iter().map(|(_, made)| made).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everything_is_done_once_and_in_order() {
        let made = each(0..100, |n| n * 2);
        assert_eq!(made, (0..100).map(|n| n * 2).collect::<Vec<_>>());
    }
}
