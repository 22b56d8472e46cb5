//! Whether an author marked a file as ready, as far as a file tells that may be full of mistakes.

use super::Article;
use super::document::block;
use super::front;
use super::source::Source;
use crate::text::Findings;

impl Article {
    /// Whether the front matter says `ready: true`, or something else under `ready` that is no truth value: that is
    /// a mistake to be told. Of a front matter that cannot be read, the line alone counts; a file whose front matter
    /// does not end yet says nothing.
    pub fn says_ready(bytes: &[u8]) -> bool {
        let Ok(source) = Source::decode("", bytes) else {
            return false;
        };
        let mut untold = Findings::new();
        let Ok(parts) = front::split(&source, &mut untold) else {
            return false;
        };
        match block(&source, &parts, &mut untold) {
            Some(front) => front
                .get("ready")
                .is_some_and(|ready| ready.value.bool() != Some(false)),
            None => source.text[parts.front].lines().any(is_ready),
        }
    }
}

fn is_ready(line: &str) -> bool {
    let pair = line.split_once([':', '=']);
    pair.is_some_and(|(key, value)| key.trim_end() == "ready" && value.trim() == "true")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_front_matter_says_that_it_is_ready() {
        for yes in [
            "---\ntitle: x\nready: true\n---\n",
            "---\r\nready: Yes # at last\r\n---\r\n",
            "+++\nready = true\n+++\n",
            // Mistakes elsewhere, and in the mark itself, are to be told.
            "---\ntitle: [\nready: true\n---\n",
            "---\nready: ture\n---\n",
        ] {
            assert!(Article::says_ready(yes.as_bytes()), "{yes}");
        }
        for no in [
            "---\nready: false\n---\n",
            "---\ntitle: x\n---\nready: true\n",
            "---\nnotes: |\n  ready: true\n---\n",
            "ready: true\n",
            // Half written.
            "---\ntitle: x\nready: true\n",
            "",
        ] {
            assert!(!Article::says_ready(no.as_bytes()), "{no}");
        }
        assert!(!Article::says_ready(b"---\nready: true\n---\n\xff\xfe"));
    }
}
