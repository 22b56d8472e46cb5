//! The key under which a publication is counted: once.

use std::fmt;

use serde::{Deserialize, Serialize};

/// Article, account, target and generation. Two runs with an equal key publish once between them.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Key {
    /// The article's id.
    pub article: String,
    /// The account's name.
    pub account: String,
    /// Where exactly within the account: jzguai's `model/resource`; elsewhere the account's name.
    pub target: String,
    /// 0, and one more for every `--again`.
    pub generation: u32,
}

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} -> {}", self.article, self.account)?;
        if self.target != self.account {
            write!(f, " ({})", self.target)?;
        }
        if self.generation > 0 {
            write!(f, " #{}", self.generation)?;
        }
        Ok(())
    }
}
