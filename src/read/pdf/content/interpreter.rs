//! Drawing operations → the collector: by the fast path, or by hayro's interpreter where the fast path meets
//! something it does not support. Both make the same calls; [`super::fast_path`]'s tests compare them.

use super::collect::{Collector, PageBudgetExceeded};
use super::fast_path::{FastPath, Unsupported};
use hayro_interpret::hayro_syntax::content::TypedIter;
use hayro_interpret::hayro_syntax::page::Resources;
use hayro_interpret::hayro_syntax::xref::XRef;
use hayro_interpret::kurbo::{Affine, Rect};
use hayro_interpret::{Context, InterpreterCache, InterpreterSettings, RenderContent, interpret};
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};

/// Both ways to read drawing operations; fonts are loaded once.
pub(crate) struct Interpreter<'a> {
    xref: &'a XRef,
    cache: InterpreterCache<'a>,
    settings: InterpreterSettings,
    /// `None`: everything goes through hayro's interpreter.
    fast_path: Option<FastPath<'a>>,
    /// How often hayro's interpreter ran.
    full_runs: usize,
}

/// Where operations are drawn.
#[derive(Clone, Copy)]
pub(crate) struct Target {
    /// Leads to the frame.
    pub(crate) transform: Affine,
    /// The part of it that is seen.
    pub(crate) visible: Rect,
}

impl<'a> Interpreter<'a> {
    pub(crate) fn new(xref: &'a XRef, stream_limit: usize) -> Interpreter<'a> {
        let settings = InterpreterSettings {
            // Stamps and comments are annotations too: those that count are drawn one by one.
            render_content: RenderContent::PAGE,
            ..InterpreterSettings::default()
        };
        let cache = InterpreterCache::new();
        Interpreter {
            xref,
            fast_path: Some(FastPath::new(xref, &cache, &settings, stream_limit)),
            cache,
            settings,
            full_runs: 0,
        }
    }

    /// The same without the fast path.
    #[cfg(test)]
    pub(crate) fn only_full(self) -> Self {
        Interpreter {
            fast_path: None,
            ..self
        }
    }

    /// How often hayro's interpreter ran.
    #[cfg(test)]
    pub(crate) fn full_runs(&self) -> usize {
        self.full_runs
    }

    /// Hands everything the operations show to the collector.
    ///
    /// # Errors
    /// They show more than the page's budget allows; the collector then has part of them.
    pub(crate) fn run(
        &mut self,
        operations: &[u8],
        resources: &Resources<'a>,
        target: Target,
        collector: &mut Collector,
    ) -> Result<(), PageBudgetExceeded> {
        if let Some(fast_path) = &mut self.fast_path {
            let before = collector.kept();
            let read = || fast_path.read(operations, resources, target, collector);
            match within_budget(read)? {
                Ok(()) => return Ok(()),
                Err(Unsupported) => collector.back_to(before),
            }
        }
        self.full_runs += 1;
        let (cache, settings) = (&self.cache, self.settings.clone());
        let mut context =
            Context::new(target.transform, target.visible, cache, self.xref, settings);
        within_budget(|| {
            let operations = TypedIter::new(operations);
            interpret(operations, resources, &mut context, collector)
        })
    }
}

/// Reads until the collector has had enough.
fn within_budget<T>(read: impl FnOnce() -> T) -> Result<T, PageBudgetExceeded> {
    match catch_unwind(AssertUnwindSafe(read)) {
        Ok(done) => Ok(done),
        Err(payload) if payload.is::<PageBudgetExceeded>() => Err(PageBudgetExceeded),
        Err(payload) => resume_unwind(payload),
    }
}
