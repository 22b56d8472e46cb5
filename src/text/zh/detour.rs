//! 为什么改走其他途径。

/// 代码对应的句子；`about` 是它所指的东西（如果知道）。
pub(in crate::text) fn say(code: &str, about: &str) -> Option<String> {
    Some(match code {
        "page.element-missing" => format!("页面上找不到 {about}"),
        "page.stuck" => format!("页面没有进行下去：{about}"),
        "page.not-read-back" => "写入的内容和页面上的不一致".to_owned(),
        "browser.failed" => format!("浏览器出错：{about}"),
        "browser.no-driver" => "没有可用的 WebDriver".to_owned(),
        "account.sign-in" => "浏览器里没有登录".to_owned(),
        "account.person-needed" => "页面需要人来处理".to_owned(),
        "file.not-uploaded" => "页面没有接受文件".to_owned(),
        "plan.missing-value" => "页面上没有出现需要的值".to_owned(),
        "call.unreachable" => "这条途径连不上网站".to_owned(),
        "call.answer-lost" => "网站的一个应答丢失了".to_owned(),
        "call.unclear" => "网站的一个应答无法理解".to_owned(),
        "call.refused" => "网站拒绝了一个调用".to_owned(),
        _ => return None,
    })
}
