//! What publishes while nobody is there, by the real binary and calls alone: the schedule, and a watched directory.
#![allow(
    clippy::disallowed_methods,
    reason = "tests start processes, end them, and read the clock"
)]

#[path = "../common/mod.rs"]
mod common;
#[path = "../common/due.rs"]
mod due;
#[path = "../common/watched.rs"]
mod watched;

mod at;
mod clock;
mod watch;

use std::process::{Output, Stdio};

use common::Place;
use due::FAR;
use serde_json::Value;
use watched::Watched;

/// To whom, by which way.
const HOW: [&str; 6] = ["--to", "juejin,jz,ys", "--via", "api", "--sandbox", "--yes"];

fn text(output: &Output) -> String {
    let said = String::from_utf8_lossy(&output.stderr);
    format!("{}{said}", String::from_utf8_lossy(&output.stdout))
}

fn document(output: &Output) -> Value {
    serde_json::from_slice(&output.stdout).unwrap_or_else(|e| panic!("{e}: {}", text(output)))
}

/// Runs a command that ends with a code.
fn run(place: &Place, args: &[&str], code: i32) -> Output {
    let ran = place.run(args);
    assert_eq!(ran.status.code(), Some(code), "{args:?}: {}", text(&ran));
    ran
}

/// Publishes with more arguments.
fn publish(place: &Place, articles: &[&str], more: &[&str], code: i32) -> Output {
    run(place, &[&["publish"], articles, &HOW, more].concat(), code)
}

/// Starts a command that goes on.
fn start(place: &Place, args: &[&str]) -> Watched {
    let mut command = place.command(args);
    command.stdout(Stdio::null()).stderr(Stdio::piped());
    Watched::new(command.spawn().expect("the binary starts"))
}

/// Starts `fagao serve`, and waits until it keeps the clock.
fn serve(place: &Place, more: &[&str]) -> Watched {
    let args = [&["serve", "--sandbox", "--listen", "127.0.0.1:0"], more].concat();
    let mut serve = start(place, &args);
    serve.until("the clock is kept");
    serve
}

/// The schedule as it stands.
fn schedule(place: &Place) -> Vec<Value> {
    let shown = document(&run(place, &["schedule", "--sandbox", "--json"], 0));
    shown["schedule"].as_array().expect("a list").clone()
}

/// How the only one that is scheduled stands.
fn state(place: &Place) -> String {
    let rows = schedule(place);
    assert_eq!(rows.len(), 1, "{rows:?}");
    rows[0]["state"].as_str().expect("a word").to_owned()
}

/// Waits until the only one that is scheduled stands so.
fn until(place: &Place, wanted: &str) {
    watched::poll(wanted, || (state(place) == wanted).then_some(()));
}

fn now() -> i64 {
    jiff::Timestamp::now().as_second()
}

/// Has the time come, or another one be: what is scheduled for, and when it is tried again.
fn set(place: &Place, at: i64, again: Option<i64>) {
    due::set(place.dir.path(), at, again);
}
