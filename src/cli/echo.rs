//! Whether a terminal shows what is typed. A question for a secret turns that off, and a run that ends while it is asked
//! must turn it on again.

/// How the terminal of stdin takes what is typed.
#[cfg(unix)]
#[derive(Debug)]
pub struct Echo(rustix::termios::Termios);

#[cfg(unix)]
impl Echo {
    /// As it is now; none where stdin is no terminal.
    pub fn now() -> Option<Self> {
        rustix::termios::tcgetattr(std::io::stdin()).ok().map(Self)
    }

    /// Makes it so again. What was typed of an answer is thrown away: it must not reach the shell.
    pub fn restore(self) {
        let how = rustix::termios::OptionalActions::Flush;
        let _ = rustix::termios::tcsetattr(std::io::stdin(), how, &self.0);
    }
}

/// Elsewhere a question turns nothing off.
#[cfg(not(unix))]
#[derive(Debug)]
pub struct Echo;

#[cfg(not(unix))]
impl Echo {
    /// There is nothing to know.
    pub fn now() -> Option<Self> {
        None
    }

    /// There is nothing to do.
    pub fn restore(self) {}
}
