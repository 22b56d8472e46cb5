//! Bodies, bounded in size and in time.

use std::time::Duration;

use axum::body::Body;
use axum::http::HeaderMap;
use axum::http::header::CONTENT_LENGTH;
use axum::response::Response;
use futures_util::StreamExt;
use tokio::sync::OwnedSemaphorePermit;

use super::refusal::refuse;
use super::{Reason, Reception};

/// Seconds in which a body must be there.
const SECONDS: u64 = 10;

/// Bodies up to here need no permit.
const SMALL: usize = 64 << 10;

/// A body that is there whole. While it is kept, so is its place among the large ones.
pub(super) struct Whole {
    pub(super) bytes: Vec<u8>,
    _place: Option<OwnedSemaphorePermit>,
}

/// Reads a body of at most so many bytes.
///
/// # Errors
/// The refusal: it is too large, or too slow, or there are too many large ones.
pub(super) async fn read(
    reception: &Reception,
    headers: &HeaderMap,
    body: Body,
    most: usize,
) -> Result<Whole, Response> {
    let said = headers.get(CONTENT_LENGTH).and_then(|v| v.to_str().ok());
    let said: Option<u64> = said.and_then(|v| v.parse().ok());
    let large = || {
        let why = format!("the body is larger than {most} bytes");
        refuse(reception, Reason::Large, &why)
    };
    if said.is_some_and(|n| n > most as u64) {
        return Err(large());
    }
    let reading = async {
        let mut stream = body.into_data_stream();
        let mut bytes = Vec::new();
        let mut place = None;
        while let Some(part) = stream.next().await {
            let Ok(part) = part else {
                return Err(refuse(reception, Reason::Malformed, "the body was cut"));
            };
            if bytes.len() + part.len() > most {
                return Err(large());
            }
            bytes.extend_from_slice(&part);
            if bytes.len() > SMALL && place.is_none() {
                // It waits no longer than a body may take.
                place = reception.large.clone().acquire_owned().await.ok();
            }
        }
        Ok(Whole {
            bytes,
            _place: place,
        })
    };
    match tokio::time::timeout(Duration::from_secs(SECONDS), reading).await {
        Ok(read) => read,
        Err(_) if reception.large.available_permits() == 0 => {
            let why = "too many large bodies at once";
            Err(refuse(reception, Reason::Busy, why))
        }
        Err(_) => {
            let why = format!("the body was not there within {SECONDS} seconds");
            Err(refuse(reception, Reason::Slow, &why))
        }
    }
}
