//! A connection that the server can close under a request, without an answer.

use std::io;
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError, Weak};
use std::task::{Context, Poll, Waker};

use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::sync::watch;

/// A handle to one connection.
#[derive(Clone)]
pub(super) struct Connection(Arc<Inner>);

struct Inner {
    progress: watch::Sender<Progress>,
    /// Who waits to read, who waits to write.
    wakers: Mutex<[Option<Waker>; 2]>,
}

#[derive(Clone, Copy, Default)]
struct Progress {
    written: u64,
    /// The server is about to stop.
    leaving: bool,
    closed: bool,
}

const READER: usize = 0;
const WRITER: usize = 1;

impl Connection {
    fn new() -> Self {
        Self(Arc::new(Inner {
            progress: watch::Sender::new(Progress::default()),
            wakers: Mutex::default(),
        }))
    }

    /// Closes the connection; nothing more is written, not even TLS's good-bye.
    pub(super) fn close(&self) {
        self.0.progress.send_modify(|p| p.closed = true);
        let mut wakers = self.0.wakers.lock().unwrap_or_else(PoisonError::into_inner);
        wakers
            .iter_mut()
            .filter_map(Option::take)
            .for_each(Waker::wake);
    }

    /// Waits until the server is about to stop, or the connection is closed.
    pub(super) async fn leaving(&self) {
        let done = |p: &Progress| p.closed || p.leaving;
        // The sender lives in self, so there is no error.
        let _ = self.0.progress.subscribe().wait_for(done).await;
    }

    /// How many bytes have been written.
    pub(super) fn written(&self) -> u64 {
        self.0.progress.borrow().written
    }

    /// Waits until that many bytes have been written, or the connection is closed.
    pub(super) async fn wrote(&self, bytes: u64) {
        let done = |p: &Progress| p.closed || p.written >= bytes;
        let _ = self.0.progress.subscribe().wait_for(done).await;
    }

    /// Says whether it is closed, and remembers whom to wake when it is.
    fn check(&self, who: usize, cx: &Context<'_>) -> io::Result<()> {
        let mut wakers = self.0.wakers.lock().unwrap_or_else(PoisonError::into_inner);
        if self.0.progress.borrow().closed {
            return Err(io::ErrorKind::ConnectionReset.into());
        }
        wakers[who] = Some(cx.waker().clone());
        Ok(())
    }
}

/// The connections that may still be open.
#[derive(Clone, Default)]
pub(super) struct Connections(Arc<Mutex<Vec<Weak<Inner>>>>);

impl Connections {
    /// Wraps a stream and remembers it.
    pub(super) fn add<S>(&self, stream: S) -> Closable<S> {
        let connection = Connection::new();
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        all.retain(|c| c.strong_count() > 0);
        all.push(Arc::downgrade(&connection.0));
        Closable { stream, connection }
    }

    /// Tells all that are open that the server is about to stop.
    pub(super) fn leave(&self) {
        for connection in self.open() {
            connection.0.progress.send_modify(|p| p.leaving = true);
        }
    }

    /// Closes all that are open.
    pub(super) fn close(&self) {
        for connection in self.open() {
            connection.close();
        }
    }

    fn open(&self) -> Vec<Connection> {
        let all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let open = all.iter().filter_map(Weak::upgrade);
        open.map(Connection).collect()
    }
}

/// A stream that ends when its [`Connection`] is closed.
pub(super) struct Closable<S> {
    stream: S,
    connection: Connection,
}

impl<S> Closable<S> {
    /// The handle.
    pub(super) fn connection(&self) -> Connection {
        self.connection.clone()
    }
}

impl<S: AsyncRead + Unpin> AsyncRead for Closable<S> {
    fn poll_read(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buf: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        self.connection.check(READER, cx)?;
        Pin::new(&mut self.stream).poll_read(cx, buf)
    }
}

impl<S: AsyncWrite + Unpin> AsyncWrite for Closable<S> {
    fn poll_write(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buf: &[u8],
    ) -> Poll<io::Result<usize>> {
        self.connection.check(WRITER, cx)?;
        let written = Pin::new(&mut self.stream).poll_write(cx, buf);
        if let Poll::Ready(Ok(n)) = written {
            let progress = &self.connection.0.progress;
            progress.send_modify(|p| p.written += n as u64);
        }
        written
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        self.connection.check(WRITER, cx)?;
        Pin::new(&mut self.stream).poll_flush(cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        self.connection.check(WRITER, cx)?;
        Pin::new(&mut self.stream).poll_shutdown(cx)
    }
}
