//! SIGKILL at any moment, then the same command again: once, or not at all with the truth said.

use std::io::{BufRead, BufReader};
use std::process::Child;

use crate::home::{HELLO, Home};

/// Kills a run as soon as a line of its log shows a moment; the log's lines are the record's events.
pub fn kill_at(mut child: Child, moment: &str) {
    let stderr = BufReader::new(child.stderr.take().expect("a pipe"));
    let mut seen = false;
    for line in stderr.lines().map_while(Result::ok) {
        if line.contains(moment) {
            seen = true;
            break;
        }
    }
    child.kill().expect("a child to kill");
    child.wait().expect("its end");
    assert!(seen, "the run ended before {moment:?}");
}

/// The moments, each just before or after something that cannot be taken back.
const MOMENTS: &[&str] = &[
    "juejin: draft ready by the",
    "juejin: fields set by the",
    "juejin: handing it in",
    "Looked { key: Key { article: \"hello-fagao\", account: \"juejin\"",
    "jz: handing it in",
    "ys: handing it in",
];

#[test]
fn killed_at_any_moment_and_started_again_everything_is_there_once() {
    for moment in MOMENTS {
        let home = Home::new();
        let args = [
            "publish",
            HELLO,
            "--to",
            "juejin,jz,ys",
            "--sandbox",
            "--yes",
            "--json",
            "-vv",
        ];
        kill_at(home.spawn(&args), moment);
        let ran = home.publish(HELLO, "juejin,jz,ys", &[]);
        let (juejin, jz, ys) = home.counts();
        assert_eq!((juejin, jz), (1, 1), "killed at {moment:?}: {}", ran.stdout);
        match ran.code {
            0 => assert_eq!(ys, 1, "killed at {moment:?}"),
            5 => assert!(
                ys <= 1 && ran.result("ys", "state") == "unknown",
                "killed at {moment:?}"
            ),
            code => panic!(
                "killed at {moment:?}: exit {code}: {} {}",
                ran.stdout, ran.stderr
            ),
        }
    }
}
