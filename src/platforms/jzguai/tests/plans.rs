use super::*;
use crate::plan::{Effect, MissingSlot};
use crate::platforms::jzguai;
use crate::site::Library;

#[test]
fn the_dry_run_of_a_web_medium() {
    let plans = Jzguai.plan(&hello(), &jz(), &known()).unwrap();
    insta::assert_snapshot!("hello_web", plans[0].to_string());
}

#[test]
fn the_dry_run_of_a_wechat_medium() {
    let settings = r#"
        resource = 30102
        model = "微信"
        price_type = "普条"
        fengmian = "https://example.com/cover.png"
        yuanwenlianjie = "https://example.com/original"
        note = "周五前"
    "#;
    let plans = Jzguai
        .plan(&hello(), &account("wx", settings), &known())
        .unwrap();
    insta::assert_snapshot!("hello_wechat", plans[0].to_string());
}

#[test]
fn the_plan_is_the_same_from_any_directory() {
    let bytes = include_bytes!("../../../../fixtures/articles/hello/article.md");
    let from = |dir: &str| {
        let article = Article::parse("hello/article.md", bytes, Path::new(dir)).unwrap();
        Jzguai.plan(&article, &jz(), &known()).unwrap()
    };
    assert_eq!(from("/blog/hello"), from("/home/someone/else/hello"));
}

#[test]
fn every_medium_has_a_plan_and_an_order_id_of_its_own() {
    let article = article("    media: [12786, 24065]\n    model: 1", "正文");
    let plans = Jzguai.plan(&article, &jz(), &known()).unwrap();
    let targets: Vec<_> = plans.iter().map(|p| p.key.target.as_str()).collect();
    assert_eq!(targets, ["1/12786", "1/24065"]);
    assert_ne!(plans[0].given["order_id"], plans[1].given["order_id"]);
}

#[test]
fn a_repeated_publication_has_another_order_id() {
    let again = Known {
        generation: 1,
        ..known()
    };
    let first = Jzguai.plan(&hello(), &jz(), &known()).unwrap();
    let second = Jzguai.plan(&hello(), &jz(), &again).unwrap();
    assert_ne!(first[0].given["order_id"], second[0].given["order_id"]);
}

#[test]
fn an_order_goes_on_under_the_id_that_the_ledger_has() {
    let plan = plan_of("    resource: 1\n    model: 1");
    let mut slots = Slots::default();
    slots.set("order_id", "KEPT");
    let publish = calls(&plan)
        .into_iter()
        .find(|c| c.name == "publish")
        .unwrap();
    let body = publish.fill(&slots).unwrap().body.unwrap();
    assert_eq!(body["customer_order_id"], "KEPT");
    assert_eq!(body["customer_batch_id"], "KEPT");
}

#[test]
fn an_order_waits_for_the_link_that_it_uses() {
    let publish = |section: &str| {
        let plan = plan_of(section);
        let mut slots = Slots::from_stored(plan.given.clone());
        let call = calls(&plan)
            .into_iter()
            .find(|c| c.name == "publish")
            .unwrap();
        let without = call.fill(&slots).err();
        slots.set("juejin.url", "https://juejin.cn/post/73");
        (without, call.fill(&slots).map(|c| c.body.unwrap()))
    };
    let (without, with) = publish("    resource: 1\n    model: 1\n    source: \"${juejin.url}\"");
    assert_eq!(without, Some(MissingSlot("juejin.url".into())));
    assert_eq!(
        with.unwrap()["prop"]["laiyuan"],
        "https://juejin.cn/post/73"
    );
    // A link that is known is not yet a link that is live.
    let (_, with) =
        publish("    resource: 1\n    model: 1\n    source: \"${juejin.url}\"\n    after: live");
    assert_eq!(with.err(), Some(MissingSlot("juejin.live_url".into())));
}

#[test]
fn the_accounts_section_wins_over_the_platforms_and_that_over_the_settings() {
    let text = "---\ntitle: t\nfagao:\n  jzguai: {note: of the platform, sale_name: p}\n  jz: {miaoshu: of the account}\n---\nx\n";
    let article = Article::parse("a.md", text.as_bytes(), Path::new("/")).unwrap();
    let settings = "resource = 5\nmodel = 1\nnote = \"of the settings\"\nsale_name = \"s\"\nsale_id = 3\nprice_type = 2";
    let plans = Jzguai
        .plan(&article, &account("jz", settings), &known())
        .unwrap();
    let body = clear(&plans[0], "publish").body.unwrap();
    assert_eq!(body["prop"]["miaoshu"], "of the account");
    assert_eq!(body["sale_name"], "p");
    assert_eq!(body["sale_id"], 3);
    // The account's default is for its other kinds of media.
    assert!(body.get("price_type").is_none());
}

#[test]
fn the_base_url_of_the_account_is_used() {
    let settings = "base_url = \"https://open-rw.jzguai.com/\"\nresource = 5\nmodel = 1";
    let plans = Jzguai
        .plan(&hello(), &account("other", settings), &known())
        .unwrap();
    for call in calls(&plans[0]) {
        let url = call.url.to_string();
        assert!(
            url.starts_with("https://open-rw.jzguai.com/api/v1/"),
            "{url}"
        );
    }
}

#[test]
fn only_the_order_is_a_submit_and_every_call_is_in_the_site_file() {
    let plan = plan_of("    resource: 1\n    model: 1");
    let file = Library.api(jzguai::API).unwrap();
    let calls = calls(&plan);
    let names: Vec<_> = calls.iter().map(|c| c.name.as_str()).collect();
    assert_eq!(
        names,
        [
            "resource",
            "wallet",
            "status_before",
            "resource_again",
            "publish",
            "status"
        ]
    );
    for call in &calls {
        assert!(file.call(&call.name).is_ok());
        assert_eq!(call.effect == Effect::Submit, call.name == "publish");
    }
    assert_eq!(plan.look, [calls[5].clone()]);
}
