//! A disk that is full and a directory that cannot be written, both real: in a mount of the test's own, which ends with
//! its process. Where this machine lets nobody mount, the next best real thing is used, and the test says so.
#![cfg(target_os = "linux")]
#![allow(
    clippy::disallowed_methods,
    clippy::print_stderr,
    reason = "tests start processes, read the environment, and say what this machine could not do"
)]

use std::process::{Command, Output};

use super::*;

/// Names the directory to the process that works in it.
const DIR: &str = "FAGAO_TEST_DISK_DIR";

/// Runs a test of this file anew, in a shell that has made something of a directory. None where the shell cannot be had.
fn inside(shell: &[&str], script: &str, dir: &Path, test: &str, exe: &Path) -> Option<Output> {
    let (program, args) = shell.split_first().unwrap();
    Command::new(program)
        .args(args)
        .args(["sh", "-c", &format!("{script}\nexec \"$@\""), "sh"])
        .arg(exe)
        .args([
            "--exact",
            &format!("ledger::tests::disks::{test}"),
            "--nocapture",
        ])
        .env(DIR, dir)
        .output()
        .ok()
        .filter(ran_the_test)
}

/// The same within a mount namespace of its own: as root, else in a user namespace. None where neither is allowed.
fn mounted(script: &str, dir: &Path, test: &str) -> Option<Output> {
    let ways: [&[&str]; 2] = [
        &["unshare", "--mount"],
        &["unshare", "--user", "--map-root-user", "--mount"],
    ];
    let script = format!("{{ {script}; }} 2>/dev/null || exit 1");
    let exe = std::env::current_exe().unwrap();
    ways.into_iter()
        .find_map(|way| inside(way, &script, dir, test, &exe))
}

/// Whether the test itself was reached; what it came to is in its exit code.
fn ran_the_test(output: &Output) -> bool {
    String::from_utf8_lossy(&output.stdout).contains("running 1 test")
}

fn passed(output: &Output) {
    let shown = |bytes| String::from_utf8_lossy(bytes).into_owned();
    assert!(
        output.status.success(),
        "{}{}",
        shown(&output.stdout),
        shown(&output.stderr)
    );
}

fn wanted(name: &str) -> Option<String> {
    std::env::var(name).ok()
}

#[tokio::test]
async fn a_disk_that_is_full_before_the_submit_stops_it_and_loses_nothing() {
    const TEST: &str = "a_disk_that_is_full_before_the_submit_stops_it_and_loses_nothing";
    if let Some(dir) = wanted(DIR) {
        return fill_the_disk(Path::new(&dir)).await;
    }
    let dir = tempfile::tempdir().unwrap();
    let mount = format!("mount -t tmpfs -o size=1m tmpfs '{}'", dir.path().display());
    if let Some(output) = mounted(&mount, dir.path(), TEST) {
        return passed(&output);
    }
    eprintln!("nothing can be mounted here: no file may grow beyond a limit instead (EFBIG)");
    bound_the_files(TEST).await;
}

/// What stands in for a full disk where nothing can be mounted is tried everywhere.
#[tokio::test]
async fn files_that_may_not_grow_stop_the_submit_and_lose_nothing() {
    const TEST: &str = "files_that_may_not_grow_stop_the_submit_and_lose_nothing";
    match wanted(DIR) {
        Some(dir) => fill_the_disk(Path::new(&dir)).await,
        None => bound_the_files(TEST).await,
    }
}

/// Fills a disk that is none: no file of the process may grow beyond a limit.
async fn bound_the_files(test: &str) {
    let dir = tempfile::tempdir().unwrap();
    let ledger = open(dir.path()).await;
    reach(&ledger, "a", LedgerState::Prepared).await;
    ledger.close().await;
    // Room for SQLite's index of the log and a few pages of it, and for nothing behind that.
    let limit = "trap '' XFSZ; ulimit -f 64";
    let exe = std::env::current_exe().unwrap();
    passed(&inside(&["env"], limit, dir.path(), test, &exe).expect("a shell"));
    // Without the limit it goes on where it was.
    go_on(dir.path()).await;
}

/// Writes until nothing more fits, in a process whose disk is small.
async fn fill_the_disk(dir: &Path) {
    // In memory it is the small disk; else it is the files that are bounded.
    let mounts = std::fs::read_to_string("/proc/self/mounts").unwrap();
    let here = format!("tmpfs {} tmpfs", dir.display());
    let is_disk = mounts.lines().any(|line| line.starts_with(&here));
    let ledger = open(dir).await;
    let filler = dir.join("filler");
    if is_disk {
        reach(&ledger, "a", LedgerState::Prepared).await;
        // Whole, and then byte by byte.
        for size in [4096, 1] {
            let mut file = std::fs::OpenOptions::new();
            let mut file = file.create(true).append(true).open(&filler).unwrap();
            while std::io::Write::write_all(&mut file, &vec![0; size]).is_ok() {}
        }
    }
    let told = |e: LedgerError| {
        let text = e.to_string();
        assert!(
            text.contains("the disk is full") || text.contains("space"),
            "{text}"
        );
    };
    // Ever smaller, until not even that fits.
    for size in [1 << 18, 1 << 14, 1 << 10] {
        let much = slots("text", &"x".repeat(size));
        for _ in 0..1000 {
            if let Err(e) = ledger.fill(&key("a"), &much, true, 60).await {
                told(e);
                break;
            }
        }
    }
    told(intend(&ledger, &key("a")).await.unwrap_err());
    assert_eq!(read(&ledger, "a").await.state, LedgerState::Prepared);
    if is_disk {
        std::fs::remove_file(&filler).unwrap();
        let attempt = intend(&ledger, &key("a")).await.unwrap();
        let how = Settlement::Done(receipt(State::Live));
        ledger.settle(attempt, &how, 110).await.unwrap();
        ledger.close().await;
        let ledger = open(dir).await;
        assert_eq!(read(&ledger, "a").await.state, LedgerState::Live);
    }
}

/// With room again nothing is missing, and the submit may leave.
async fn go_on(dir: &Path) {
    let ledger = open(dir).await;
    let entry = read(&ledger, "a").await;
    assert_eq!((entry.state, entry.attempts), (LedgerState::Prepared, 0));
    assert_eq!(entry.slots.text("order_id").as_deref(), Some("A1"));
    let attempt = intend(&ledger, &key("a")).await.unwrap();
    let how = Settlement::Done(receipt(State::Live));
    ledger.settle(attempt, &how, 110).await.unwrap();
}

#[tokio::test]
async fn a_directory_that_cannot_be_written_is_refused_before_anything_is_sent() {
    const TEST: &str = "a_directory_that_cannot_be_written_is_refused_before_anything_is_sent";
    if let Some(dir) = wanted(DIR) {
        return refused(Path::new(&dir)).await;
    }
    let dir = tempfile::tempdir().unwrap();
    let state = dir.path().join("state");
    let ledger = open(&state).await;
    reach(&ledger, "a", LedgerState::Prepared).await;
    ledger.close().await;
    let shown = state.display();
    let mount = format!("mount --bind '{shown}' '{shown}' && mount -o remount,bind,ro '{shown}'");
    match mounted(&mount, &state, TEST) {
        Some(output) => passed(&output),
        None => passed(&without_rights(dir.path(), &state, TEST)),
    }
    // Nothing in it was touched.
    let ledger = open(&state).await;
    let entry = read(&ledger, "a").await;
    assert_eq!((entry.state, entry.attempts), (LedgerState::Prepared, 0));
}

/// Where nothing can be mounted the directory and its file lose their rights. They mean nothing to root, who becomes
/// somebody else for it, with a copy of this program where that one may read it.
fn without_rights(dir: &Path, state: &Path, test: &str) -> Output {
    use std::os::unix::fs::{MetadataExt, PermissionsExt};
    eprintln!("nothing can be mounted here: the directory and its file lose their rights instead");
    let rights = |path: &Path, mode| {
        std::fs::set_permissions(path, PermissionsExt::from_mode(mode)).unwrap();
    };
    let file = state.join("ledger.db");
    let exe = dir.join("exe");
    std::fs::copy(std::env::current_exe().unwrap(), &exe).unwrap();
    for (path, mode) in [(dir, 0o755), (&exe, 0o755), (&file, 0o400), (state, 0o555)] {
        rights(path, mode);
    }
    let is_root = std::fs::metadata("/proc/self").unwrap().uid() == 0;
    let shell: &[&str] = match is_root {
        true => &[
            "setpriv",
            "--reuid=65534",
            "--regid=65534",
            "--clear-groups",
        ],
        false => &["env"],
    };
    let output = inside(shell, "", state, test, &exe).expect("a shell of somebody else");
    rights(state, 0o700);
    rights(&file, 0o600);
    output
}

async fn refused(dir: &Path) {
    let error = match SqliteLedger::open(dir).await {
        Err(e) => e,
        // Where a file that cannot be written may still be read, the first write is refused, and that is the intent.
        Ok(ledger) => intend(&ledger, &key("a")).await.unwrap_err(),
    };
    let text = error.to_string();
    let told = ["it cannot be written: make", "is yours to write"];
    assert!(told.iter().any(|t| text.contains(t)), "{text}");
}
