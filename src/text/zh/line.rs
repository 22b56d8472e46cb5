//! Words, lines and questions.

use crate::text::{HelpWord, Lang, Line, Prompt, Word, retold};

pub(in crate::text) fn word(w: Word) -> &'static str {
    match w {
        Word::Live => "已发布",
        Word::InReview => "审核中",
        Word::Submitted => "已提交",
        Word::Draft => "草稿",
        Word::Unchanged => "无变化",
        Word::Waiting => "等待中",
        Word::Rejected => "被拒绝",
        Word::Gone => "已不在",
        Word::Failed => "失败",
        Word::Unknown => "结果未知",
        Word::Browser => "浏览器",
        Word::Api => "接口",
    }
}

pub(in crate::text) fn line(l: &Line) -> String {
    match l {
        Line::Findings(n) => format!("共 {n} 处需要修改；没有发送任何内容"),
        Line::Checked(n) => format!("检查了 {n} 篇文章，没有需要修改的地方"),
        Line::Order(id) => format!("订单 {id}"),
        Line::Yuan(price) => format!("{price} 元"),
        Line::By { way, why: None } => format!("通过{}", way.say(Lang::Zh)),
        Line::By {
            way,
            why: Some(why),
        } => format!("通过{}（{why}）", way.say(Lang::Zh)),
        Line::NotEnded(run) => format!("运行 {run} 没有进行到底"),
        Line::GoOn => "请运行 `fagao resume` 继续".to_owned(),
        Line::LookOrSettle { run, account } => format!(
            "`fagao resume` 会去查看；如果你自己看得到结果，请运行 `fagao settle {run} {account} --as live` 或 `--as failed`"
        ),
        Line::Evidence { run, dir } => format!("运行 {run}；证据在 {dir}"),
        Line::Report { file, command } => {
            format!("一步步的经过：{file}（`{command}`）")
        }
        Line::RunsOfSandbox(n) => format!("沙盒里还有 {n} 次运行：`fagao report --list --sandbox`"),
        Line::Healed {
            account,
            element,
            found,
            site_file,
        } => format!(
            "{account}：页面有变化：{site_file} 的候选都找不到 `{element}`，按页面特征找到：{found}"
        ),
        Line::Patch { file, command } => {
            format!("站点文件该怎么改：{file}；运行 `{command}` 会重新核对并写出新版本")
        }
        Line::FoundByCandidate(n) => format!("第 {n} 个候选找到了"),
        Line::FoundByLooks {
            found,
            score,
            signals,
        } => {
            format!("候选都没有找到；按页面特征找到：{found}（{score}：{signals}）")
        }
        Line::NotFound(tried) => format!("没有找到：{tried}"),
        Line::SiteFileWritten(file) => format!("已写出 {file}"),
        Line::Pruned(n) => format!("删除了 {n} 次运行的记录"),
        Line::Internal => {
            "这是 fagao 或这台机器的故障；可以用 `fagao doctor` 检查这台机器".to_owned()
        }
        Line::Pair { what, found } => format!("{what}：{found}"),
        Line::PlanHash(hash) => format!("计划的哈希 {hash}"),
        Line::Stopping => "正在停下：已经提交的会先确认结果；再按一次 Ctrl-C 立即停下".to_owned(),
        Line::Sandbox => {
            "以上是沙盒：没有任何内容离开这台机器。`fagao sandbox book` 可以看到它收下了什么。"
                .to_owned()
        }
        Line::SandboxEmpty => "沙盒已清空".to_owned(),
        Line::NothingPublished => "还没有发布过任何内容".to_owned(),
        Line::NothingUnfinished => "没有结果未知的，也没有中途停下的".to_owned(),
        Line::Settled(key) => format!("已记下结果：{key}"),
        Line::AccountWaits(held) => format!("{}；等待中…", retold(Lang::Zh, held)),
        Line::NoSession {
            account,
            forgotten: false,
        } => format!("{account} 的会话已删除"),
        Line::NoSession {
            account,
            forgotten: true,
        } => format!("{account} 的会话已删除；下一次登录的用户就是它的主人"),
        Line::SessionIn { account, file } => {
            format!("{account} 的会话在 {file} 里：谁拿到这个文件，谁就处于登录状态")
        }
        Line::SiteSays { account, says } => format!("{account}：网站提示：{says}"),
        Line::Scan(account) => format!("{account}：请用网站的 App 扫码，并在 App 里确认"),
        Line::NoQr { account, why } => {
            format!("{account}：无法画出二维码：{}", retold(Lang::Zh, why))
        }
        Line::Costs { key, price } => format!("{key} 需要 {price} 元"),
        Line::Warning { account, what } => format!("{account}：警告：{}", retold(Lang::Zh, what)),
        Line::Note(what) => format!("提示：{}", retold(Lang::Zh, what)),
        Line::SignedIn {
            account,
            who,
            file,
            sealed,
        } => {
            let kept = match sealed {
                true => "已用你的口令加密",
                false => "只有你能读",
            };
            format!("{account} 已登录：{who}；会话保存在 {file}，{kept}")
        }
        Line::SessionEnds { date, hours: None } => format!("会话已于 {date} 到期"),
        Line::SessionEnds {
            date,
            hours: Some(hours),
        } => format!(
            "会话将于 {date} 到期（还有 {}）；请在那之前重新登录",
            left(*hours)
        ),
        Line::Session { who, date, hours } => {
            let who = who.as_deref().map(|who| retold(Lang::Zh, who));
            let who = who.unwrap_or_else(|| "会话里没有写明的用户".to_owned());
            match (date, hours) {
                (None, _) => format!("{who}，网站没有说明有效期"),
                (Some(date), None) => format!("{who}，已于 {date} 到期"),
                (Some(date), Some(hours)) => {
                    format!("{who}，有效期到 {date}（还有 {}）", left(*hours))
                }
            }
        }
    }
}

fn left(hours: i64) -> String {
    match hours / 24 {
        0 => format!("{hours} 小时"),
        n => format!("{n} 天"),
    }
}

pub(in crate::text) fn prompt(p: &Prompt) -> String {
    match p {
        Prompt::Spend(sum) => format!("输入 {sum} 表示同意这笔费用，输入其他内容则停止"),
        Prompt::DeleteArticle { id, account } => format!("要永久删除 {account} 的文章 {id} 吗？"),
        Prompt::DeleteDraft { id, account } => format!("要永久删除 {account} 的草稿 {id} 吗？"),
        Prompt::Phone(account) => format!("{account}：手机号"),
        Prompt::SmsCode(account) => format!("{account}：短信验证码（直接回车则重新发送）"),
        Prompt::Platforms(known) => format!("要用哪些平台？（{known}）"),
        Prompt::Articles => "文章放在哪个目录？（fagao.toml 会写在那里）".to_owned(),
        Prompt::Setting(name) => format!("{name}，在平台后台可以看到（直接回车：以后再填）"),
        Prompt::Secret { key, env } => {
            format!("{key}，输入时不显示（直接回车：以后从环境变量 {env} 读取）")
        }
        Prompt::Budget => "每单最多花多少元？".to_owned(),
        Prompt::Trust => "允许这个项目在你的机器上这样设置吗？".to_owned(),
        Prompt::PushTo => "号池账号 id，用逗号隔开（直接回车：以后再填）".to_owned(),
    }
}

pub(in crate::text) fn help(w: &HelpWord) -> String {
    match w {
        HelpWord::Usage => "用法：".to_owned(),
        HelpWord::Commands => "命令".to_owned(),
        HelpWord::Arguments => "参数".to_owned(),
        HelpWord::Options => "选项".to_owned(),
        HelpWord::Examples => "例：".to_owned(),
        HelpWord::Help => "显示帮助".to_owned(),
        HelpWord::Version => "显示版本".to_owned(),
        HelpWord::Values(values) => format!("（可选：{}）", super::list(values)),
        HelpWord::Default(value) => format!("（默认：{value}）"),
        HelpWord::Env(name) => format!("（环境变量：{name}）"),
    }
}
