//! What the simulated juejin has on its books.

use serde::{Deserialize, Serialize};

use super::content::Content;
use super::imagex::Images;
use super::review::Review;
use super::settings::Settings;
use super::vocabulary::Column;

/// The phone of the account that a sandbox run signs in with.
pub const TEST_PHONE: &str = "13800138000";
/// The phone of a second, equal account.
pub const SECOND_PHONE: &str = "13800138001";
/// The phone of an account whose writes answer `must bind phone`.
pub const UNBOUND_PHONE: &str = "13800138002";
/// The phone of an account that cannot sign in.
pub const BLOCKED_PHONE: &str = "13800138003";
/// The code that the simulated SMS carries, whatever the phone.
pub const TEST_CODE: &str = "246810";

/// Juejin's accounts, sessions, drafts and articles, and every publish that was ever made.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(default)]
pub struct State {
    /// Everybody who can sign in; an unknown phone registers.
    pub accounts: Vec<Account>,
    /// Who is signed in.
    pub sessions: Vec<Session>,
    /// The SMS codes that were sent.
    pub codes: Vec<SentCode>,
    /// The QR codes that were shown.
    pub qr_codes: Vec<QrCode>,
    /// All drafts, also those that have been published.
    pub drafts: Vec<Draft>,
    /// All articles.
    pub articles: Vec<Article>,
    /// Every publish that was carried out, in order: the proof of exactly once.
    pub publishes: Vec<Publish>,
    /// The pictures, and what leads to them.
    pub images: Images,
    /// How often a button was clicked that only looks like the one that publishes.
    pub decoys: u64,
    /// How the site behaves.
    pub settings: Settings,
    /// How many ids were given out.
    pub ids: u64,
}

/// One account of the site.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Account {
    /// Decimal.
    pub user_id: String,
    /// Eleven digits.
    pub phone: String,
    /// The name shown.
    pub name: String,
    /// Whether writes answer `must bind phone`.
    pub must_bind_phone: bool,
    /// Whether signing in is refused.
    pub blocked: bool,
    /// The account's own columns.
    pub columns: Vec<Column>,
}

/// One signed-in session.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Session {
    /// The value of the cookie `sessionid`.
    pub id: String,
    /// Whose.
    pub user_id: String,
    /// Unix seconds.
    pub created: i64,
    /// Unix seconds.
    pub expires: i64,
}

/// One SMS code that was sent.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct SentCode {
    /// To whom.
    pub phone: String,
    /// Unix seconds.
    pub at: i64,
    /// How many wrong ones were handed in since.
    #[serde(default)]
    pub wrong: u32,
}

/// One QR code that was shown.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct QrCode {
    /// What the code says.
    pub token: String,
    /// Unix seconds.
    pub at: i64,
    /// The account that scanned and confirmed it.
    pub confirmed_by: Option<String>,
}

/// One draft.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Draft {
    /// The draft id; never the article's.
    pub id: String,
    /// `"0"` until it is published.
    pub article_id: String,
    /// Whose.
    pub user_id: String,
    /// What it says.
    pub content: Content,
    /// Unix seconds.
    pub created: i64,
    /// Unix seconds.
    pub changed: i64,
}

/// One article.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Article {
    /// The article id; never the draft's.
    pub id: String,
    /// The draft that it was made of.
    pub draft_id: String,
    /// Whose.
    pub user_id: String,
    /// What it says.
    pub content: Content,
    /// Where the review stands.
    pub review: Review,
    /// How often it was looked at while under review.
    pub looks: u32,
    /// The title that lists still show.
    pub listed_title: String,
    /// After how many more list reads they show the true one.
    pub title_lag: u32,
    /// Unix seconds.
    pub created: i64,
    /// Unix seconds.
    pub changed: i64,
}

/// One publish that was carried out.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Publish {
    /// Unix seconds.
    pub at: i64,
    /// Who did it.
    pub user_id: String,
    /// Of which draft.
    pub draft_id: String,
    /// What it became.
    pub article_id: String,
    /// How often this draft has been published, this time included.
    pub times: u32,
    /// Whether it changed an article that was there already.
    pub in_place: bool,
    /// What was published, to the byte.
    pub content: Content,
    /// The name of `content.category_id`.
    pub category_name: String,
    /// The names of `content.tag_ids`.
    pub tag_names: Vec<String>,
    /// The names of `content.column_ids`.
    pub column_names: Vec<String>,
    /// The names of `content.theme_ids`.
    pub theme_names: Vec<String>,
}

impl Default for State {
    fn default() -> Self {
        let account = |n: u64, phone: &str, name: &str| Account {
            user_id: (1_380_642_336_000_000 + n * 7_919).to_string(),
            phone: phone.to_owned(),
            name: name.to_owned(),
            ..Account::default()
        };
        let column = |id: &str, title: &str| Column {
            id: id.to_owned(),
            title: title.to_owned(),
        };
        Self {
            accounts: vec![
                Account {
                    columns: vec![
                        column("7301890000000000101", "Rust 手记"),
                        column("7301890000000000102", "发稿日志"),
                        column("7301890000000000103", "工程周刊"),
                        column("7301890000000000104", "读书笔记"),
                    ],
                    ..account(1, TEST_PHONE, "沙盒作者")
                },
                account(2, SECOND_PHONE, "第二位作者"),
                Account {
                    must_bind_phone: true,
                    ..account(3, UNBOUND_PHONE, "未绑定手机的作者")
                },
                Account {
                    blocked: true,
                    ..account(4, BLOCKED_PHONE, "已封禁的作者")
                },
            ],
            sessions: Vec::new(),
            codes: Vec::new(),
            qr_codes: Vec::new(),
            drafts: Vec::new(),
            articles: Vec::new(),
            publishes: Vec::new(),
            images: Images::default(),
            decoys: 0,
            settings: Settings::default(),
            ids: 0,
        }
    }
}

impl State {
    /// Gives out an id of 19 digits; no two are alike, whatever they are for.
    pub fn next_id(&mut self) -> String {
        self.ids += 1;
        // An odd stride, so that neighbours differ in the digits that a float would lose.
        (7_566_000_000_000_000_000 + self.ids * 90_071_992_547_409 + 17).to_string()
    }

    /// Finds the account of a live session.
    pub fn signed_in(&self, session_id: &str, now: i64) -> Option<&Account> {
        let session = self.sessions.iter().find(|s| s.id == session_id)?;
        (session.expires > now)
            .then(|| self.accounts.iter().find(|a| a.user_id == session.user_id))
            .flatten()
    }

    /// Ends every session of a phone's account, as a password change elsewhere would.
    pub fn kill_sessions(&mut self, phone: &str) {
        if let Some(user_id) = self.account(phone).map(|a| a.user_id.clone()) {
            self.sessions.retain(|s| s.user_id != user_id);
        }
    }

    /// Confirms the newest QR code in the app of a phone's account; false when there is none.
    pub fn confirm_qr(&mut self, phone: &str) -> bool {
        let user_id = self.account(phone).map(|a| a.user_id.clone());
        match self.qr_codes.last_mut() {
            Some(code) if user_id.is_some() => {
                code.confirmed_by = user_id;
                true
            }
            _ => false,
        }
    }

    /// Finds the account of a phone.
    pub fn account(&self, phone: &str) -> Option<&Account> {
        self.accounts.iter().find(|a| a.phone == phone)
    }

    /// Finds an account by its user id.
    pub fn user(&self, user_id: &str) -> Option<&Account> {
        self.accounts.iter().find(|a| a.user_id == user_id)
    }

    /// Finds a draft of this user.
    pub fn draft(&self, id: &str, user_id: &str) -> Option<&Draft> {
        self.drafts
            .iter()
            .find(|d| d.id == id && d.user_id == user_id)
    }

    /// Finds an article, whoever wrote it.
    pub fn article(&self, id: &str) -> Option<&Article> {
        self.articles.iter().find(|a| a.id == id)
    }
}
