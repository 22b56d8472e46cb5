//! What a look proves.

use serde_json::Value;

use super::*;
use crate::plan::{Receipt, State, Verdict};

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
