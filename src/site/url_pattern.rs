//! URL patterns: literal text with captures, such as `https://juejin.cn/editor/drafts/{draft_id:digits}`.

use std::fmt;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A pattern for URLs. `{name}` captures letters, digits, `-` and `_`, and `{name:digits}` digits alone, so that
/// `…/drafts/{draft_id:digits}` is not `…/drafts/new`; a trailing `*` takes any rest.
/// A query or fragment of the URL is ignored unless the pattern has a `?`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(transparent)]
pub struct UrlPattern(pub String);

impl UrlPattern {
    /// Matches a URL and gives the captures in order, or `None`.
    pub fn matches(&self, url: &str) -> Option<Vec<(String, String)>> {
        let url = if self.0.contains('?') {
            url
        } else {
            url.split(['?', '#']).next().unwrap_or(url)
        };
        let (mut pattern, mut rest) = (self.0.as_str(), url);
        let mut captures = Vec::new();
        loop {
            let Some((literal, after)) = pattern.split_once('{') else {
                let fits = match pattern.strip_suffix('*') {
                    Some(prefix) => rest.starts_with(prefix),
                    None => rest == pattern,
                };
                return fits.then_some(captures);
            };
            let (capture, tail) = after.split_once('}')?;
            let (name, takes) = kind(capture)?;
            rest = rest.strip_prefix(literal)?;
            let end = rest.find(|c| !takes(c)).unwrap_or(rest.len());
            if end == 0 {
                return None;
            }
            captures.push((name.to_owned(), rest[..end].to_owned()));
            (pattern, rest) = (tail, &rest[end..]);
        }
    }

    /// The first capture that is none: without a name or an end, or of a kind that there is not.
    pub(super) fn bad_capture(&self) -> Option<&str> {
        self.0.split('{').skip(1).find_map(|rest| {
            let Some((capture, _)) = rest.split_once('}') else {
                return Some(rest);
            };
            let good = kind(capture).is_some_and(|(name, _)| !name.is_empty());
            (!good).then_some(capture)
        })
    }

    /// The names of its captures, in order.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.0
            .split('{')
            .skip(1)
            .filter_map(|rest| rest.split_once('}'))
            .map(|(capture, _)| capture.split_once(':').map_or(capture, |(name, _)| name))
    }
}

/// Which characters a capture takes.
type Takes = fn(char) -> bool;

/// Splits a capture into its name and what it takes; a kind that is not known fits no URL.
fn kind(capture: &str) -> Option<(&str, Takes)> {
    match capture.split_once(':') {
        None => Some((capture, |c| {
            c.is_ascii_alphanumeric() || c == '-' || c == '_'
        })),
        Some((name, "digits")) => Some((name, |c| c.is_ascii_digit())),
        Some(_) => None,
    }
}

impl fmt::Display for UrlPattern {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn captures(pattern: &str, url: &str) -> Option<Vec<(String, String)>> {
        UrlPattern(pattern.to_owned()).matches(url)
    }

    #[test]
    fn a_capture_takes_the_id_and_leaves_the_query() {
        assert_eq!(
            captures("https://a/drafts/{draft_id}", "https://a/drafts/73?v=2"),
            Some(vec![("draft_id".into(), "73".into())])
        );
    }

    #[test]
    fn a_longer_path_does_not_match() {
        assert_eq!(captures("https://a/{id}", "https://a/1/2"), None);
        assert_eq!(captures("https://a/", "https://a/1"), None);
    }

    #[test]
    fn a_capture_of_digits_takes_no_word() {
        let pattern = "https://a/drafts/{draft_id:digits}";
        assert_eq!(captures(pattern, "https://a/drafts/new?v=2"), None);
        assert_eq!(captures(pattern, "https://a/drafts/73x"), None);
        assert_eq!(
            captures(pattern, "https://a/drafts/73?v=2"),
            Some(vec![("draft_id".into(), "73".into())])
        );
        assert_eq!(captures("https://a/{id:digit}", "https://a/1"), None);
    }

    #[test]
    fn names_leave_out_what_a_capture_takes() {
        let pattern = UrlPattern("https://a/{user}/{draft_id:digits}/x".to_owned());
        assert_eq!(pattern.names().collect::<Vec<_>>(), ["user", "draft_id"]);
    }

    #[test]
    fn a_star_takes_any_rest() {
        assert_eq!(
            captures("https://a/login*", "https://a/login?to=x"),
            Some(vec![])
        );
    }
}
