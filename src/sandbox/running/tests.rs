use super::*;
use crate::sandbox::{Book, Faults};

async fn own(dir: &Path) -> Joined {
    let joined = join_or_serve(dir, dir).await.unwrap();
    assert!(matches!(joined, Joined::Own(_)));
    joined
}

#[tokio::test]
async fn the_second_joins_the_first() {
    let dir = tempfile::tempdir().unwrap();
    let first = own(dir.path()).await;
    let second = join_or_serve(dir.path(), dir.path()).await.unwrap();
    assert!(matches!(second, Joined::Other(_)));
    assert_eq!(first.addr(), second.addr());
    assert_eq!(first.ca_pem(), second.ca_pem());
    assert_eq!(first.spki_sha256_base64(), second.spki_sha256_base64());
    first.stop().await;
    assert!(!dir.path().join(RUNNING).exists());
    own(dir.path()).await.stop().await;
}

#[tokio::test]
async fn what_a_dead_owner_left_is_not_believed() {
    let dir = tempfile::tempdir().unwrap();
    let first = own(dir.path()).await;
    let left = fs::read(dir.path().join(RUNNING)).unwrap();
    first.stop().await;
    fs::write(dir.path().join(RUNNING), &left).unwrap();
    let second = own(dir.path()).await;
    assert_ne!(fs::read(dir.path().join(RUNNING)).unwrap(), left);
    second.stop().await;
}

/// The owner has the lock already, and the file still names the one before.
#[tokio::test]
async fn a_joiner_waits_for_an_owner_that_is_starting() {
    let dir = tempfile::tempdir().unwrap();
    let before = own(dir.path()).await;
    let left = fs::read(dir.path().join(RUNNING)).unwrap();
    before.stop().await;
    fs::write(dir.path().join(RUNNING), left).unwrap();
    let Ok(Held::ByUs(lock)) = lock_or_running(dir.path()).await else {
        panic!("the lock is free");
    };
    let path = dir.path().to_owned();
    let joiner = tokio::spawn(async move { join_or_serve(&path, &path).await.unwrap() });
    tokio::task::yield_now().await;
    let owner = Own::start(dir.path(), dir.path(), lock).await.unwrap();
    let joined = joiner.await.unwrap();
    assert!(matches!(joined, Joined::Other(_)));
    assert_eq!(joined.addr(), owner.server().addr());
    owner.stop().await;
}

#[tokio::test]
async fn a_reset_reaches_the_book_wherever_it_is() {
    let dir = tempfile::tempdir().unwrap();
    let changed = |book: &Book| {
        book.change(|s| s.jzguai.progress = vec![1004]).unwrap();
    };
    let progress = || Book::open(dir.path()).unwrap();
    changed(&progress());
    reset(dir.path()).await.unwrap();
    assert_eq!(progress().read(|s| s.jzguai.progress.len()), 3);

    changed(&progress());
    let served = own(dir.path()).await;
    let fault = Fault::broken("category");
    set_faults(dir.path(), vec![fault]).await.unwrap();
    assert!(Faults::open(dir.path()).unwrap().broken("category"));
    reset(dir.path()).await.unwrap();
    assert_eq!(progress().read(|s| s.jzguai.progress.len()), 3);
    assert!(!Faults::open(dir.path()).unwrap().broken("category"));
    served.stop().await;
}

#[cfg(unix)]
#[tokio::test]
async fn nobody_else_may_read_where_it_serves() {
    use std::os::unix::fs::PermissionsExt;
    let dir = tempfile::tempdir().unwrap();
    let served = own(dir.path()).await;
    let mode = fs::metadata(dir.path().join(RUNNING))
        .unwrap()
        .permissions();
    assert_eq!(mode.mode() & 0o777, 0o600);
    served.stop().await;
}
