//! What happens in a directory, told once it is over: an editor writes in several goes, and a copy takes its time.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::time::Duration;

use notify::event::{AccessKind, AccessMode, ModifyKind};
use notify::{Event, EventKind, RecommendedWatcher, RecursiveMode, Watcher};
use tokio::sync::mpsc::UnboundedReceiver;

use super::files::{articles, is_article, may_mend};

/// How long nothing may have happened before files are read.
const QUIET: Duration = Duration::from_millis(700);

/// Whether the system tells when a file that was written to is closed.
const TELLS_OF_CLOSING: bool = cfg!(target_os = "linux");

/// What happens in a directory.
pub struct Happening {
    /// The directory, without links on the way to it.
    root: PathBuf,
    events: UnboundedReceiver<notify::Result<Event>>,
    /// What something happened to since it was last told; at the beginning, all that is there.
    touched: BTreeSet<PathBuf>,
    /// What somebody still writes to.
    open: BTreeSet<PathBuf>,
    /// Keeps the events coming.
    _watcher: RecommendedWatcher,
}

/// What something happened to.
#[derive(Debug, Default)]
pub struct Touched {
    /// The articles.
    pub articles: BTreeSet<PathBuf>,
    /// Whether something else happened that may mend an article that could not be published.
    pub mended: bool,
}

impl Happening {
    /// Watches a directory and those below it, beginning with what is there already.
    ///
    /// # Errors
    /// The system cannot watch it.
    pub fn of(root: &Path) -> notify::Result<Self> {
        let (sender, events) = tokio::sync::mpsc::unbounded_channel();
        let mut watcher = notify::recommended_watcher(move |event| {
            // Nobody listens any more when the command ends.
            let _ = sender.send(event);
        })?;
        watcher.watch(root, RecursiveMode::Recursive)?;
        Ok(Self {
            root: root.to_owned(),
            events,
            touched: articles(root).into_iter().collect(),
            open: BTreeSet::new(),
            _watcher: watcher,
        })
    }

    /// Waits for something to happen and to be over. Dropped before it ends, it loses nothing.
    pub async fn next(&mut self) -> Touched {
        loop {
            let settles = self.touched.difference(&self.open).next().is_some();
            let event = match settles {
                true => tokio::time::timeout(QUIET, self.events.recv()).await,
                false => Ok(self.events.recv().await),
            };
            match event {
                Ok(Some(event)) => self.note(event),
                // The watcher lives as long as this does.
                Ok(None) => std::future::pending().await,
                Err(_) => return self.settled(),
            }
        }
    }

    /// Whether something happened to a file since it was told of last.
    pub fn is_touched(&mut self, file: &Path) -> bool {
        while let Ok(event) = self.events.try_recv() {
            self.note(event);
        }
        self.touched.contains(file)
    }

    fn note(&mut self, event: notify::Result<Event>) {
        match event {
            Ok(event) if !event.need_rescan() => {
                for path in event.paths {
                    self.note_one(event.kind, path);
                }
            }
            // Events were lost: whatever there is may have changed, and who writes is not known.
            _ => {
                self.open.clear();
                self.touched.extend(articles(&self.root));
            }
        }
    }

    fn note_one(&mut self, kind: EventKind, path: PathBuf) {
        match kind {
            EventKind::Access(AccessKind::Close(AccessMode::Write)) => {
                self.open.remove(&path);
            }
            EventKind::Access(_) => return,
            EventKind::Modify(ModifyKind::Data(_)) if TELLS_OF_CLOSING => {
                self.open.insert(path.clone());
            }
            EventKind::Remove(_) | EventKind::Modify(ModifyKind::Name(_)) => {
                self.open.remove(&path);
            }
            _ => {}
        }
        self.touched.insert(path);
    }

    /// What nobody writes to any more.
    fn settled(&mut self) -> Touched {
        let all = std::mem::take(&mut self.touched);
        let (open, settled) = all.into_iter().partition(|p| self.open.contains(p));
        self.touched = open;
        let mut touched = Touched::default();
        for path in settled {
            touched.mended |= may_mend(&self.root, &path);
            if path.is_dir() {
                // One that was moved in brings its files without an event of their own.
                touched.articles.extend(articles(&path));
            } else {
                touched.articles.insert(path);
            }
        }
        touched
            .articles
            .retain(|p| is_article(&self.root, p) && !self.open.contains(p));
        touched
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use super::*;

    #[cfg(target_os = "linux")]
    #[tokio::test]
    async fn a_file_is_told_of_once_nobody_writes_to_it_any_more() {
        let dir = tempfile::tempdir().unwrap();
        let root = dir.path().canonicalize().unwrap();
        std::fs::write(root.join("there.md"), "x").unwrap();
        let mut happening = Happening::of(&root).unwrap();
        let articles = |touched: Touched| touched.articles.into_iter().collect::<Vec<_>>();
        assert_eq!(articles(happening.next().await), [root.join("there.md")]);
        let mut slow = std::fs::File::create(root.join("slow.md")).unwrap();
        slow.write_all(b"half").unwrap();
        std::fs::write(root.join("quick.md"), "x").unwrap();
        assert_eq!(articles(happening.next().await), [root.join("quick.md")]);
        slow.write_all(b" and whole").unwrap();
        drop(slow);
        assert_eq!(articles(happening.next().await), [root.join("slow.md")]);
        // As editors save: beside it, then in its place.
        std::fs::write(root.join(".slow.md.tmp"), "new").unwrap();
        std::fs::rename(root.join(".slow.md.tmp"), root.join("slow.md")).unwrap();
        assert_eq!(articles(happening.next().await), [root.join("slow.md")]);
    }

    #[tokio::test]
    async fn a_directory_that_is_moved_in_brings_its_articles_and_a_picture_may_mend() {
        let (dir, other) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        let root = dir.path().canonicalize().unwrap();
        std::fs::create_dir(other.path().join("new")).unwrap();
        std::fs::write(other.path().join("new/a.md"), "x").unwrap();
        let mut happening = Happening::of(&root).unwrap();
        std::fs::rename(other.path().join("new"), root.join("new")).unwrap();
        let touched = happening.next().await;
        assert_eq!(
            touched.articles.into_iter().collect::<Vec<_>>(),
            [root.join("new/a.md")]
        );
        assert!(!touched.mended);
        std::fs::write(root.join("a.png"), "x").unwrap();
        assert!(happening.next().await.mended);
    }
}
