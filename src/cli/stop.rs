//! Ctrl-C and TERM: the work is dropped where it stands, and the ledger tells the truth about it.

use std::future::Future;

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
