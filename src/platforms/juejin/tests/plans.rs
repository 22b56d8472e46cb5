//! The dry runs, and what plans promise.

use super::*;
use crate::plan::{Act, Condition, MilestoneName, Note, RouteVia, Step};
use crate::site::{Added, SiteFileKind};

#[test]
fn the_dry_run_shows_both_routes() {
    insta::assert_snapshot!(plan_of(&hello(), &known(Via::Auto)).unwrap());
}

#[test]
fn the_dry_run_through_the_api_alone() {
    insta::assert_snapshot!(plan_of(&hello(), &known(Via::Api)).unwrap());
}

#[test]
fn the_dry_run_through_the_browser_alone() {
    insta::assert_snapshot!(plan_of(&hello(), &known(Via::Browser)).unwrap());
}

#[test]
fn the_plan_that_signs_in() {
    let way = crate::plan::SignInWay::Sms;
    insta::assert_snapshot!(
        Juejin
            .sign_in(&account("juejin", ""), way)
            .unwrap()
            .unwrap()
    );
}

#[test]
fn the_dry_run_is_the_same_from_any_directory() {
    let file = "fixtures/articles/hello/article.md";
    let elsewhere = Path::new("/elsewhere/fixtures/articles/hello");
    let there = Article::parse(file, HELLO.as_bytes(), elsewhere).unwrap();
    let here = plan_of(&hello(), &known(Via::Auto)).unwrap().to_string();
    let there = plan_of(&there, &known(Via::Auto)).unwrap().to_string();
    assert_eq!(here, there);
    assert!(!here.contains("elsewhere"));
}

#[test]
fn the_routes_wanted_are_the_routes_taken() {
    for (via, ways) in [
        (Via::Auto, &[RouteVia::Browser, RouteVia::Api][..]),
        (Via::Browser, &[RouteVia::Browser]),
        (Via::Api, &[RouteVia::Api]),
    ] {
        let plan = plan_of(&hello(), &known(via)).unwrap();
        for milestone in &plan.milestones {
            let found: Vec<_> = milestone.routes.iter().map(|r| r.via).collect();
            let wanted = match milestone.name {
                MilestoneName::Confirmed => &[RouteVia::Api][..],
                _ => ways,
            };
            assert_eq!(found, wanted, "{via:?} {:?}", milestone.name);
        }
    }
}

#[test]
fn an_earlier_attempts_draft_is_gone_on_with_and_nothing_else_of_it() {
    let mut slots = draft("7400000000000000001");
    slots.set("category_id", "1");
    let mut known = known(Via::Auto);
    known.slots.insert("juejin".to_owned(), slots);
    let plan = plan_of(&hello(), &known).unwrap();
    let given: Vec<_> = plan.given.iter().collect();
    assert_eq!(given.len(), 2);
    assert!(plan.given.contains_key("text_mark"));
    assert_eq!(plan.given["draft_id"], "7400000000000000001");
}

#[test]
fn another_targets_draft_is_not_taken() {
    let mut known = known(Via::Auto);
    known.slots.insert("other".to_owned(), draft("73"));
    assert!(
        !plan_of(&hello(), &known)
            .unwrap()
            .given
            .contains_key("draft_id")
    );
}

#[test]
fn every_route_submits_exactly_once_and_last_with_the_deadline_asked_for() {
    let plan = plan_of(&hello(), &known(Via::Auto)).unwrap();
    for milestone in &plan.milestones {
        for route in &milestone.routes {
            let submits: Vec<_> = route
                .steps
                .iter()
                .filter_map(|s| match s {
                    Step::Submit(submit) => Some(submit.deadline),
                    _ => None,
                })
                .collect();
            let wanted: &[u32] = match milestone.name {
                MilestoneName::Submitted => &[60],
                _ => &[],
            };
            assert_eq!(submits, wanted, "{:?} {:?}", milestone.name, route.via);
            if !wanted.is_empty() {
                assert!(matches!(route.steps.last(), Some(Step::Submit(_))));
            }
        }
    }
}

#[test]
fn each_milestone_fills_the_slots_that_later_ones_want() {
    for way in [RouteVia::Browser, RouteVia::Api] {
        let plan = plan_of(&hello(), &known(Via::Auto)).unwrap();
        // Left out where they are not known, by the rule for queries and headers.
        let mut filled: Vec<String> = Vec::new();
        for milestone in &plan.milestones {
            let route = milestone
                .routes
                .iter()
                .find(|r| r.via == way)
                .unwrap_or(&milestone.routes[0]);
            for step in &route.steps {
                let call = match step {
                    Step::Call(call) => call,
                    Step::Submit(submit) => match &submit.act {
                        Act::Call(call) => call,
                        Act::Click { .. } => continue,
                    },
                    Step::Expect { condition } => {
                        filled.extend(condition.fills());
                        continue;
                    }
                    _ => continue,
                };
                for slot in call.body.iter().flat_map(|b| b.wants()) {
                    assert!(
                        filled.iter().any(|f| f == slot),
                        "{way:?}: {} wants {slot}",
                        call.name
                    );
                }
                filled.extend(call.fills().map(str::to_owned));
            }
        }
        assert!(filled.iter().any(|f| f == "draft_id"));
    }
}

#[test]
fn the_new_drafts_page_is_not_a_draft() {
    let plan = plan_of(&hello(), &known(Via::Browser)).unwrap();
    let steps = &plan.milestones[1].routes[0].steps;
    let Some(Step::Expect {
        condition: Condition::Url(patterns),
    }) = steps.last()
    else {
        panic!("the draft's number is waited for")
    };
    let all = |url: &str| patterns.iter().find_map(|p| p.matches(url));
    assert_eq!(all("https://juejin.cn/editor/drafts/new?v=2"), None);
    assert_eq!(
        all("https://juejin.cn/editor/drafts/7400000000000000001"),
        Some(vec![(
            "draft_id".to_owned(),
            "7400000000000000001".to_owned()
        )])
    );
}

#[test]
fn a_section_under_the_accounts_name_wins_over_the_platforms_and_both_over_its_defaults() {
    let text = format!(
        "---\ntitle: t\nfagao:\n  juejin: {{category: 前端, tags: [Vue.js]}}\n  me: {{category: 后端}}\n---\n{}",
        "字".repeat(60)
    );
    let defaults = "platform = \"juejin\"\ntags = [\"阅读\"]\nsummary = \"短\"";
    let mine = account("me", defaults);
    let found = Juejin.plan(&article("a.md", &text), &mine, &known(Via::Api));
    // The default's summary is too short: it was read, and the section's tags were not replaced.
    let Err(PlanError::Findings(findings)) = found else {
        panic!("the default's summary is read")
    };
    assert_eq!(findings.len(), 1);
    assert_eq!(findings[0].message.code(), "juejin.summary-too-short");

    let mine = account("me", "platform = \"juejin\"\ntags = [\"阅读\"]");
    let plan = Juejin
        .plan(&article("a.md", &text), &mine, &known(Via::Api))
        .unwrap()
        .remove(0);
    let shown = plan.to_string();
    assert!(shown.contains("category_name is 后端"), "{shown}");
    assert!(
        shown.contains("tag_name or /tag/tag_alias is Vue.js"),
        "{shown}"
    );
    assert!(!shown.contains("阅读"), "{shown}");
}

#[test]
fn what_is_not_given_is_taken_from_the_top_and_said() {
    let prose = "字".repeat(120);
    let text =
        format!("---\ntitle: t\ntags: [Rust]\ncategories: [随笔, 后端]\n---\n# 标题\n\n{prose}\n");
    let plan = plan_of(&article("a.md", &text), &known(Via::Api)).unwrap();
    assert_eq!(
        plan.notes,
        [
            Note::TagsFromTop(vec!["Rust".to_owned()]),
            Note::SummaryFromText("字".repeat(100))
        ]
    );
    assert!(plan.to_string().contains("category_name is 后端"));
}

#[test]
fn an_article_that_speaks_of_slots_is_published_as_it_is() {
    let text = "---\ntitle: $draft_id ${uuid}\ntags: [Rust]\ncategories: 后端\n---\n".to_owned()
        + &"${csrf} 字".repeat(20);
    let article = article("a.md", &text);
    let plan = plan_of(&article, &known(Via::Api)).unwrap();
    let Step::Call(create) = &plan.milestones[1].routes[0].steps[1] else {
        panic!("the draft is created")
    };
    let body = create.fill(&Slots::default()).unwrap().body.unwrap();
    assert_eq!(body["title"], "$draft_id ${uuid}");
    assert_eq!(body["mark_content"], article.body);
}

#[test]
fn what_is_needed_to_publish_is_what_the_plainest_article_uses() {
    let plan = plan_of(&hello(), &known(Via::Browser)).unwrap();
    let mut used: Vec<&str> = plan.elements().iter().map(|e| e.name.as_str()).collect();
    let mut needed = Juejin.needed_elements().to_vec();
    used.sort_unstable();
    needed.sort_unstable();
    assert_eq!(used, needed);
}

#[test]
fn a_plan_by_another_version_of_the_pages_is_the_one_that_would_have_been_made_by_it() {
    let text = "schema = 1\nsite = \"juejin\"\nkind = \"pages\"\ndate = \"2027-01-01\"\nextends = \"2026-09-27\"\n\
        [pages.editor]\nurl = \"https://juejin.cn/write\"\nmatches = [\"https://juejin.cn/write/*\"]\n\
        [pages.draft]\nurl = \"https://juejin.cn/write/${draft_id}\"\nmatches = [\"https://juejin.cn/write/{draft_id:digits}\"]\n\
        [elements.category]\nabout = \"x\"\npage = \"editor\"\nstate = \"panel\"\nsample = \"后端\"\n\
        candidates = [{ css = \".none\" }, { role = \"option\", name = \"$value\" }]\n\
        [elements.confirm]\nabout = \"x\"\npage = \"editor\"\nstate = \"panel\"\ncandidates = [{ css = \".send\" }]\n";
    let name = "juejin/pages/2027-01-01";
    let file = Added {
        file: "mine.toml".to_owned(),
        text: text.to_owned(),
    };
    let mut account = account("juejin", "");
    account.shelf = account.shelf.with_one(name, file);
    let by = |name: &str| {
        let account = account.with_site_file(SiteFileKind::Pages, name);
        let pages = account.shelf.pages(name).unwrap();
        let plans = Juejin.plan(&hello(), &account, &known(Via::Auto)).unwrap();
        (plans.into_iter().next().unwrap(), pages)
    };
    let (old, old_pages) = by("juejin/pages/2026-09-27");
    let (new, new_pages) = by(name);
    assert_ne!(old, new);
    assert_eq!(old.by_pages(&old_pages, &new_pages).as_ref(), Some(&new));
    assert_eq!(new.by_pages(&new_pages, &old_pages).as_ref(), Some(&old));
    let mut without = new_pages.clone();
    without.elements.remove("confirm");
    assert_eq!(old.by_pages(&old_pages, &without), None);
    let calls = plan_of(&hello(), &known(Via::Api)).unwrap();
    assert_eq!(calls.by_pages(&old_pages, &new_pages), None);
}
