//! Ctrl-C and TERM: the work is dropped where it stands, and the ledger tells the truth about it.

use std::future::Future;

use super::output;
use crate::pipeline::Halt;
use crate::text::{Lang, Line};

/// How some work ended.
pub enum Stop<T> {
    /// By itself.
    Done(T),
    /// By a signal.
    Stopped,
}

/// Works until it is done or a signal comes.
pub async fn unless_stopped<T>(work: impl Future<Output = T>) -> Stop<T> {
    tokio::select! {
        done = work => Stop::Done(done),
        () = signal() => Stop::Stopped,
    }
}

/// Works until it is done. At the first signal nothing more is begun, and what was handed in is settled; a second one
/// drops the work where it stands.
pub async fn unless_told_twice<T>(
    work: impl Future<Output = T>,
    halt: &Halt,
    lang: Lang,
) -> Stop<T> {
    tokio::pin!(work);
    tokio::select! {
        done = &mut work => return Stop::Done(done),
        () = signal() => halt.call(),
    }
    output::err(&format!("{}\n", Line::Stopping.say(lang)));
    unless_stopped(work).await
}

/// Waits for Ctrl-C or TERM.
pub async fn signal() {
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        if let Ok(mut term) = signal(SignalKind::terminate()) {
            tokio::select! {
                _ = tokio::signal::ctrl_c() => {}
                _ = term.recv() => {}
            }
            return;
        }
    }
    let _ = tokio::signal::ctrl_c().await;
}
