//! A word from outside that a run should end: nothing more is begun, and what was handed in is settled.

use tokio::sync::watch;

/// Whether a run should end.
#[derive(Debug, Default)]
pub struct Halt(watch::Sender<bool>);

impl Halt {
    /// Says that it should.
    pub fn call(&self) {
        self.0.send_replace(true);
    }

    /// Whether it was said.
    pub fn is_called(&self) -> bool {
        *self.0.borrow()
    }

    /// Waits until it is said.
    pub async fn called(&self) {
        // The sender is held by this very value, so that waiting ends by the word alone.
        let _ = self.0.subscribe().wait_for(|called| *called).await;
    }
}
