//! From the events of a record to the document.

use super::document::{Account, Entry, Error, Group, Happened, Noticed, RunDocument};
use crate::plan::Key;
use crate::record::{Capture, Event, Reading, Trouble};
use crate::text::Lang;

/// Makes the document of a record, with what went wrong said in a language.
pub fn document(run: &str, reading: &Reading, lang: Lang) -> RunDocument {
    let mut document = RunDocument {
        schema: 1,
        run: run.to_owned(),
        sandbox: false,
        version: String::new(),
        began: reading.events.first().map(|e| e.at),
        ended: None,
        took: 0,
        exit: None,
        torn: reading.torn,
        unknown_lines: reading.unknown,
        pictures_dropped: 0,
        notices: Vec::new(),
        accounts: Vec::new(),
    };
    let mut rows = Rows::default();
    for stamped in &reading.events {
        match &stamped.event {
            Event::RunBegan {
                sandbox, version, ..
            } => {
                document.sandbox = *sandbox;
                document.version.clone_from(version);
            }
            Event::RunEnded { exit } => {
                document.exit = Some(*exit);
                document.ended = Some(stamped.at);
            }
            Event::Noticed {
                notice,
                about,
                tries,
                trouble,
            } => document.notices.push(Noticed {
                notice: notice.clone(),
                about: about.clone(),
                tries: *tries,
                error: trouble.as_deref().map(|t| error(t, lang)),
            }),
            Event::PicturesDropped { count } => document.pictures_dropped += count,
            event => {
                if let Some(key) = event.key() {
                    rows.of(key, stamped.at).hear(event, stamped.at, lang);
                }
            }
        }
    }
    let last = document.ended.or(reading.events.last().map(|e| e.at));
    if let (Some(began), Some(last)) = (document.began, last) {
        document.took = (last - began).max(0);
    }
    document.accounts = rows.accounts.into_iter().map(|r| r.account).collect();
    document
}

/// The one file of a capture, or why there is none.
pub fn shown(capture: &Capture) -> (Option<String>, Option<String>) {
    match capture {
        Capture::File(file) => (Some(file.clone()), None),
        Capture::Text(text) => (Some(text.clone()), None),
        Capture::Unavailable(why) => (None, Some(why.clone())),
    }
}

#[derive(Default)]
struct Rows {
    accounts: Vec<Row>,
}

struct Row {
    key: Key,
    began: i64,
    account: Account,
}

impl Rows {
    /// The row of a key. What has no plan of its own, such as a sign-in, is told in the row of its account.
    fn of(&mut self, key: &Key, at: i64) -> &mut Row {
        let own = self.accounts.iter().position(|r| r.key == *key);
        let same_account = || {
            let other = |r: &Row| r.key.account == key.account && key.article == "sign-in";
            self.accounts.iter().rposition(other)
        };
        let n = own.or_else(same_account).unwrap_or_else(|| {
            self.accounts.push(Row::new(key, at));
            self.accounts.len() - 1
        });
        &mut self.accounts[n]
    }
}

impl Row {
    fn new(key: &Key, at: i64) -> Self {
        Self {
            key: key.clone(),
            began: at,
            account: Account {
                article: key.article.clone(),
                title: String::new(),
                file: String::new(),
                account: key.account.clone(),
                platform: String::new(),
                target: key.target.clone(),
                state: None,
                route: None,
                route_reason: None,
                url: None,
                external_id: None,
                price: None,
                evidence: Vec::new(),
                retry_at: None,
                person: false,
                error: None,
                took: 0,
                planned: Vec::new(),
                timeline: Vec::new(),
                text_sent: None,
                text_seen: None,
            },
        }
    }

    fn hear(&mut self, event: &Event, at: i64, lang: Lang) {
        let account = &mut self.account;
        account.took = (at - self.began).max(0);
        let what = match event {
            Event::Planned {
                title,
                file,
                platform,
                milestones,
                ..
            } => {
                account.title.clone_from(title);
                account.file.clone_from(file);
                account.platform.clone_from(platform);
                account.planned = milestones.iter().map(|(name, _)| *name).collect();
                return;
            }
            Event::Settled {
                state, url, ending, ..
            } => {
                account.state = Some(*state);
                account.url.clone_from(url);
                account.route = ending.route;
                account.route_reason.clone_from(&ending.route_reason);
                account.external_id.clone_from(&ending.external_id);
                account.price = ending.price.or(account.price);
                account.evidence.clone_from(&ending.evidence);
                account.retry_at = ending.retry_at;
                account.person = ending.person;
                account.error = ending.trouble.as_ref().map(|t| error(t, lang));
                if !ending.platform.is_empty() {
                    account.platform.clone_from(&ending.platform);
                    account.file.clone_from(&ending.file);
                }
                return;
            }
            Event::Began { milestone, via, .. } => {
                account.timeline.push(Group {
                    milestone: Some(*milestone),
                    via: Some(*via),
                    at,
                    took: 0,
                    entries: Vec::new(),
                });
                return;
            }
            Event::Sent { text, .. } => {
                account.text_sent = Some(text.clone());
                return;
            }
            Event::Seen { text, .. } => {
                account.text_seen = Some(text.clone());
                return;
            }
            event => match happened(event, lang) {
                Some(what) => what,
                None => return,
            },
        };
        if account.timeline.is_empty() {
            account.timeline.push(Group {
                milestone: None,
                via: None,
                at,
                took: 0,
                entries: Vec::new(),
            });
        }
        if let Some(group) = account.timeline.last_mut() {
            group.took = (at - group.at).max(0);
            group.entries.push(Entry { at, what });
        }
    }
}

fn happened(event: &Event, lang: Lang) -> Option<Happened> {
    Some(match event {
        Event::Did {
            step,
            matched,
            dismissed,
            does,
            what,
            took,
            waited,
            ..
        } => Happened::Step {
            does: *does,
            to: what.clone(),
            line: step.clone(),
            matched: matched.clone(),
            dismissed: dismissed.clone(),
            took: *took,
            waited: *waited,
        },
        Event::Failed {
            does,
            what,
            trouble,
            took,
            ..
        } => Happened::Failed {
            does: *does,
            to: what.clone(),
            error: error(trouble, lang),
            took: *took,
        },
        Event::Called {
            call,
            result,
            took,
            trace,
            ..
        } => Happened::Call {
            call: call.clone(),
            result: result.clone(),
            took: *took,
            trace: trace.as_deref().cloned(),
        },
        Event::Pictured {
            does,
            what,
            picture,
            ..
        } => {
            let (file, unavailable) = shown(&picture.file);
            Happened::Picture {
                does: *does,
                to: what.clone(),
                file,
                unavailable,
                outline: picture.outline,
            }
        }
        Event::Kept { evidence, .. } => {
            let (screenshot, unavailable) = shown(&evidence.screenshot);
            Happened::Capture {
                url: shown(&evidence.url).0,
                title: shown(&evidence.title).0,
                screenshot,
                unavailable,
                dom: shown(&evidence.dom).0,
                console: evidence.console.clone(),
            }
        }
        Event::FellBack {
            to, why, trouble, ..
        } => Happened::FellBack {
            to: *to,
            why: why.clone(),
            error: trouble.as_deref().map(|t| error(t, lang)),
        },
        Event::Healed { healed, .. } => Happened::Healed {
            element: healed.element.clone(),
            found: healed.found.clone(),
            signals: healed.signals.clone(),
            score: healed.score,
            patch: healed.file(),
        },
        Event::Waiting { what, .. } => Happened::Waiting { what: what.clone() },
        Event::Looked { found, .. } => Happened::Looked {
            found: found.clone(),
        },
        Event::Priced { price, .. } => Happened::Priced { price: *price },
        Event::Funds { left, .. } => Happened::Funds { left: *left },
        Event::Submitting { via, .. } => Happened::Submitting { via: *via },
        _ => return None,
    })
}

fn error(trouble: &Trouble, lang: Lang) -> Error {
    let said = trouble.in_language(lang.tag());
    let (element, about) = trouble.element.clone().unzip();
    Error {
        code: trouble.code.clone(),
        message: said.map(|s| s.what.clone()).unwrap_or_default(),
        hint: said.and_then(|s| s.hint.clone()),
        element,
        about,
        tried: trouble.tried.clone(),
        url: trouble.url.clone(),
        site_file: trouble.site_file.clone(),
    }
}
