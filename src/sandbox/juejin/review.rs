//! The review that follows a publish, as public tools saw it in 2026-09.

use serde::{Deserialize, Serialize};

use super::settings::Settings;
use super::state::Article;

/// Where an article's review stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Review {
    /// 审核中: readable at `/spost/<id>`, 404 at `/post/<id>`.
    Reviewing,
    /// 已发布: the reverse.
    Live,
    /// 未通过: readable at `/spost/<id>` by its author, 404 at `/post/<id>`.
    Rejected,
}

impl Review {
    /// `audit_status` of the own-articles list: 1 审核中, 2 已发布, 3 (or −1) 未通过.
    pub fn audit_status(self, settings: &Settings) -> i64 {
        match self {
            Self::Reviewing => 1,
            Self::Live => 2,
            Self::Rejected => settings.rejected_status,
        }
    }

    /// `status` of `article/detail`: 0 reviewing, 2 live.
    pub fn status(self) -> i64 {
        match self {
            Self::Live => 2,
            Self::Reviewing | Self::Rejected => 0,
        }
    }
}

impl Article {
    /// Counts one look; the look after the last one that was asked for sees the decision.
    pub fn look(&mut self, settings: &Settings) {
        if self.review != Review::Reviewing {
            return;
        }
        if self.looks >= settings.looks_until_decided {
            let refused = |t: &String| self.content.title.contains(t.as_str());
            self.review = match settings.rejected_titles.iter().any(refused) {
                true => Review::Rejected,
                false => Review::Live,
            };
        } else {
            self.looks += 1;
        }
    }

    /// Counts one read of a list, for the title that lags behind.
    pub fn list_read(&mut self) {
        if self.title_lag == 0 {
            self.listed_title.clone_from(&self.content.title);
        } else {
            self.title_lag -= 1;
        }
    }
}
