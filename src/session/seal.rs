//! Sealing a session with a passphrase: Argon2id makes the key, XChaCha20-Poly1305 seals.
//!
//! What is sealed is bound to the account's name: a file copied to another account's place does not open there.

use argon2::{Algorithm, Argon2, Params, Version};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use serde::{Deserialize, Serialize};

use crate::secret::Secret;

/// The one way of sealing so far.
const METHOD: &str = "argon2id+xchacha20poly1305";

/// The memory of the key derivation in KiB, its passes and lanes (RFC 9106's second recommendation has 64 MiB and 3; this
/// is OWASP's of 2023 with one more pass, as a session is read several times a run).
const COST: (u32, u32, u32) = (19 * 1024, 3, 1);

/// The most that a file may demand of this machine, so that a damaged one cannot take all its memory.
const MOST: (u32, u32, u32) = (1024 * 1024, 20, 16);

/// What a sealed session's file says.
#[derive(Serialize, Deserialize)]
pub(super) struct Sealed {
    method: String,
    memory_kib: u32,
    passes: u32,
    lanes: u32,
    salt: String,
    nonce: String,
    data: String,
}

/// Why it does not open.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Closed {
    /// The passphrase is another one, or the file was changed or copied.
    Wrong,
    /// It is not as it was written.
    Damaged(&'static str),
}

/// Seals a session's bytes; `random` is fresh.
pub(super) fn seal(plain: &[u8], passphrase: &Secret, account: &str, random: [u8; 40]) -> Sealed {
    let (salt, nonce) = random.split_at(16);
    let (memory_kib, passes, lanes) = COST;
    let key = key(passphrase, salt, COST).expect("the costs are within Argon2's limits");
    let cipher = XChaCha20Poly1305::new(&key.into());
    let nonce: [u8; 24] = nonce.try_into().expect("forty bytes less sixteen");
    let payload = Payload {
        msg: plain,
        aad: account.as_bytes(),
    };
    let data = cipher
        .encrypt(&XNonce::from(nonce), payload)
        .expect("a session is far below the cipher's limit");
    Sealed {
        method: METHOD.to_owned(),
        memory_kib,
        passes,
        lanes,
        salt: STANDARD.encode(salt),
        nonce: STANDARD.encode(nonce),
        data: STANDARD.encode(data),
    }
}

/// Opens what was sealed for an account.
pub(super) fn open(
    sealed: &Sealed,
    passphrase: &Secret,
    account: &str,
) -> Result<Secret<Vec<u8>>, Closed> {
    if sealed.method != METHOD {
        return Err(Closed::Damaged("its way of sealing is not known here"));
    }
    let cost = (sealed.memory_kib, sealed.passes, sealed.lanes);
    if cost.0 > MOST.0 || cost.1 > MOST.1 || cost.2 > MOST.2 {
        return Err(Closed::Damaged("it demands too much memory or time"));
    }
    let bytes = |text: &str| STANDARD.decode(text).ok();
    let parts = (
        bytes(&sealed.salt),
        bytes(&sealed.nonce),
        bytes(&sealed.data),
    );
    let (Some(salt), Some(nonce), Some(data)) = parts else {
        return Err(Closed::Damaged("its parts are no base64"));
    };
    let Ok(nonce) = <[u8; 24]>::try_from(nonce) else {
        return Err(Closed::Damaged("its nonce has another length"));
    };
    let key = key(passphrase, &salt, cost).ok_or(Closed::Damaged("its costs make no key"))?;
    let cipher = XChaCha20Poly1305::new(&key.into());
    let payload = Payload {
        msg: &data,
        aad: account.as_bytes(),
    };
    cipher
        .decrypt(&XNonce::from(nonce), payload)
        .map(Secret::new)
        .map_err(|_| Closed::Wrong)
}

fn key(passphrase: &Secret, salt: &[u8], cost: (u32, u32, u32)) -> Option<[u8; 32]> {
    let params = Params::new(cost.0, cost.1, cost.2, Some(32)).ok()?;
    let mut key = [0; 32];
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
        .hash_password_into(passphrase.expose().as_bytes(), salt, &mut key)
        .ok()?;
    Some(key)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn secret(text: &str) -> Secret {
        Secret::new(text.to_owned())
    }

    #[test]
    fn what_is_sealed_opens_with_its_passphrase_and_for_its_account_alone() {
        let sealed = seal(b"MARKER", &secret("a phrase"), "juejin", [7; 40]);
        let text = serde_json::to_string(&sealed).unwrap();
        assert!(!text.contains("MARKER"));
        let open = |phrase, account| open(&sealed, &secret(phrase), account);
        assert_eq!(open("a phrase", "juejin").unwrap().expose(), b"MARKER");
        assert_eq!(open("another", "juejin").err(), Some(Closed::Wrong));
        assert_eq!(open("a phrase", "other").err(), Some(Closed::Wrong));
    }

    #[test]
    fn a_changed_file_does_not_open_and_takes_neither_memory_nor_the_process() {
        let phrase = secret("a phrase");
        let fresh = || seal(b"x", &phrase, "a", [1; 40]);
        let mut changed = fresh();
        changed.data.replace_range(
            0..1,
            if changed.data.starts_with('A') {
                "B"
            } else {
                "A"
            },
        );
        assert_eq!(open(&changed, &phrase, "a").err(), Some(Closed::Wrong));
        for spoil in [
            (|s: &mut Sealed| s.memory_kib = u32::MAX) as fn(&mut Sealed),
            |s| s.passes = 0,
            |s| s.nonce = "AA==".into(),
            |s| s.salt = "%".into(),
            |s| s.salt = String::new(),
            |s| s.method = "rot13".into(),
        ] {
            let mut spoilt = fresh();
            spoil(&mut spoilt);
            let closed = open(&spoilt, &phrase, "a").err();
            assert!(matches!(closed, Some(Closed::Damaged(_))), "{closed:?}");
        }
    }
}
