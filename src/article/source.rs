//! A file's text, and the places in it.

use crate::text::{ArticleMessage, Finding, Findings, Place};

/// A file's text with LF alone and without a byte order mark, able to say where a byte is.
pub(super) struct Source<'a> {
    file: &'a str,
    pub(super) text: String,
    /// Where each line begins.
    lines: Vec<usize>,
    /// How many characters begin before each multiple of [`STRIDE`] bytes, so that a column
    /// on a line of megabytes costs no walk through all of it.
    chars: Vec<usize>,
}

const STRIDE: usize = 1024;

impl<'a> Source<'a> {
    /// Decodes UTF-8. The findings are all about bytes that no editor shows as text.
    pub(super) fn decode(file: &'a str, bytes: &[u8]) -> Result<Self, Findings> {
        if bytes.starts_with(&[0xFF, 0xFE]) || bytes.starts_with(&[0xFE, 0xFF]) {
            let start = place(file, 1, 1);
            return Err(vec![Finding::at(start, ArticleMessage::Utf16)]);
        }
        let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
        let (text, bad) = match std::str::from_utf8(bytes) {
            Ok(text) => (text, None),
            Err(e) => {
                let (good, rest) = bytes.split_at(e.valid_up_to());
                let good = std::str::from_utf8(good).expect("checked up to here");
                (good, rest.first().copied())
            }
        };
        let source = Self::new(file, text);
        let mut findings = Findings::new();
        if let Some(at) = source.text.find('\0') {
            findings.push(source.finding(at, ArticleMessage::Nul));
        }
        if let Some(byte) = bad {
            // After a CR the bad byte begins a line, and so it does after the LF made of it.
            let end = source.text.len();
            findings.push(source.finding(end, ArticleMessage::NotUtf8 { byte }));
        }
        if findings.is_empty() {
            Ok(source)
        } else {
            Err(findings)
        }
    }

    /// Takes a text; CRLF and lone CR become LF, which moves no line and no column.
    pub(super) fn new(file: &'a str, text: &str) -> Self {
        let text = if text.contains('\r') {
            text.replace("\r\n", "\n").replace('\r', "\n")
        } else {
            text.to_owned()
        };
        let mut lines = vec![0];
        let mut chars = Vec::with_capacity(text.len() / STRIDE + 1);
        let mut seen = 0;
        for (at, byte) in text.bytes().enumerate() {
            if at % STRIDE == 0 {
                chars.push(seen);
            }
            if byte == b'\n' {
                lines.push(at + 1);
            }
            seen += usize::from(begins_a_character(byte));
        }
        Self {
            file,
            text,
            lines,
            chars,
        }
    }

    /// Says where a byte of [`Source::text`] is; what is past the end is at the end.
    pub(super) fn place(&self, at: usize) -> Place {
        let at = at.min(self.text.len());
        let line = self.lines.partition_point(|&start| start <= at);
        let start = self.lines[line - 1];
        place(
            self.file,
            line,
            self.chars_before(at) - self.chars_before(start) + 1,
        )
    }

    /// Makes a finding about a byte of [`Source::text`].
    pub(super) fn finding(&self, at: usize, message: ArticleMessage) -> Finding {
        Finding::at(self.place(at), message)
    }

    fn chars_before(&self, at: usize) -> usize {
        let stride = (at / STRIDE).min(self.chars.len().saturating_sub(1));
        let known = self.chars.get(stride).copied().unwrap_or(0);
        let rest = &self.text.as_bytes()[stride * STRIDE..at];
        known + rest.iter().filter(|b| begins_a_character(**b)).count()
    }
}

fn begins_a_character(byte: u8) -> bool {
    byte & 0b1100_0000 != 0b1000_0000
}

fn place(file: &str, line: usize, column: usize) -> Place {
    Place {
        file: file.to_owned(),
        line,
        column,
    }
}
