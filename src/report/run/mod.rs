//! A run as people and their tools read it afterwards, made of its record alone.

mod build;
mod document;
mod html;
mod junit;
mod picture;
mod texts;

pub use build::{document, shown};
pub use document::{Account, Entry, Error, Group, Happened, RunDocument};
pub use html::html;
pub use junit::junit;
