//! 与站点文件有关的命令输出的文字。

use super::list;
use crate::text::{NotSeen, Sight, SiteLine};

pub(in crate::text) fn line(l: &SiteLine) -> String {
    match l {
        SiteLine::HeadSite => "网站".to_owned(),
        SiteLine::HeadKind => "种类".to_owned(),
        SiteLine::HeadDate => "日期".to_owned(),
        SiteLine::HeadFrom => "来源".to_owned(),
        SiteLine::HeadRecorded => "录制者".to_owned(),
        SiteLine::HeadHolds => "内容".to_owned(),
        SiteLine::HeadUsed => "是否使用".to_owned(),
        SiteLine::HeadElement => "元素".to_owned(),
        SiteLine::HeadWhere => "位置".to_owned(),
        SiteLine::HeadFoundBy => "第几个候选找到".to_owned(),
        SiteLine::HeadAgree => "其他候选一致".to_owned(),
        SiteLine::HeadNeeded => "发布需要".to_owned(),
        SiteLine::Embedded => "fagao 内置".to_owned(),
        SiteLine::Elements(n) => format!("{n} 个元素"),
        SiteLine::Calls(n) => format!("{n} 个接口"),
        SiteLine::Mistakes(n) => format!("{n} 处错误"),
        SiteLine::Extends(date) => format!("以 {date} 为底"),
        SiteLine::Recorded {
            by,
            browser,
            sandbox,
        } => {
            let browser = browser.iter().map(|b| format!("，{b}"));
            let sandbox = sandbox.then(|| "，录自沙盒".to_owned());
            std::iter::once(by.clone())
                .chain(browser)
                .chain(sandbox)
                .collect()
        }
        SiteLine::UsedFirst => "是".to_owned(),
        SiteLine::UsedNext => "较新的对不上时".to_owned(),
        SiteLine::NotUsed => "仅在指定时".to_owned(),
        SiteLine::For { accounts, what } => format!("{what}（{}）", list(accounts)),
        SiteLine::Checking { file, of, browser } => format!("{file}，检查对象 {of}，{browser}"),
        SiteLine::FoundBy { candidate, of, any } => {
            let any = if *any { "，任意值" } else { "" };
            format!("{candidate}/{of}{any}")
        }
        SiteLine::Agree { of: 0, .. } => "没有其他候选".to_owned(),
        SiteLine::Agree {
            agree,
            of,
            differ: 0,
        } => format!("{agree}/{of}"),
        SiteLine::Agree { agree, of, differ } => format!("{agree}/{of}，{differ} 个指向别的元素"),
        SiteLine::Missing => "找不到".to_owned(),
        SiteLine::Ambiguous => "有歧义".to_owned(),
        SiteLine::Unjudged => "无法判断".to_owned(),
        SiteLine::NotLooked => "没有查找".to_owned(),
        SiteLine::Needed => "需要".to_owned(),
        SiteLine::NotNeeded => "-".to_owned(),
        SiteLine::Candidate {
            number,
            candidate,
            sight,
            count,
        } => format!("  {number}  {candidate}：{}", sight_of(*sight, *count)),
        SiteLine::Of {
            element,
            about,
            place,
        } => format!("{element}（{place}）：{about}"),
        SiteLine::NotSeen { place, why } => format!("{place} 上的元素没有查找：{}", not_seen(why)),
        SiteLine::Summary {
            elements,
            found,
            missing,
            ambiguous,
            unjudged,
            not_looked,
            lacks,
        } => {
            let mut parts = vec![format!("找到 {found} 个")];
            for (n, words) in [
                (*missing, "找不到"),
                (*ambiguous, "有歧义"),
                (*unjudged, "无法判断"),
                (*not_looked, "没有查找"),
            ] {
                if n > 0 {
                    parts.push(format!("{words} {n} 个"));
                }
            }
            let needs = match lacks.is_empty() {
                true => "发布所需的一样不缺".to_owned(),
                false => format!("发布缺少：{}", list(lacks)),
            };
            format!("共 {elements} 个元素：{}；{needs}", parts.join("，"))
        }
        SiteLine::NoVisibility => {
            "保存的页面看不出哪些元素可见：匹配到多个、其中可能只有一个可见时，不作判断".to_owned()
        }
        SiteLine::NoDifference { a, b } => format!("{a} 和 {b} 内容相同"),
        SiteLine::Comparing { a, b } => format!("从 {a} 到 {b}"),
        SiteLine::Differs {
            added,
            removed,
            changed,
        } => format!("新增 {added} 项，删除 {removed} 项，改动 {changed} 项"),
    }
}

fn sight_of(sight: Sight, n: usize) -> String {
    match sight {
        Sight::Found if n == 1 => "找到".to_owned(),
        Sight::Found => format!("找到 {n} 个"),
        Sight::Nothing => "没有匹配".to_owned(),
        Sight::OtherTag => format!("匹配到 {n} 个，标签都不对"),
        Sight::Hidden => format!("匹配到 {n} 个，都不可见"),
        Sight::Several => format!("匹配到 {n} 个，只应有一个"),
        Sight::Invalid => "这个浏览器不认识的选择器".to_owned(),
        Sight::Unjudged => "在这里无法判断".to_owned(),
    }
}

fn not_seen(why: &NotSeen) -> String {
    match why {
        NotSeen::AfterPublishing => "发布之后才有".to_owned(),
        NotSeen::NeedsDraft => "它的地址需要一篇草稿".to_owned(),
        NotSeen::AfterWriting => "做了检查时不会做的操作之后才有".to_owned(),
        NotSeen::NotReached(why) => format!("没有到达：{why}"),
        NotSeen::NotSaved => "没有保存它的页面".to_owned(),
    }
}
