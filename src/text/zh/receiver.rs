//! About the server that the platforms call.

use super::sentence;
use crate::text::{ReceiverMessage, Sentence};

pub(super) fn say(m: &ReceiverMessage) -> Sentence {
    let only = |what: String| Sentence { what, hint: None };
    match m {
        ReceiverMessage::Nobody => sentence(
            "没有账号需要接收任何内容：只计时",
            "要接收内容，请给云梭账号配置自定义平台的 `pool_key`，或者配置一个 jzguai 账号",
        ),
        ReceiverMessage::Listen { address, why } => sentence(
            format!("无法监听 {address}：{why}"),
            "请用 `--listen` 换一个地址",
        ),
        ReceiverMessage::Open { address } => sentence(
            format!(
                "警告：{address} 不是本机回环地址，能访问这台机器的人都能访问这个服务，而且没有 TLS"
            ),
            "请监听 127.0.0.1，并在前面放一个带 TLS 的反向代理（docs/receiver.md）",
        ),
        ReceiverMessage::Another(holder) => sentence(
            format!("{holder}：这里已经有一个 `fagao serve` 在运行"),
            "请先停掉它，或者用 FAGAO_STATE_DIR 换一个状态目录",
        ),
        ReceiverMessage::NoToken(why) => sentence(
            format!("拿不到 [serve] 的令牌：{why}"),
            "请在 [serve] 下设置 `token = { env = \"NAME\" }` 或 `{ file = \"PATH\" }`",
        ),
        ReceiverMessage::Directory { dir, why } => sentence(
            format!("{dir} 不能用来存放文章：{why}"),
            "请用 [serve] 的 `dir` 指定一个你可以写入的目录",
        ),
        ReceiverMessage::Up { address, dir } => only(format!(
            "正在 http://{address} 接收，文章存到 {dir}；按 Ctrl-C 停止"
        )),
        ReceiverMessage::Pushes { account } => {
            only(format!("{account} 的推送地址：POST /yunsuo/{account}"))
        }
        ReceiverMessage::Callbacks {
            account,
            token,
            kinds,
        } => only(format!(
            "{account} 的回调地址：POST /jzguai/{account}/{token}/{{{kinds}}}（只显示这一次）"
        )),
        ReceiverMessage::CallbacksKept { account, file } => {
            only(format!("{account} 的回调地址：生成 {file} 时已经显示过"))
        }
    }
}
