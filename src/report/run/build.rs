//! From the events of a record to the document.

use std::io::BufRead;

use super::document::{Account, Entry, Error, Group, Happened, Noticed, RunDocument};
use crate::plan::Key;
use crate::record::{Capture, Event, Reading, Trouble};
use crate::text::Lang;

/// Makes the document of a record, with what went wrong said in a language. Of the record no more is held than what the
/// document keeps of it.
pub fn document<R: BufRead>(run: &str, mut reading: Reading<R>, lang: Lang) -> RunDocument {
    let mut document = RunDocument {
        schema: 1,
        run: run.to_owned(),
        sandbox: false,
        version: String::new(),
        began: None,
        ended: None,
        took: 0,
        exit: None,
        torn: false,
        unknown_lines: 0,
        pictures_dropped: 0,
        notices: Vec::new(),
        accounts: Vec::new(),
    };
    let mut rows = Rows::default();
    let mut last = None;
    for stamped in reading.by_ref() {
        document.began = document.began.or(Some(stamped.at));
        last = Some(stamped.at);
        match stamped.event {
            Event::RunBegan {
                sandbox, version, ..
            } => {
                document.sandbox = sandbox;
                document.version = version;
            }
            Event::RunEnded { exit } => {
                document.exit = Some(exit);
                document.ended = Some(stamped.at);
            }
            Event::Noticed {
                notice,
                about,
                tries,
                trouble,
            } => document.notices.push(Noticed {
                notice,
                about,
                tries,
                error: trouble.map(|t| error(*t, lang)),
            }),
            Event::PicturesDropped { count } => document.pictures_dropped += count,
            event => {
                if let Some(key) = event.key() {
                    let row = rows.of(key, stamped.at);
                    row.hear(event, stamped.at, lang);
                }
            }
        }
    }
    (document.torn, document.unknown_lines) = (reading.torn, reading.unknown);
    let last = document.ended.or(last);
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

    fn hear(&mut self, event: Event, at: i64, lang: Lang) {
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
                account.title = title;
                account.file = file;
                account.platform = platform;
                account.planned = milestones.iter().map(|(name, _)| *name).collect();
                return;
            }
            Event::Settled {
                state, url, ending, ..
            } => {
                let ending = *ending;
                account.state = Some(state);
                account.url = url;
                account.route = ending.route;
                account.route_reason = ending.route_reason;
                account.external_id = ending.external_id;
                account.price = ending.price.or(account.price);
                account.evidence = ending.evidence;
                account.retry_at = ending.retry_at;
                account.person = ending.person;
                account.error = ending.trouble.map(|t| error(t, lang));
                if !ending.platform.is_empty() {
                    account.platform = ending.platform;
                    account.file = ending.file;
                }
                return;
            }
            Event::Began { milestone, via, .. } => {
                account.timeline.push(Group {
                    milestone: Some(milestone),
                    via: Some(via),
                    at,
                    took: 0,
                    entries: Vec::new(),
                });
                return;
            }
            Event::Sent { text, .. } => {
                account.text_sent = Some(text);
                return;
            }
            Event::Seen { text, .. } => {
                account.text_seen = Some(text);
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

fn happened(event: Event, lang: Lang) -> Option<Happened> {
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
            does,
            to: what,
            line: step,
            matched,
            dismissed,
            took,
            waited,
        },
        Event::Failed {
            does,
            what,
            trouble,
            took,
            ..
        } => Happened::Failed {
            does,
            to: what,
            error: error(*trouble, lang),
            took,
        },
        Event::Called {
            call,
            result,
            took,
            trace,
            ..
        } => Happened::Call {
            call,
            result,
            took,
            trace: trace.map(|t| *t),
        },
        Event::Pictured {
            does,
            what,
            picture,
            ..
        } => {
            let (file, unavailable) = shown(&picture.file);
            Happened::Picture {
                does,
                to: what,
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
                console: evidence.console,
            }
        }
        Event::FellBack {
            to, why, trouble, ..
        } => Happened::FellBack {
            to,
            why,
            error: trouble.map(|t| error(*t, lang)),
        },
        Event::Healed { healed, .. } => Happened::Healed {
            patch: healed.file(),
            element: healed.element,
            found: healed.found,
            signals: healed.signals,
            score: healed.score,
        },
        Event::Waiting { what, .. } => Happened::Waiting { what },
        Event::Looked { found, .. } => Happened::Looked { found },
        Event::Priced { price, .. } => Happened::Priced { price },
        Event::Funds { left, .. } => Happened::Funds { left },
        Event::Submitting { via, .. } => Happened::Submitting { via },
        _ => return None,
    })
}

fn error(trouble: Trouble, lang: Lang) -> Error {
    let said = trouble.in_language(lang.tag()).cloned();
    let (element, about) = trouble.element.unzip();
    let (message, hint) = said.map_or_else(Default::default, |s| (s.what, s.hint));
    Error {
        code: trouble.code,
        message,
        hint,
        element,
        about,
        tried: trouble.tried,
        url: trouble.url,
        site_file: trouble.site_file,
    }
}
