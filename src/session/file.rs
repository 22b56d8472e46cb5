//! The file's format: JSON with a schema number of its own.

use std::path::Path;

use serde::{Deserialize, Serialize};

use super::{Session, SessionError};
use crate::secret::{Cookie, Secret};

/// The format written here. A change that an older fagao would misread adds one.
const SCHEMA: u32 = 1;

/// What every version of the file says.
#[derive(Deserialize)]
struct Header {
    schema: u32,
}

// The one place where a session's values are written and read in clear: secrets cannot be serialized by design.
#[derive(Serialize, Deserialize)]
struct Stored {
    schema: u32,
    taken: i64,
    user_agent: Option<String>,
    user_id: Option<String>,
    cookies: Vec<StoredCookie>,
}

#[derive(Serialize, Deserialize)]
struct StoredCookie {
    name: String,
    value: String,
    domain: String,
    path: String,
    expires: Option<i64>,
    secure: bool,
    http_only: bool,
    same_site: Option<String>,
}

/// The bytes of a session.
pub(super) fn write(session: &Session) -> Vec<u8> {
    let stored = Stored {
        schema: SCHEMA,
        taken: session.taken,
        user_agent: session.user_agent.clone(),
        user_id: session.user_id.clone(),
        cookies: session.cookies.iter().map(store).collect(),
    };
    serde_json::to_vec_pretty(&stored).expect("texts and numbers alone are always JSON")
}

fn store(cookie: &Cookie) -> StoredCookie {
    StoredCookie {
        name: cookie.name.clone(),
        value: cookie.value.expose().clone(),
        domain: cookie.domain.clone(),
        path: cookie.path.clone(),
        expires: cookie.expires,
        secure: cookie.secure,
        http_only: cookie.http_only,
        same_site: cookie.same_site.clone(),
    }
}

/// Reads a session.
pub(super) fn read(bytes: &[u8], file: &Path) -> Result<Session, SessionError> {
    // serde_json quotes the value that it does not like: the place has to do.
    let damaged = |e: serde_json::Error| SessionError::Damaged {
        file: file.to_owned(),
        why: format!(
            "line {}, column {} is not as it was written; sign in again to replace it",
            e.line(),
            e.column()
        ),
    };
    let Header { schema } = serde_json::from_slice(bytes).map_err(damaged)?;
    if schema > SCHEMA {
        return Err(SessionError::Newer {
            file: file.to_owned(),
            found: schema,
            known: SCHEMA,
        });
    }
    let stored: Stored = serde_json::from_slice(bytes).map_err(damaged)?;
    Ok(Session {
        taken: stored.taken,
        user_agent: stored.user_agent,
        user_id: stored.user_id,
        cookies: stored.cookies.into_iter().map(restore).collect(),
    })
}

fn restore(cookie: StoredCookie) -> Cookie {
    Cookie {
        name: cookie.name,
        value: Secret::new(cookie.value),
        domain: cookie.domain,
        path: cookie.path,
        expires: cookie.expires,
        secure: cookie.secure,
        http_only: cookie.http_only,
        same_site: cookie.same_site,
    }
}
