//! What a look proves.

use serde_json::Value;

use super::*;
use crate::plan::{Receipt, State, Verdict};
use crate::platforms::juejin::likeness;

const DRAFT: &str = "7400000000000000001";
const ARTICLE: &str = "7400000000000000901";

fn judged(values: &[(&str, Value)]) -> Verdict {
    let mut slots = draft(DRAFT);
    for (name, value) in values {
        slots.set(name, value.clone());
    }
    Juejin.verdict(&plan_of(&hello(), &known(Via::Auto)).unwrap(), &slots)
}

fn receipt(values: &[(&str, Value)]) -> Receipt {
    match judged(values) {
        Verdict::Found(receipt) => receipt,
        other => panic!("{other:?}"),
    }
}

#[test]
fn the_audit_status_of_the_own_list_decides() {
    for (status, state) in [
        (Value::from(1), State::InReview),
        (Value::from(2), State::Live),
        (Value::from(3), State::Rejected),
        (Value::from(-1), State::Rejected),
        (Value::from("2"), State::Live),
        (Value::from(0), State::InReview),
        (Value::Null, State::InReview),
    ] {
        let found = receipt(&[
            ("article_id", ARTICLE.into()),
            ("audit_status", status.clone()),
            ("draft_article_id", ARTICLE.into()),
        ]);
        assert_eq!(found.state, state, "{status}");
        assert_eq!(found.external_id.as_deref(), Some(ARTICLE));
        let url = format!("https://juejin.cn/post/{ARTICLE}");
        assert_eq!(found.url, (state != State::Rejected).then_some(url));
    }
}

#[test]
fn the_evidence_says_who_said_what() {
    let found = receipt(&[
        ("article_id", ARTICLE.into()),
        ("audit_status", 2.into()),
        ("draft_article_id", ARTICLE.into()),
    ]);
    insta::assert_snapshot!(found.evidence.join("\n"), @"
    article/list_by_user has draft 7400000000000000001 as article 7400000000000000901: audit_status 2, live
    article_draft/detail of draft 7400000000000000001: article_id 7400000000000000901
    ");
}

#[test]
fn a_draft_that_has_an_article_is_found_though_the_list_lags() {
    let found = receipt(&[
        ("article_id", Value::Null),
        ("audit_status", Value::Null),
        ("draft_article_id", ARTICLE.into()),
    ]);
    assert_eq!(found.state, State::InReview);
    assert_eq!(found.external_id.as_deref(), Some(ARTICLE));
    assert_eq!(found.evidence.len(), 2);
}

#[test]
fn the_answer_to_the_publish_counts_where_the_site_lags_all_over() {
    let found = receipt(&[
        ("publish_article_id", ARTICLE.into()),
        ("article_id", Value::Null),
        ("draft_article_id", "0".into()),
    ]);
    assert_eq!(found.state, State::InReview);
}

#[test]
fn a_draft_without_an_article_in_detail_and_list_is_absent() {
    let found = judged(&[
        ("article_id", Value::Null),
        ("draft_article_id", "0".into()),
    ]);
    assert_eq!(found, Verdict::Absent);
}

#[test]
fn what_was_not_asked_or_not_answered_is_not_absent() {
    for values in [
        &[][..],
        &[("draft_article_id", Value::from("0"))],
        &[("article_id", Value::Null)],
        &[
            ("article_id", Value::Null),
            ("draft_article_id", Value::Null),
        ],
    ] {
        let found = judged(values);
        assert!(
            matches!(found, Verdict::Unclear(_)),
            "{values:?}: {found:?}"
        );
    }
}

#[test]
fn without_a_draft_nothing_can_have_been_handed_in() {
    let plan = plan_of(&hello(), &known(Via::Auto)).unwrap();
    assert_eq!(Juejin.verdict(&plan, &Slots::default()), Verdict::Absent);
}

/// What a look at an update proves: the mark of what was sent, of what was there before, and what the look has read.
fn updated(sent: &str, before: Option<&str>, values: &[(&str, Value)]) -> Verdict {
    updated_from(&[], sent, before, values)
}

/// The same, with the titles that were published before.
fn updated_from(
    titles: &[&str],
    sent: &str,
    before: Option<&str>,
    values: &[(&str, Value)],
) -> Verdict {
    let mut plan = plan_of(&hello(), &known(Via::Auto)).unwrap();
    plan.given.insert("titles_before".to_owned(), titles.into());
    let new = Value::from(vec!["image_ff_uri"]);
    plan.given.insert("pictures_new".to_owned(), new);
    plan.given.insert("update_of".to_owned(), ARTICLE.into());
    plan.given.insert("text_mark".to_owned(), sent.into());
    if let Some(before) = before {
        let before = before.into();
        plan.given.insert("text_before".to_owned(), before);
    }
    let mut slots = draft(DRAFT);
    slots.set("article_id", ARTICLE);
    slots.set("audit_status", 2);
    for (name, value) in values {
        slots.set(name, value.clone());
    }
    Juejin.verdict(&plan, &slots)
}

/// A mark of a text by the rules of another version.
fn other_rules(version: u32, text: &str) -> String {
    let mark = likeness::mark(text);
    let (_, sum) = mark.split_once(':').unwrap();
    format!("{version}:{sum}")
}

#[test]
fn a_mark_of_another_version_proves_neither_that_the_update_is_there_nor_that_it_is_not() {
    let (old, new) = ("旧的正文", "新的正文");
    let reads = |text: &str| [("article_text", Value::from(text))];
    // By today's rules the old text proves that nothing was done, and the new one that it was.
    let marks = (likeness::mark(new), likeness::mark(old));
    assert_eq!(
        updated(&marks.0, Some(&marks.1), &reads(old)),
        Verdict::Absent
    );
    let found = updated(&marks.0, Some(&marks.1), &reads(new));
    assert!(matches!(found, Verdict::Found(_)), "{found:?}");
    // By other rules neither does, whatever the text is.
    for sent in [other_rules(1, new), other_rules(9999, new), String::new()] {
        for text in [old, new] {
            for before in [None, Some(marks.1.as_str()), Some(&other_rules(1, old))] {
                let found = updated(&sent, before, &reads(text));
                let Verdict::Unclear(why) = &found else {
                    panic!("{sent}, {before:?}, {text}: {found:?}");
                };
                assert!(why.contains("another version of fagao"), "{why}");
            }
        }
        // What the site answered counts all the same.
        let answered = [
            ("article_text", Value::from(old)),
            ("publish_article_id", ARTICLE.into()),
        ];
        let found = updated(&sent, None, &answered);
        assert!(matches!(found, Verdict::Found(_)), "{found:?}");
    }
}

#[test]
fn where_the_mark_of_what_was_there_before_is_of_another_version_the_text_alone_proves_nothing_new()
{
    let text = "同样的正文";
    let sent = likeness::mark(text);
    let before = other_rules(1, text);
    // The text may have been the same all along, with another title.
    let found = updated(&sent, Some(&before), &[("article_text", text.into())]);
    assert!(matches!(found, Verdict::Unclear(_)), "{found:?}");
    let title = plan_of(&hello(), &known(Via::Auto)).unwrap().article.title;
    let seen = [
        ("article_text", text.into()),
        ("article_title", title.into()),
    ];
    let found = updated_from(&["旧的标题"], &sent, Some(&before), &seen);
    assert!(matches!(found, Verdict::Found(_)), "{found:?}");
}

#[test]
fn a_title_that_it_always_had_proves_nothing_and_one_that_it_never_had_does() {
    let text = "同样的正文";
    let mark = likeness::mark(text);
    let title = plan_of(&hello(), &known(Via::Auto)).unwrap().article.title;
    let look = |shown: &str, before: &[&str]| {
        let seen = [
            ("article_text", text.into()),
            ("article_title", shown.into()),
        ];
        updated_from(before, &mark, Some(&mark), &seen)
    };
    let found = look(&title, &["旧的标题"]);
    assert!(matches!(found, Verdict::Found(_)), "{found:?}");
    // A picture was changed and no title; the title was put back; the new one is not shown yet; an older fagao began it.
    for (shown, before) in [
        (title.as_str(), &[title.as_str()][..]),
        (&title, &[&title, "旧的标题"]),
        ("旧的标题", &["旧的标题"]),
        (&title, &[]),
    ] {
        let found = look(shown, before);
        let Verdict::Unclear(why) = &found else {
            panic!("{shown}, {before:?}: {found:?}");
        };
        assert!(why.contains("the words that it had before"), "{why}");
    }
}

#[test]
fn a_picture_that_is_new_in_the_text_proves_that_it_was_taken() {
    let text =
        |uri: &str| format!("正文\n\n![图](https://p3-xtjj-sign.juejin.cn/{uri}~tplv.awebp)");
    let mark = likeness::mark(&text("tos-cn-i-x/new"));
    let look = |uploaded: &str, shown: &str| {
        let seen = [
            ("article_text", text(shown).into()),
            ("image_ff_uri", uploaded.into()),
        ];
        updated(&mark, Some(&mark), &seen)
    };
    let found = look("tos-cn-i-x/new", "tos-cn-i-x/new");
    let Verdict::Found(receipt) = &found else {
        panic!("{found:?}");
    };
    assert!(
        receipt.evidence[1].ends_with("a picture that is new in it"),
        "{receipt:?}"
    );
    for uploaded in ["tos-cn-i-x/new", ""] {
        let found = look(uploaded, "tos-cn-i-x/old");
        assert!(matches!(found, Verdict::Unclear(_)), "{found:?}");
    }
}
