//! The editor's pages as the site's next version might have them: a person finds everything, and what was written about
//! today's pages may not.

/// One replacement: the file (`*` for all of the editor's), what is there, what comes in its place.
type Change = (&'static str, &'static str, &'static str);

/// A version of the pages.
pub struct Variant {
    /// Its name.
    pub name: &'static str,
    changes: &'static [Change],
}

/// The files that make up the editor's page.
const EDITOR: [&str; 4] = ["editor.html", "editor.css", "editor.js", "select.js"];

/// The panel's part with the tags.
macro_rules! tags_item {
    () => {
        r#"<div class="form-item">
<div class="label required"> 添加标签： </div>
<div class="form-item-content">
<div data-v-486f85f2="" class="tag-input select"><div class="byte-select byte-select--normal select-plus"><div class="byte-select__wrap" ref="tag-wrap"><div class="byte-select__content-wrap" ref="tag-chips"><div class="byte-select__placeholder" ref="tag-placeholder">请搜索添加标签</div><input type="text" class="byte-select__input" ref="tag-input"></div></div></div></div>
</div>
</div>
"#
    };
}

const SUMMARY_BEGINS: &str = r#"<div class="summary-box form-item">"#;
const FOOTER: &str = r#"<div class="footer">"#;

/// The versions. `docs/sandbox.md` lists them.
#[rustfmt::skip]
pub const VARIANTS: [Variant; 10] = [
    Variant { name: "renamed-classes", changes: &[
        ("*", "title-input", "doc-headline"),
        ("*", "xitu-btn", "bar-button"),
        ("*", "publish-popup", "release-corner"),
        ("*", "category-list", "channel-grid-list"),
        ("*", "byte-input__textarea", "area-field"),
        ("*", "summary-textarea", "area-box"),
        ("*", "ui-btn", "act"),
        ("*", "status-text", "sync-words"),
    ] },
    Variant { name: "moved-items", changes: &[
        ("editor.html", tags_item!(), ""),
        // The tags come last, after the summary.
        ("editor.html", FOOTER, concat!(tags_item!(), r#"<div class="footer">"#)),
    ] },
    Variant { name: "added-item", changes: &[
        ("editor.html", SUMMARY_BEGINS, r#"<div class="form-item">
<div class="label"> 添加合集： </div>
<div class="form-item-content"><div class="tag-input select"><div class="byte-select byte-select--normal select-plus"><div class="byte-select__wrap"><div class="byte-select__content-wrap"><div class="byte-select__placeholder">请搜索添加合集</div><input type="text" class="byte-select__input"></div></div></div></div></div>
</div>
<div class="summary-box form-item">"#),
    ] },
    Variant { name: "changed-placeholder", changes: &[
        ("editor.html", r#"class="title-input title-input" placeholder="输入文章标题...""#, r#"class="headline" placeholder="给文章起个名字""#),
        ("editor.html", "请搜索添加标签", "输入关键词查找标签"),
    ] },
    Variant { name: "changed-text", changes: &[
        ("editor.html", r#"<button class="xitu-btn" ref="publish"> 发布 </button>"#, r#"<button class="xitu-btn" ref="publish"> 发表 </button>"#),
        ("editor.html", r#"ref="panel-title">发布文章<"#, r#"ref="panel-title">发表文章<"#),
        ("editor.html", r#"ref="confirm">确定并发布<"#, r#"ref="confirm">提交审核<"#),
    ] },
    Variant { name: "wrapped-input", changes: &[
        ("editor.html", r#"<input type="text" class="title-input title-input" placeholder="输入文章标题..." spellcheck="false" maxlength="80" ref="title">"#,
            r#"<div class="headline" style="display: flex"><span class="field-frame" style="flex: 1"><input type="text" class="field" style="width: 100%; height: 100%; border: 0; font-size: 24px" placeholder="输入文章标题" spellcheck="false" maxlength="80" ref="title"></span></div>"#),
        ("editor.html", r#"<textarea rows="5" maxlength="100" spellcheck="false" class="byte-input__textarea" ref="summary"></textarea>"#,
            r#"<div class="field-frame"><textarea rows="5" maxlength="100" spellcheck="false" class="byte-input__textarea" ref="summary"></textarea></div>"#),
    ] },
    // The one outside the panel does nothing but be counted.
    Variant { name: "decoy-button", changes: &[
        ("editor.html", r#"<div title="" class="status-text"#, r#"<button class="ui-btn btn primary medium default" onclick="fetch('/decoy', { method: 'POST' })">确定并发布</button><div title="" class="status-text"#),
    ] },
    Variant { name: "removed-tag-box", changes: &[
        ("editor.js", r#"const summary = {"#, "refs[\"tag-wrap\"].closest(\".form-item\").remove();\nconst summary = {"),
    ] },
    Variant { name: "id-for-class", changes: &[
        ("editor.html", r#"class="title-input title-input" placeholder"#, r#"id="title-input" placeholder"#),
        ("editor.css", ".title-input", "#title-input"),
        ("editor.html", r#"class="byte-input__textarea""#, r#"id="summary-text""#),
        ("editor.css", ".byte-input__textarea", "#summary-text"),
        ("editor.html", r#"class="panel" ref="panel""#, r#"id="publish-panel" ref="panel""#),
        ("editor.css", ".publish-popup .panel", ".publish-popup #publish-panel"),
        ("editor.css", ".publish-popup.active .panel", ".publish-popup.active #publish-panel"),
    ] },
    Variant { name: "everything-renamed", changes: &[
        ("*", "title-input", "x-a81f0c"),
        ("*", "xitu-btn", "x-b92e1d"),
        ("*", "publish-popup", "x-c03d2e"),
        ("*", "category-list", "x-d14c3f"),
        ("*", "category-label", "x-e25b40"),
        ("*", "byte-input__textarea", "x-f36a51"),
        ("*", "summary-textarea", "x-0a7962"),
        ("*", "ui-btn", "x-1b8873"),
        ("*", "status-text", "x-2c9784"),
        ("*", "byte-select", "x-3da695"),
        ("*", "byte-tag", "x-4eb5a6"),
        ("*", "form-item-content", "x-5fc4b7"),
        ("*", "form-item", "x-60d3c8"),
        ("*", "column-line", "x-71e2d9"),
        ("*", "coverselector_container", "x-82f1ea"),
        ("*", "btn-container", "x-930efb"),
        ("*", "editor-header", "x-a41d0c"),
        ("*", "right-box", "x-b52c1d"),
        ("*", "preview-box", "x-c63b2e"),
        ("editor.html", r#"class="tag-input select""#, r#"class="x-d74a3f x-e85940""#),
        ("editor.html", r#"<div class="tag-input">"#, r#"<div class="x-d74a3f">"#),
        ("editor.html", r#"class="item""#, r#"class="x-f96851""#),
        ("editor.css", ".item", ".x-f96851"),
        ("editor.html", r#"class="panel""#, r#"class="x-0a7762""#),
        ("editor.css", ".panel", ".x-0a7762"),
    ] },
];

/// Gives a file as a version of the pages has it.
pub fn changed(file: &str, text: String, variant: &str) -> String {
    let Some(variant) = VARIANTS.iter().find(|v| v.name == variant) else {
        return text;
    };
    let of_file = |of: &str| of == file || (of == "*" && EDITOR.contains(&file));
    let changes = variant.changes.iter().filter(|(of, ..)| of_file(of));
    changes.fold(text, |text, (_, from, to)| text.replace(from, to))
}

#[cfg(test)]
mod tests {
    use super::super::template::file;
    use super::*;

    #[test]
    fn every_change_finds_its_place_and_takes_no_hook_away() {
        for variant in &VARIANTS {
            for (of, from, _) in variant.changes {
                let files = EDITOR.iter().filter(|f| *of == "*" || of == *f);
                let found = files.filter(|f| file(f).unwrap().contains(from)).count();
                assert!(found > 0, "{}: {from}", variant.name);
            }
            let old = file("editor.html").unwrap();
            let new = changed("editor.html", old.to_owned(), variant.name);
            for hook in old.split("ref=\"").skip(1) {
                let name = hook.split('"').next().unwrap();
                let hook = format!("ref=\"{name}\"");
                assert_eq!(new.matches(&hook).count(), 1, "{}: {name}", variant.name);
            }
        }
    }

    #[test]
    fn without_a_name_the_page_is_as_it_is() {
        let text = file("editor.html").unwrap();
        assert_eq!(changed("editor.html", text.to_owned(), ""), text);
    }
}
