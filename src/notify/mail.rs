//! E-mail by SMTP.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use lettre::message::Mailbox;
use lettre::message::header::ContentType;
use lettre::transport::smtp::authentication::Credentials;
use lettre::transport::smtp::client::{Certificate, Tls, TlsParameters};
use lettre::transport::smtp::extension::ClientId;
use lettre::{AsyncSmtpTransport, AsyncTransport, Message, Tokio1Executor};

use super::address::{is_loopback, parts};
use super::words::Worded;
use crate::secret::Secret;
use crate::text::AddressWanted;

/// A mail server, and whom it brings what.
#[derive(Clone, Debug)]
pub struct MailServer {
    /// `smtps://HOST[:465]`, TLS from the beginning; or `smtp://HOST[:587]`, TLS before anything is said. On this machine
    /// alone `smtp:` may be without TLS.
    pub server: String,
    /// Who signs in; none where nobody has to.
    pub user: Option<String>,
    /// Their password.
    pub password: Option<Secret>,
    /// The sender.
    pub from: String,
    /// The receivers.
    pub to: Vec<String>,
}

/// Why a mail was not taken.
#[derive(Debug)]
pub(super) enum Unmailed {
    /// The server could not be reached, was busy, or the connection broke: another try may help.
    Again(String),
    /// It will not be otherwise.
    Never(String),
}

/// Whether a text is a mailbox: `me@example.com`, `Me <me@example.com>`.
pub fn is_mailbox(text: &str) -> bool {
    text.parse::<Mailbox>().is_ok()
}

impl MailServer {
    /// What is wrong with a server's address; `local`: nothing may leave this machine.
    pub fn fault(server: &str, local: bool) -> Option<AddressWanted> {
        let known = |scheme: &str| matches!(scheme, "smtp" | "smtps");
        let bare = server.split("://").nth(1).unwrap_or_default();
        match parts(server).is_some_and(|p| known(&p.scheme)) && !bare.contains(['/', '?', '#']) {
            false => Some(AddressWanted::Mail),
            true if local && !is_loopback(server) => Some(AddressWanted::Loopback),
            true => None,
        }
    }

    /// Its host, as it may be shown.
    pub fn host(&self) -> &str {
        parts(&self.server).map_or("", |p| p.host)
    }

    /// Sends a notice, within a time. `roots` are authorities beside the system's, in DER.
    pub(super) async fn send(
        &self,
        worded: &Worded,
        deadline: Duration,
        roots: &[Vec<u8>],
    ) -> Result<(), Unmailed> {
        let message = self.message(worded).map_err(Unmailed::Never)?;
        let transport = self.transport(deadline, roots).map_err(Unmailed::Never)?;
        // Many steps with a time limit each: together they have this one.
        match tokio::time::timeout(deadline, transport.send(message)).await {
            Ok(Ok(_)) => Ok(()),
            Ok(Err(e)) if e.is_permanent() || e.is_client() || e.is_tls() => {
                Err(Unmailed::Never(e.to_string()))
            }
            Ok(Err(e)) => Err(Unmailed::Again(e.to_string())),
            Err(_) => {
                let why = format!("it took longer than {} s", deadline.as_secs());
                Err(Unmailed::Again(why))
            }
        }
    }

    fn message(&self, worded: &Worded) -> Result<Message, String> {
        let mailbox = |text: &str| text.parse::<Mailbox>().map_err(|e| format!("{text}: {e}"));
        let notice = &worded.0;
        let at = Duration::from_millis(u64::try_from(notice.at).unwrap_or(0));
        let at: SystemTime = UNIX_EPOCH + at;
        let mut builder = Message::builder()
            .from(mailbox(&self.from)?)
            .subject(notice.title.as_str())
            .date(at)
            .message_id(Some(format!("<{}@fagao.invalid>", notice.id)))
            .header(ContentType::TEXT_PLAIN);
        for to in &self.to {
            builder = builder.to(mailbox(to)?);
        }
        builder
            .body(format!("{}\n", notice.text))
            .map_err(|e| e.to_string())
    }

    fn transport(
        &self,
        deadline: Duration,
        roots: &[Vec<u8>],
    ) -> Result<AsyncSmtpTransport<Tokio1Executor>, String> {
        let host = self.host().to_owned();
        let (port, tls) = self.security(roots)?;
        let mut builder = AsyncSmtpTransport::<Tokio1Executor>::builder_dangerous(host)
            .port(port)
            .tls(tls)
            .timeout(Some(deadline))
            // The machine's own name is nobody's business.
            .hello_name(ClientId::Domain("localhost".to_owned()));
        if let (Some(user), Some(password)) = (&self.user, &self.password) {
            let password = password.expose().clone();
            builder = builder.credentials(Credentials::new(user.clone(), password));
        }
        Ok(builder.build())
    }

    /// The port, and how what is said there is kept from others.
    fn security(&self, roots: &[Vec<u8>]) -> Result<(u16, Tls), String> {
        let parts = parts(&self.server).ok_or("no address")?;
        let wrapped = parts.scheme == "smtps";
        let of = |port| parts.port.unwrap_or(port);
        Ok(match (wrapped, is_loopback(&self.server)) {
            (true, _) => (of(465), Tls::Wrapper(tls(parts.host, roots)?)),
            (false, false) => (of(587), Tls::Required(tls(parts.host, roots)?)),
            (false, true) => (of(25), Tls::None),
        })
    }
}

/// The system's authorities, Mozilla's (a machine without a store would trust nobody), and some more.
fn tls(host: &str, roots: &[Vec<u8>]) -> Result<TlsParameters, String> {
    let mozilla = webpki_root_certs::TLS_SERVER_ROOT_CERTS.iter();
    let all = mozilla.map(|der| der.to_vec()).chain(roots.iter().cloned());
    let mut builder = TlsParameters::builder(host.to_owned());
    for der in all {
        let root = Certificate::from_der(der).map_err(|e| e.to_string())?;
        builder = builder.add_root_certificate(root);
    }
    builder.build_rustls().map_err(|e| e.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn without_tls_nothing_is_said_to_another_machine() {
        for (server, want) in [
            ("smtps://mail.example.com", "(465, Wrapper)"),
            ("smtp://mail.example.com", "(587, Required)"),
            ("smtp://127.0.0.1.example.com:25", "(25, Required)"),
            ("smtps://127.0.0.1:1465", "(1465, Wrapper)"),
            ("smtp://127.0.0.1:1025", "(1025, None)"),
        ] {
            let server = MailServer {
                server: server.to_owned(),
                user: None,
                password: None,
                from: String::new(),
                to: Vec::new(),
            };
            let found = server.security(&[]).map(|s| format!("{s:?}"));
            assert_eq!(found.as_deref(), Ok(want), "{}", server.server);
        }
        assert_eq!(
            MailServer::fault("mail.example.com", false),
            Some(AddressWanted::Mail)
        );
        assert_eq!(
            MailServer::fault("smtps://m.example/x", false),
            Some(AddressWanted::Mail)
        );
        assert_eq!(
            MailServer::fault("smtps://m.example", true),
            Some(AddressWanted::Loopback)
        );
    }
}
