//! The file's format: JSON with a schema number of its own, in clear (1) or sealed with a passphrase (2).

use std::path::Path;

use serde::{Deserialize, Serialize};

use super::seal::{self, Closed, Sealed};
use super::{Session, SessionError};
use crate::secret::{Cookie, Secret};

/// The format written in clear. A change that an older fagao would misread adds one.
const CLEAR: u32 = 1;
/// The format written with a passphrase.
const SEALED: u32 = 2;

/// What every version of the file says.
#[derive(Deserialize)]
struct Header {
    schema: u32,
}

#[derive(Serialize, Deserialize)]
struct SealedFile {
    schema: u32,
    sealed: Sealed,
}

// The one place where a session's values are written and read in clear: secrets cannot be serialized by design.
#[derive(Serialize, Deserialize)]
struct Stored {
    schema: u32,
    /// Whose file it is; older files do not say.
    #[serde(default)]
    account: Option<String>,
    taken: i64,
    user_agent: Option<String>,
    user_id: Option<String>,
    #[serde(default)]
    user_name: Option<String>,
    #[serde(default)]
    expires: Option<i64>,
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

/// The bytes of an account's session, sealed where there is a passphrase.
pub(super) fn write(session: &Session, account: &str, passphrase: Option<&Secret>) -> Vec<u8> {
    let stored = Stored {
        schema: CLEAR,
        account: Some(account.to_owned()),
        taken: session.taken,
        user_agent: session.user_agent.clone(),
        user_id: session.user_id.clone(),
        user_name: session.user_name.clone(),
        expires: session.expires,
        cookies: session.cookies.iter().map(store).collect(),
    };
    let plain =
        serde_json::to_vec_pretty(&stored).expect("texts and numbers alone are always JSON");
    let Some(passphrase) = passphrase else {
        return plain;
    };
    let mut random = [0; 40];
    getrandom::fill(&mut random).expect("the system gives randomness, or nothing can be sealed");
    let file = SealedFile {
        schema: SEALED,
        sealed: seal::seal(&plain, passphrase, account, random),
    };
    serde_json::to_vec_pretty(&file).expect("texts and numbers alone are always JSON")
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

/// Whether a session's bytes are sealed.
pub(super) fn is_sealed(bytes: &[u8]) -> bool {
    serde_json::from_slice::<Header>(bytes).is_ok_and(|h| h.schema == SEALED)
}

/// Reads an account's session.
pub(super) fn read(
    bytes: &[u8],
    file: &Path,
    account: &str,
    passphrase: Option<&Secret>,
) -> Result<Session, SessionError> {
    let told = |why: String| SessionError::Damaged {
        file: file.to_owned(),
        why,
    };
    // serde_json quotes the value that it does not like: the place has to do.
    let damaged = |e: serde_json::Error| {
        told(format!(
            "line {}, column {} is not as it was written; sign in again to replace it",
            e.line(),
            e.column()
        ))
    };
    let Header { schema } = serde_json::from_slice(bytes).map_err(damaged)?;
    if schema > SEALED {
        return Err(SessionError::Newer {
            file: file.to_owned(),
            found: schema,
            known: SEALED,
        });
    }
    let stored: Stored = if schema == SEALED {
        let sealed: SealedFile = serde_json::from_slice(bytes).map_err(damaged)?;
        let passphrase = passphrase.ok_or_else(|| SessionError::NoPassphrase {
            file: file.to_owned(),
        })?;
        let plain =
            seal::open(&sealed.sealed, passphrase, account).map_err(|closed| match closed {
                Closed::Wrong => SessionError::DoesNotOpen {
                    file: file.to_owned(),
                },
                Closed::Damaged(why) => told(why.to_owned()),
            })?;
        serde_json::from_slice(plain.expose()).map_err(damaged)?
    } else {
        serde_json::from_slice(bytes).map_err(damaged)?
    };
    if let Some(other) = stored.account.filter(|a| a != account) {
        return Err(SessionError::OtherAccount {
            file: file.to_owned(),
            account: account.to_owned(),
            other,
        });
    }
    Ok(Session {
        taken: stored.taken,
        user_agent: stored.user_agent,
        user_id: stored.user_id,
        user_name: stored.user_name,
        expires: stored.expires,
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
