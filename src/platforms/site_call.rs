//! A plan's call, built from a site file's.

use serde_json::Value;

use crate::plan::{Call, Effect, Read, Source, Template};
use crate::site::{ApiFile, ReadDef, SiteFileError};
use crate::text::SitePart;

/// Builds a call. `base` replaces the file's own scheme and host; `values` knows what `$name` stands for.
///
/// # Errors
/// The file has no such call, or the call wants a name that `values` does not know.
pub(super) fn build(
    file: &ApiFile,
    name: &str,
    effect: Effect,
    base: Option<&str>,
    values: &dyn Fn(&str) -> Option<Template>,
) -> Result<Call, SiteFileError> {
    let def = file.call(name)?;
    let filled = |value: &Value| {
        Template::from_json(value, values).map_err(|missing| SiteFileError::Unknown {
            file: file.id(),
            what: SitePart::Value,
            name: missing.0,
        })
    };
    let pairs = |pairs: &std::collections::BTreeMap<String, String>| {
        pairs
            .iter()
            .map(|(k, v)| Ok((k.clone(), filled(&Value::from(v.as_str()))?)))
            .collect::<Result<Vec<_>, SiteFileError>>()
    };
    let url = if def.path.contains("://") {
        def.path.clone()
    } else {
        let base = base.unwrap_or(&file.base);
        format!("{}{}", base.trim_end_matches('/'), def.path)
    };
    let reads = def.read.iter().map(|(slot, read)| {
        Ok(Read {
            slot: slot.clone(),
            source: source(file, slot, read, &filled)?,
            optional: read.optional,
            secret: read.secret,
        })
    });
    Ok(Call {
        name: name.to_owned(),
        about: def.about.clone(),
        effect,
        method: def.method.clone(),
        url: Template::text(url),
        query: pairs(&def.query)?,
        headers: pairs(&def.headers)?,
        body: def.body.as_ref().map(filled).transpose()?,
        reads: reads.collect::<Result<_, SiteFileError>>()?,
    })
}

fn source(
    file: &ApiFile,
    slot: &str,
    read: &ReadDef,
    filled: &dyn Fn(&Value) -> Result<Template, SiteFileError>,
) -> Result<Source, SiteFileError> {
    match (&read.pick, &read.header, &read.pointer) {
        (Some(list), None, pointer) => Ok(Source::Pick {
            list: list.clone(),
            one_of: read.one_of.clone(),
            equals: filled(read.equals.as_ref().unwrap_or(&Value::Null))?,
            pointer: pointer.clone().unwrap_or_default(),
        }),
        (None, Some(name), None) => Ok(Source::Header {
            name: name.to_ascii_lowercase(),
            field: read.field,
        }),
        (None, None, Some(pointer)) => Ok(Source::Pointer(pointer.clone())),
        // A file that was read strictly has no such thing.
        _ => Err(SiteFileError::Unknown {
            file: file.id(),
            what: SitePart::Value,
            name: slot.to_owned(),
        }),
    }
}

/// Leaves out the top-level fields of the body whose value is null: an optional field that nobody gave.
pub(super) fn without_nulls(mut call: Call) -> Call {
    if let Some(Template::Map(fields)) = &mut call.body {
        fields.retain(|(_, v)| *v != Template::Value(Value::Null));
    }
    call
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::site::Library;

    #[test]
    fn every_call_of_the_paid_platforms_can_be_built() {
        for name in ["jzguai/api/2026-11-21", "yunsuo/api/2026-11-21"] {
            let file = Library.api(name).unwrap();
            assert_eq!(file.id(), name);
            for call in file.calls.keys() {
                let values = |name: &str| Some(Template::slot(name));
                let built = build(&file, call, Effect::Read, None, &values).unwrap();
                assert!(built.url.to_string().starts_with("https://"), "{call}");
                assert!(!built.about.is_empty() && !built.reads.is_empty(), "{call}");
            }
        }
    }

    fn file(call: &str) -> ApiFile {
        let text = format!(
            "schema = 1\nsite = \"s\"\nkind = \"api\"\ndate = \"2026-01-01\"\nbase = \"https://a.cn/v1/\"\n[calls.c]\nabout = \"x\"\nmethod = \"POST\"\n{call}"
        );
        toml::from_str(&text).unwrap()
    }

    #[test]
    fn a_value_that_is_null_is_left_out_and_one_that_is_not_known_is_an_error() {
        let file = file("path = \"/p\"\nbody = { a = \"$a\", b = \"$b\", c = 1 }");
        let known = |name: &str| match name {
            "a" => Some(Template::Value(Value::Null)),
            "b" => Some(Template::text("$x ${y}")),
            _ => None,
        };
        let call = without_nulls(build(&file, "c", Effect::Read, None, &known).unwrap());
        let body = call.body.unwrap().fill(&crate::plan::Slots::default());
        assert_eq!(body, Ok(json!({"b": "$x ${y}", "c": 1})));
        assert_eq!(call.url.to_string(), "https://a.cn/v1/p");
        let none = |_: &str| None;
        assert!(build(&file, "c", Effect::Read, None, &none).is_err());
        assert!(build(&file, "d", Effect::Read, None, &known).is_err());
    }

    #[test]
    fn a_whole_url_keeps_its_host() {
        let file = file("path = \"https://b.cn/p\"");
        let none = |_: &str| None;
        let call = build(&file, "c", Effect::Read, Some("https://c.cn"), &none).unwrap();
        assert_eq!(call.url.to_string(), "https://b.cn/p");
    }
}
