//! Addresses of receivers: what may be one, and what may be shown of it.

use std::net::IpAddr;

use super::channel::Kind;
use crate::text::AddressWanted;

/// The parts of an address that decide where a notice goes.
#[derive(Debug, PartialEq)]
pub(super) struct Parts<'a> {
    /// The scheme, in small letters.
    pub scheme: String,
    /// The host, without a port and without brackets.
    pub host: &'a str,
    /// The port, where one is written.
    pub port: Option<u16>,
}

/// Takes an address apart; none where it is none, and where a name or a password stands in it.
pub(super) fn parts(address: &str) -> Option<Parts<'_>> {
    let (scheme, rest) = address.split_once("://")?;
    let authority = rest.split(['/', '?', '#', '\\']).next()?;
    let bad = |c: char| c.is_whitespace() || c.is_control() || c == '@';
    if authority.contains(bad) || rest.contains(|c: char| c.is_whitespace() || c.is_control()) {
        return None;
    }
    let (host, port) = match authority.strip_prefix('[') {
        Some(v6) => {
            let (host, after) = v6.split_once(']')?;
            host.parse::<IpAddr>().ok()?;
            (
                host,
                after.strip_prefix(':').or(after.is_empty().then_some("")),
            )
        }
        None => match authority.split_once(':') {
            Some((host, port)) => (host, Some(port)),
            None => (authority, Some("")),
        },
    };
    let port = match port? {
        "" => None,
        digits => Some(digits.parse().ok()?),
    };
    (!host.is_empty()).then(|| Parts {
        scheme: scheme.to_ascii_lowercase(),
        host,
        port,
    })
}

/// Whether an address leads to this machine by its letters alone.
pub fn is_loopback(address: &str) -> bool {
    parts(address).is_some_and(|p| {
        let ip = p.host.parse::<IpAddr>();
        p.host.eq_ignore_ascii_case("localhost") || ip.is_ok_and(|ip| ip.is_loopback())
    })
}

/// What is wrong with the address of a kind that is reached by HTTP; `local`: nothing may leave this machine.
pub fn fault(kind: Kind, address: &str, local: bool) -> Option<AddressWanted> {
    let Some(parts) = parts(address) else {
        return Some(AddressWanted::Web);
    };
    match parts.scheme.as_str() {
        "https" | "http" if local && !is_loopback(address) => Some(AddressWanted::Loopback),
        "https" => None,
        // A robot's address is all that it takes to post there; a webhook within a network of the user's own may be as it is.
        "http" if kind == Kind::Webhook || is_loopback(address) => None,
        "http" => Some(AddressWanted::Secure),
        _ => Some(AddressWanted::Web),
    }
}

/// What may be shown of an address: its scheme and host. The rest lets whoever has it post there.
pub fn shown(address: &str) -> String {
    match parts(address) {
        Some(Parts { scheme, host, .. }) => format!("{scheme}://{host}/…"),
        None => "…".to_owned(),
    }
}

/// The parts of an address that are as good as a password: long words of its path and its query.
pub(super) fn tokens(address: &str) -> Vec<String> {
    let after = address.split_once("://").map_or(address, |(_, rest)| rest);
    let words = after.split(['/', '?', '#', '&', '=']).skip(1);
    words
        .filter(|word| word.chars().count() >= 16)
        .map(str::to_owned)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_shown_without_what_opens_it() {
        let url = "https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=693a91f6-7xxx-4bc4-97a0-0ec2sifa5aaa";
        assert_eq!(shown(url), "https://qyapi.weixin.qq.com/…");
        assert_eq!(tokens(url), ["693a91f6-7xxx-4bc4-97a0-0ec2sifa5aaa"]);
        assert_eq!(shown("nonsense-token"), "…");
    }

    #[test]
    fn only_what_certainly_leads_to_this_machine_is_loopback() {
        for yes in [
            "http://127.0.0.1:8080/x",
            "http://localhost/x",
            "http://[::1]:1/",
            "smtp://127.0.0.1:25",
        ] {
            assert!(is_loopback(yes), "{yes}");
        }
        for no in [
            "http://127.0.0.1@evil.example/",
            "http://127.0.0.1.evil.example/",
            "http://10.0.0.1/",
            "http://evil.example\\@127.0.0.1/",
            "http://evil.example?127.0.0.1",
            "127.0.0.1",
        ] {
            assert!(!is_loopback(no), "{no}");
        }
    }
}
