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
    pub(super) fn draft_ready(&self) -> Result<Route, SiteFileError> {
        self.route(&[
            ("csrf_token", Effect::Read),
            ("draft_create", Effect::Create),
        ])
    }

    /// Sets the whole draft. It is complete in itself: it also goes on where the browser gave up.
    pub(super) fn fields_set(&self, fields: &Fields) -> Result<Route, SiteFileError> {
        let mut route =
            self.route(&[("csrf_token", Effect::Read), ("categories", Effect::Read)])?;
        for (n, tag) in fields.tags.iter().enumerate() {
            let search = self.calls.tag_search(n + 1, tag)?;
            route.steps.push(Step::Call(search));
        }
        let update = self.calls.call("draft_update", Effect::Set)?;
        route.steps.push(Step::Call(update));
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
