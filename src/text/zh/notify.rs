//! About notices.

use super::{list, sentence};
use crate::text::{AddressWanted, Lang, NoticeText, NotifyMessage, Sentence, retold};

pub(super) fn say(m: &NotifyMessage) -> Sentence {
    match m {
        NotifyMessage::Unreachable { host, why } => sentence(
            format!("连不上通知的接收方 {host}：{why}"),
            "请检查地址和网络；`fagao notify test` 可以发一条示例",
        ),
        NotifyMessage::NoAnswer { host, why } => sentence(
            format!("通知的接收方 {host} 没有应答：{why}"),
            "通知也可能已经送达；`fagao notify test` 可以发一条示例",
        ),
        NotifyMessage::Redirected(status) => sentence(
            format!("通知的接收方要求跳转到别处（状态码 {status}）"),
            "通知不会跟随跳转：请把地址写成跳转之后的那一个",
        ),
        NotifyMessage::Status { status, says } => sentence(
            format!("通知的接收方返回了状态码 {status}{}", after(says)),
            "请检查这条通知的地址和密钥",
        ),
        NotifyMessage::Refused { code, says } => sentence(
            format!("机器人拒绝了这条通知：{code}{}", after(says)),
            "请检查机器人的地址、加签密钥和其他安全设置（关键词、IP 段）",
        ),
        NotifyMessage::OtherAnswer(says) => sentence(
            format!("这不像是这种机器人的应答{}", after(says)),
            "请确认地址是机器人自己的地址，并且 `kind` 没有写错",
        ),
        NotifyMessage::Mail(why) => sentence(
            format!("邮件服务器没有接收这条通知：{why}"),
            "请检查通知的 `server`、`user` 和 `password`；许多邮箱要求使用授权码",
        ),
        NotifyMessage::NoSecret { name, key, why } => sentence(
            format!("拿不到通知 {name} 的 {key}：{}", retold(Lang::Zh, why)),
            format!(
                "请在那里提供它，或者在 [notify.{name}] 下写 `{key} = {{ env = \"NAME\" }}` 或 `{{ file = \"PATH\" }}`"
            ),
        ),
        NotifyMessage::Address { key, wanted } => {
            let wanted = match wanted {
                AddressWanted::Web => "写成 \"https://example.com/hook\" 这样的地址",
                AddressWanted::Secure => "写成 https 地址：途中看到它的人都能用这个机器人发消息",
                AddressWanted::Mail => {
                    "写成 \"smtps://mail.example.com\"（TLS，端口 465）或 \"smtp://mail.example.com\"（STARTTLS，端口 587）"
                }
                AddressWanted::Mailbox => {
                    "写成 \"me@example.com\" 或 \"我 <me@example.com>\" 这样的邮箱"
                }
                AddressWanted::Loopback => "写成本机的地址：沙盒里的任何内容都不会离开这台机器",
            };
            sentence(format!("{key} 不能用"), format!("请{wanted}"))
        }
        NotifyMessage::Template {
            key,
            line,
            why,
            known,
        } => sentence(
            format!("{key} 这个模板不能用：第 {line} 行：{why}"),
            format!("可用的变量有：{}", list(known)),
        ),
        NotifyMessage::NoKind { name, known } => sentence(
            format!("没有「{name}」这种通知"),
            format!("请写其中之一：{}", list(known)),
        ),
        NotifyMessage::NotForKind { key, kind } => sentence(
            format!("{kind} 这种通知用不到 {key}"),
            "请删掉这一项，或者换一种 `kind`",
        ),
        NotifyMessage::NoEvent { name, known } => sentence(
            format!("没有「{name}」这种事件"),
            format!("请从这些里面选：{}", list(known)),
        ),
        NotifyMessage::NoNotice {
            name,
            nearest,
            known,
        } => sentence(
            format!("没有名为「{name}」的通知"),
            match nearest {
                Some(n) => format!("是不是想写「{n}」？已配置的通知有：{}", list(known)),
                None => format!("已配置的通知有：{}", list(known)),
            },
        ),
        NotifyMessage::Nobody => sentence(
            "没有配置任何通知",
            "请在 fagao.toml 里写一个 [notify.NAME] 表（docs/notices.md）",
        ),
    }
}

fn after(says: &str) -> String {
    match says.is_empty() {
        true => String::new(),
        false => format!("：{says}"),
    }
}

pub(in crate::text) fn notice(t: &NoticeText) -> String {
    let of = |sandbox: &bool| match sandbox {
        true => "发稿（沙盒）",
        false => "发稿",
    };
    match t {
        NoticeText::Done { count: 1, sandbox } => format!("{}：已完成", of(sandbox)),
        NoticeText::Done { count, sandbox } => format!("{}：{count} 项全部完成", of(sandbox)),
        NoticeText::Failed {
            failed: 0, sandbox, ..
        } => format!("{}：中途停下", of(sandbox)),
        NoticeText::Failed {
            failed,
            of: all,
            sandbox,
        } => {
            format!("{}：{all} 项里有 {failed} 项没有完成", of(sandbox))
        }
        NoticeText::Person { accounts, sandbox } => {
            format!("{}：{} 需要人来处理", of(sandbox), list(accounts))
        }
        NoticeText::Row {
            title,
            account,
            state,
            url,
        } => {
            let url = url.as_ref().map(|u| format!(" {u}")).unwrap_or_default();
            format!("{title} → {account}：{}{url}", state.say(Lang::Zh))
        }
        NoticeText::Problem { message, code } => format!("  {message} [{code}]"),
        NoticeText::Hint(hint) => format!("  -> {hint}"),
        NoticeText::Waits {
            title,
            account,
            what,
        } => {
            format!("{title} → {account}：正在等待：{}", retold(Lang::Zh, what))
        }
        NoticeText::Broken => "这次运行没有进行到底。".to_owned(),
        NoticeText::Run { run, command } => format!("运行 {run}；详细经过：`{command}`"),
        NoticeText::Sample => "发稿：这是一条示例通知".to_owned(),
        NoticeText::Delivered { name, kind } => format!("{name}（{kind}）：已送达"),
        NoticeText::NotDelivered { name, kind, why } => {
            format!("{name}（{kind}）：没有送达：{why}")
        }
        NoticeText::Configured { name, kind, on } => format!("{name}（{kind}）：事件 {on}"),
    }
}
