//! URLs: values of queries, ids and names of paths.

use std::sync::LazyLock;

use regex::Regex;

use crate::secret::scrub::without_query_values;

/// Segments of a path after which a person's name or number comes.
const PEOPLE: [&str; 14] = [
    "user", "users", "u", "people", "person", "author", "authors", "member", "members", "profile",
    "profiles", "account", "accounts", "space",
];

/// A segment that is an id: digits, hexadecimal, a UUID, or long and of letters and digits both.
static ID: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"^(?:\d{5,}|[0-9a-fA-F]{16,}|[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12})$",
    )
    .unwrap_or_else(|e| unreachable!("{e}"))
});

/// The URL as everybody may see it: nobody's id, name or token is in it any more. Empty for one that holds what it shows
/// (`data:`, `blob:`), that runs something, or that reaches a person (`mailto:`, `tel:`).
pub fn public_url(url: &str) -> String {
    let url = url.trim();
    let scheme = url.split_once(':').map(|(scheme, _)| scheme);
    if scheme.is_some_and(|s| {
        !s.contains(['/', '?', '#'])
            && !["http", "https"].contains(&s.to_ascii_lowercase().as_str())
    }) {
        return String::new();
    }
    let bare = url.split(['?', '#']).next().unwrap_or(url);
    let (origin, path) = split(bare);
    let mut person = false;
    let segments: Vec<String> = path
        .split('/')
        .map(|segment| {
            let public = match segment {
                "" => String::new(),
                _ if person => nobody(segment),
                _ => public_segment(segment),
            };
            person = PEOPLE.contains(&segment.to_ascii_lowercase().as_str());
            public
        })
        .collect();
    // A fragment is a place in a page, or a value; a flag without `=` may be a value as well.
    let asked = without_query_values(url.split('#').next().unwrap_or(url));
    let asked = asked.split_once('?').map_or("", |(_, query)| query);
    let names: Vec<&str> = asked.split('&').filter(|pair| pair.contains('=')).collect();
    let query = if names.is_empty() { "" } else { "?" };
    format!("{origin}{}{query}{}", segments.join("/"), names.join("&"))
}

/// Scheme and host, without user and password, and the path.
fn split(bare: &str) -> (String, &str) {
    let Some(at) = bare
        .find("//")
        .filter(|at| *at == 0 || bare[..*at].ends_with(':'))
    else {
        return (String::new(), bare);
    };
    let (scheme, rest) = bare.split_at(at + 2);
    let (authority, path) = rest.split_at(rest.find('/').unwrap_or(rest.len()));
    let host = authority.rsplit('@').next().unwrap_or(authority);
    let labels: Vec<String> = host.split('.').map(public_segment).collect();
    let address = host
        .split(':')
        .next()
        .is_some_and(|h| h.parse::<std::net::Ipv4Addr>().is_ok());
    match address {
        true => (format!("{scheme}192.0.2.1"), path),
        false => (format!("{scheme}{}", labels.join(".")), path),
    }
}

fn public_segment(segment: &str) -> String {
    if segment.starts_with('@') || segment.starts_with('~') {
        return format!("{}someone", &segment[..1]);
    }
    // `7123456789.html`, `2981531265_avatar`
    segment
        .split_inclusive(['.', '_', '~', '!', ':', ',', ';'])
        .map(|part| {
            let word = part.trim_end_matches(['.', '_', '~', '!', ':', ',', ';']);
            let end = &part[word.len()..];
            match ID.is_match(word) || is_token(word) {
                true => format!("{}{end}", zeros(word)),
                false => super::rules::for_fixture(part),
            }
        })
        .collect()
}

/// A name or a number of a person: as many zeros as digits, or nobody's name.
fn nobody(segment: &str) -> String {
    match segment.bytes().all(|b| b.is_ascii_digit()) {
        true => zeros(segment),
        false => "someone".to_owned(),
    }
}

fn zeros(word: &str) -> String {
    "0".repeat(word.len())
}

/// Whether a word looks like a token: long, of letters and digits both.
pub(super) fn is_token(word: &str) -> bool {
    let digits = word.bytes().filter(u8::is_ascii_digit).count();
    let letters = word.bytes().filter(u8::is_ascii_alphabetic).count();
    let upper = word.bytes().any(|b| b.is_ascii_uppercase());
    let lower = word.bytes().any(|b| b.is_ascii_lowercase());
    word.len() >= 20 && (digits >= 4 && letters >= 4 || digits >= 1 && upper && lower)
}
