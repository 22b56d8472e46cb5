//! The three fields of a request, as PHP reads them: from a multipart or an urlencoded form.

use axum::Form;
use axum::body::{Body, to_bytes};
use axum::extract::{FromRequest, Multipart, Request};
use axum::http::header::CONTENT_TYPE;
use serde::Deserialize;

/// The largest body that is read.
const LARGEST: usize = 32 * 1024 * 1024;

/// The fields; one that is missing is empty, as PHP's `$_POST[…] ?? ''`.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Fields {
    pub(super) response: String,
    pub(super) sign: String,
    pub(super) app_key: String,
}

impl Fields {
    /// Reads a request; a body that is neither form has no fields.
    pub(super) async fn read(request: Request) -> Self {
        let kind = request.headers().get(CONTENT_TYPE);
        let multipart = kind.is_some_and(|v| v.as_bytes().starts_with(b"multipart/form-data"));
        if multipart {
            return Self::multipart(request).await.unwrap_or_default();
        }
        match Form::from_request(request, &()).await {
            Ok(Form(fields)) => fields,
            Err(_) => Self::default(),
        }
    }

    async fn multipart(request: Request) -> Option<Self> {
        let told = |e: &dyn std::fmt::Display| tracing::warn!("the form could not be read: {e}");
        // Whole, as PHP takes it: read piece by piece, a boundary that falls between two pieces was sometimes missed.
        let (parts, body) = request.into_parts();
        let bytes = to_bytes(body, LARGEST)
            .await
            .inspect_err(|e| told(e))
            .ok()?;
        let request = Request::from_parts(parts, Body::from(bytes));
        let mut form = Multipart::from_request(request, &())
            .await
            .inspect_err(|e| told(e))
            .ok()?;
        let mut fields = Self::default();
        while let Some(field) = form.next_field().await.inspect_err(|e| told(e)).ok()? {
            let place = match field.name() {
                Some("response") => &mut fields.response,
                Some("sign") => &mut fields.sign,
                Some("app_key") => &mut fields.app_key,
                _ => continue,
            };
            *place = field.text().await.inspect_err(|e| told(e)).ok()?;
        }
        Some(fields)
    }
}
