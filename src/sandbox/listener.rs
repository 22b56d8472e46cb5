//! Accepts TLS connections, each handshake in a task of its own.

use std::io;
use std::net::SocketAddr;
use std::time::Duration;

use axum::extract::connect_info::Connected;
use axum::serve::{IncomingStream, Listener};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::mpsc;
use tokio::task::JoinHandle;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::server::TlsStream;

use super::connection::{Closable, Connection, Connections};

/// How long a client may take to shake hands.
const HANDSHAKE: Duration = Duration::from_secs(10);

/// What a handshake gives.
type Accepted = (Closable<TlsStream<TcpStream>>, SocketAddr);

/// Listens on one port; a client that is slow to shake hands holds up no other.
pub(super) struct TlsListener {
    addr: SocketAddr,
    accepted: mpsc::Receiver<Accepted>,
    task: JoinHandle<()>,
}

impl TlsListener {
    /// Binds, and begins to accept.
    pub(super) async fn bind(
        addr: SocketAddr,
        acceptor: TlsAcceptor,
        open: Connections,
    ) -> io::Result<Self> {
        let listener = TcpListener::bind(addr).await?;
        let addr = listener.local_addr()?;
        let (tx, accepted) = mpsc::channel(16);
        let task = tokio::spawn(accept(listener, acceptor, open, tx));
        Ok(Self {
            addr,
            accepted,
            task,
        })
    }

    /// The address that it is bound to.
    pub(super) fn addr(&self) -> SocketAddr {
        self.addr
    }
}

impl Drop for TlsListener {
    fn drop(&mut self) {
        self.task.abort();
    }
}

async fn accept(
    mut listener: TcpListener,
    acceptor: TlsAcceptor,
    open: Connections,
    tx: mpsc::Sender<Accepted>,
) {
    loop {
        // axum's accept waits and goes on when the process has no descriptor left.
        let (tcp, peer) = Listener::accept(&mut listener).await;
        let (acceptor, open, tx) = (acceptor.clone(), open.clone(), tx.clone());
        tokio::spawn(async move {
            // Small answers must not wait for the client's acknowledgement.
            let _ = tcp.set_nodelay(true);
            match tokio::time::timeout(HANDSHAKE, acceptor.accept(tcp)).await {
                // A send fails when the server has stopped meanwhile.
                Ok(Ok(tls)) => drop(tx.send((open.add(tls), peer)).await),
                Ok(Err(e)) => tracing::debug!(%peer, error = %e, "the handshake failed"),
                Err(_) => tracing::debug!(%peer, "the handshake took too long"),
            }
        });
    }
}

impl Listener for TlsListener {
    type Io = Closable<TlsStream<TcpStream>>;
    type Addr = SocketAddr;

    async fn accept(&mut self) -> Accepted {
        match self.accepted.recv().await {
            Some(accepted) => accepted,
            // The task has ended: nothing more comes, and the graceful end is not ours to tell.
            None => std::future::pending().await,
        }
    }

    fn local_addr(&self) -> io::Result<SocketAddr> {
        Ok(self.addr)
    }
}

impl Connected<IncomingStream<'_, TlsListener>> for Connection {
    fn connect_info(stream: IncomingStream<'_, TlsListener>) -> Self {
        stream.io().connection()
    }
}
