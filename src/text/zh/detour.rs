//! 为什么改走其他途径。

use crate::text::Detour;

pub(in crate::text) fn say(detour: &Detour) -> String {
    match detour {
        Detour::ElementMissing(about) => format!("页面上找不到 {about}"),
        Detour::Stuck(about) => format!("页面没有进行下去：{about}"),
        Detour::NotReadBack => "写入的内容和页面上的不一致".to_owned(),
        Detour::Browser(about) => format!("浏览器出错：{about}"),
        Detour::NoDriver => "没有可用的 WebDriver".to_owned(),
        Detour::SignIn => "浏览器里没有登录".to_owned(),
        Detour::PersonNeeded => "页面需要人来处理".to_owned(),
        Detour::NotUploaded => "页面没有接受文件".to_owned(),
        Detour::MissingValue => "页面上没有出现需要的值".to_owned(),
        Detour::Unreachable => "这条途径连不上网站".to_owned(),
        Detour::AnswerLost => "网站的一个应答丢失了".to_owned(),
        Detour::Unclear => "网站的一个应答无法理解".to_owned(),
        Detour::Refused => "网站拒绝了一个调用".to_owned(),
    }
}
