//! Ctrl-C, TERM, and a terminal that goes away: the work is dropped where it stands, and the ledger tells the truth about it.

use std::future::Future;
use std::sync::Arc;

use super::{Failure, output};
use crate::pipeline::Halt;
use crate::text::{Lang, Line, RunMessage};

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

/// Does what asks questions on the terminal, until it is done or a signal comes. The question is left where it stands, and
/// the terminal is put in order when the process ends; by itself a signal would end it with the echo turned off.
pub async fn asking(
    work: impl FnOnce() -> Result<u8, Failure> + Send + 'static,
) -> Result<u8, Failure> {
    match unless_stopped(tokio::task::spawn_blocking(work)).await {
        Stop::Done(Ok(ended)) => ended,
        Stop::Done(Err(e)) => Err(Failure::Internal(e.to_string())),
        Stop::Stopped => Err(RunMessage::Stopped.into()),
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

/// A word that is said at the first signal.
pub fn halt_at_signal() -> Arc<Halt> {
    let halt = Arc::new(Halt::default());
    let called = halt.clone();
    tokio::spawn(async move {
        signal().await;
        called.call();
    });
    halt
}

/// Waits for Ctrl-C, for TERM, or for the terminal to go away.
pub async fn signal() {
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        let hangup = async {
            match ends_with_its_terminal().then(|| signal(SignalKind::hangup())) {
                Some(Ok(mut hangup)) => hangup.recv().await,
                _ => std::future::pending().await,
            }
        };
        if let Ok(mut term) = signal(SignalKind::terminate()) {
            tokio::select! {
                _ = tokio::signal::ctrl_c() => {}
                _ = term.recv() => {}
                _ = hangup => {}
            }
            return;
        }
    }
    let _ = tokio::signal::ctrl_c().await;
}

/// Whether a hang-up ends this process. One that was started with `nohup` is to live on, and would not if it listened.
/// Linux tells what was ignored when it began; elsewhere a hang-up does what it does.
#[cfg(unix)]
fn ends_with_its_terminal() -> bool {
    static ENDS: std::sync::OnceLock<bool> = std::sync::OnceLock::new();
    *ENDS.get_or_init(|| {
        let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
        let ignored = status.lines().find_map(|l| l.strip_prefix("SigIgn:"));
        let ignored = ignored.and_then(|mask| u64::from_str_radix(mask.trim(), 16).ok());
        // The lowest bit is that of signal 1.
        ignored.is_some_and(|mask| mask & 1 == 0)
    })
}
