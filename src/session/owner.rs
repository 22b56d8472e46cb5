//! Whose an account is: the user of its first sign-in, kept beside the session and longer than it.

use serde::{Deserialize, Serialize};

/// A user of a site.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Owner {
    /// The user's id on the site.
    pub user_id: String,
    /// The name shown there.
    pub user_name: Option<String>,
    /// When it signed in first, in seconds since 1970.
    pub since: i64,
}

impl Owner {
    /// The name and the id, as people read them.
    pub fn words(&self) -> String {
        words(self.user_name.as_deref(), &self.user_id)
    }
}

/// A user's name and id, as people read them.
pub fn words(name: Option<&str>, id: &str) -> String {
    match name {
        Some(name) => format!("{name} (user {id})"),
        None => format!("user {id}"),
    }
}
