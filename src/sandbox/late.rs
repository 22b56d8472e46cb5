//! Requests that arrive when nobody waits for their answer any more.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use axum::extract::Request;
use axum::handler::Handler;
use axum::routing::MethodRouter;

use super::hosts::Site;

/// What has left its client and has not arrived.
#[derive(Clone, Default)]
pub(super) struct Late(Arc<Mutex<Vec<Travelling>>>);

struct Travelling {
    site: Site,
    request: Request,
    inner: MethodRouter,
}

/// A request that is held; it is under way from the moment at which nobody holds it any more.
pub(super) struct Held {
    late: Late,
    what: Option<Travelling>,
}

impl Late {
    /// Lets a request be under way once what is returned is dropped, as it is when the client leaves.
    pub(super) fn when_dropped(&self, site: Site, request: Request, inner: MethodRouter) -> Held {
        Held {
            late: self.clone(),
            what: Some(Travelling {
                site,
                request,
                inner,
            }),
        }
    }

    /// Lets all arrive that is under way to a site.
    pub(super) async fn arrive(&self, site: Site) {
        let due: Vec<_> = self.lock().extract_if(.., |t| t.site == site).collect();
        for Travelling { request, inner, .. } in due {
            inner.call(request, ()).await;
        }
    }

    fn lock(&self) -> MutexGuard<'_, Vec<Travelling>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Held {
    fn drop(&mut self) {
        self.late.lock().extend(self.what.take());
    }
}
