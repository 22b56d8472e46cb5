//! What an author writes: a Markdown file with front matter, and the images that it names.
//!
//! [`Article::load`] reads a file; [`Article::parse`] and all else here is pure. Whatever is
//! wrong comes back as findings with `file:line:column`, all of a file's at once.

mod address;
mod document;
mod file;
mod front;
mod image;
mod link;
mod load;
mod markdown;
mod meta;
mod mistake;
mod placed;
mod ready;
mod section;
mod source;
mod tag;
mod toml;
mod value;
mod yaml;

#[cfg(test)]
mod tests;

pub use document::{Article, without_image_addresses};
pub use file::{LocalFile, Media};
pub use image::{Image, ImageKind};
pub use link::FileLink;
pub use load::MAX_BYTES;
pub use meta::{Meta, Names};
pub use placed::Placed;
pub use section::Section;
pub use value::Value;
