//! YAML into sections; the only file that knows a YAML parser.
//!
//! It reads the parser's events and not serde's values, because only events have the place of
//! every key and value, the quotes, and all duplicates at once.

use std::collections::HashMap;
use std::ops::Range;

use serde_saphyr::granit_parser::{
    self as granit, Event, Parser, ScalarStyle, Span, StrInput, Tag,
};

use super::source::Source;
use super::{Placed, Section, Value, mistake};
use crate::text::{ArticleMessage, Findings, Kind};

/// How many values a front matter may have, aliases counted in full. Real ones have dozens;
/// nested aliases ("a billion laughs") have any number.
const MOST_VALUES: usize = 10_000;

/// Reads a part of a file. After a syntax error nothing more is read.
pub(super) fn block(
    source: &Source<'_>,
    part: Range<usize>,
    findings: &mut Findings,
) -> Option<Section> {
    let text = &source.text[part.clone()];
    let options = granit::options! { emit_unresolved_aliases: true, emit_comments: false };
    let mut reader = Reader {
        events: Parser::new_from_str_with_options(text, options),
        source,
        text,
        base: part.start,
        anchors: HashMap::new(),
        values: 0,
        findings,
    };
    // A stop has left its finding.
    reader.document().unwrap_or_default()
}

struct Reader<'t, 's, 'f> {
    events: Parser<'t, StrInput<'t>>,
    source: &'t Source<'s>,
    text: &'t str,
    base: usize,
    /// What each anchor stands for, and of how many values it consists.
    anchors: HashMap<usize, (Value, usize)>,
    values: usize,
    findings: &'f mut Findings,
}

/// Reading cannot go on; the finding is made.
struct Stop;

impl<'t> Reader<'t, '_, '_> {
    fn document(&mut self) -> Result<Option<Section>, Stop> {
        let mut section = Some(Section::default());
        let mut documents = 0;
        loop {
            let (event, span) = self.next()?;
            match event {
                Event::StreamEnd => return Ok(section),
                Event::DocumentStart(..) => {
                    documents += 1;
                    if documents > 1 {
                        let reason = "a second document begins here".to_owned();
                        self.find(&span, ArticleMessage::BadYaml { reason });
                        return Err(Stop);
                    }
                }
                event if is_value(&event) => {
                    let top = self.value(event, &span)?;
                    section = match top.value {
                        Value::Map(section) => Some(section),
                        Value::Null => Some(Section::default()),
                        other => {
                            self.not_keys(&span, other.kind());
                            None
                        }
                    };
                }
                _ => {}
            }
        }
    }

    /// `title:x` alone is one long word to YAML.
    fn not_keys(&mut self, span: &Span, found: Kind) {
        let finding = match mistake::glued_key(self.text) {
            Some((at, key)) if found == Kind::Text => self
                .source
                .finding(self.base + at, ArticleMessage::YamlSpace { key }),
            _ => self
                .source
                .finding(self.offset(span), ArticleMessage::NotKeys { found }),
        };
        self.findings.push(finding);
    }

    fn next(&mut self) -> Result<(Event<'t>, Span), Stop> {
        match self.events.next_event() {
            Some(Ok(event)) => Ok(event),
            Some(Err(error)) => {
                let (at, message) = mistake::explain(&error, self.text);
                let finding = self.source.finding(self.base + at, message);
                // An alias of nothing, such as `*bold* text`, is both: unknown and followed by text.
                if self.findings.iter().all(|f| f.place != finding.place) {
                    self.findings.push(finding);
                }
                Err(Stop)
            }
            None => Err(Stop),
        }
    }

    /// Reads one value, of which the first event is at hand.
    fn value(&mut self, event: Event<'t>, span: &Span) -> Result<Placed<Value>, Stop> {
        self.count(1, span)?;
        let before = self.values;
        let place = self.source.place(self.offset(span));
        let (value, anchor) = match event {
            Event::Scalar(text, style, anchor, tag) => {
                (scalar(text.into_owned(), style, tag.as_deref()), anchor)
            }
            Event::SequenceStart(_, anchor, _) => (self.list()?, anchor),
            Event::MappingStart(_, anchor, _) => (Value::Map(self.map()?), anchor),
            Event::Alias(id) => match self.anchors.get(&id).cloned() {
                Some((value, size)) => {
                    self.count(size, span)?;
                    (value, 0)
                }
                // An alias inside of what it stands for.
                None => {
                    let name = self.alias_name(span);
                    self.find(span, ArticleMessage::YamlAlias { name });
                    (Value::Null, 0)
                }
            },
            Event::UnresolvedAlias(name) => {
                let name = name.into_owned();
                self.find(span, ArticleMessage::YamlAlias { name });
                (Value::Null, 0)
            }
            _ => (Value::Null, 0),
        };
        if anchor != 0 {
            let size = self.values - before;
            self.anchors.insert(anchor, (value.clone(), size));
        }
        Ok(Placed::new(value, place))
    }

    fn list(&mut self) -> Result<Value, Stop> {
        let mut items = Vec::new();
        loop {
            let (event, span) = self.next()?;
            match event {
                Event::SequenceEnd => return Ok(Value::List(items)),
                event if is_value(&event) => items.push(self.value(event, &span)?),
                _ => {}
            }
        }
    }

    fn map(&mut self) -> Result<Section, Stop> {
        let mut section = Section::default();
        let mut merged = Vec::new();
        loop {
            let (event, span) = self.next()?;
            if event == Event::MappingEnd {
                // Merged keys only fill what is missing, wherever `<<` stands.
                return Ok(merged.iter().fold(section, |own, base| own.merge(base)));
            }
            if !is_value(&event) {
                continue;
            }
            let merges = matches!(&event, Event::Scalar(k, ScalarStyle::Plain, ..) if k == "<<");
            let key = self.key(event, &span)?;
            let (event, value_span) = self.next()?;
            let value = self.value(event, &value_span)?;
            let Some(key) = key else { continue };
            if merges {
                match value.value {
                    Value::Map(base) => merged.push(base),
                    Value::List(bases) => {
                        merged.extend(bases.into_iter().filter_map(|b| b.value.map().cloned()));
                    }
                    _ => {}
                }
            } else if let Some((first, _)) = section.entry(&key.value) {
                let (key, first) = (key.value, Some(first.place.line));
                self.find(&span, ArticleMessage::DuplicateKey { key, first });
            } else {
                section.insert(key, value);
            }
        }
    }

    fn key(&mut self, event: Event<'t>, span: &Span) -> Result<Option<Placed<String>>, Stop> {
        let key = match &event {
            Event::Scalar(text, ..) => Some(text.clone().into_owned()),
            _ => None,
        };
        let value = self.value(event, span)?;
        let key = key.or_else(|| value.value.text().map(|t| t.into_owned()));
        if key.is_none() {
            self.find(span, ArticleMessage::YamlKey);
        }
        Ok(key.map(|key| Placed::new(key, value.place)))
    }

    fn count(&mut self, values: usize, span: &Span) -> Result<(), Stop> {
        self.values += values;
        if self.values > MOST_VALUES {
            self.find(span, ArticleMessage::YamlTooLarge { limit: MOST_VALUES });
            return Err(Stop);
        }
        Ok(())
    }

    fn alias_name(&self, span: &Span) -> String {
        let written = span.slice(self.text).unwrap_or("");
        written.trim_start_matches('*').to_owned()
    }

    fn offset(&self, span: &Span) -> usize {
        self.base + span.byte_range().map_or(0, |range| range.start)
    }

    fn find(&mut self, span: &Span, message: ArticleMessage) {
        let finding = self.source.finding(self.offset(span), message);
        self.findings.push(finding);
    }
}

fn is_value(event: &Event<'_>) -> bool {
    matches!(
        event,
        Event::Scalar(..)
            | Event::SequenceStart(..)
            | Event::MappingStart(..)
            | Event::Alias(_)
            | Event::UnresolvedAlias(_)
    )
}

/// Gives a scalar its kind; see [`Value`] for the rule.
fn scalar(text: String, style: ScalarStyle, tag: Option<&Tag>) -> Value {
    if style != ScalarStyle::Plain || tag.is_some_and(|t| t.is_yaml_core_schema_tag("str")) {
        return Value::Text(text);
    }
    match text.as_str() {
        "" | "~" | "null" | "Null" | "NULL" => return Value::Null,
        "true" => return Value::Bool(true),
        "false" => return Value::Bool(false),
        _ => {}
    }
    if let Ok(int) = text.parse::<i64>()
        && int.to_string() == text
    {
        return Value::Int(int);
    }
    match text.parse::<f64>() {
        Ok(float) if float.is_finite() && text.contains('.') && float.to_string() == text => {
            Value::Float(float)
        }
        _ => Value::Text(text),
    }
}
