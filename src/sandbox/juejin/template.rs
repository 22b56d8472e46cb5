//! The embedded files of the pages, and what is filled into them.

macro_rules! files {
    ($($name:literal),* $(,)?) => {
        /// Finds an embedded file.
        pub fn file(name: &str) -> Option<&'static str> {
            match name {
                $($name => Some(include_str!(concat!("../../../fixtures/pages/juejin/", $name))),)*
                _ => None,
            }
        }
    };
}

files!(
    "autosave.js",
    "avatar.svg",
    "captcha.css",
    "captcha.html",
    "captcha.js",
    "cover.svg",
    "creator.html",
    "creator.js",
    "drafts.html",
    "drafts.js",
    "editor.css",
    "editor.html",
    "editor.js",
    "header_in.html",
    "header_out.html",
    "home.html",
    "login.css",
    "login.html",
    "login.js",
    "logo.svg",
    "not_found.html",
    "post.html",
    "published.html",
    "published.js",
    "select.js",
    "site.css",
    "site.js",
    "user.html",
);

/// What goes into a page at `{{name}}`.
pub enum Slot {
    /// Escaped.
    Text(String),
    /// As it is.
    Html(String),
}

/// Fills in one pass, so that an article's text that looks like a slot stays what it is.
pub fn fill(text: &str, header: &str, slots: &[(&str, Slot)]) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("{{") {
        let Some((name, later)) = after.split_once("}}") else {
            break;
        };
        out.push_str(before);
        match slots.iter().find(|(n, _)| *n == name) {
            Some((_, Slot::Text(value))) => out.push_str(&escape(value)),
            Some((_, Slot::Html(value))) => out.push_str(value),
            None if name == "header" => out.push_str(header),
            None => {}
        }
        rest = later;
    }
    out + rest
}

/// Escapes text for markup and attributes.
pub fn escape(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
}
