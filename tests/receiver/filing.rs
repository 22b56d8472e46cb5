//! Items that become files: with their images, once, and beside what is there.

use std::path::PathBuf;
use std::sync::{Arc, Mutex};

use async_trait::async_trait;
use fagao::ledger::{Delivery, Inbox, SqliteLedger, Taken};
use fagao::platforms::yunsuo::push::Envelope;
use fagao::receiver::{Fetch, FetchError, Filing, Layout, Metrics, Shelf};

use super::serving::{KEYS, article};

/// Knows three addresses: a picture, what only says that it is one, and one that is refused.
#[derive(Default)]
struct Web(Mutex<Vec<String>>);

#[async_trait]
impl Fetch for Web {
    async fn fetch(&self, url: &str, _longest: usize) -> Result<Vec<u8>, FetchError> {
        self.0.lock().unwrap().push(url.to_owned());
        match url {
            "https://a.example/1.png?x=1&y=2" => Ok(b"\x89PNG\r\n\x1a\n...".to_vec()),
            "https://a.example/2.png" => Ok(b"<svg onload=x>".to_vec()),
            _ => Err(FetchError::Refused("not public".to_owned())),
        }
    }
}

struct Desk {
    dir: tempfile::TempDir,
    inbox: Arc<SqliteLedger>,
    web: Arc<Web>,
}

impl Desk {
    async fn new() -> Self {
        let dir = tempfile::tempdir().unwrap();
        let inbox = SqliteLedger::open(&dir.path().join("state")).await.unwrap();
        Self {
            dir,
            inbox: Arc::new(inbox),
            web: Arc::default(),
        }
    }

    fn filing(&self, layout: Layout) -> Filing {
        Filing {
            inbox: self.inbox.clone(),
            shelf: Shelf::open(&self.dir.path().join("site")).unwrap(),
            layout,
            fetch: self.web.clone(),
            metrics: Arc::new(Metrics::default()),
        }
    }

    async fn take(&self, nonce: &str, title: &str, html: &str) -> Taken {
        let body = article(KEYS[0], nonce, title, html).to_string();
        let push = Envelope::read(body.as_bytes()).unwrap().open().unwrap();
        let content = serde_json::to_string(&push).unwrap();
        let hash = push.hash();
        let delivery = Delivery {
            account: "ys",
            nonce,
            hash: &hash,
            kind: &push.kind,
            title: &push.title,
            content: &content,
            now: 1_790_000_000,
        };
        self.inbox.take(delivery).await.unwrap()
    }

    /// The one item's file.
    async fn file(&self) -> PathBuf {
        let items = self.inbox.newest(9).await.unwrap();
        assert_eq!(items.len(), 1);
        let file = items[0].file.clone().expect("a file");
        self.dir.path().join("site").join(file)
    }
}

const HTML: &str = "<p>x</p>\n\n<img src=\"https://a.example/1.png?x=1&amp;y=2\">\
    <img src='https://a.example/2.png'><img src=http://10.0.0.1/3.png>";

#[tokio::test]
async fn an_items_images_are_put_beside_it_and_the_others_keep_their_address() {
    for layout in [Layout::Hugo, Layout::Hexo, Layout::Jekyll] {
        let desk = Desk::new().await;
        assert_eq!(desk.take("n1", "标题", HTML).await, Taken::New);
        assert_eq!(desk.filing(layout).pass().await.unwrap(), 0);
        let post = desk.file().await;
        let text = std::fs::read_to_string(&post).unwrap();
        let found = text.split("<img src=\"").nth(1).unwrap();
        let image = found.split('"').next().unwrap();
        assert!(
            image.ends_with(".png") && !image.contains("a.example"),
            "{text}"
        );
        let place = match layout {
            Layout::Hugo => post.parent().unwrap().join(image),
            Layout::Hexo => desk.dir.path().join("site/source").join(&image[1..]),
            Layout::Jekyll => desk.dir.path().join("site").join(&image[1..]),
        };
        assert!(
            std::fs::read(&place).unwrap().starts_with(b"\x89PNG"),
            "{place:?}"
        );
        for kept in ["'https://a.example/2.png'", "=http://10.0.0.1/3.png>"] {
            assert!(text.contains(kept), "{kept} in {text}");
        }
        assert_eq!(desk.web.0.lock().unwrap().len(), 3);
    }
}

#[tokio::test]
async fn an_item_whose_note_was_lost_in_a_crash_is_not_written_again() {
    let desk = Desk::new().await;
    desk.take("n1", "标题", "<p>x</p>").await;
    let filing = desk.filing(Layout::Jekyll);
    filing.pass().await.unwrap();
    let post = desk.file().await;
    // As if the process had died between the file and the note; then the user edited the file.
    let other = Desk::new().await;
    other.take("n1", "标题", "<p>x</p>").await;
    let edited = std::fs::read_to_string(&post).unwrap() + "edited\n";
    std::fs::write(&post, &edited).unwrap();
    let filing = Filing {
        inbox: other.inbox.clone(),
        ..filing
    };
    assert_eq!(filing.pass().await.unwrap(), 0);
    assert_eq!(other.inbox.count().await.unwrap(), (1, 0));
    assert_eq!(std::fs::read_to_string(&post).unwrap(), edited);
    assert_eq!(
        std::fs::read_dir(post.parent().unwrap()).unwrap().count(),
        1
    );
}

#[tokio::test]
async fn a_file_of_the_users_keeps_its_name() {
    let first = Desk::new().await;
    first.take("n1", "标题", "<p>x</p>").await;
    first.filing(Layout::Jekyll).pass().await.unwrap();
    let name = first.file().await.file_name().unwrap().to_owned();
    let desk = Desk::new().await;
    let theirs = desk.dir.path().join("site/_posts").join(&name);
    std::fs::create_dir_all(theirs.parent().unwrap()).unwrap();
    std::fs::write(&theirs, "theirs").unwrap();
    desk.take("n1", "标题", "<p>x</p>").await;
    assert_eq!(desk.filing(Layout::Jekyll).pass().await.unwrap(), 0);
    assert_eq!(std::fs::read_to_string(&theirs).unwrap(), "theirs");
    let ours = desk.file().await;
    assert!(ours.to_string_lossy().ends_with("-2.md"), "{ours:?}");
}

#[tokio::test]
async fn one_content_is_one_item_and_one_nonce_one_content() {
    let desk = Desk::new().await;
    assert_eq!(desk.take("n1", "a", "<p>x</p>").await, Taken::New);
    assert_eq!(desk.take("n1", "a", "<p>x</p>").await, Taken::Again);
    assert_eq!(desk.take("n2", "a", "<p>x</p>").await, Taken::Again);
    assert_eq!(desk.take("n1", "a", "<p>y</p>").await, Taken::Replayed);
    assert_eq!(desk.take("n2", "a", "<p>y</p>").await, Taken::Replayed);
    assert_eq!(desk.take("n3", "a", "<p>y</p>").await, Taken::New);
    let items = desk.inbox.newest(9).await.unwrap();
    let counts: Vec<_> = items.iter().map(|i| i.deliveries).collect();
    assert_eq!(counts, [1, 3]);
}
