//! What the receiver needs from outside, by traits.

use std::any::Any;

use async_trait::async_trait;
use thiserror::Error;

use crate::plan::Key;

/// Why an image was not fetched. The post keeps its address then.
#[derive(Debug, Error)]
pub enum FetchError {
    /// Its address, or where that leads, is none that a stranger may have fetched.
    #[error("refused: {0}")]
    Refused(String),
    /// It could not be had.
    #[error("{0}")]
    Failed(String),
}

/// Fetches what a stranger named: http and https alone, and never from this machine or its networks.
#[async_trait]
pub trait Fetch: Send + Sync {
    /// Fetches a body of at most so many bytes.
    async fn fetch(&self, url: &str, longest: usize) -> Result<Vec<u8>, FetchError>;
}

/// What came of a question.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answered {
    /// It was asked, and whatever the platform said is in the ledger.
    Asked,
    /// It cannot be asked now: another process has the account, or the submit is not decided yet.
    Later,
}

/// Asks a platform how an order stands, and stores what it says.
#[async_trait(?Send)]
pub trait Orders {
    /// Asks once.
    async fn ask(&self, key: &Key) -> Answered;
}

/// Takes an account for this process alone, until what it gives is dropped; none while another process has it.
pub type Hold = dyn Fn(&str) -> Option<Box<dyn Any + Send>> + Send + Sync;
