//! The pictures of a report.

use serde::Serialize;

use super::document::{Happened, RunDocument};
use super::picture::{Shown, fit};
use super::words::does;
use crate::record::Outline;
use crate::text::{Lang, ReportWord, report_word};

/// Gives the bytes of a file in the run's directory; none where it cannot be read.
pub type Files<'a> = &'a dyn Fn(&str) -> Option<Vec<u8>>;

/// A picture as the page shows it.
#[derive(Serialize)]
pub struct Slide {
    pub id: usize,
    pub caption: String,
    pub src: String,
    pub width: u32,
    pub height: u32,
    /// The outline as CSS, in percent of the picture.
    pub outline: Option<String>,
}

/// The pictures of a report, made small together so that all fit.
pub struct Album {
    kept: Vec<Kept>,
    /// How many had no room.
    pub left_out: usize,
}

/// A picture of the record.
struct Kept {
    /// The account's place in the document.
    account: usize,
    caption: String,
    outline: Option<Outline>,
    /// Whether it is evidence, and not one of the film.
    proof: bool,
    /// None where it cannot be read or there is no room.
    shown: Option<Shown>,
}

impl Album {
    /// The pictures of a document, as its files have them.
    pub fn of(document: &RunDocument, lang: Lang, files: Files<'_>) -> Self {
        let mut kept = Vec::new();
        let mut bytes = Vec::new();
        let word = |w| report_word(lang, w);
        for (n, account) in document.accounts.iter().enumerate() {
            for entry in account.entries() {
                let (caption, outline, proof, file) = match &entry.what {
                    Happened::Picture {
                        does: kind,
                        to,
                        file: Some(file),
                        outline,
                        ..
                    } => (format!("{} {to}", word(does(*kind))), *outline, false, file),
                    Happened::Capture {
                        screenshot: Some(file),
                        title,
                        ..
                    } => {
                        let title = title.as_deref().unwrap_or_default();
                        let caption = format!("{} {title}", word(ReportWord::ThePage));
                        (caption, None, true, file)
                    }
                    _ => continue,
                };
                bytes.push(files(file));
                kept.push(Kept {
                    account: n,
                    caption: caption.trim().to_owned(),
                    outline,
                    proof,
                    shown: None,
                });
            }
        }
        let readable = bytes.iter().flatten().count();
        for (kept, shown) in kept.iter_mut().zip(fit(&bytes)) {
            kept.shown = shown;
        }
        let left_out = readable - kept.iter().filter(|k| k.shown.is_some()).count();
        Self { kept, left_out }
    }

    fn slides(&self, account: usize, proof: bool) -> Vec<Slide> {
        self.kept
            .iter()
            .enumerate()
            .filter(|(_, k)| k.account == account && k.proof == proof)
            .filter_map(|(id, kept)| {
                let shown = kept.shown.as_ref()?;
                Some(Slide {
                    id,
                    caption: kept.caption.clone(),
                    src: shown.src.clone(),
                    width: shown.width,
                    height: shown.height,
                    outline: kept.outline.map(css),
                })
            })
            .collect()
    }

    /// The steps of an account, by its place in the document.
    pub fn film(&self, account: usize) -> Vec<Slide> {
        self.slides(account, false)
    }

    /// The page at the moment of the failure.
    pub fn last(&self, account: usize) -> Option<Slide> {
        self.slides(account, true).pop()
    }
}

fn css(outline: Outline) -> String {
    let part = |n: f64| (n * 100.0).clamp(0.0, 100.0);
    format!(
        "left:{:.2}%;top:{:.2}%;width:{:.2}%;height:{:.2}%",
        part(outline.left),
        part(outline.top),
        part(outline.width),
        part(outline.height)
    )
}
