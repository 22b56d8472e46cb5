//! Elements moved out of the reach of every known selector, while a person still finds them.
//!
//! What stands in the markup is changed here; what scripts make, they make otherwise themselves
//! (`moved` in `site.js`). One more name is known there, `tag-drop`: the second tag that is chosen
//! drops the first, once.

/// One change of the markup: the element, the file, what is there, what comes in its place.
type Change = (&'static str, &'static str, &'static str, &'static str);

#[rustfmt::skip]
const CHANGES: &[Change] = &[
    ("title", "editor.html",
        r#"class="title-input title-input" placeholder="输入文章标题...""#,
        r#"class="headline" placeholder="给文章起个名字""#),
    ("editor", "editor.html", r#"class="markdown-editor""#, r#"class="writing-desk""#),
    ("save-status", "editor.html",
        r#"class="status-text status-text with-padding" ref="status">文章将自动保存至草稿箱"#,
        r#"class="sync-note with-padding" ref="status">内容会自动同步"#),
    // Out of the popup as well: a click into the popup's middle is one of the known ways.
    ("publish-button", "editor.html", r#"<button class="xitu-btn" ref="publish"> 发布 </button>"#, ""),
    ("publish-button", "editor.html",
        r#"<div class="publish-popup publish-popup with-padding" ref="popup">"#,
        r#"<div class="submit-entry" tabindex="0" ref="publish">去发表</div><div class="publish-popup publish-popup" ref="popup">"#),
    ("panel", "editor.html", r#"class="publish-popup publish-popup"#, r#"class="release-box"#),
    ("panel", "editor.html", r#"<div class="panel" ref="panel">"#, r#"<div class="sheet-box" ref="panel">"#),
    ("panel", "editor.html",
        r#"<div class="title" ref="panel-title">发布文章</div>"#,
        r#"<div class="heading" ref="panel-title">准备发表</div>"#),
    ("category", "editor.html", r#"class="form-item-content category-list""#, r#"class="channel-content channel-grid""#),
    ("category", "editor.html", r#"<div class="item"> 后端 </div><div class="item"> 前端 </div><div class="item"> Android </div><div class="item"> iOS </div><div class="item"> 人工智能 </div><div class="item"> 开发工具 </div><div class="item"> 代码人生 </div><div class="item"> 阅读 </div>"#,
        r#"<b class="channel">后端·频道</b><b class="channel">前端·频道</b><b class="channel">Android·频道</b><b class="channel">iOS·频道</b><b class="channel">人工智能·频道</b><b class="channel">开发工具·频道</b><b class="channel">代码人生·频道</b><b class="channel">阅读·频道</b>"#),
    ("tag-box", "editor.html",
        r#"<div data-v-486f85f2="" class="tag-input select"><div class="byte-select byte-select--normal select-plus"><div class="byte-select__wrap" ref="tag-wrap"><div class="byte-select__content-wrap" ref="tag-chips"><div class="byte-select__placeholder" ref="tag-placeholder">请搜索添加标签</div><input type="text" class="byte-select__input" ref="tag-input">"#,
        r#"<div class="label-box"><div class="picker"><div class="picker-wrap" ref="tag-wrap"><div class="picker-line" ref="tag-chips"><div class="picker-hint" ref="tag-placeholder">输入关键词</div><input type="search" class="picker-input" ref="tag-input">"#),
    ("tag-option", "editor.html",
        r#"<div class="byte-select-dropdown byte-select-dropdown--multiple tag-select-add-margin" ref="tag-dropdown"><div class="byte-select-dropdown__wrap" ref="tag-options">"#,
        r#"<div class="picks-box" ref="tag-dropdown"><div class="picks" ref="tag-options">"#),
    ("summary", "editor.html",
        r#"<div class="summary-textarea byte-input byte-input--normal"><textarea rows="5" maxlength="100" spellcheck="false" class="byte-input__textarea" ref="summary"></textarea>"#,
        r#"<div class="abstract-box"><div contenteditable="plaintext-only" spellcheck="false" class="abstract" ref="summary"></div>"#),
    ("confirm", "editor.html",
        r#"<button class="ui-btn btn primary medium default" ref="confirm">确定并发布</button>"#,
        r#"<a class="send-off" tabindex="0" ref="confirm">提交审核</a>"#),
    ("published-link", "published.html", r#"<a class="title" href="/" ref="link"></a>"#, r#"<span ref="link"></span>"#),
    ("login-phone", "login.html",
        r#"<input type="tel" name="mobile" class="input" placeholder="请输入手机号" maxlength="11" ref="phone">"#,
        r#"<input type="text" name="contact" class="field" placeholder="常用号码" maxlength="11" ref="phone">"#),
    ("login-code", "login.html",
        r#"placeholder="请输入验证码" maxlength="6" inputmode="numeric" ref="code""#,
        r#"placeholder="短信里的数字" inputmode="numeric" ref="code""#),
];

/// The elements that can be moved; those without a row above are made by scripts.
#[cfg(test)]
pub const ELEMENTS: [&str; 14] = [
    "title",
    "editor",
    "save-status",
    "publish-button",
    "panel",
    "category",
    "tag-box",
    "tag-option",
    "tag-chip",
    "summary",
    "confirm",
    "published-link",
    "login-phone",
    "login-code",
];

/// Gives a file as it is to be served with these elements moved.
pub fn moved(file: &str, text: &str, elements: &[String]) -> String {
    let is_moved = |name: &str| elements.iter().any(|e| e == name);
    let text = CHANGES
        .iter()
        .filter(|(element, of, ..)| *of == file && is_moved(element))
        .fold(text.to_owned(), |t, (_, _, from, to)| t.replace(from, to));
    if file != "site.js" {
        return text;
    }
    let list = serde_json::Value::from(elements).to_string();
    text.replace(
        "const moved = new Set([]);",
        &format!("const moved = new Set({list});"),
    )
}

#[cfg(test)]
mod tests {
    use super::super::template::file;
    use super::*;

    #[test]
    fn every_change_finds_its_place() {
        for (element, name, from, _) in CHANGES {
            assert!(ELEMENTS.contains(element), "{element}");
            let text = file(name).unwrap();
            assert_eq!(text.matches(from).count(), 1, "{element} in {name}");
        }
    }

    #[test]
    fn all_elements_can_be_moved_at_once() {
        let all = ELEMENTS.map(str::to_owned);
        let page = moved("editor.html", file("editor.html").unwrap(), &all);
        for name in [
            "title",
            "publish",
            "popup",
            "panel",
            "tag-input",
            "summary",
            "confirm",
        ] {
            let hook = format!("ref=\"{name}\"");
            assert_eq!(page.matches(&hook).count(), 1, "{name}");
        }
        let script = moved("site.js", file("site.js").unwrap(), &all);
        assert!(script.contains(r#"new Set(["title","editor""#));
    }

    #[test]
    fn nothing_moved_is_the_file_itself() {
        for name in ["editor.html", "site.js"] {
            assert_eq!(moved(name, file(name).unwrap(), &[]), file(name).unwrap());
        }
    }
}
