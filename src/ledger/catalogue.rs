//! The trait by which catalogues of media are kept.

use async_trait::async_trait;

use super::LedgerError;
use crate::plan::{Medium, Money};

/// A medium as it is kept.
#[derive(Clone, Debug, PartialEq)]
pub struct Kept {
    /// The medium.
    pub medium: Medium,
    /// When it was last seen in the catalogue, in seconds since 1970.
    pub seen: i64,
    /// When a whole sync did not have it any more.
    pub gone: Option<i64>,
}

/// The prices of a medium from a moment on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PricePoint {
    /// When they were first seen, in seconds since 1970.
    pub at: i64,
    /// The price without the agent's share.
    pub price_original: Option<Money>,
    /// The agent's price.
    pub price_proxy: Option<Money>,
}

/// How results are sorted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Sort {
    /// The cheapest first.
    #[default]
    Price,
    /// By name.
    Name,
}

/// What is searched for; all that is given must fit.
#[derive(Clone, Debug, Default)]
pub struct Search {
    /// The account whose catalogue it is.
    pub account: String,
    /// Words of the name or of an attribute.
    pub text: String,
    /// The kind.
    pub model: Option<i64>,
    /// The least price.
    pub price_min: Option<Money>,
    /// The highest price.
    pub price_max: Option<Money>,
    /// Attributes: key and value, or one of the values of a list.
    pub facts: Vec<(String, String)>,
    /// Whether those that take no orders are wanted too.
    pub closed: bool,
    /// The order.
    pub sort: Sort,
    /// At most so many.
    pub limit: u32,
}

/// How far a sync of one kind is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Progress {
    /// How many pages are done, without a gap from the first.
    pub pages: u32,
    /// The rows of all pages, as the last page told; none before the first.
    pub total: Option<u32>,
}

/// Catalogues of media, and small lists of platforms, on disk.
#[async_trait]
pub trait Catalogue: Send + Sync {
    /// The sync to go on with: one of these kinds that began at most `younger` seconds ago and has not ended, else a new one.
    async fn begin_sync(
        &self,
        account: &str,
        models: &[i64],
        younger: i64,
        now: i64,
    ) -> Result<i64, LedgerError>;

    /// How far a sync is with a kind.
    async fn progress(&self, sync: i64, model: i64) -> Result<Progress, LedgerError>;

    /// Keeps a page; its rows, their price history and that it is done are on disk together.
    async fn keep_page(
        &self,
        sync: i64,
        model: i64,
        page: u32,
        total: u32,
        rows: &[Medium],
        now: i64,
    ) -> Result<(), LedgerError>;

    /// Notes that a sync has all pages of a kind: what it has not seen is gone. Gives how many are.
    async fn end_model(&self, sync: i64, model: i64, now: i64) -> Result<u64, LedgerError>;

    /// Notes that a sync is whole.
    async fn end_sync(&self, sync: i64, now: i64) -> Result<(), LedgerError>;

    /// Searches.
    async fn search(&self, search: &Search) -> Result<Vec<Kept>, LedgerError>;

    /// The media of a number; several kinds may have the same.
    async fn media(&self, account: &str, id: i64) -> Result<Vec<Kept>, LedgerError>;

    /// The prices of a medium, the oldest first.
    async fn prices(
        &self,
        account: &str,
        model: i64,
        id: i64,
    ) -> Result<Vec<PricePoint>, LedgerError>;

    /// A list that an account's platform gave, with its age: JSON as it was kept.
    async fn list(&self, account: &str, name: &str) -> Result<Option<(String, i64)>, LedgerError>;

    /// Keeps such a list.
    async fn keep_list(
        &self,
        account: &str,
        name: &str,
        body: &str,
        now: i64,
    ) -> Result<(), LedgerError>;

    /// Where a file of some content was uploaded to by an image host.
    async fn hosted(&self, hash: &str, host: &str) -> Result<Option<String>, LedgerError>;

    /// Keeps that.
    async fn keep_hosted(
        &self,
        hash: &str,
        host: &str,
        url: &str,
        now: i64,
    ) -> Result<(), LedgerError>;
}
