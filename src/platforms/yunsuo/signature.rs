//! The signatures of Yunsuo: of our calls, and of the pushes that reach us.

use sha2::{Digest, Sha512};

use crate::secret::Secret;

/// Signs a call, `hex(sha512(API_KEY + nonce + USER_CODE))`, for the header `Signature`: 128 lower-case hex digits.
///
/// The nonce goes into the header `Nonce` and is fresh for every call; the user code into `User-Code`.
pub fn sign(api_key: &Secret, nonce: &str, user_code: &str) -> String {
    hex::encode(sha512([api_key.expose(), nonce, user_code]))
}

/// Tells whether a push comes from someone who knows the pool's key, in time that does not depend on how much of the signature is right.
///
/// `type_as_sent` is the text of the push's `type` exactly as it was sent ("article", "0"). Upper-case
/// hex is taken as well. The signature does not cover the push's `data`: what it proves is the type and the nonce.
pub fn verify_push(pool_key: &Secret, type_as_sent: &str, nonce: &str, signature: &str) -> bool {
    // Anyone can sign with an empty key.
    if pool_key.expose().is_empty() {
        return false;
    }
    let parts = [
        pool_key.expose(),
        "&data_type=",
        type_as_sent,
        "&nonce=",
        nonce,
    ];
    let expected = Secret::new(sha512(parts));
    // Secrets compare in constant time.
    hex::decode(signature).is_ok_and(|given| Secret::new(given) == expected)
}

fn sha512<const N: usize>(parts: [&str; N]) -> Vec<u8> {
    let mut hash = Sha512::new();
    for part in parts {
        hash.update(part);
    }
    hash.finalize().to_vec()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn secret(text: &str) -> Secret {
        Secret::new(text.to_owned())
    }

    // The expected values are those of coreutils: printf %s 'API-KEYn0nceuser-1' | sha512sum
    const CALL: &str = "d9dd71ca0995cd8e2007bca1fd36965d468f75c9870bffb333f5dfe4cfa873bc2f3ab66f16e362c0c582970853c1fcc44ad271aa49f34f9223db36a57f5918e3";
    const PUSH: &str = "0c27209a0e7a107443d9c767da449ebf3e4ff21577ccef54199cbef604d887c8d877484f51d42eafa9618d92f2414c2808f6b037e389ed0b22112fc2f8104d1a";
    const PUSH_0: &str = "b8c119c81585a09b1200f0e492bba1db6c2f74e12de634a4e0e99384ca732e790e2c1c559a3e306364ab48d202c44c06bf8ca333f06384f69b5ba7725fb82660";

    #[test]
    fn a_call_is_signed_over_key_nonce_and_user_code_in_this_order() {
        assert_eq!(sign(&secret("API-KEY"), "n0nce", "user-1"), CALL);
    }

    #[test]
    fn a_push_is_believed_in_either_spelling_of_its_type_and_of_hex() {
        let key = secret("池密钥");
        assert!(verify_push(&key, "article", "n0nce", PUSH));
        assert!(verify_push(&key, "0", "n0nce", PUSH_0));
        assert!(verify_push(&key, "0", "n0nce", &PUSH_0.to_uppercase()));
    }

    #[test]
    fn a_push_with_anything_changed_is_not_believed() {
        let key = secret("池密钥");
        assert!(!verify_push(&key, "0", "n0nce", PUSH));
        assert!(!verify_push(&key, "article", "n1nce", PUSH));
        assert!(!verify_push(&secret("池密钥 "), "article", "n0nce", PUSH));
        for place in 0..PUSH.len() {
            let other = if &PUSH[place..=place] == "0" {
                "1"
            } else {
                "0"
            };
            let mut changed = PUSH.to_owned();
            changed.replace_range(place..=place, other);
            assert!(!verify_push(&key, "article", "n0nce", &changed), "{place}");
        }
        for signature in ["", "zz", &PUSH[2..], &PUSH[1..], &format!("{PUSH}00")] {
            assert!(!verify_push(&key, "article", "n0nce", signature));
        }
    }

    #[test]
    fn an_empty_pool_key_believes_nothing() {
        let signed = hex::encode(sha512(["", "&data_type=", "0", "&nonce=", "n"]));
        assert!(!verify_push(&secret(""), "0", "n", &signed));
    }
}
