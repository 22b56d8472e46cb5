//! What of a text only its own site understands: links to files, shortcodes.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::article::Article;
use crate::plan::Note;

/// Where the addresses of the author's other articles come in place of their files, as far as they are known, in the
/// order of the text; what stays as it is comes as notes.
pub(super) fn found(
    article: &Article,
    known: &BTreeMap<String, String>,
) -> (Vec<(Range<usize>, String)>, Vec<Note>) {
    let mut notes: Vec<Note> = article
        .shortcodes()
        .into_iter()
        .map(|(place, text)| Note::Shortcode { place, text })
        .collect();
    let mut changes = Vec::new();
    for link in article.file_links().into_iter().rev() {
        match known.get(&link.file) {
            Some(url) => changes.insert(0, (link.span, url.clone())),
            None => notes.insert(
                0,
                Note::UnknownLink {
                    place: link.place,
                    url: link.url,
                },
            ),
        }
    }
    (changes, notes)
}

/// The text with those addresses in it.
pub(super) fn rewritten(body: &str, changes: &[(Range<usize>, String)]) -> String {
    let mut text = body.to_owned();
    for (span, url) in changes.iter().rev() {
        text.replace_range(span.clone(), url);
    }
    text
}
