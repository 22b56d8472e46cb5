//! Sessions from elsewhere: a Playwright storageState, a Netscape `cookies.txt`, a raw `Cookie` header.

use serde_json::Value;
use thiserror::Error;

use crate::secret::{Cookie, Secret};

/// Why there are no cookies in a text. No message has a value of it.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum ImportError {
    /// It is JSON and no storageState.
    #[error("it is JSON, but has no list \"cookies\" with name, value and domain")]
    NoStorageState,
    /// It is none of the three shapes.
    #[error(
        "it is no storageState (JSON), no cookies.txt (seven columns apart by tabs) and no Cookie header (name=value; name=value)"
    )]
    Unknown,
    /// A line of a `cookies.txt` has another shape.
    #[error("line {0} of the cookies.txt does not have seven columns apart by tabs")]
    Line(usize),
    /// None of its cookies is of the site.
    #[error("none of its {0} cookies belongs to {1}")]
    OtherSite(usize, String),
}

/// Reads the cookies of a site out of a text of any of the three shapes, those hidden from scripts too. A header says
/// nothing about domains: its cookies become the whole site's.
///
/// # Errors
/// The text has none of the shapes, or no cookie of the site.
pub fn import(text: &str, site: &str) -> Result<Vec<Cookie>, ImportError> {
    let text = text.trim_start_matches('\u{feff}').trim();
    let all = if text.starts_with('{') || text.starts_with('[') {
        storage_state(text)?
    } else if text.contains('\t') {
        netscape(text)?
    } else {
        header(text, site)?
    };
    let found = all.len();
    let of_site: Vec<Cookie> = all
        .into_iter()
        .filter(|c| belongs(&c.domain, site))
        .collect();
    if of_site.is_empty() {
        return Err(ImportError::OtherSite(found, site.to_owned()));
    }
    Ok(of_site)
}

/// A Playwright storageState with these cookies and no local storage.
pub fn export(cookies: &[Cookie]) -> Secret {
    let rows: Vec<Value> = cookies
        .iter()
        .map(|c| {
            serde_json::json!({
                "name": c.name,
                "value": c.value.expose(),
                "domain": c.domain,
                "path": c.path,
                "expires": c.expires.unwrap_or(-1),
                "httpOnly": c.http_only,
                "secure": c.secure,
                // Playwright wants one of its three words; Lax is what a browser takes where a site said nothing.
                "sameSite": c.same_site.as_deref().unwrap_or("Lax"),
            })
        })
        .collect();
    let state = serde_json::json!({ "cookies": rows, "origins": [] });
    Secret::new(format!("{state:#}\n"))
}

fn belongs(domain: &str, site: &str) -> bool {
    let domain = domain.trim_start_matches('.');
    domain == site || domain.ends_with(&format!(".{site}"))
}

/// `{"cookies": [{name, value, domain, path, expires, httpOnly, secure, sameSite}]}`; a bare list, as browser extensions
/// write it (`expirationDate` there), does as well.
fn storage_state(text: &str) -> Result<Vec<Cookie>, ImportError> {
    let whole: Value = serde_json::from_str(text).map_err(|_| ImportError::NoStorageState)?;
    let rows = whole.get("cookies").unwrap_or(&whole);
    let rows = rows.as_array().ok_or(ImportError::NoStorageState)?;
    let cookies: Option<Vec<Cookie>> = rows.iter().map(row).collect();
    cookies.ok_or(ImportError::NoStorageState)
}

fn row(row: &Value) -> Option<Cookie> {
    let text = |key: &str| row[key].as_str().map(str::to_owned);
    let expires = row["expires"].as_f64().or(row["expirationDate"].as_f64());
    let yes = |key: &str| row[key].as_bool().unwrap_or(false);
    #[expect(clippy::cast_possible_truncation, reason = "seconds since 1970")]
    Some(Cookie {
        name: text("name")?,
        value: Secret::new(text("value")?),
        domain: text("domain")?,
        path: text("path").unwrap_or_else(|| "/".to_owned()),
        expires: expires.filter(|at| *at > 0.0).map(|at| at as i64),
        secure: yes("secure"),
        http_only: yes("httpOnly"),
        same_site: text("sameSite").and_then(|s| same_site(&s)),
    })
}

/// The three words as browsers take them; extensions write them in small letters, and `no_restriction`.
fn same_site(word: &str) -> Option<String> {
    match word.to_ascii_lowercase().as_str() {
        "strict" => Some("Strict".to_owned()),
        "lax" => Some("Lax".to_owned()),
        "none" | "no_restriction" => Some("None".to_owned()),
        _ => None,
    }
}

/// domain, whether for subdomains, path, whether over TLS alone, expiry (0: with the browser), name, value. A line that
/// begins with `#HttpOnly_` is a cookie hidden from scripts; any other `#` begins a comment.
fn netscape(text: &str) -> Result<Vec<Cookie>, ImportError> {
    let mut cookies = Vec::new();
    for (n, line) in text.lines().enumerate() {
        let line = line.trim_end_matches('\r');
        let (line, http_only) = match line.strip_prefix("#HttpOnly_") {
            Some(rest) => (rest, true),
            None => (line, false),
        };
        if line.trim().is_empty() || (line.starts_with('#') && !http_only) {
            continue;
        }
        let columns: Vec<&str> = line.split('\t').collect();
        let [domain, below, path, secure, expires, name, value] = columns[..] else {
            return Err(ImportError::Line(n + 1));
        };
        let is = |word: &str| word.eq_ignore_ascii_case("true");
        let host = domain.trim_start_matches('.');
        cookies.push(Cookie {
            name: name.to_owned(),
            value: Secret::new(value.to_owned()),
            domain: match is(below) {
                true => format!(".{host}"),
                false => host.to_owned(),
            },
            path: path.to_owned(),
            expires: expires.parse().ok().filter(|at| *at > 0),
            secure: is(secure),
            http_only,
            same_site: None,
        });
    }
    Ok(cookies)
}

/// `Cookie: a=b; c=d`, with or without its name.
fn header(text: &str, site: &str) -> Result<Vec<Cookie>, ImportError> {
    let start = text.get(..7).filter(|s| s.eq_ignore_ascii_case("cookie:"));
    let pairs = start.map_or(text, |s| &text[s.len()..]);
    let mut cookies = Vec::new();
    for pair in pairs.split(';').map(str::trim).filter(|p| !p.is_empty()) {
        let (name, value) = pair.split_once('=').ok_or(ImportError::Unknown)?;
        let (name, value) = (name.trim(), value.trim());
        let good = |b: u8| b.is_ascii_graphic() && !b"()<>@,;:\\\"/[]?={}".contains(&b);
        if name.is_empty()
            || !name.bytes().all(good)
            || !value.bytes().all(|b| b.is_ascii_graphic())
        {
            return Err(ImportError::Unknown);
        }
        cookies.push(Cookie {
            name: name.to_owned(),
            value: Secret::new(value.to_owned()),
            domain: format!(".{site}"),
            path: "/".to_owned(),
            expires: None,
            secure: true,
            // A header does not say; hidden is the safe guess.
            http_only: true,
            same_site: None,
        });
    }
    match cookies.is_empty() {
        true => Err(ImportError::Unknown),
        false => Ok(cookies),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_exported_is_imported_again_hidden_cookies_too() {
        let text = "#HttpOnly_.juejin.cn\tTRUE\t/\tFALSE\t1800000000\tsessionid\tabc\n\
                    juejin.cn\tFALSE\t/x\tTRUE\t0\tonce\td=e\n";
        let cookies = import(text, "juejin.cn").unwrap();
        let (a, b) = (&cookies[0], &cookies[1]);
        assert_eq!(
            (a.domain.as_str(), a.http_only, a.expires),
            (".juejin.cn", true, Some(1_800_000_000))
        );
        assert_eq!(
            (b.domain.as_str(), b.secure, b.expires),
            ("juejin.cn", true, None)
        );
        assert_eq!(b.value.expose(), "d=e");
        let again = import(export(&cookies).expose(), "juejin.cn").unwrap();
        assert_eq!(again.len(), 2);
        for (old, new) in cookies.iter().zip(&again) {
            assert_eq!(
                (&old.value, &old.domain, old.http_only, old.expires),
                (&new.value, &new.domain, new.http_only, new.expires)
            );
        }
    }

    #[test]
    fn a_header_with_and_without_its_name_gives_the_same() {
        for text in [
            "sessionid=abc; sid_guard=a%7Cb",
            "Cookie: sessionid=abc; sid_guard=a%7Cb\r\n",
            "cookie:sessionid=abc;sid_guard=a%7Cb;",
        ] {
            let cookies = import(text, "juejin.cn").unwrap();
            let names: Vec<&str> = cookies.iter().map(|c| c.name.as_str()).collect();
            assert_eq!(names, ["sessionid", "sid_guard"], "{text}");
            assert_eq!(cookies[0].domain, ".juejin.cn");
        }
    }

    #[test]
    fn cookies_of_other_sites_stay_where_they_are() {
        let text = "#comment\n.juejin.cn\tTRUE\t/\tTRUE\t0\ta\t1\n.bank.example\tTRUE\t/\tTRUE\t0\tb\t2\nnotjuejin.cn\tFALSE\t/\tTRUE\t0\tc\t3\n";
        assert_eq!(import(text, "juejin.cn").unwrap().len(), 1);
        assert_eq!(
            import("x.y\tTRUE\t/\tTRUE\t0\tb\t2", "juejin.cn").err(),
            Some(ImportError::OtherSite(1, "juejin.cn".into()))
        );
    }

    #[test]
    fn what_an_extension_writes_is_understood() {
        let text = r#"[{"name":"a","value":"b","domain":".juejin.cn","expirationDate":1800000000.5,"sameSite":"no_restriction","httpOnly":true}]"#;
        let c = &import(text, "juejin.cn").unwrap()[0];
        assert_eq!(
            (c.expires, c.same_site.as_deref(), c.http_only),
            (Some(1_800_000_000), Some("None"), true)
        );
    }

    #[test]
    fn what_has_no_shape_is_refused_without_its_values() {
        for text in [
            "",
            "MARKER",
            "{\"MARKER\": 1}",
            "[{\"name\": \"MARKER\"}]",
            "a\tMARKER",
            "MARKER MARKER=1",
            "<html>MARKER=1;</html>",
        ] {
            let error = import(text, "juejin.cn").unwrap_err();
            assert!(
                !format!("{error} {error:?}").contains("MARKER"),
                "{text}: {error}"
            );
        }
    }
}
