//! What is known of each account while a run goes on. Nothing here draws.

use std::time::{Duration, Instant};

use crate::plan::Key;
use crate::record::{Awaited, Event};
use crate::report::{shorten, width};
use crate::text::{Lang, ProgressMessage, tell};

/// How many columns a bar has.
const BAR: usize = 20;

/// The most columns of an account's name.
const NAME: usize = 20;

/// The accounts of a run in the order in which they came.
#[derive(Default)]
pub struct Board {
    lang: Lang,
    rows: Vec<Row>,
}

/// What is known of one account.
#[derive(Clone, Debug, Default)]
pub struct Row {
    name: String,
    /// How many articles it has in this run, and how many of them are settled.
    planned: usize,
    settled: usize,
    article: String,
    text: String,
    count: Option<(usize, usize)>,
    until: Option<Instant>,
}

impl Board {
    /// Begins without accounts, in a language.
    pub fn new(lang: Lang) -> Self {
        Self {
            lang,
            rows: Vec::new(),
        }
    }

    /// The language of the lines.
    pub fn lang(&self) -> Lang {
        self.lang
    }

    /// Takes in what is told of a key. `at` is the event's time in milliseconds since 1970.
    pub fn hear(&mut self, key: &Key, message: &ProgressMessage, event: &Event, at: i64) {
        let text = one_line(&tell(self.lang, message));
        let row = self.row_mut(&key.account);
        match event {
            Event::Planned { .. } => row.planned += 1,
            Event::Settled { .. } => row.settled += 1,
            _ => {}
        }
        // What is said once does not stay: the next event says what goes on.
        row.article.clone_from(&key.article);
        row.text = text;
        row.count = match event {
            Event::Counted { done, of, .. } if done < of => Some((*done, *of)),
            _ => None,
        };
        row.until = match event {
            Event::Waiting {
                until: Some(until),
                on,
                ..
            } if *on != Awaited::Repeat => {
                let left = u64::try_from(until * 1000 - at).unwrap_or(0);
                Instant::now().checked_add(Duration::from_millis(left))
            }
            _ => None,
        };
    }

    /// Counts something that has no key.
    pub fn count(&mut self, name: &str, message: &ProgressMessage, done: usize, of: usize) {
        let text = one_line(&tell(self.lang, message));
        let row = self.row_mut(name);
        row.text = text;
        row.count = Some((done, of));
    }

    /// The rows in order.
    pub fn rows(&self) -> &[Row] {
        &self.rows
    }

    /// A row by its name.
    pub fn row(&self, name: &str) -> Option<&Row> {
        self.rows.iter().find(|r| r.name == name)
    }

    /// How many columns the names take.
    pub fn name_width(&self) -> usize {
        let widths = self.rows.iter().map(|r| width(&r.name));
        widths.max().unwrap_or(0).min(NAME)
    }

    fn row_mut(&mut self, name: &str) -> &mut Row {
        if let Some(n) = self.rows.iter().position(|r| r.name == name) {
            return &mut self.rows[n];
        }
        self.rows.push(Row {
            name: name.to_owned(),
            ..Row::default()
        });
        self.rows.last_mut().expect("it was pushed just now")
    }
}

impl Row {
    /// Whether the line changes by itself.
    pub fn counts_down(&self) -> bool {
        self.until.is_some()
    }

    /// Seconds until the wait is over.
    pub fn left(&self) -> Option<u64> {
        let left = self.until?.saturating_duration_since(Instant::now());
        Some(
            left.as_millis()
                .div_ceil(1000)
                .try_into()
                .unwrap_or(u64::MAX),
        )
    }

    /// Where in the account's articles it is: `3/50 hello`; nothing where there is one.
    pub fn place(&self) -> Option<String> {
        (self.planned > 1).then(|| format!("{}/{} {}", self.settled, self.planned, self.article))
    }

    /// The line, at most so many columns wide; the name takes `name` of them.
    pub fn line(&self, name: usize, columns: usize) -> String {
        let short = shorten(&self.name, name);
        let pad = name.saturating_sub(width(&short));
        let mut line = format!("{short}{}  ", " ".repeat(pad));
        if let Some((done, of)) = self.count {
            line.push_str(&format!("{} {done}/{of}  ", bar(done, of)));
        } else if self.planned > 1 {
            let (done, of) = (self.settled, self.planned);
            line.push_str(&format!(
                "{} {done}/{of}  {}: ",
                bar(done, of),
                self.article
            ));
        }
        if let Some(seconds) = self.left() {
            line.push_str(&format!("{}:{:02}  ", seconds / 60, seconds % 60));
        }
        line.push_str(&self.text);
        shorten(line.trim_end(), columns)
    }
}

fn bar(done: usize, of: usize) -> String {
    let full = BAR * done.min(of) / of.max(1);
    format!("[{}{}]", "#".repeat(full), ".".repeat(BAR - full))
}

/// What others wrote may hold line ends and worse.
fn one_line(text: &str) -> String {
    let clean = |c: char| if c.is_control() { ' ' } else { c };
    text.chars().map(clean).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::{MilestoneName, RouteVia, State};
    use crate::record::Stamped;

    fn key(article: &str, account: &str) -> Key {
        Key {
            article: article.into(),
            account: account.into(),
            target: String::new(),
            generation: 0,
        }
    }

    fn board(events: Vec<Event>) -> Board {
        let mut board = Board::default();
        for event in events {
            let stamped = Stamped { at: 5000, event };
            let told = super::super::words::of(&stamped.event);
            let (key, message) = told.expect("an event that is told");
            board.hear(key, &message, &stamped.event, stamped.at);
        }
        board
    }

    fn planned(article: &str) -> Event {
        Event::Planned {
            key: key(article, "juejin"),
            title: String::new(),
            file: String::new(),
            platform: String::new(),
            milestones: Vec::new(),
        }
    }

    #[test]
    fn a_row_has_the_milestone_and_a_bar_where_there_is_a_count() {
        let began = Event::Began {
            key: key("hello", "juejin"),
            milestone: MilestoneName::FieldsSet,
            via: RouteVia::Api,
        };
        let of_one = board(vec![planned("hello"), began.clone()]);
        assert_eq!(
            of_one.rows()[0].line(6, 79),
            "juejin  fields set by the api …"
        );
        let counted = Event::Counted {
            key: key("hello", "juejin"),
            done: 1,
            of: 4,
        };
        let images = board(vec![planned("hello"), began, counted]);
        let line = images.rows()[0].line(6, 79);
        assert_eq!(line, "juejin  [#####...............] 1/4  images 1/4");
    }

    #[test]
    fn articles_of_one_account_are_counted() {
        let settled = Event::Settled {
            key: key("a", "juejin"),
            state: State::Live,
            url: None,
            ending: Box::default(),
        };
        let board = board(vec![planned("a"), planned("b"), settled]);
        let line = board.rows()[0].line(8, 79);
        assert_eq!(line, "juejin    [##########..........] 1/2  a: live");
        assert_eq!(board.rows()[0].place().as_deref(), Some("1/2 a"));
    }

    #[test]
    fn a_wait_counts_down_and_no_line_is_too_wide_in_any_script() {
        let waiting = Event::Waiting {
            key: key("一篇标题很长很长很长很长很长很长的文章", "juejin"),
            what: "its turn".into(),
            on: Awaited::Turn,
            until: Some(5 + 90),
        };
        let board = board(vec![planned("a"), planned("b"), waiting]);
        let row = &board.rows()[0];
        assert!(row.counts_down());
        assert!((89..=90).contains(&row.left().unwrap()));
        for columns in 1..100 {
            assert!(width(&row.line(6, columns)) <= columns, "{columns}");
        }
    }
}
