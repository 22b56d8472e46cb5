//! The dry run: a plan as people read it. The same plan gives the same bytes on every machine.

use std::fmt::{self, Display, Formatter};

use serde_json::Value;

use super::{
    Act, AttachHow, Call, Condition, Milestone, Note, Picture, Plan, Question, Source, State, Step,
    Submit, Template,
};
use crate::article::LocalFile;
use crate::site::Element;

/// How many characters of a long text the dry run shows before it counts the rest.
const SHOWN: usize = 60;

impl Display for Plan {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        writeln!(f, "plan {}", self.key)?;
        writeln!(
            f,
            "  article  {} 《{}》",
            self.article.file, self.article.title
        )?;
        writeln!(f, "  content  sha256 {}", self.article.hash)?;
        writeln!(
            f,
            "  platform {}, from {}",
            self.platform,
            self.site_files.join(" and ")
        )?;
        for note in &self.notes {
            writeln!(f, "  note     {note}")?;
        }
        for (name, value) in &self.given {
            writeln!(f, "  given    {name} = {}", short(value))?;
        }
        for milestone in &self.milestones {
            write!(f, "{milestone}")?;
        }
        for call in &self.look {
            writeln!(f, "  look later by")?;
            show_call(f, call, "    ")?;
        }
        writeln!(f, "  expected {}", expectation(self.expect))
    }
}

fn expectation(state: State) -> &'static str {
    match state {
        State::Live => "live, with its link",
        State::InReview => "in review or live, with its link",
        State::Submitted => "taken; a link may come later",
        State::Draft => "a draft on the site, with its link; nothing is submitted",
        other => other.word(),
    }
}

impl Display for Note {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Note::SummaryFromText(s) => write!(f, "no summary is given; taken from the text: {s}"),
            Note::TagsFromTop(tags) => write!(
                f,
                "tags from the top of the front matter: {}",
                tags.join(", ")
            ),
            Note::ImageLeft { url, kept: true } => write!(f, "the image {url} cannot be uploaded and stays as written"),
            Note::ImageLeft { url, kept: false } => write!(f, "the image {url} cannot be uploaded and is left out"),
            Note::Shortcode { place, text } => write!(
                f,
                "{place}: the shortcode {text} will be seen as it is written: put its result in its place"
            ),
            Note::UnknownLink { place, url } => write!(
                f,
                "{place}: the link to {url} leads nowhere on the site: publish that article first, or write a whole address"
            ),
            Note::HighestPrice => f.write_str(
                "which price is charged is not documented; the highest one seen is budgeted",
            ),
            Note::UnknownCategory { name, nearest } => {
                write!(f, "the platform does not list the category {name}")?;
                match nearest {
                    Some(nearest) => write!(f, "; the nearest is {nearest}"),
                    None => Ok(()),
                }
            }
            Note::PriceNotKnown => f.write_str(
                "it costs money; the price is looked up and shown before it is handed in, a dry run does not know it",
            ),
        }
    }
}

impl Display for Milestone {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        for (n, route) in self.routes.iter().enumerate() {
            let how = if n == 0 { "by" } else { "else by" };
            writeln!(f, "  {} {how} the {}", self.name.words(), route.via.word())?;
            for step in &route.steps {
                write!(f, "{step}")?;
            }
        }
        Ok(())
    }
}

impl Display for Step {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Step::GoTo {
                page, url, resume, ..
            } => {
                writeln!(f, "    go to the {page} page {url}")?;
                if let Some(resume) = resume {
                    writeln!(f, "      or, once it exists, {resume}")?;
                }
                Ok(())
            }
            Step::Open { trigger, shows } => {
                writeln!(f, "    open {} with", shows.about)?;
                show_element(f, trigger)?;
                writeln!(f, "      shows {}", shows.name)?;
                show_element(f, shows)
            }
            Step::Press { element, until } => {
                writeln!(f, "    press until {until}")?;
                show_element(f, element)
            }
            Step::Fill {
                element,
                text,
                secret,
            } => {
                if *secret {
                    writeln!(f, "    fill in *** and read it back")?;
                } else {
                    writeln!(f, "    fill in {} and read it back", short(&text.clear()))?;
                }
                show_element(f, element)
            }
            Step::SetEditor { element, text } => {
                let text = text.to_string();
                writeln!(
                    f,
                    "    set the editor's text ({} lines, {} characters) and read it back",
                    text.lines().count(),
                    text.chars().count()
                )?;
                show_element(f, element)
            }
            Step::ChooseOne {
                option,
                chosen,
                value,
            } => {
                writeln!(f, "    choose {value}")?;
                show_element(f, option)?;
                writeln!(f, "      chosen when")?;
                show_element(f, chosen)
            }
            Step::ChooseExactly {
                search_box,
                input,
                option,
                chips,
                values,
            } => {
                let values: Vec<String> = values.iter().map(ToString::to_string).collect();
                writeln!(f, "    choose exactly {}", values.join(", "))?;
                for e in [search_box, input, option, chips] {
                    show_element(f, e)?;
                }
                Ok(())
            }
            Step::Host { file, slot } => {
                writeln!(f, "    put {} on your image host ({slot})", shown(file))?;
                writeln!(f, "      sha256 {}", file.sha256)
            }
            Step::Upload { file, slot } => show_picture(f, "upload", file, slot),
            Step::Attach {
                file,
                element,
                how,
                slot,
            } => {
                let way = match how {
                    AttachHow::Paste => "paste",
                    AttachHow::Choose { .. } => "attach",
                };
                show_picture(f, way, file, slot)?;
                show_element(f, element)?;
                match how {
                    AttachHow::Paste => Ok(()),
                    AttachHow::Choose { shows } => show_element(f, shows),
                }
            }
            Step::Expect { condition } => writeln!(f, "    wait until {condition}"),
            Step::Call(call) => show_call(f, call, "    "),
            Step::Ask { question, slot } => writeln!(f, "    ask a person for {question} ({slot})"),
            Step::Code(code) => {
                writeln!(
                    f,
                    "    have a code sent, ask a person for it and hand it in, up to {} times, until {}",
                    code.tries, code.until
                )?;
                for e in [
                    &code.send,
                    &code.resend,
                    &code.field,
                    &code.button,
                    &code.says,
                ] {
                    show_element(f, e)?;
                }
                Ok(())
            }
            Step::CodeByCalls(code) => {
                writeln!(
                    f,
                    "    have a code sent, ask a person for it and hand it in, up to {} times",
                    code.tries
                )?;
                show_call(f, &code.send, "      ")?;
                show_call(f, &code.sign_in, "      ")
            }
            Step::Watch { code, until } => {
                match code {
                    Some(_) => writeln!(f, "    show a person the QR code until {until}")?,
                    None => writeln!(f, "    wait for a person in the window until {until}")?,
                }
                code.iter().try_for_each(|e| show_element(f, e))
            }
            Step::Submit(submit) => write!(f, "{submit}"),
        }
    }
}

fn show_picture(f: &mut Formatter<'_>, way: &str, picture: &Picture, slot: &str) -> fmt::Result {
    match picture {
        Picture::Local(file) => {
            writeln!(f, "    {way} {} ({slot})", shown(file))?;
            writeln!(f, "      sha256 {}", file.sha256)
        }
        Picture::Remote { url } => writeln!(f, "    fetch {url} and {way} it ({slot})"),
    }
}

/// A file by its name, kind and size.
fn shown(file: &LocalFile) -> String {
    let kind = file.media.map_or("of no known kind", |m| m.mime());
    format!("{}, {kind}, {} bytes", file.path, file.size)
}

impl Display for Submit {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        write!(f, "    SUBMIT, once")?;
        if let Some(cost) = &self.cost {
            write!(f, ", for ${{{cost}}} yuan")?;
        }
        writeln!(f, ", decided after {} s", self.deadline)?;
        match &self.act {
            Act::Click { element, then } => {
                writeln!(f, "    click, then look for: {then}")?;
                show_element(f, element)
            }
            Act::Call(call) => show_call(f, call, "    "),
        }
    }
}

impl Display for Question {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Question::Phone => "the phone number",
            Question::SmsCode => "the code sent to the phone",
        })
    }
}

impl Display for Condition {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Condition::Url(patterns) => {
                let all: Vec<_> = patterns.iter().map(|p| p.0.as_str()).collect();
                write!(f, "the URL is {}", all.join(" or "))
            }
            Condition::Shows(e) => write!(f, "{} shows: {}", e.name, candidates(e)),
            Condition::Gone(e) => write!(f, "{} is gone: {}", e.name, candidates(e)),
            Condition::Says { element, one_of } => write!(
                f,
                "{} says {}: {}",
                element.name,
                one_of.join(" or "),
                candidates(element)
            ),
        }
    }
}

fn candidates(e: &Element) -> String {
    let all: Vec<_> = e.candidates.iter().map(ToString::to_string).collect();
    all.join(" | ")
}

fn show_element(f: &mut Formatter<'_>, e: &Element) -> fmt::Result {
    writeln!(f, "      {}: {}", e.name, e.about)?;
    for c in &e.candidates {
        writeln!(f, "        {c}")?;
    }
    Ok(())
}

fn show_call(f: &mut Formatter<'_>, call: &Call, pad: &str) -> fmt::Result {
    writeln!(f, "{pad}call {}: {}", call.name, call.about)?;
    writeln!(f, "{pad}  {} {}", call.method, call.url)?;
    for (kind, pairs) in [("query", &call.query), ("header", &call.headers)] {
        for (k, v) in pairs {
            writeln!(f, "{pad}  {kind} {k}: {v}")?;
        }
    }
    if let Some(body) = &call.body {
        match body {
            Template::Map(fields) => show_fields(f, fields, &format!("{pad}  "))?,
            other => writeln!(f, "{pad}  body {}", short(&other.clear()))?,
        }
    }
    for read in &call.reads {
        let mark = if read.secret { " (secret)" } else { "" };
        writeln!(f, "{pad}  read {}{mark} from {}", read.slot, read.source)?;
    }
    Ok(())
}

/// Shows the fields of a body, those of an object within it on lines of their own.
fn show_fields(f: &mut Formatter<'_>, fields: &[(String, Template)], pad: &str) -> fmt::Result {
    for (k, v) in fields {
        match v {
            Template::Map(inner) if !inner.is_empty() => {
                writeln!(f, "{pad}{k}:")?;
                show_fields(f, inner, &format!("{pad}  "))?;
            }
            v => writeln!(f, "{pad}{k}: {}", short(&v.clear()))?,
        }
    }
    Ok(())
}

impl Display for Source {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Source::Pointer(p) => f.write_str(p),
            Source::Header { name, field: None } => write!(f, "header {name}"),
            Source::Header {
                name,
                field: Some(n),
            } => write!(f, "header {name}, field {n}"),
            Source::Pick {
                list,
                one_of,
                equals,
                pointer,
            } => write!(
                f,
                "{pointer} of the row of {list} whose {} is {equals}",
                one_of.join(" or ")
            ),
        }
    }
}

/// Shows a value on one line; a long text by its beginning and its length.
fn short(value: &Value) -> String {
    let Value::String(text) = value else {
        return value.to_string();
    };
    let count = text.chars().count();
    let line = text.replace('\n', "⏎");
    if count <= SHOWN {
        return line;
    }
    let head: String = line.chars().take(SHOWN).collect();
    format!("{head}… ({count} characters)")
}
