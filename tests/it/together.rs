//! Several processes at once on the same article: one of them publishes, the others wait and find it done.

use std::process::Child;

use crate::home::{HELLO, Home, Ran};

fn together(processes: usize) {
    let home = Home::new();
    home.run(&["login", "juejin", "--sms", "--sandbox"])
        .expect(0);
    let args = [
        "publish",
        HELLO,
        "--to",
        "juejin,jz,ys",
        "--via",
        "api",
        "--sandbox",
        "--yes",
        "--json",
    ];
    // Each is read by somebody, so that none waits for a reader while it holds what another one waits for.
    let read = |child: Child| std::thread::spawn(move || child.wait_with_output());
    let children = (0..processes).map(|_| read(home.spawn(&args)));
    let children: Vec<_> = children.collect();
    let mut published = 0;
    for child in children {
        let output = child.join().expect("a reader").expect("its end");
        let ran: Ran = output.into();
        let ran = ran.expect(0);
        for account in ["juejin", "jz", "ys"] {
            if ran.result(account, "state") != "unchanged" {
                published += 1;
            }
            let evidence = ran.result(account, "evidence");
            assert!(
                evidence.as_array().is_some_and(|e| !e.is_empty()),
                "{account}: {}",
                ran.stdout
            );
        }
    }
    assert_eq!(home.counts(), (1, 1, 1), "{processes} processes");
    assert_eq!(
        published, 3,
        "each account was published by one of {processes}"
    );
}

#[test]
fn two_processes_publish_once() {
    together(2);
}

#[test]
fn eight_processes_publish_once() {
    together(8);
}
