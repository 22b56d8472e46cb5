//! The user's own words: templates of a title and a text.

use minijinja::{Environment, UndefinedBehavior, Value, context};

use super::notice::{Notice, Occasion, Row};
use super::words;
use crate::text::Lang;

/// The variables that a template may name. `title` and `text` are the words that there would be without it.
pub const VARIABLES: [&str; 13] = [
    "event", "run", "sandbox", "exit", "at", "account", "what", "results", "done", "failed",
    "count", "title", "text",
];

/// The functions that a template may call.
const FUNCTIONS: [&str; 4] = ["range", "dict", "debug", "namespace"];

/// A template that was tried.
#[derive(Clone, Debug, PartialEq)]
pub struct Template(String);

/// What is wrong with a template, and in which of its lines.
#[derive(Clone, Debug, PartialEq)]
pub struct Mistake {
    /// The line, from 1.
    pub line: usize,
    /// What.
    pub why: String,
}

impl Template {
    /// Reads a template: it is filled with a run of every kind, so that a variable that there is not is found now and not at
    /// the end of a run.
    ///
    /// # Errors
    /// What is wrong, at its line.
    pub fn read(source: &str) -> Result<Self, Mistake> {
        let mut env = environment();
        env.add_template("notice", source)
            .map_err(|e| mistake(&e, source))?;
        let template = env
            .get_template("notice")
            .map_err(|e| mistake(&e, source))?;
        let mut unknown: Vec<String> = template
            .undeclared_variables(false)
            .into_iter()
            .filter(|name| !VARIABLES.contains(&name.as_str()))
            .filter(|name| !FUNCTIONS.contains(&name.as_str()))
            .collect();
        unknown.sort();
        if let Some(name) = unknown.into_iter().next() {
            let line = source.lines().position(|l| l.contains(&name));
            return Err(Mistake {
                line: line.unwrap_or(0) + 1,
                why: format!("{name}?"),
            });
        }
        let read = Self(source.to_owned());
        for occasion in Occasion::ALL {
            for notice in words::samples(occasion) {
                read.fill(&notice, Lang::En)
                    .map_err(|e| mistake(&e, source))?;
            }
        }
        Ok(read)
    }

    /// Fills it; none where it fails on a run of a kind that it was not tried on.
    pub fn say(&self, notice: &Notice, lang: Lang) -> Option<String> {
        let filled = self.fill(notice, lang);
        if let Err(e) = &filled {
            tracing::warn!("a template of a notice failed, its usual words are sent: {e}");
        }
        filled.ok().map(|text| text.trim_end().to_owned())
    }

    fn fill(&self, notice: &Notice, lang: Lang) -> Result<String, minijinja::Error> {
        let env = environment();
        env.render_named_str("notice", &self.0, variables(notice, lang))
    }
}

fn environment() -> Environment<'static> {
    let mut env = Environment::new();
    env.set_undefined_behavior(UndefinedBehavior::Strict);
    env
}

/// A notice as templates see it: every field is there, and empty where there is nothing.
fn variables(notice: &Notice, lang: Lang) -> Value {
    let text = |v: &Option<String>| v.clone().unwrap_or_default();
    let row = |r: &Row| {
        context! {
            article => &r.article, title => &r.title, account => &r.account,
            platform => &r.platform, target => &r.target,
            state => r.state.map(|s| s.word()).unwrap_or_default(),
            state_said => r.state.map(|s| s.said().say(lang)).unwrap_or_default(),
            url => text(&r.url), external_id => text(&r.external_id),
            price => r.price.map(|p| p.to_string()).unwrap_or_default(),
            code => text(&r.code), message => text(&r.message), hint => text(&r.hint),
            person => r.needs_person(), well => r.is_well(),
        }
    };
    let at = jiff::Timestamp::from_millisecond(notice.at).unwrap_or_default();
    let waits = notice.waits.as_ref();
    context! {
        event => notice.event.word(), run => &notice.run, sandbox => notice.sandbox,
        exit => notice.exit.map(|e| e.to_string()).unwrap_or_default(),
        at => at.strftime("%Y-%m-%dT%H:%M:%SZ").to_string(),
        account => waits.map(|w| w.account.clone()).unwrap_or_default(),
        what => waits.map(|w| w.what.clone()).unwrap_or_default(),
        done => notice.results.iter().filter(|r| r.is_well()).count(),
        failed => notice.results.iter().filter(|r| !r.is_well()).count(),
        count => notice.results.len(),
        results => notice.results.iter().map(row).collect::<Vec<Value>>(),
        title => &notice.title, text => &notice.text,
    }
}

fn mistake(error: &minijinja::Error, source: &str) -> Mistake {
    let kind = error.kind().to_string();
    let part = error.range().and_then(|r| source.get(r));
    let what = error
        .detail()
        .map(str::to_owned)
        .or(part.map(str::to_owned));
    Mistake {
        line: error.line().unwrap_or(1),
        why: match what {
            Some(what) => format!("{kind}: {what}"),
            None => kind,
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_template_is_filled_from_a_run() {
        let template = Template::read(
            "{{ failed }}/{{ count }} {% for r in results if not r.well %}{{ r.account }}: {{ r.state }} {{ r.code }};{% endfor %}",
        );
        let notice = words::samples(Occasion::Failed).remove(0);
        let said = template.unwrap().say(&notice, Lang::En).unwrap();
        assert_eq!(said, "1/2 jz: failed call.refused;");
    }

    #[test]
    fn what_there_is_not_is_told_with_its_line() {
        for (source, line, why) in [
            ("a\n{{ titel }}", 2, "titel"),
            (
                "{% for r in results %}\n{{ r.utl }}{% endfor %}",
                2,
                "r.utl",
            ),
            (
                "{% if event == 'person' %}\n\n{{ nobody }}{% endif %}",
                3,
                "nobody",
            ),
            ("{{ title", 1, "unexpected end"),
            ("{{ title | shout }}", 1, "shout"),
            ("{% include 'other' %}", 1, "other"),
        ] {
            let mistake = Template::read(source).expect_err(source);
            assert_eq!(mistake.line, line, "{source}: {mistake:?}");
            assert!(mistake.why.contains(why), "{source}: {mistake:?}");
        }
    }
}
