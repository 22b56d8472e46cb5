//! How long a run of many articles to three accounts takes by calls alone, and how much memory: the real binary against
//! a sandbox in another process, Juejin's pace set to none. Each article is published once on each, or it ends here.
#![allow(
    clippy::disallowed_methods,
    clippy::print_stdout,
    reason = "a bench looks at the clock and tells what it saw"
)]

#[path = "../tests/common/mod.rs"]
mod common;

use std::time::Instant;

use common::Place;

/// How many articles a run has, and how long the text of each is, in bytes.
const RUNS: [(usize, usize); 5] = [
    (5, 3_000),
    (50, 3_000),
    (5, 60_000),
    (50, 60_000),
    (200, 3_000),
];

const SENTENCE: &str = "每篇文章在每个平台上恰好发布一次，并留下凭据。\n\n";

fn main() {
    // `cargo test --benches` wants to know whether it runs; a few will do then.
    let measured = std::env::args().any(|a| a == "--bench");
    println!("articles  bytes each  accounts     time  peak memory");
    for (articles, bytes) in RUNS {
        let articles = if measured { articles } else { 2 };
        let (seconds, peak) = run(articles, bytes);
        let peak = peak as f64 / 1024.0;
        println!(
            "{articles:>8}  {bytes:>10}  {:>8}  {seconds:>5.1} s  {peak:>8.1} MB",
            3
        );
    }
}

/// Publishes so many articles; seconds and KB.
fn run(articles: usize, bytes: usize) -> (f64, u64) {
    let place = Place::new();
    for n in 0..articles {
        let text = format!("第{n}篇。{}", SENTENCE.repeat(bytes / SENTENCE.len()));
        place.article(&format!("n{n:03}"), &text);
    }
    let args = [
        "publish",
        "n*.md",
        "--to",
        "juejin,jz,ys",
        "--via",
        "api",
        "--sandbox",
        "--yes",
        "--quiet",
    ];
    let begun = Instant::now();
    let (ran, peak) = place.run_measured(&args);
    let seconds = begun.elapsed().as_secs_f64();
    let said = String::from_utf8_lossy(&ran.stderr);
    assert!(ran.status.success(), "{said}");
    let all = (articles, articles, articles);
    assert_eq!(place.counts(), all, "{said}");
    for titles in place.titles() {
        assert_eq!(titles.len(), articles, "not each once: {titles:?}");
    }
    (seconds, peak)
}
