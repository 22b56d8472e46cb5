//! Many pushes over many connections, some twice, some forged, and a power cut in the middle.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Write;
use std::net::{SocketAddr, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use super::serving::{Home, KEYS, PATIENCE, answer, article, read_all};

const PUSHES: usize = 2_000;
const CONNECTIONS: usize = 64;

/// The most memory that is allowed, in KB.
const MEMORY: u64 = 60 * 1024;

/// One request: a third repeats the one before with another nonce, a tenth is forged.
struct Shot {
    body: Vec<u8>,
    title: String,
    forged: bool,
}

fn shots() -> Vec<Shot> {
    let shot = |n: usize| {
        let forged = n.is_multiple_of(10);
        // Ten of thirty, each after one that is neither.
        let repeats = n.is_multiple_of(2) && !forged && n % 30 < 25;
        // Of what is repeated, every other one is the very same request, the rest has a nonce of its own.
        let same = repeats && n.is_multiple_of(4);
        let signed = if same { n - 1 } else { n };
        let title = match (forged, repeats) {
            (true, _) => format!("forged {n}"),
            (_, true) => format!("第{}篇文章", n - 1),
            _ => format!("第{n}篇文章"),
        };
        let html = format!("<p>{title}</p>").repeat(20);
        let key = if forged {
            "another-key"
        } else {
            KEYS[signed % 2]
        };
        let body = article(key, &format!("nonce-{signed}"), &title, &html);
        Shot {
            body: body.to_string().into_bytes(),
            title,
            forged,
        }
    };
    let shots: Vec<Shot> = (0..PUSHES).map(shot).collect();
    let forged = shots.iter().filter(|s| s.forged).count();
    assert_eq!(forged, PUSHES / 10);
    let titles: BTreeSet<&str> = shots.iter().map(|s| s.title.as_str()).collect();
    let repeated = PUSHES - titles.len();
    assert!(
        (PUSHES / 3..PUSHES / 3 + 20).contains(&repeated),
        "{repeated}"
    );
    shots
}

/// Sends a push until it is answered: as the platform does, only more patient.
fn deliver(at: SocketAddr, stream: &mut Option<TcpStream>, body: &[u8]) -> u16 {
    let pause = Duration::from_millis(20);
    for _ in 0..PATIENCE.as_millis() / pause.as_millis() {
        if stream.is_none() {
            *stream = TcpStream::connect(at).ok();
        }
        if let Some(open) = stream.as_mut() {
            open.set_read_timeout(Some(PATIENCE)).expect("a limit");
            let head = format!(
                "POST /yunsuo/ys HTTP/1.1\r\nHost: localhost\r\nContent-Length: {}\r\n\r\n",
                body.len()
            );
            let sent = open
                .write_all(head.as_bytes())
                .and_then(|()| open.write_all(body));
            if let (Ok(()), Some((status, _))) = (sent, answer(open)) {
                return status;
            }
        }
        *stream = None;
        std::thread::sleep(pause);
    }
    panic!("a push was never answered");
}

#[test]
fn every_accepted_push_is_on_disk_exactly_once_through_load_and_a_power_cut() {
    let home = Home::new();
    let first = home.serve("127.0.0.1:0", &[]);
    let at = first.at;
    let shots = Arc::new(shots());
    let answered: Arc<AtomicUsize> = Arc::default();
    let senders: Vec<_> = (0..CONNECTIONS)
        .map(|n| {
            let (shots, answered) = (shots.clone(), answered.clone());
            std::thread::spawn(move || {
                let mut stream = None;
                for shot in shots.iter().skip(n).step_by(CONNECTIONS) {
                    let status = deliver(at, &mut stream, &shot.body);
                    let want = if shot.forged { 401 } else { 200 };
                    assert_eq!(status, want, "{}", shot.title);
                    answered.fetch_add(1, Ordering::SeqCst);
                }
            })
        })
        .collect();
    first.until("half of the answers", |_| {
        answered.load(Ordering::SeqCst) > PUSHES / 2
    });
    let peak = first.peak();
    assert!(peak < MEMORY, "{peak} KB");
    first.kill();
    let second = home.serve(&at.to_string(), &[]);
    for sender in senders {
        sender
            .join()
            .expect("a sender's answers are as they should be");
    }
    second.until("every item has its file", |s| {
        s.metric("fagao_items_waiting") == 0
    });
    let peak = second.peak();
    assert!(peak < MEMORY, "{peak} KB");

    let mut want: BTreeMap<String, usize> = BTreeMap::new();
    for shot in shots.iter().filter(|s| !s.forged) {
        want.insert(format!("title: \"{}\"", shot.title), 1);
    }
    let mut found: BTreeMap<String, usize> = BTreeMap::new();
    for text in read_all(&home.posts()) {
        let title = text.lines().nth(1).expect("a title").to_owned();
        assert!(text.ends_with("\n</div>\n"), "{title} is whole");
        *found.entry(title).or_default() += 1;
    }
    assert_eq!(found, want);
    assert_eq!(second.metric("fagao_items"), want.len() as u64);
    second.kill();

    // A third start finds nothing to do.
    let third = home.serve(&at.to_string(), &[]);
    assert_eq!(third.metric("fagao_items_waiting"), 0);
    assert_eq!(home.posts().len(), want.len());
}
