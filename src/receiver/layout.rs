//! Where the three site generators want posts and their images.

/// A site generator's layout. Paths are relative to the site's root, which is the inbox's directory.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Layout {
    /// Page bundles: `content/posts/NAME/index.md`, images beside it.
    #[default]
    Hugo,
    /// `source/_posts/NAME.md`, images under `source/images/NAME/`.
    Hexo,
    /// `_posts/NAME.md`, images under `assets/images/NAME/`.
    Jekyll,
}

impl Layout {
    /// The words of the configuration.
    pub const WORDS: [&str; 3] = ["hugo", "hexo", "jekyll"];

    /// The layout of a word.
    pub fn of(word: &str) -> Option<Self> {
        match word {
            "hugo" => Some(Layout::Hugo),
            "hexo" => Some(Layout::Hexo),
            "jekyll" => Some(Layout::Jekyll),
            _ => None,
        }
    }

    /// The post's file.
    pub(super) fn post(self, name: &str) -> String {
        match self {
            Layout::Hugo => format!("content/posts/{name}/index.md"),
            Layout::Hexo => format!("source/_posts/{name}.md"),
            Layout::Jekyll => format!("_posts/{name}.md"),
        }
    }

    /// An image's file.
    pub(super) fn image(self, name: &str, image: &str) -> String {
        match self {
            Layout::Hugo => format!("content/posts/{name}/{image}"),
            Layout::Hexo => format!("source/images/{name}/{image}"),
            Layout::Jekyll => format!("assets/images/{name}/{image}"),
        }
    }

    /// How the post refers to an image.
    pub(super) fn reference(self, name: &str, image: &str) -> String {
        match self {
            Layout::Hugo => image.to_owned(),
            Layout::Hexo => format!("/images/{name}/{image}"),
            Layout::Jekyll => format!("/assets/images/{name}/{image}"),
        }
    }
}
