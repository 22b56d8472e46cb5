//! 关于保存页面、录制和导入。

use crate::text::{Became, RecordingText, Unusable};

pub(in crate::text) fn say(t: &RecordingText) -> String {
    match t {
        RecordingText::NotCaptured { page, state, why } => {
            format!("未保存：{page}，{state}：{why}")
        }
        RecordingText::AddressLacks(url) => format!("地址 {url} 里有尚不存在的内容"),
        RecordingText::Captured { pages, dir } => {
            format!("已把 {pages} 个页面保存到 {dir}；交给别人之前请先看一遍")
        }
        RecordingText::Session(id) => format!("浏览器没有窗口；它的 WebDriver 会话是 {id}"),
        RecordingText::Element {
            at,
            of,
            name,
            became,
        } => format!("{at}/{of} {name}：{}", what(became)),
        RecordingText::NoFile => "没有写入文件".to_owned(),
        RecordingText::Written {
            file,
            recorded,
            kept,
            left,
            from,
        } => format!(
            "已写入 {file}：录制 {recorded} 个元素，保留 {kept} 个（仍能找到），其余 {left} 个与 {from} 相同"
        ),
        RecordingText::Use { site_file, dir } => format!(
            "要使用它，请在 fagao.toml 里、第一个 [表] 之前写上 `selectors = {dir:?}`；用 `--site-file {site_file}` 选择"
        ),
        RecordingText::InUse { site_file } => format!(
            "今后只要页面上有它的元素就会用它；要指定某次运行用它，加上 `--site-file {site_file}`"
        ),
        RecordingText::Place { site_file } => format!(
            "要使用它，请把它放到 fagao.toml 的 `selectors` 所指的目录里，命名为 {site_file}.toml"
        ),
        RecordingText::LeftOut {
            element,
            selector,
            why,
        } => format!("{element}：没有采用 {selector}：{}", unusable(*why)),
        RecordingText::ShowsNothing {
            step,
            site_file,
            words,
        } => format!("第 {step} 步没有对应 {site_file} 的任何元素：{words}"),
        RecordingText::NobodyLooked => {
            "导入时没有打开浏览器：这些元素没有指纹，也没有核对每个是否只找到一处；`fagao selectors check` 会核对".to_owned()
        }
        RecordingText::WhichElement { step, words } => {
            format!("第 {step} 步对应哪个元素？{words}")
        }
        RecordingText::NoElement => "（都不是）".to_owned(),
    }
}

fn what(became: &Became) -> String {
    match became {
        Became::Recorded(first) => first.clone(),
        Became::Kept => "保留，仍能找到".to_owned(),
        Became::Skipped => "已跳过".to_owned(),
    }
}

fn unusable(why: Unusable) -> &'static str {
    match why {
        Unusable::Empty => "它是空的",
        Unusable::ShadowRoot => "它要穿过影子根（shadow root），这里不在其中查找",
        Unusable::Pierce => {
            "它要在影子根（shadow root）里查找，这里不这样做；旁边的 CSS 说的是同一处"
        }
        Unusable::NoName => "它没有名称",
        Unusable::NoRole => "它没有写角色，元素的角色也不知道",
        Unusable::NoPlace => "它没有写范围，元素的标签也不知道",
        Unusable::Xpath => "XPath 无法在保存的页面上核对",
        Unusable::NoCss => "它不是能读懂的 CSS 选择器",
    }
}
