//! The events of a run, gathered into notices.

use std::collections::BTreeMap;

use super::notice::{Notice, Occasion, Row, Waits};
use crate::plan::{Key, State};
use crate::record::{Awaited, Event, Stamped};
use crate::text::Lang;

/// Hears a run's events, and says when there is something to tell.
#[derive(Debug, Default)]
pub struct Gathering {
    lang: Lang,
    run: Option<(String, bool)>,
    rows: Vec<(Key, Row)>,
    /// The accounts that wait for a person, each told once until it goes on.
    waiting: BTreeMap<String, ()>,
    at: i64,
    ended: bool,
}

impl Gathering {
    /// Gathers in a language.
    pub fn new(lang: Lang) -> Self {
        Self {
            lang,
            ..Self::default()
        }
    }

    /// Whether an event is of any use here.
    pub fn wants(event: &Event) -> bool {
        matches!(
            event,
            Event::RunBegan { .. }
                | Event::Planned { .. }
                | Event::Began { .. }
                | Event::Did { .. }
                | Event::Waiting { .. }
                | Event::Settled { .. }
                | Event::RunEnded { .. }
        )
    }

    /// Hears an event. What happens outside of a run that began, such as a sign-in that somebody sits before, is told nobody.
    pub fn hear(&mut self, stamped: &Stamped) -> Option<Notice> {
        self.at = stamped.at;
        match &stamped.event {
            Event::RunBegan { run, sandbox, .. } => {
                self.run = Some((run.clone(), *sandbox));
                None
            }
            Event::Planned {
                key,
                title,
                file,
                platform,
                ..
            } => {
                let row = self.row(key);
                row.title.clone_from(title);
                row.article.clone_from(file);
                row.platform.clone_from(platform);
                None
            }
            Event::Settled {
                key,
                state,
                url,
                ending,
            } => {
                self.waiting.remove(&key.account);
                let said = ending.trouble.as_ref();
                let said = said.and_then(|t| t.in_language(self.lang.tag()));
                let (message, hint) = said.map(|s| (s.what.clone(), s.hint.clone())).unzip();
                let row = self.row(key);
                row.state = Some(*state);
                row.url.clone_from(url);
                row.external_id.clone_from(&ending.external_id);
                row.price = ending.price;
                row.retry_at = ending.retry_at;
                row.person = ending.person;
                row.code = ending.trouble.as_ref().map(|t| t.code.clone());
                row.message = message;
                row.hint = hint.flatten();
                if !ending.platform.is_empty() {
                    row.platform.clone_from(&ending.platform);
                    row.article.clone_from(&ending.file);
                }
                None
            }
            Event::Waiting {
                key,
                what,
                on: Awaited::Person,
                until,
            } => {
                if self.waiting.insert(key.account.clone(), ()).is_some() {
                    return None;
                }
                let waits = Waits {
                    title: self.title(key),
                    account: key.account.clone(),
                    what: what.clone(),
                    until: *until,
                };
                self.notice(Occasion::Person, None, Some(waits))
            }
            Event::RunEnded { exit } => {
                self.ended = true;
                self.notice(Occasion::of_exit(*exit), Some(*exit), None)
            }
            other => {
                if let Some(key) = other.key() {
                    self.waiting.remove(&key.account);
                }
                None
            }
        }
    }

    /// What is to be told when no more comes: of a run that began and did not end.
    pub fn broken(&mut self) -> Option<Notice> {
        match self.ended {
            true => None,
            false => self.notice(Occasion::Failed, None, None),
        }
    }

    fn notice(&self, event: Occasion, exit: Option<u8>, waits: Option<Waits>) -> Option<Notice> {
        let (run, sandbox) = self.run.clone()?;
        Some(Notice {
            schema: 1,
            id: String::new(),
            event,
            run,
            sandbox,
            at: self.at,
            exit,
            waits,
            results: self.rows.iter().map(|(_, row)| row.clone()).collect(),
            title: String::new(),
            text: String::new(),
        })
    }

    /// The title of a key's article; what has no plan of its own, such as a sign-in, is of its account's first article.
    fn title(&self, key: &Key) -> String {
        let own = self.rows.iter().find(|(k, _)| k == key);
        let same = || self.rows.iter().find(|(k, _)| k.account == key.account);
        own.or_else(same)
            .map_or_else(|| key.article.clone(), |(_, r)| r.title.clone())
    }

    fn row(&mut self, key: &Key) -> &mut Row {
        let n = self.rows.iter().position(|(k, _)| k == key);
        let n = n.unwrap_or_else(|| {
            self.rows.push((key.clone(), Row::of(key)));
            self.rows.len() - 1
        });
        &mut self.rows[n].1
    }
}

impl Row {
    fn of(key: &Key) -> Self {
        Self {
            article: String::new(),
            title: key.article.clone(),
            account: key.account.clone(),
            platform: String::new(),
            target: key.target.clone(),
            state: None::<State>,
            url: None,
            external_id: None,
            price: None,
            retry_at: None,
            person: false,
            code: None,
            message: None,
            hint: None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::MilestoneName;
    use crate::plan::RouteVia;
    use crate::record::Ending;

    fn key(account: &str) -> Key {
        Key {
            article: "a".to_owned(),
            account: account.to_owned(),
            target: account.to_owned(),
            generation: 0,
        }
    }

    fn hear(gathering: &mut Gathering, event: Event) -> Option<Notice> {
        assert!(Gathering::wants(&event));
        gathering.hear(&Stamped { at: 7, event })
    }

    fn waiting(account: &str, on: Awaited) -> Event {
        Event::Waiting {
            key: key(account),
            what: "captcha".to_owned(),
            on,
            until: Some(9),
        }
    }

    fn began() -> Event {
        Event::RunBegan {
            run: "r1".to_owned(),
            sandbox: true,
            version: String::new(),
        }
    }

    #[test]
    fn a_person_is_called_once_each_time_that_one_is_needed() {
        let mut g = Gathering::new(Lang::En);
        // A sign-in outside of a run has its person before it.
        assert_eq!(hear(&mut g, waiting("j", Awaited::Person)), None);
        let mut g = Gathering::new(Lang::En);
        hear(&mut g, began());
        let call = hear(&mut g, waiting("j", Awaited::Person)).expect("a call");
        assert_eq!((call.event, call.exit), (Occasion::Person, None));
        assert_eq!(
            call.waits.map(|w| (w.account, w.until)),
            Some(("j".into(), Some(9)))
        );
        assert_eq!(hear(&mut g, waiting("j", Awaited::Person)), None);
        assert!(hear(&mut g, waiting("k", Awaited::Person)).is_some());
        assert_eq!(hear(&mut g, waiting("j", Awaited::Turn)), None);
        let goes_on = Event::Began {
            key: key("j"),
            milestone: MilestoneName::DraftReady,
            via: RouteVia::Browser,
        };
        hear(&mut g, goes_on);
        assert!(hear(&mut g, waiting("j", Awaited::Person)).is_some());
    }

    #[test]
    fn a_run_that_breaks_off_is_told_and_one_that_ended_is_not_told_again() {
        let mut g = Gathering::new(Lang::En);
        assert_eq!(g.broken(), None);
        hear(&mut g, began());
        assert_eq!(
            g.broken().map(|n| (n.event, n.exit)),
            Some((Occasion::Failed, None))
        );
        let settled = Event::Settled {
            key: key("j"),
            state: State::Unknown,
            url: None,
            ending: Box::new(Ending::default()),
        };
        hear(&mut g, settled);
        let end = hear(&mut g, Event::RunEnded { exit: 5 }).expect("a notice");
        assert_eq!((end.event, end.results.len()), (Occasion::Person, 1));
        assert_eq!(g.broken(), None);
    }
}
