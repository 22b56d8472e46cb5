//! What the user's own tools read.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse, Response};
use serde_json::{Value, json};

use super::guard::may_read;
use super::refusal::refuse;
use super::{Reason, Reception};
use crate::ledger::{Entry, Filter, LedgerError, LedgerState};

/// Items of the list, the newest.
const MOST: u32 = 500;

/// Says that the process serves and its database answers.
pub(super) async fn health(State(reception): State<Arc<Reception>>) -> Response {
    match reception.inbox.count().await {
        Ok(_) => "ok\n".into_response(),
        Err(e) => storage(&reception, &e),
    }
}

/// The counts, for Prometheus.
pub(super) async fn metrics(
    State(reception): State<Arc<Reception>>,
    headers: HeaderMap,
) -> Response {
    if let Err(refused) = may_read(&reception, &headers) {
        return refused;
    }
    let counted = async {
        let (items, waiting) = reception.inbox.count().await?;
        let entries = reception.ledger.entries(&Filter::default()).await?;
        let open = entries.iter().filter(|e| is_open(e)).count();
        Ok::<_, LedgerError>(reception.metrics.text(items, waiting, open))
    };
    match counted.await {
        Ok(text) => ([(CONTENT_TYPE, "text/plain; version=0.0.4")], text).into_response(),
        Err(e) => storage(&reception, &e),
    }
}

/// Pushes that reached us, and orders and pushes of ours, the newest first.
pub(super) async fn items(State(reception): State<Arc<Reception>>, headers: HeaderMap) -> Response {
    if let Err(refused) = may_read(&reception, &headers) {
        return refused;
    }
    let listed = async {
        let items = reception.inbox.newest(MOST).await?;
        let received: Vec<Value> = items
            .iter()
            .map(|i| {
                json!({"account": i.account, "kind": i.kind, "title": i.title, "hash": i.hash,
                    "received": i.received, "deliveries": i.deliveries, "file": i.file, "proved": i.proved})
            })
            .collect();
        let entries = reception.ledger.entries(&Filter::default()).await?;
        let ours = entries.iter();
        let sent: Vec<Value> = ours.take(MOST as usize).map(sent).collect();
        Ok::<_, LedgerError>(json!({"schema": 1, "received": received, "sent": sent}))
    };
    match listed.await {
        Ok(list) => Json(list).into_response(),
        Err(e) => storage(&reception, &e),
    }
}

/// Whether the platform may still say something of it.
pub(super) fn is_open(entry: &Entry) -> bool {
    entry.state.is_open() || matches!(entry.state, LedgerState::Submitted | LedgerState::InReview)
}

fn sent(entry: &Entry) -> Value {
    let receipt = entry.receipt.as_ref();
    json!({
        "article": entry.key.article,
        "account": entry.key.account,
        "platform": entry.plan.platform,
        "target": entry.key.target,
        "state": entry.state,
        "url": receipt.and_then(|r| r.url.clone()),
        "external_id": receipt.and_then(|r| r.external_id.clone()),
        "price": receipt.and_then(|r| r.price),
        "evidence": receipt.map(|r| r.evidence.clone()).unwrap_or_default(),
        "updated": entry.updated,
    })
}

fn storage(reception: &Reception, e: &LedgerError) -> Response {
    tracing::error!("{e}");
    refuse(reception, Reason::Storage, "the ledger cannot be read now")
}
