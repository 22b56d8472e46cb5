//! 定时发布和监视目录。

use super::sentence;
use crate::text::{ScheduleMessage, Sentence, Stands};

pub(super) fn say(m: &ScheduleMessage) -> Sentence {
    let only = |what: String| Sentence { what, hint: None };
    match m {
        ScheduleMessage::BadTime(text) => sentence(
            format!("「{text}」不是时间"),
            "请写 \"2026-12-01 09:00\"（本机时间），或 \"2026-12-01T09:00+08:00\"（中国时间）",
        ),
        ScheduleMessage::Past { at, now } => sentence(
            format!("{at} 已经过去：这里现在是 {now}"),
            "请写将来的时间，或用 `--at now` 立即发布；不带时区的时间按本机时间计算",
        ),
        ScheduleMessage::NotLater(flag) => sentence(
            format!("定时发布不能用 `{flag}`"),
            format!("请去掉 `{flag}`，或用 `--at now` 立即发布"),
        ),
        ScheduleMessage::NeedsYes(account) => sentence(
            format!("{account} 要花钱，而到时候没有人可以询问"),
            "请加上 `--yes`：到时候的费用现在就同意，以该账号的预算为限",
        ),
        ScheduleMessage::Taken {
            id,
            file,
            accounts,
            at,
        } => sentence(
            format!("编号 {id}：{file} 将于 {at} 发布到 {accounts}"),
            "到时候由 `fagao serve` 发布，请让它保持运行；`fagao schedule` 可以查看等待中的",
        ),
        ScheduleMessage::Nothing => only("没有定时发布的内容".to_owned()),
        ScheduleMessage::NotWaiting(id) => sentence(
            format!("没有编号为 {id} 的内容在等待"),
            "`fagao schedule` 可以查看编号和各自的状态",
        ),
        ScheduleMessage::CalledOff(id) => only(format!("编号 {id} 已取消")),
        ScheduleMessage::Clock {
            waiting,
            next: Some(next),
        } => only(format!("正在计时：{waiting} 篇等待中，下一篇在 {next}")),
        ScheduleMessage::Clock { next: None, .. } => only("正在计时：没有等待中的内容".to_owned()),
        ScheduleMessage::Due { id, file } => only(format!("编号 {id}：到时间了，发布 {file}")),
        ScheduleMessage::Again { id, at, why } => {
            only(format!("编号 {id}：还没有发布（{why}）；将在 {at} 再试"))
        }
        ScheduleMessage::Changed { id, file } => sentence(
            format!("编号 {id}：{file} 没有再动：计划已不是审阅过的那一份"),
            "请用 `fagao publish --dry-run` 重新审阅，再重新定时",
        ),
        ScheduleMessage::GoesOn { id, why } => only(format!(
            "编号 {id}：在那之前收到了结束的指令（{why}）；下一个 `fagao serve` 会继续"
        )),
        ScheduleMessage::NoClock { waiting, command } => sentence(
            format!("这里没有 `fagao serve` 在运行：等待中的 {waiting} 篇没有人来发布"),
            format!("请启动 `{command}` 并让它保持运行"),
        ),
        ScheduleMessage::TooLate { id, file, at } => sentence(
            format!("编号 {id}：{file} 没有发布：{at} 已过去太久，超出了 `--late`"),
            "请用 `fagao publish` 现在发布，或重新定时",
        ),
        ScheduleMessage::LeftOff { id, file, at } => sentence(
            format!("编号 {id}：{file} 发布到一半被打断，而 {at} 已过去太久，超出了 `--late`"),
            "`fagao status` 可以查看它在各账号上的状态，`fagao resume` 可以继续",
        ),
        ScheduleMessage::Person { id, file, why } => sentence(
            format!("编号 {id}：{file} 需要人来处理：{why}"),
            "`fagao status` 可以查看它在各账号上的状态",
        ),
        ScheduleMessage::Watching(dir) => only(format!(
            "正在监视 {dir}：写着 `ready: true` 的文章会被发布；按 Ctrl-C 结束"
        )),
        ScheduleMessage::NotWatched { dir, why } => {
            sentence(format!("无法监视 {dir}：{why}"), "请写一个存在且可读的目录")
        }
        ScheduleMessage::Ready(file) => only(format!("{file} 已就绪")),
        ScheduleMessage::Edited { file, accounts } => sentence(
            format!("{file} 在发布到 {accounts} 之后改过：已发布的内容保持不变"),
            "平台支持时，`fagao publish` 可以更新它",
        ),
        ScheduleMessage::StaysOff { file, accounts } => sentence(
            format!("{file} 在 {accounts} 上的发布已被取消，保持不动"),
            "修改文章或它的 `publish_at`，或用 `fagao publish` 重新定时，才会再发布",
        ),
        ScheduleMessage::NotPublished { file, why } => sentence(
            format!("{file} 没有发布：{why}"),
            "请修改并保存：届时会再试",
        ),
        ScheduleMessage::Stands(Stands::Waiting) => only("等待中".to_owned()),
        ScheduleMessage::Stands(Stands::Running) => only("进行中".to_owned()),
        ScheduleMessage::Stands(Stands::Done) => only("已发布".to_owned()),
        ScheduleMessage::Stands(Stands::Person) => only("需要人处理".to_owned()),
        ScheduleMessage::Stands(Stands::Cancelled) => only("已取消".to_owned()),
        ScheduleMessage::Ended(5) => only("有结果未知".to_owned()),
        ScheduleMessage::Ended(6) => only("有账号在等人处理".to_owned()),
        ScheduleMessage::Ended(4) => only("不是每个账号都已发布".to_owned()),
        ScheduleMessage::Ended(code) => only(format!("以退出码 {code} 结束")),
    }
}
