//! A run as people and their tools read it afterwards, made of its record alone.

mod album;
mod build;
mod document;
mod html;
mod junit;
mod line;
mod picture;
mod texts;
mod words;

pub use build::{document, shown};
pub use document::{Account, Entry, Error, Group, Happened, RunDocument};
pub use html::html;
pub use junit::junit;
