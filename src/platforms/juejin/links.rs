//! What of a text only its own site understands: links to files, shortcodes.

use std::collections::BTreeMap;

use crate::article::Article;
use crate::plan::Note;

/// The text with the addresses of the author's other articles in place of their files, where they are known; what
/// stays as it is comes as notes.
pub(super) fn rewritten(
    article: &Article,
    known: &BTreeMap<String, String>,
    body: &str,
) -> (String, Vec<Note>) {
    let mut notes: Vec<Note> = article
        .shortcodes()
        .into_iter()
        .map(|(place, text)| Note::Shortcode { place, text })
        .collect();
    // The places are those of the text as written.
    if body != article.body {
        return (body.to_owned(), notes);
    }
    let mut text = body.to_owned();
    for link in article.file_links().into_iter().rev() {
        match known.get(&link.file) {
            Some(url) => text.replace_range(link.span, url),
            None => notes.insert(
                0,
                Note::UnknownLink {
                    place: link.place,
                    url: link.url,
                },
            ),
        }
    }
    (text, notes)
}
