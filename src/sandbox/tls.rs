//! The sandbox's certificates: an authority whose key never leaves the memory, and one leaf.

use std::io;
use std::sync::Arc;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use rcgen::{
    BasicConstraints, CertificateParams, CertifiedIssuer, DnType, ExtendedKeyUsagePurpose, IsCa,
    KeyPair, KeyUsagePurpose, PublicKeyData,
};
use sha2::{Digest, Sha256};
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::ServerConfig;
use tokio_rustls::rustls::crypto::aws_lc_rs;
use tokio_rustls::rustls::pki_types::PrivateKeyDer;

use super::hosts::{CONTROL_HOST, HOSTS};

/// What the sandbox shows of itself, and what accepts its connections.
pub(super) struct Identity {
    /// The authority's certificate, for clients to trust.
    pub(super) ca_pem: String,
    /// The leaf's public key, hashed, as Chromium's `--ignore-certificate-errors-spki-list` takes it.
    pub(super) spki_sha256_base64: String,
    /// Speaks TLS 1.2 and 1.3, HTTP/2 and HTTP/1.1.
    pub(super) acceptor: TlsAcceptor,
}

impl Identity {
    /// Makes a new authority and a leaf for all hosts.
    pub(super) fn generate() -> io::Result<Self> {
        let ca = CertifiedIssuer::self_signed(ca_params(), key()?).map_err(io::Error::other)?;
        let leaf_key = key()?;
        let leaf = leaf_params()?
            .signed_by(&leaf_key, &ca)
            .map_err(io::Error::other)?;
        let spki = Sha256::digest(leaf_key.subject_public_key_info());
        let chain = vec![leaf.der().clone(), ca.der().clone()];
        let secret = PrivateKeyDer::try_from(leaf_key.serialize_der()).map_err(io::Error::other)?;

        // The provider is named, because a second one in the tree would make the default a panic.
        let provider = Arc::new(aws_lc_rs::default_provider());
        let mut config = ServerConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()
            .map_err(io::Error::other)?
            .with_no_client_auth()
            .with_single_cert(chain, secret)
            .map_err(io::Error::other)?;
        config.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
        Ok(Self {
            ca_pem: ca.pem(),
            spki_sha256_base64: STANDARD.encode(spki),
            acceptor: TlsAcceptor::from(Arc::new(config)),
        })
    }
}

fn key() -> io::Result<KeyPair> {
    KeyPair::generate().map_err(io::Error::other)
}

fn ca_params() -> CertificateParams {
    let mut params = CertificateParams::default();
    params
        .distinguished_name
        .push(DnType::CommonName, "fagao sandbox authority");
    params.is_ca = IsCa::Ca(BasicConstraints::Constrained(0));
    params.key_usages = vec![KeyUsagePurpose::KeyCertSign, KeyUsagePurpose::CrlSign];
    params
}

fn leaf_params() -> io::Result<CertificateParams> {
    let names: Vec<String> = HOSTS
        .iter()
        .chain([&CONTROL_HOST])
        .map(|&host| host.to_owned())
        .collect();
    let mut params = CertificateParams::new(names).map_err(io::Error::other)?;
    params
        .distinguished_name
        .push(DnType::CommonName, "fagao sandbox");
    params.use_authority_key_identifier_extension = true;
    params.key_usages = vec![KeyUsagePurpose::DigitalSignature];
    params.extended_key_usages = vec![ExtendedKeyUsagePurpose::ServerAuth];
    Ok(params)
}
