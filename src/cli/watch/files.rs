//! Which files of a watched directory matter.

use std::path::{Path, PathBuf};

/// The articles of a directory and of those below it, in their order.
pub fn articles(dir: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    gather(dir, &mut found);
    found.sort();
    found
}

fn gather(dir: &Path, found: &mut Vec<PathBuf>) {
    let Ok(entries) = std::fs::read_dir(dir) else {
        return;
    };
    for entry in entries.flatten() {
        let path = entry.path();
        // A link to a directory may lead round in circles.
        let is_dir = entry.file_type().is_ok_and(|t| t.is_dir());
        match is_dir {
            true if !hides(&path) => gather(&path, found),
            false if is_article(dir, &path) => found.push(path),
            _ => {}
        }
    }
}

/// Whether a path below a directory is that of an article: Markdown, and neither hidden nor an editor's copy.
pub fn is_article(root: &Path, path: &Path) -> bool {
    has_extension(path, &["md", "markdown"]) && is_shown(root, path) && path.is_file()
}

/// Whether a path below a directory is of something that may mend an article that could not be published.
pub fn may_mend(root: &Path, path: &Path) -> bool {
    let kinds = ["png", "jpg", "jpeg", "gif", "webp", "svg", "toml"];
    has_extension(path, &kinds) && is_shown(root, path)
}

fn has_extension(path: &Path, any: &[&str]) -> bool {
    let extension = path.extension().and_then(|e| e.to_str()).unwrap_or("");
    any.contains(&extension.to_ascii_lowercase().as_str())
}

/// Whether nothing on the way from a directory to a path is hidden.
fn is_shown(root: &Path, path: &Path) -> bool {
    let way = path.strip_prefix(root).unwrap_or(path);
    !way.ancestors().any(hides)
}

/// Whether a name is one of those that are not looked at.
fn hides(path: &Path) -> bool {
    let name = path.file_name().and_then(|n| n.to_str()).unwrap_or("");
    name.starts_with(['.', '~', '#'])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_articles_are_the_markdown_files_that_nobody_hides() {
        let dir = tempfile::tempdir().unwrap();
        std::fs::create_dir_all(dir.path().join("below")).unwrap();
        std::fs::create_dir_all(dir.path().join(".git/x")).unwrap();
        let names = [
            "a.md",
            "b.MARKDOWN",
            "below/g.md",
            "c.txt",
            ".d.md",
            "~e.md",
            "f.md~",
            ".git/x/h.md",
        ];
        let all = names.map(|n| dir.path().join(n));
        for path in &all {
            std::fs::write(path, "x").unwrap();
        }
        assert_eq!(articles(dir.path()), all[..3]);
        let one_by_one = all.iter().filter(|p| is_article(dir.path(), p));
        assert_eq!(one_by_one.count(), 3);
        assert!(may_mend(dir.path(), &dir.path().join("img/a.PNG")));
        assert!(!may_mend(dir.path(), &dir.path().join(".cache/a.png")));
        assert!(!may_mend(dir.path(), &dir.path().join("ledger.db-wal")));
    }
}
