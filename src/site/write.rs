//! A site file as text: in one order, with candidates one a line, so that people read it and two versions differ in what changed.

use std::fmt::{self, Display, Write as _};

use toml::Value;

use super::{Candidate, Element, Expected, Fingerprint, Interrupt, PageDef, PagesFile, Recorded};

/// Writes a file of kind `pages`. The same file gives the same text; reading it gives the same file.
pub fn to_toml(file: &PagesFile) -> String {
    let mut text = String::new();
    // Writing into a String does not fail.
    let _ = write_file(&mut text, file);
    text
}

fn write_file(t: &mut String, file: &PagesFile) -> fmt::Result {
    writeln!(t, "schema = {}", file.schema)?;
    line(t, "site", &file.site)?;
    line(t, "kind", &file.kind)?;
    line(t, "date", &file.date)?;
    optional(t, "extends", file.extends.as_deref())?;
    if let Some(recorded) = &file.recorded {
        write_recorded(t, recorded)?;
    }
    for (name, page) in &file.pages {
        write_page(t, name, page)?;
    }
    for element in file.in_order() {
        write_element(t, &element.name, element)?;
    }
    for interrupt in &file.interrupts {
        write_interrupt(t, interrupt)?;
    }
    Ok(())
}

fn write_recorded(t: &mut String, r: &Recorded) -> fmt::Result {
    t.write_str("\n[recorded]\n")?;
    line(t, "by", &r.by)?;
    optional(t, "browser", r.browser.as_deref())?;
    optional(t, "driver", r.driver.as_deref())?;
    if let Ok(Value::String(on)) = Value::try_from(r.on) {
        line(t, "on", &on)?;
    }
    optional(t, "from", r.from.as_deref())
}

fn write_page(t: &mut String, name: &str, page: &PageDef) -> fmt::Result {
    writeln!(t, "\n[pages.{}]", key(name))?;
    line(t, "url", &page.url)?;
    let matches: Vec<&str> = page.matches.iter().map(|m| m.0.as_str()).collect();
    writeln!(t, "matches = {}", list(&matches))?;
    if page.signed_out {
        t.write_str("signed_out = true\n")?;
    }
    if page.after_publishing {
        t.write_str("after_publishing = true\n")?;
    }
    for (state, def) in page.in_order() {
        writeln!(t, "\n[pages.{}.states.{}]", key(name), key(state))?;
        line(t, "about", &def.about)?;
        optional(t, "from", def.from.as_deref())?;
        optional(t, "press", def.press.as_deref())?;
        optional(t, "shows", def.shows.as_deref())?;
    }
    Ok(())
}

fn write_element(t: &mut String, name: &str, element: &Element) -> fmt::Result {
    writeln!(t, "\n[elements.{}]", key(name))?;
    line(t, "about", &element.about)?;
    line(t, "page", &element.page)?;
    if element.state != super::OPENED {
        line(t, "state", &element.state)?;
    }
    optional(t, "sample", element.sample.as_deref())?;
    t.write_str("candidates = [\n")?;
    for candidate in &element.candidates {
        writeln!(t, "    {},", inline(&candidate_pairs(candidate)))?;
    }
    t.write_str("]\n")?;
    if !element.expect.is_default() {
        writeln!(t, "expect = {}", inline(&expect_pairs(&element.expect)))?;
    }
    if let Some(fingerprint) = &element.fingerprint {
        write_fingerprint(t, name, fingerprint)?;
    }
    Ok(())
}

/// An element's candidates with new ones in front, as they are put into a site file.
pub fn patch_toml(element: &Element, new: &[Candidate]) -> String {
    let mut text = format!("[elements.{}]\ncandidates = [\n", key(&element.name));
    for candidate in new.iter().chain(&element.candidates) {
        // Writing into a String does not fail.
        let _ = writeln!(text, "    {},", inline(&candidate_pairs(candidate)));
    }
    text.push_str("]\n");
    text
}

fn candidate_pairs(candidate: &Candidate) -> Vec<(&'static str, Value)> {
    let (mut pairs, score) = match candidate {
        Candidate::Text {
            text,
            within,
            score,
        } => (
            vec![
                ("text", text.as_str().into()),
                ("within", within.as_str().into()),
            ],
            score,
        ),
        Candidate::Role { role, name, score } => (
            vec![
                ("role", role.as_str().into()),
                ("name", name.as_str().into()),
            ],
            score,
        ),
        Candidate::Placeholder { placeholder, score } => {
            (vec![("placeholder", placeholder.as_str().into())], score)
        }
        Candidate::Css { css, score } => (vec![("css", css.as_str().into())], score),
    };
    pairs.extend(score.map(|s| ("score", i64::from(s).into())));
    pairs
}

fn expect_pairs(expect: &Expected) -> Vec<(&'static str, Value)> {
    let usual = Expected::default();
    let mut pairs = Vec::new();
    pairs.extend(expect.tag.as_deref().map(|tag| ("tag", tag.into())));
    if expect.visible != usual.visible {
        pairs.push(("visible", expect.visible.into()));
    }
    if expect.many != usual.many {
        pairs.push(("many", expect.many.into()));
    }
    if expect.submits != usual.submits {
        pairs.push(("submits", expect.submits.into()));
    }
    if expect.words_vary != usual.words_vary {
        pairs.push(("words_vary", expect.words_vary.into()));
    }
    pairs
}

fn write_fingerprint(t: &mut String, name: &str, f: &Fingerprint) -> fmt::Result {
    writeln!(t, "\n[elements.{}.fingerprint]", key(name))?;
    line(t, "tag", &f.tag)?;
    if !f.attributes.is_empty() {
        let pairs = f.attributes.iter();
        let pairs: Vec<(&str, Value)> = pairs
            .map(|(k, v)| (k.as_str(), v.as_str().into()))
            .collect();
        writeln!(t, "attributes = {}", inline(&pairs))?;
    }
    lines(t, "classes", &f.classes)?;
    optional(t, "text", f.text.as_deref())?;
    optional(t, "placeholder", f.placeholder.as_deref())?;
    optional(t, "role", f.role.as_deref())?;
    optional(t, "name", f.name.as_deref())?;
    optional(t, "label", f.label.as_deref())?;
    optional(t, "inside", f.inside.as_deref())?;
    for (name, values) in [
        ("before", &f.before),
        ("after", &f.after),
        ("path", &f.path),
    ] {
        lines(t, name, values)?;
    }
    Ok(())
}

fn write_interrupt(t: &mut String, interrupt: &Interrupt) -> fmt::Result {
    t.write_str("\n[[interrupts]]\n")?;
    line(t, "name", &interrupt.name)?;
    line(t, "about", &interrupt.about)?;
    let sign = &interrupt.when;
    let parts = [
        ("url", sign.url.as_ref().map(|u| u.0.as_str())),
        ("title", sign.title.as_deref()),
        ("css", sign.css.as_deref()),
        ("text", sign.text.as_deref()),
    ];
    let pairs: Vec<(&str, Value)> = parts
        .into_iter()
        .filter_map(|(k, v)| Some((k, v?.into())))
        .collect();
    writeln!(t, "when = {}", inline(&pairs))?;
    match Value::try_from(interrupt.then) {
        Ok(Value::String(then)) => line(t, "then", &then),
        _ => Ok(()),
    }
}

fn line(t: &mut String, key: &str, value: &str) -> fmt::Result {
    writeln!(t, "{key} = {}", quoted(value))
}

fn optional(t: &mut String, key: &str, value: Option<&str>) -> fmt::Result {
    value.map_or(Ok(()), |v| line(t, key, v))
}

fn lines(t: &mut String, key: &str, values: &[String]) -> fmt::Result {
    match values.is_empty() {
        true => Ok(()),
        false => writeln!(t, "{key} = {}", list(values)),
    }
}

fn list<T: AsRef<str>>(values: &[T]) -> String {
    let values: Vec<String> = values.iter().map(|v| quoted(v.as_ref())).collect();
    format!("[{}]", values.join(", "))
}

fn inline<K: Display + AsRef<str>>(pairs: &[(K, Value)]) -> String {
    let pairs: Vec<String> = pairs
        .iter()
        .map(|(k, v)| match v {
            Value::String(text) => format!("{} = {}", key(k.as_ref()), quoted(text)),
            other => format!("{} = {other}", key(k.as_ref())),
        })
        .collect();
    format!("{{ {} }}", pairs.join(", "))
}

/// A basic string, always in double quotes and on one line.
fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            c if c.is_control() => {
                let _ = write!(out, "\\u{:04X}", u32::from(c));
            }
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

/// A key, bare where it may be.
fn key(name: &str) -> String {
    let bare = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
    match !name.is_empty() && name.chars().all(bare) {
        true => name.to_owned(),
        false => quoted(name),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::site::{Library, RecordedOn};

    #[test]
    fn what_is_written_is_read_back_and_written_the_same() {
        let mut file = Library.pages("juejin/pages/2026-09-27").unwrap();
        file.recorded = Some(Recorded {
            by: "测试 \"者\"".into(),
            browser: Some("chrome 156".into()),
            driver: None,
            on: RecordedOn::Sandbox,
            from: None,
        });
        let odd = Element {
            about: "line\nbreak \u{7} \\ \"".into(),
            page: "editor".into(),
            candidates: vec![Candidate::css("a[b=\"c\\d\"]").with_score(12)],
            fingerprint: Some(Box::new(Fingerprint {
                tag: "a".into(),
                attributes: [("data-x y".to_owned(), "1".to_owned())].into(),
                path: vec!["div.panel".into()],
                ..Fingerprint::default()
            })),
            name: "odd name".into(),
            ..Element::default()
        };
        file.elements.insert("odd name".into(), odd);
        let text = to_toml(&file);
        let mut again: PagesFile = toml::from_str(&text).unwrap_or_else(|e| panic!("{e}\n{text}"));
        for (name, element) in &mut again.elements {
            element.name.clone_from(name);
        }
        // The order is read from the places in the text, by whoever loads a file.
        again.order.clone_from(&file.order);
        for (name, page) in &mut again.pages {
            page.order.clone_from(&file.pages[name].order);
        }
        assert_eq!(again, file);
        assert_eq!(to_toml(&again), text);
    }
}
