//! About notices.

use super::sentence;
use crate::text::{AddressWanted, Lang, NoticeText, NotifyMessage, Sentence};

pub(super) fn say(m: &NotifyMessage) -> Sentence {
    match m {
        NotifyMessage::Unreachable { host, why } => sentence(
            format!("the receiver of the notice could not be reached: {host}: {why}"),
            "check the address and the network; `fagao notify test` sends a sample",
        ),
        NotifyMessage::NoAnswer { host, why } => sentence(
            format!("the receiver of the notice did not answer: {host}: {why}"),
            "it may have arrived; `fagao notify test` sends a sample",
        ),
        NotifyMessage::Redirected(status) => sentence(
            format!("the receiver of the notice answered with a redirect (status {status})"),
            "notices follow no redirect: write the address that it leads to",
        ),
        NotifyMessage::Status { status, says } => sentence(
            format!(
                "the receiver of the notice answered with status {status}{}",
                after(says)
            ),
            "check the address and the secret of the notice",
        ),
        NotifyMessage::Refused { code, says } => sentence(
            format!("the robot refused the notice: {code}{}", after(says)),
            "check the robot's address, its signing secret and its other safety settings (keywords, IP ranges)",
        ),
        NotifyMessage::OtherAnswer(says) => sentence(
            format!("that is not how such a robot answers{}", after(says)),
            "check that the address is the robot's own and that `kind` is right",
        ),
        NotifyMessage::Mail(why) => sentence(
            format!("the mail server did not take the notice: {why}"),
            "check `server`, `user` and `password` of the notice; many providers want an app password",
        ),
        NotifyMessage::NoSecret { name, key, why } => sentence(
            format!("{key} of the notice {name} cannot be had: {why}"),
            format!(
                "provide it there, or write `{key} = {{ env = \"NAME\" }}` or `{{ file = \"PATH\" }}` under [notify.{name}]"
            ),
        ),
        NotifyMessage::Address { key, wanted } => {
            let wanted = match wanted {
                AddressWanted::Web => "an address such as \"https://example.com/hook\"",
                AddressWanted::Secure => {
                    "an https address: whoever reads it on its way can post to the robot"
                }
                AddressWanted::Mail => {
                    "\"smtps://mail.example.com\" (TLS, port 465) or \"smtp://mail.example.com\" (STARTTLS, port 587)"
                }
                AddressWanted::Mailbox => {
                    "a mailbox such as \"me@example.com\" or \"Me <me@example.com>\""
                }
                AddressWanted::Loopback => {
                    "an address of this machine: nothing of the sandbox leaves it"
                }
            };
            sentence(format!("{key} cannot be used"), format!("write {wanted}"))
        }
        NotifyMessage::Template {
            key,
            line,
            why,
            known,
        } => sentence(
            format!("{key} is no template that works: line {line}: {why}"),
            format!("the variables are {}", known.join(", ")),
        ),
        NotifyMessage::NoKind { name, known } => sentence(
            format!("there is no kind of notice {name:?}"),
            format!("write one of {}", known.join(", ")),
        ),
        NotifyMessage::NotForKind { key, kind } => sentence(
            format!("{key} means nothing to the kind {kind}"),
            "remove the key, or choose another `kind`",
        ),
        NotifyMessage::NoEvent { name, known } => sentence(
            format!("there is no event {name:?}"),
            format!("write some of {}", known.join(", ")),
        ),
        NotifyMessage::NoNotice {
            name,
            nearest,
            known,
        } => sentence(
            format!("there is no notice {name:?}"),
            match nearest {
                Some(n) => format!("did you mean {n:?}? the notices are {}", known.join(", ")),
                None => format!("the notices are {}", known.join(", ")),
            },
        ),
        NotifyMessage::Nobody => sentence(
            "no notice is configured",
            "write a [notify.NAME] table into fagao.toml (docs/notices.md)",
        ),
    }
}

fn after(says: &str) -> String {
    match says.is_empty() {
        true => String::new(),
        false => format!(": {says}"),
    }
}

pub(in crate::text) fn notice(t: &NoticeText) -> String {
    let of = |sandbox: &bool| match sandbox {
        true => "fagao (sandbox)",
        false => "fagao",
    };
    match t {
        NoticeText::Done { count: 1, sandbox } => format!("{}: done", of(sandbox)),
        NoticeText::Done { count, sandbox } => format!("{}: all {count} done", of(sandbox)),
        NoticeText::Failed {
            failed: 0, sandbox, ..
        } => format!("{}: stopped", of(sandbox)),
        NoticeText::Failed {
            failed,
            of: all,
            sandbox,
        } => {
            format!("{}: {failed} of {all} not done", of(sandbox))
        }
        NoticeText::Person { accounts, sandbox } => {
            format!(
                "{}: a person is needed for {}",
                of(sandbox),
                accounts.join(", ")
            )
        }
        NoticeText::Row {
            title,
            account,
            state,
            url,
        } => {
            let url = url.as_ref().map(|u| format!(" {u}")).unwrap_or_default();
            format!("{title} → {account}: {}{url}", state.say(Lang::En))
        }
        NoticeText::Problem { message, code } => format!("  {message} [{code}]"),
        NoticeText::Hint(hint) => format!("  -> {hint}"),
        NoticeText::Waits {
            title,
            account,
            what,
        } => {
            format!("{title} → {account}: waits for {what}")
        }
        NoticeText::Broken => "The run did not get to its end.".to_owned(),
        NoticeText::Run { run, command } => format!("run {run}; more of it: `{command}`"),
        NoticeText::Sample => "fagao: this is a sample of a notice".to_owned(),
        NoticeText::Delivered { name, kind } => format!("{name} ({kind}): delivered"),
        NoticeText::NotDelivered { name, kind, why } => {
            format!("{name} ({kind}): not delivered: {why}")
        }
        NoticeText::Configured { name, kind, on } => format!("{name} ({kind}): on {on}"),
    }
}
