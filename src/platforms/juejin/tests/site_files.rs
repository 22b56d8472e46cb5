//! The site files hold what the plans name, and what they hold is sound.

use scraper::Selector;

use super::*;
use crate::plan::{Plan, SignInWay};
use crate::site::{Candidate, Library, PagesFile};

fn pages() -> PagesFile {
    Juejin.pages(&account("juejin", "")).unwrap().unwrap()
}

fn by(way: SignInWay) -> Plan {
    Juejin
        .sign_in(&account("juejin", ""), way)
        .unwrap()
        .unwrap()
}

#[test]
fn every_element_that_a_plan_names_is_the_site_files_own() {
    let pages = pages();
    let plans = [
        plan_of(&hello(), &known(Via::Auto)).unwrap(),
        by(SignInWay::Sms),
        by(SignInWay::Qr),
        by(SignInWay::Window),
    ];
    let mut walked = Vec::new();
    let steps = plans
        .iter()
        .flat_map(|p| &p.milestones)
        .flat_map(|m| &m.routes)
        .flat_map(|r| &r.steps);
    for step in steps {
        for element in step.elements() {
            let file = pages.element(&element.name).expect("the file has it");
            assert_eq!(element.about, file.about, "{}", element.name);
            walked.push(element.name.clone());
        }
    }
    for name in ["title", "confirm", "tag-option", "login-code", "login-qr"] {
        assert!(walked.iter().any(|w| w == name), "{name} is not used");
    }
}

#[test]
fn every_call_of_the_file_can_be_made() {
    let api = Library.api("juejin/api/2026-09-13").unwrap();
    let fields = super::super::fields::Fields::read(
        &hello(),
        &account("juejin", ""),
        "juejin",
        &Default::default(),
    )
    .unwrap_or_else(|_| panic!("the article is fine"));
    let calls = super::super::calls::Calls::new(&api, Some(&fields));
    for name in api.calls.keys() {
        let made = match name.as_str() {
            "tag_search" => calls.numbered(name, "tag", "Rust", 1),
            "column_search" => calls.numbered(name, "column", "手记", 1),
            "topics" => calls.numbered(name, "topic", "写作", 1),
            // Made with slots alone, by the machine that uploads.
            image if image.starts_with("image_") => continue,
            name if name.starts_with("list") || name.ends_with("_delete") => {
                calls.asked(name, crate::plan::Effect::Read, "1", 1)
            }
            other => calls.call(other, crate::plan::Effect::Read),
        };
        made.unwrap_or_else(|e| panic!("{name}: {e}"));
    }
    assert!(
        calls
            .call("no_such_call", crate::plan::Effect::Read)
            .is_err()
    );
}

#[test]
fn every_element_is_on_a_page_of_the_file_and_can_be_found_in_two_ways() {
    let pages = pages();
    for (name, element) in &pages.elements {
        assert_eq!(name, &element.name);
        assert!(pages.page(&element.page).is_ok(), "{name}");
        assert!(element.candidates.len() >= 2, "{name}");
        for candidate in &element.candidates {
            let css = match candidate {
                Candidate::Css { css, .. } => css,
                Candidate::Text { within, .. } => within,
                Candidate::Role { .. } | Candidate::Placeholder { .. } => continue,
            };
            readable(css, name);
        }
    }
    for interrupt in &pages.interrupts {
        if let Some(css) = &interrupt.when.css {
            readable(css, &interrupt.name);
        }
    }
}

/// A state such as `:checked` is the browser's to know; the rest is checked offline.
fn readable(css: &str, name: &str) {
    let still = css.replace(":checked", "");
    assert!(Selector::parse(&still).is_ok(), "{name}: {css}");
}

#[test]
fn pages_are_known_again_by_the_url_that_opens_them() {
    for (name, page) in &pages().pages {
        let url = page.url.replace("${draft_id}", "7400000000000000001");
        assert!(
            page.matches.iter().any(|p| p.matches(&url).is_some()),
            "{name}"
        );
    }
}

#[test]
fn the_tags_and_not_the_topics_are_found() {
    // The panel as measured: the topics' box may be a .tag-input as well, and columns have chips.
    let select = |class: &str, chip: &str| {
        format!(
            r#"<div class="{class}"><div class="byte-select"><div class="byte-select__wrap"><div class="byte-select__content-wrap"><span class="byte-select__tag byte-tag"><span>{chip}</span></span><input class="byte-select__input" type="text"></div></div></div></div>"#
        )
    };
    let html = format!(
        r#"<div class="publish-popup"><div class="panel"><div class="form-item">{}</div><div class="form-item column-line">{}</div><div class="form-item column-line">{}</div></div></div>"#,
        select("tag-input select", "标签"),
        select("", "专栏"),
        select("tag-input", "话题"),
    );
    let document = scraper::Html::parse_document(&html);
    let pages = pages();
    for name in ["tag-box", "tag-input", "tag-chip"] {
        for candidate in pages.element(name).unwrap().candidates {
            let Candidate::Css { css, .. } = candidate else {
                continue;
            };
            let selector = Selector::parse(&css).unwrap();
            assert_eq!(document.select(&selector).count(), 1, "{name}: {css}");
        }
    }
}

#[test]
fn an_ordinary_sms_form_is_no_captcha() {
    let pages = pages();
    for interrupt in &pages.interrupts {
        let text = interrupt.when.text.as_deref();
        assert_ne!(text, Some("验证码"), "{}", interrupt.name);
        let sign = &interrupt.when;
        assert!(
            sign.url.is_some() || sign.title.is_some() || sign.css.is_some(),
            "{} would be found in any article's text",
            interrupt.name
        );
    }
}
