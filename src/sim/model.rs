//! What the three platforms really have.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::time::Duration;

use tokio::time::Instant;

use super::article::{LOCAL, LOOK, Version};
use super::{hosting, juejin};
use crate::plan::Money;

/// What one order costs at the dearest of the media.
pub(super) const PRICE: Money = Money::fen(1300);

/// What one order of a medium costs: not the same everywhere.
pub(super) fn price(medium: &str) -> Money {
    match medium.ends_with("12786") {
        true => PRICE,
        false => Money::fen(950),
    }
}

/// How long the list of the own articles lags behind, and the title of one that is there.
const LAG: Duration = Duration::from_secs(30);

/// How long a request of a page is under way at most.
const PAGE_REQUEST: Duration = Duration::from_millis(1900);

/// Something that changes a platform.
#[derive(Clone, Debug)]
pub(super) enum Change {
    /// A draft is made.
    Draft,
    /// All fields of a draft are set: its number, what it says.
    Fields(String, Content),
    /// A draft is published.
    Publish(String),
    /// An order is placed: our id of it, the medium, the text.
    Order(String, String, Arc<str>),
    /// An article is pushed: its text.
    Push(Arc<str>),
}

/// What an article on Juejin says.
#[derive(Clone, Debug, Default)]
pub(super) struct Content {
    pub(super) title: Arc<str>,
    pub(super) text: Arc<str>,
}

/// A draft on Juejin.
#[derive(Clone, Debug, Default)]
pub(super) struct Draft {
    /// What it says, once all its fields are set.
    pub(super) content: Option<Content>,
    /// What was published of it.
    pub(super) article: Option<Published>,
}

/// An article on Juejin.
#[derive(Clone, Debug)]
pub(super) struct Published {
    pub(super) id: String,
    /// When the own list shows it.
    pub(super) shown: Instant,
    pub(super) content: Content,
    /// The title that it had before, and until when that one is shown.
    before: Option<(Arc<str>, Instant)>,
}

impl Published {
    /// The title that is shown.
    pub(super) fn title(&self, now: Instant) -> &str {
        match &self.before {
            Some((title, until)) if now < *until => title,
            _ => &self.content.title,
        }
    }
}

/// The three platforms.
#[derive(Default)]
pub(super) struct Model {
    pub(super) drafts: BTreeMap<String, Draft>,
    /// What was published without all its fields, or with a picture that no reader sees.
    pub(super) incomplete: u32,
    pub(super) orders: BTreeMap<String, String>,
    pub(super) pushes: u32,
    /// How often anybody has begun to store the bytes of a picture.
    pub(super) stores: u32,
    /// The sizes of the pictures that are stored, by what identifies them.
    pub(super) pictures: BTreeMap<String, usize>,
    /// The addresses that the author's own host of pictures has given.
    pub(super) hosted: BTreeSet<String>,
    /// How often a picture was put there.
    pub(super) puts: u32,
    /// Under way: when it arrives, what it is, and the browser that must live for it.
    pending: Vec<(Instant, Change, Option<u32>)>,
    browsers: BTreeSet<u32>,
    opened: u32,
    numbers: u64,
}

impl Model {
    /// Changes a platform; gives the number of what was made, or none where it is refused.
    pub(super) fn change(&mut self, change: &Change, now: Instant) -> Option<String> {
        match change {
            Change::Draft => {
                let id = self.number();
                self.drafts.insert(id.clone(), Draft::default());
                Some(id)
            }
            Change::Fields(id, content) => {
                self.drafts.get_mut(id)?.content = Some(content.clone());
                Some(id.clone())
            }
            Change::Publish(id) => {
                let fresh = self.number();
                let content = self.drafts.get(id)?.content.clone().unwrap_or_default();
                self.look_at(&content.text, juejin::uris(&content.text), |m, uri| {
                    m.pictures.contains_key(uri)
                });
                let draft = self.drafts.get_mut(id)?;
                // Publishing the same draft again edits its article in place.
                let article = draft.article.get_or_insert_with(|| Published {
                    id: fresh,
                    shown: now + LAG,
                    content: content.clone(),
                    before: None,
                });
                if article.content.title != content.title {
                    article.before = Some((article.content.title.clone(), now + LAG));
                }
                article.content = content;
                Some(article.id.clone())
            }
            Change::Order(id, medium, text) => {
                if self.orders.contains_key(id) {
                    return None;
                }
                self.look_at_html(text);
                self.orders.insert(id.clone(), medium.clone());
                Some(id.clone())
            }
            Change::Push(text) => {
                self.look_at_html(text);
                self.pushes += 1;
                Some(self.pushes.to_string())
            }
        }
    }

    fn look_at_html(&mut self, text: &str) {
        self.look_at(text, hosting::addresses(text), |m, url| {
            m.hosted.contains(url)
        });
    }

    /// Looks at a text as its readers do. A picture that stays where it was, or was never stored, is one that nobody sees.
    fn look_at<'t>(
        &mut self,
        text: &str,
        mut pictures: impl Iterator<Item = &'t str>,
        is_there: impl Fn(&Self, &str) -> bool,
    ) {
        let mut seen = || match pictures.next() {
            Some(first) => is_there(self, first) && pictures.all(|p| is_there(self, p)),
            None => !text.contains(LOOK),
        };
        if text.is_empty() || text.contains(LOCAL) || !seen() {
            self.incomplete += 1;
        }
    }

    /// Lets something arrive later, as long as its browser lives.
    pub(super) fn later(&mut self, at: Instant, change: Change, browser: Option<u32>) {
        self.pending.push((at, change, browser));
    }

    /// Lets all arrive that is due.
    pub(super) fn arrive(&mut self, now: Instant) {
        while let Some(n) = self.pending.iter().position(|(at, _, _)| *at <= now) {
            let (at, change, browser) = self.pending.swap_remove(n);
            match browser {
                None => drop(self.change(&change, at)),
                // The click came: its request leaves, and no longer needs the page.
                Some(b) if self.browsers.contains(&b) => {
                    self.pending.push((at + PAGE_REQUEST, change, None));
                }
                Some(_) => {}
            }
        }
    }

    /// Opens a browser.
    pub(super) fn open(&mut self) -> u32 {
        self.opened += 1;
        self.browsers.insert(self.opened);
        self.opened
    }

    /// Ends a browser: what it would have done is not done.
    pub(super) fn end(&mut self, browser: u32) {
        self.browsers.remove(&browser);
        self.pending.retain(|(_, _, b)| *b != Some(browser));
    }

    /// How often a target was really published, with what is still under way.
    pub(super) fn published(&self, account: &str, target: &str) -> u32 {
        let coming = || self.pending.iter().map(|(_, c, _)| c);
        let count = match account {
            // Where something is there already, what is under way to it makes no other one.
            "juejin" => {
                let there = self.drafts.iter().filter(|(_, d)| d.article.is_some());
                let coming = coming().filter_map(|c| match c {
                    Change::Publish(draft) => Some(draft),
                    _ => None,
                });
                let all: BTreeSet<_> = there.map(|(id, _)| id).chain(coming).collect();
                all.len()
            }
            "jz" => {
                let there = self.orders.iter().filter(|(_, m)| *m == target);
                let coming = coming().filter_map(|c| match c {
                    Change::Order(id, medium, _) if medium == target => Some(id),
                    _ => None,
                });
                let all: BTreeSet<_> = there.map(|(id, _)| id).chain(coming).collect();
                all.len()
            }
            _ => {
                let coming = coming().filter(|c| matches!(c, Change::Push(_))).count();
                return self.pushes + u32::try_from(coming).expect("few");
            }
        };
        u32::try_from(count).expect("few")
    }

    /// The version that readers have, or are about to have, of a draft.
    pub(super) fn version(&self, draft: &str) -> Option<Version> {
        let of = self.drafts.get(draft)?;
        let coming = self.pending.iter();
        let coming = coming.filter(|(_, c, _)| matches!(c, Change::Publish(id) if id == draft));
        let content = match coming.count() {
            0 => &of.article.as_ref()?.content,
            _ => of.content.as_ref()?,
        };
        let sizes = juejin::uris(&content.text).filter_map(|uri| self.pictures.get(uri).copied());
        let sizes: Vec<usize> = sizes.collect();
        Some(Version::of(&content.title, &content.text, &sizes))
    }

    /// What was charged.
    pub(super) fn charged(&self) -> Money {
        self.orders.values().map(|m| price(m)).sum()
    }

    /// A number that was not given out before.
    pub(super) fn number(&mut self) -> String {
        self.numbers += 1;
        (7_300_000_000_000_000_000 + self.numbers).to_string()
    }
}
