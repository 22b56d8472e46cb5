//! A notice in words: the usual ones, or those of the user's templates.

use super::channel::Channel;
use super::notice::{Notice, Occasion, Row, Waits};
use crate::plan::State;
use crate::secret::Redactor;
use crate::text::{Lang, NoticeText, Word};

/// A notice that is ready to be sent: with its number, its words, and nothing secret in it.
#[derive(Clone, Debug, PartialEq)]
pub struct Worded(pub(super) Notice);

impl Worded {
    /// Puts a notice into words: the channel's templates, else the usual ones. Known secrets are hidden before they could be
    /// split by a template, and after.
    pub fn new(
        mut notice: Notice,
        id: String,
        channel: &Channel,
        lang: Lang,
        redactor: &Redactor,
    ) -> Self {
        notice.id = id;
        let hide = |text: &mut String| *text = redactor.clean(text);
        for row in &mut notice.results {
            let texts = [&mut row.article, &mut row.title, &mut row.target];
            texts.into_iter().for_each(hide);
            let more = [
                &mut row.url,
                &mut row.external_id,
                &mut row.message,
                &mut row.hint,
            ];
            more.into_iter().flatten().for_each(hide);
        }
        if let Some(waits) = &mut notice.waits {
            hide(&mut waits.title);
            hide(&mut waits.what);
        }
        if notice.title.is_empty() {
            notice.title = title(&notice, lang);
        }
        notice.text = text(&notice, lang);
        let (own_title, own_text) = channel.templates(notice.event);
        let said = [own_title, own_text].map(|t| t.and_then(|t| t.say(&notice, lang)));
        let [title, text] = said;
        if let Some(title) = title {
            // A title is one line.
            notice.title = title.lines().map(str::trim).collect::<Vec<_>>().join(" ");
        }
        if let Some(text) = text {
            notice.text = text;
        }
        hide(&mut notice.title);
        hide(&mut notice.text);
        Self(notice)
    }

    /// Its title and text as one, for receivers that have no titles.
    pub(super) fn whole(&self) -> String {
        format!("{}\n{}", self.0.title, self.0.text)
    }
}

fn title(notice: &Notice, lang: Lang) -> String {
    let sandbox = notice.sandbox;
    let count = notice.results.len();
    let failed = notice.results.iter().filter(|r| !r.is_well()).count();
    match notice.event {
        Occasion::Done => NoticeText::Done { count, sandbox },
        Occasion::Failed => NoticeText::Failed {
            failed: if notice.exit.is_some() { failed } else { 0 },
            of: count,
            sandbox,
        },
        Occasion::Person => NoticeText::Person {
            accounts: match &notice.waits {
                Some(waits) => vec![waits.account.clone()],
                None => {
                    let in_need = notice.results.iter().filter(|r| r.needs_person());
                    let mut names: Vec<String> = in_need.map(|r| r.account.clone()).collect();
                    names.dedup();
                    names
                }
            },
            sandbox,
        },
    }
    .say(lang)
}

fn text(notice: &Notice, lang: Lang) -> String {
    let mut lines = Vec::new();
    match &notice.waits {
        Some(waits) => lines.push(NoticeText::Waits {
            title: waits.title.clone(),
            account: waits.account.clone(),
            what: waits.what.clone(),
        }),
        None => notice.results.iter().for_each(|r| lines.extend(told(r))),
    }
    if notice.exit.is_none() && notice.waits.is_none() {
        lines.push(NoticeText::Broken);
    }
    let run = notice.run.clone();
    let sandbox = if notice.sandbox { " --sandbox" } else { "" };
    let command = format!("fagao report {run}{sandbox}");
    lines.push(NoticeText::Run { run, command });
    let lines: Vec<String> = lines.iter().map(|l| l.say(lang)).collect();
    lines.join("\n")
}

fn told(row: &Row) -> Vec<NoticeText> {
    let state = row.state.map_or(Word::Waiting, State::said);
    let mut lines = vec![NoticeText::Row {
        title: row.title.clone(),
        account: row.account.clone(),
        state,
        url: row.url.clone(),
    }];
    if let (Some(message), Some(code)) = (&row.message, &row.code) {
        lines.push(NoticeText::Problem {
            message: message.clone(),
            code: code.clone(),
        });
    }
    lines.extend(row.hint.clone().map(NoticeText::Hint));
    lines
}

/// A sample, for somebody to see that a notice arrives.
pub fn sample(occasion: Occasion, lang: Lang, at: i64, sandbox: bool) -> Notice {
    let mut notice = samples(occasion).remove(0);
    notice.at = at;
    notice.sandbox = sandbox;
    notice.title = NoticeText::Sample.say(lang);
    notice
}

/// What a run of a kind may look like: templates are tried on these.
pub(super) fn samples(occasion: Occasion) -> Vec<Notice> {
    let row = |account: &str, platform: &str, state: State| Row {
        article: "posts/hello.md".to_owned(),
        title: "Hello".to_owned(),
        account: account.to_owned(),
        platform: platform.to_owned(),
        target: account.to_owned(),
        state: Some(state),
        url: Some("https://juejin.cn/post/7400000000000000001".to_owned()),
        external_id: Some("7400000000000000001".to_owned()),
        price: None,
        retry_at: None,
        person: false,
        code: None,
        message: None,
        hint: None,
    };
    let good = row("juejin", "juejin", State::Live);
    let bad = |state, code: &str, message: &str| Row {
        url: None,
        external_id: None,
        person: state == State::Waiting,
        code: Some(code.to_owned()),
        message: Some(message.to_owned()),
        hint: Some("run `fagao status`".to_owned()),
        ..row("jz", "jzguai", state)
    };
    let notice = |exit, results: Vec<Row>| Notice {
        schema: 1,
        id: String::new(),
        event: occasion,
        run: "20261121-214500-3fa9".to_owned(),
        sandbox: false,
        at: 1_795_000_000_000,
        exit,
        waits: None,
        results,
        title: "title".to_owned(),
        text: "text".to_owned(),
    };
    match occasion {
        Occasion::Done => vec![notice(Some(0), vec![good])],
        Occasion::Failed => {
            let failed = bad(State::Failed, "call.refused", "ERROR00013");
            vec![
                notice(Some(4), vec![good, failed]),
                notice(None, Vec::new()),
            ]
        }
        Occasion::Person => {
            let in_need = bad(State::Waiting, "account.sign-in", "jz");
            let waits = Waits {
                title: "Hello".to_owned(),
                account: "juejin".to_owned(),
                what: "captcha".to_owned(),
                until: Some(1_795_000_600),
            };
            let asks = Notice {
                waits: Some(waits),
                ..notice(None, vec![good.clone()])
            };
            vec![notice(Some(6), vec![good, in_need]), asks]
        }
    }
}
