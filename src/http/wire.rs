//! The trait by which a request is sent once.

use std::time::Duration;

use async_trait::async_trait;
use thiserror::Error;

use crate::plan::{Answer, Request};
use crate::secret::Cookie;

/// Why there is no answer. The difference decides whether a submit may be tried again.
#[derive(Debug, Error)]
pub enum SendError {
    /// Nothing reached the other side: the name, the connection or TLS failed.
    #[error("could not reach {host}: {why}")]
    NotSent {
        /// The host.
        host: String,
        /// The whole chain of causes.
        why: String,
    },
    /// It may have reached the other side, and the answer did not come back whole.
    #[error("the answer of {host} was lost: {why}")]
    Lost {
        /// The host.
        host: String,
        /// The whole chain of causes.
        why: String,
    },
}

/// Sends requests, each exactly once: no retry, no redirect of a write, no cookie of another account.
#[async_trait]
pub trait Wire: Send + Sync {
    /// Sends a request and waits for the whole answer, at most for `deadline`.
    async fn send(&self, request: Request, deadline: Duration) -> Result<Answer, SendError>;

    /// The cookies that it has by now, those that answers have set among them; none where it keeps none.
    fn cookies(&self) -> Vec<Cookie> {
        Vec::new()
    }
}
