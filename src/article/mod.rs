//! What an author writes.

/// A stand-in until the article's module lands.
#[derive(Clone, Debug, Default)]
pub struct Section;
/// A stand-in until the article's module lands.
pub struct Article;
