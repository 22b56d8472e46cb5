//! A plan's call, built from a site file's.

use serde_json::Value;

use crate::plan::{Call, Effect, Read, Source, Template};
use crate::site::{ApiFile, ReadDef, SiteFileError};

/// Builds a call. `base` replaces the file's own scheme and host; `values` knows what `$name` stands for.
///
/// A top-level field of the body whose value is null is left out.
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
            what: "value",
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
        body: def
            .body
            .as_ref()
            .map(filled)
            .transpose()?
            .map(without_nulls),
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
        _ => Err(SiteFileError::Malformed {
            file: file.id(),
            what: format!("{slot} is read from one of a pointer, a header and a pick"),
        }),
    }
}

fn without_nulls(body: Template) -> Template {
    match body {
        Template::Map(fields) => Template::Map(
            fields
                .into_iter()
                .filter(|(_, v)| *v != Template::Value(Value::Null))
                .collect(),
        ),
        other => other,
    }
}
