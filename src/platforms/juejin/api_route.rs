//! The route through the internal API, as public tools measured it up to 2026-09.

use super::calls::Calls;
use super::fields::Fields;
use crate::plan::{Act, Effect, Route, RouteVia, Step, Submit};
use crate::site::SiteFileError;

/// The calls of every milestone.
pub(super) struct ApiRoute<'a> {
    pub(super) calls: &'a Calls<'a>,
}

impl ApiRoute<'_> {
    /// Makes a draft with title and text.
    pub(super) fn draft_ready(&self, fields: &Fields) -> Result<Route, SiteFileError> {
        let mut route = self.route(&[("csrf_token", Effect::Read)])?;
        let create = self.calls.draft_create(&fields.written)?;
        route.steps.push(Step::Call(create));
        Ok(route)
    }

    /// Sets the whole draft. It is complete in itself: it also goes on where the browser gave up.
    pub(super) fn fields_set(&self, fields: &Fields) -> Result<Route, SiteFileError> {
        let mut route =
            self.route(&[("csrf_token", Effect::Read), ("categories", Effect::Read)])?;
        let uploads = fields.uploads().map(|(file, slot)| Step::Upload {
            file: file.clone(),
            slot,
        });
        route.steps.extend(uploads);
        let update = self.calls.call("draft_update", Effect::Set)?;
        route.steps.push(Step::Call(update));
        if fields.has_images {
            let text = self.calls.call("draft_text", Effect::Read)?;
            route.steps.push(Step::Call(text));
        }
        Ok(route)
    }

    /// Publishes the draft.
    pub(super) fn submitted(&self, deadline: u32) -> Result<Route, SiteFileError> {
        let publish = self.calls.call("publish", Effect::Submit)?;
        Ok(Route {
            via: RouteVia::Api,
            steps: vec![Step::Submit(Submit {
                cost: None,
                act: Act::Call(publish),
                deadline,
            })],
        })
    }

    fn route(&self, calls: &[(&str, Effect)]) -> Result<Route, SiteFileError> {
        let steps: Result<_, SiteFileError> = calls
            .iter()
            .map(|(name, effect)| Ok(Step::Call(self.calls.call(name, *effect)?)))
            .collect();
        Ok(Route {
            via: RouteVia::Api,
            steps: steps?,
        })
    }
}
