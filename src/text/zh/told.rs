//! What the commands about money, media and the sandbox tell.

use super::{list, schedule};
use crate::text::{Head, Told, UsageText};

pub(in crate::text) fn usage(u: &UsageText) -> String {
    match u {
        UsageText::Time(message) => {
            let said = schedule::say(message);
            let hint = said.hint.map(|h| format!("；{h}"));
            format!("{}{}", said.what, hint.unwrap_or_default())
        }
        UsageText::NoSuchRun(run) => {
            format!("没有运行 {run} 的记录；`fagao report --list` 会列出已有的")
        }
        UsageText::NoSuchMedium(id) => {
            format!("本机没有编号为 {id} 的媒体；`fagao media sync` 可以拉取目录")
        }
        UsageText::NoRuns => "这里还没有运行过；请先运行 `fagao publish ARTICLE --to ACCOUNT`，加上 `--sandbox` 可以试发".to_owned(),
        UsageText::OtherPlatform {
            account,
            platform,
            wanted,
        } => format!("{account} 是 {platform} 的账号，不是 {wanted} 的"),
        UsageText::OneUser(names) => format!(
            "你自己的浏览器只登录了一个用户，而 {} 是好几个账号：请一次发布到其中一个",
            list(names)
        ),
        UsageText::WhichAccount(names) => {
            format!("是哪个账号？请用 --account 指定其中一个：{}", list(names))
        }
        UsageText::NoJuejin => "没有配置掘金账号".to_owned(),
        UsageText::NoSiteFile { name, known } => {
            format!("这些账号没有站点文件「{name}」；已有的：{}", list(known))
        }
        UsageText::NoSuchSiteFile { name, known } => format!(
            "没有站点文件「{name}」，也没有这个路径的文件；已有：{}",
            list(known)
        ),
        UsageText::WhichSiteFiles { a, b, known } => format!(
            "{a} 和 {b} 不是同一网站、同一种类的一对文件；请写全名，例如：{}",
            list(known)
        ),
        UsageText::NotAgreed(what) => {
            format!("没有人同意删除 {what}；请加上 `--yes`，或者在终端里运行并确认")
        }
        UsageText::NothingUnknown { run, account } => format!(
            "运行 {run} 里没有 {account} 的未知结果；`fagao status` 会显示哪些结果未知、属于哪次运行"
        ),
        UsageText::NothingToAdopt => "没有可以收录的内容".to_owned(),
        UsageText::AdoptedAlready(key) => format!("{key} 已经在账本里；`fagao status` 可以看到"),
        UsageText::NotAdoptable {
            url,
            account,
            platform,
        } => format!("{url} 不是 {account} 的文章网址，或者 {platform} 无法查看"),
        UsageText::NoLanguage(name) => format!("FAGAO_LANG 的值是「{name}」：只有 zh 和 en"),
        UsageText::DaysSwapped { from, to } => format!("--from {from} 晚于 --to {to}"),
        UsageText::NoDay { option, text } => {
            format!("{option} {text}：日期请写成 YYYY-MM-DD")
        }
        UsageText::NoKind { text, known } => {
            format!(
                "--model {text}：没有这种媒体类型；请写其中一个：{}",
                list(known)
            )
        }
        UsageText::NoAttribute(text) => format!("--attr {text}：请写成 KEY=VALUE"),
        UsageText::NoSite { site, known } => {
            format!("没有网站「{site}」；已有的：{}", list(known))
        }
        UsageText::NoPages(site) => format!("{site} 没有页面：它只通过接口使用"),
        UsageText::NoAccountOf(site) => {
            format!("没有配置 {site} 的账号；`fagao init` 可以写入一个，`--sandbox` 有它自己的")
        }
        UsageText::NotEmpty(dir) => format!("目录 {dir} 不是空的；请用 `--out` 指定另一个目录"),
        UsageText::Exists(file) => {
            format!("文件 {file} 已经存在，不会被覆盖；请用 `--out` 指定另一个")
        }
        UsageText::NotWritable { path, why } => {
            format!("无法写入 {path}：{why}；请用 `--out` 指定另一个位置")
        }
        UsageText::NoElement {
            element,
            site_file,
            known,
        } => format!("{site_file} 没有元素「{element}」；它有：{}", list(known)),
    }
}

pub(in crate::text) fn told(t: &Told) -> String {
    match t {
        Told::Deleted => "已删除".to_owned(),
        Told::Nothing => "没有内容".to_owned(),
        Told::Done => "完成".to_owned(),
        Told::SandboxElsewhere(at) => format!("另一个进程已经在 {at} 运行沙盒"),
        Told::SandboxUp { at, dir } => {
            format!("沙盒正在 {at} 运行，账簿在 {dir}；按 Ctrl-C 停止")
        }
        Told::MediaStopped => "已停下；下一次 `fagao media sync` 会从这里继续".to_owned(),
        Told::MediaPages { pages, kind } => {
            format!("{kind} 已保存 {pages} 页；下一次 `fagao media sync` 会从那里继续")
        }
        Told::MediaKept { media, kinds } => format!("已保存 {kinds} 类共 {media} 家媒体"),
        Told::NothingFits => "没有符合条件的媒体；`fagao media sync` 可以拉取目录".to_owned(),
        Told::MediumGone(at) => format!("{at} 起已从目录下架"),
        Told::TakesOrders => "接单".to_owned(),
        Told::TakesNone(None) => "不接单".to_owned(),
        Told::TakesNone(Some(status)) => format!("不接单（状态 {status}）"),
        Told::Seen(at) => format!("查看于 {at}"),
        Told::NothingOrdered => "还没有下过订单".to_owned(),
        Told::OrdersOpen { count, seconds } => {
            format!("还有 {count} 单没有结果；{seconds} 秒后再查询")
        }
        Told::PoolTrouble { account, trouble } => format!("{account} 不会发布：{trouble}"),
        Told::Trusted => "已同意；这些键有改动时会重新询问".to_owned(),
        Told::Distrusted => "已收回同意".to_owned(),
        Told::NothingToTrust => "里面没有需要你同意的内容".to_owned(),
        Told::Left => "余额".to_owned(),
        Told::PaidIn => "累计充值".to_owned(),
        Told::Spent => "累计消费".to_owned(),
        Told::SpentIn { from, to } => format!("{from} 至 {to} 消费"),
        Told::PaidInIn { from, to } => format!("{from} 至 {to} 充值"),
    }
}

pub(in crate::text) fn head(h: &Head) -> String {
    match h {
        Head::Article => "文章",
        Head::Account => "账号",
        Head::Medium => "媒体",
        Head::Name => "名称",
        Head::State => "状态",
        Head::Yuan => "价格（元）",
        Head::Placed => "下单时间",
        Head::Due => "定时",
        Head::Link => "链接",
        Head::Reason => "原因",
        Head::Id => "编号",
        Head::Kind => "类型",
        Head::Region => "地区",
        Head::Channel => "频道",
        Head::Links => "链接要求",
        Head::Since => "起始时间",
        Head::Original => "原价",
        Head::Proxy => "代理价",
        Head::Platform => "平台",
        Head::SignedIn => "登录状态",
        Head::Publishes => "发布状态",
        Head::LastUsed => "最近使用",
    }
    .to_owned()
}
