//! A host of pictures of no site: what is put there is shown to everybody, as an image host of the user's would, or
//! somebody's page that an article takes a picture from.

use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;
use std::sync::Arc;

use axum::Router;
use axum::body::Bytes;
use axum::extract::{DefaultBodyLimit, Path, State as Given};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use serde::{Deserialize, Serialize};

use super::Shared;
use super::file::write_whole;

/// The directory beside the book that holds what is shown.
const PICTURES: &str = "pictures";

/// How often each picture was put there, by name.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct State {
    /// The counts.
    pub put: BTreeMap<String, u64>,
}

/// Serves `GET` and `PUT` of `/NAME`.
pub(super) fn router(shared: Arc<Shared>) -> Router {
    Router::new()
        .route("/{name}", get(show).put(put))
        .layer(DefaultBodyLimit::max(32 << 20))
        .with_state(shared)
}

async fn show(Given(shared): Given<Arc<Shared>>, Path(name): Path<String>) -> Response {
    let bytes = file(&shared, &name).and_then(|f| fs::read(f).ok());
    match bytes {
        Some(bytes) => ([(header::CONTENT_TYPE, kind(&name))], bytes).into_response(),
        None => StatusCode::NOT_FOUND.into_response(),
    }
}

async fn put(Given(shared): Given<Arc<Shared>>, Path(name): Path<String>, body: Bytes) -> Response {
    let Some(file) = file(&shared, &name) else {
        return StatusCode::BAD_REQUEST.into_response();
    };
    let dir = file.parent().map_or(Ok(()), fs::create_dir_all);
    let written = dir.and_then(|()| write_whole(&file, &body));
    let counted = written.and_then(|()| {
        shared
            .book
            .change(|s| *s.pictures.put.entry(name).or_default() += 1)
    });
    match counted {
        Ok(()) => StatusCode::CREATED.into_response(),
        Err(e) => (StatusCode::INTERNAL_SERVER_ERROR, e.to_string()).into_response(),
    }
}

/// Where a picture is; a name has neither slashes nor a dot at its beginning.
fn file(shared: &Shared, name: &str) -> Option<PathBuf> {
    let plain = |c: char| c.is_ascii_alphanumeric() || "-_.".contains(c);
    let good = name.chars().all(plain) && !name.starts_with('.');
    good.then(|| shared.book.dir().join(PICTURES).join(name))
}

fn kind(name: &str) -> &'static str {
    match name.rsplit('.').next() {
        Some("png") => "image/png",
        Some("jpg") => "image/jpeg",
        Some("gif") => "image/gif",
        Some("webp") => "image/webp",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use crate::sandbox::PICTURES_HOST;
    use crate::sandbox::harness::Up;

    #[tokio::test]
    async fn what_is_put_there_is_shown_and_counted() {
        let up = Up::new().await;
        let client = up.client();
        let url = format!("https://{PICTURES_HOST}/a.png");
        assert_eq!(client.get(&url).send().await.unwrap().status(), 404);
        for _ in 0..2 {
            let put = client.put(&url).body("bytes").send().await.unwrap();
            assert_eq!(put.status(), 201);
        }
        let shown = client.get(&url).send().await.unwrap();
        assert_eq!(shown.headers()["content-type"], "image/png");
        assert_eq!(shown.text().await.unwrap(), "bytes");
        assert_eq!(up.shared.book.read(|s| s.pictures.put["a.png"]), 2);
        let outside = format!("https://{PICTURES_HOST}/..%2Fbook.json");
        assert_eq!(client.get(&outside).send().await.unwrap().status(), 404);
        assert_eq!(client.put(&outside).send().await.unwrap().status(), 400);
    }
}
