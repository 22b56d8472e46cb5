//! About the server that the platforms call.

use super::sentence;
use crate::text::{ReceiverMessage, Sentence};

pub(super) fn say(m: &ReceiverMessage) -> Sentence {
    let only = |what: String| Sentence { what, hint: None };
    match m {
        ReceiverMessage::Nobody => sentence(
            "no account has anything to receive: only the clock is kept",
            "to receive as well, give a Yunsuo account the `pool_key` of its custom platform, or configure a jzguai account",
        ),
        ReceiverMessage::Listen { address, why } => sentence(
            format!("{address} cannot be listened on: {why}"),
            "choose another address with `--listen`",
        ),
        ReceiverMessage::Open { address } => sentence(
            format!(
                "WARNING: {address} is not a loopback address: everyone who reaches this machine reaches this server, \
                 without TLS"
            ),
            "listen on 127.0.0.1 and put a reverse proxy with TLS before it (docs/receiver.md)",
        ),
        ReceiverMessage::Another(holder) => sentence(
            format!("{holder}: another `fagao serve` works here"),
            "stop it first, or name another state directory with FAGAO_STATE_DIR",
        ),
        ReceiverMessage::NoToken(why) => sentence(
            format!("the token of [serve] cannot be had: {why}"),
            "set `token = { env = \"NAME\" }` or `{ file = \"PATH\" }` under [serve]",
        ),
        ReceiverMessage::Directory { dir, why } => sentence(
            format!("{dir} cannot be used for posts: {why}"),
            "name a directory that is yours to write with `dir` of [serve]",
        ),
        ReceiverMessage::Up { address, dir } => only(format!(
            "receiving at http://{address}, posts go to {dir}; Ctrl-C stops it"
        )),
        ReceiverMessage::Pushes { account } => {
            only(format!("pushes for {account}: POST /yunsuo/{account}"))
        }
        ReceiverMessage::Callbacks {
            account,
            token,
            kinds,
        } => only(format!(
            "callbacks for {account}: POST /jzguai/{account}/{token}/{{{kinds}}} (told this once)"
        )),
        ReceiverMessage::CallbacksKept { account, file } => only(format!(
            "callbacks for {account}: the paths were told when {file} was made"
        )),
    }
}
