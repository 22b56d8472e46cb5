//! Orders of paid media: several in one run, the money around them, how they end.

use serde_json::{Value, json};

use crate::home::Home;

fn states(document: &Value, field: &str) -> Vec<String> {
    let rows = document[field].as_array().expect("rows").iter();
    rows.map(|r| r["state"].as_str().expect("a state").to_owned())
        .collect()
}

fn errors(document: &Value) -> Vec<String> {
    let rows = document["results"].as_array().expect("rows").iter();
    rows.map(|r| r["error"]["code"].as_str().unwrap_or_default().to_owned())
        .collect()
}

#[test]
fn several_media_are_several_orders_with_keys_of_their_own_and_one_sum() {
    let home = Home::new();
    let article = home.order("two", "model: 1, media: [12786, 24065]");
    let document = home.publish(&article, "jz", &[]).expect(0).json();
    assert_eq!(states(&document, "results"), ["submitted", "submitted"]);
    let book = home.book();
    let orders = book["jzguai"]["orders"].as_array().expect("orders");
    let ids: Vec<&Value> = orders.iter().map(|o| &o["customer_order_id"]).collect();
    assert_eq!(orders.len(), 2);
    assert_ne!(ids[0], ids[1]);
    // The wallet before the first order and after each of them is in the record.
    let run = document["run"].as_str().expect("a run");
    let record = home.sandbox().join("runs").join(run).join("run.jsonl");
    let record = std::fs::read_to_string(record).expect("a record");
    let left: Vec<String> = record
        .lines()
        .filter_map(|l| serde_json::from_str::<Value>(l).ok())
        .filter(|e| e["event"] == "funds")
        .map(|e| e["left"].as_str().expect("an amount").to_owned())
        .collect();
    assert_eq!(left, ["5200.00", "5187.00", "5174.00"]);
    // Without an agreement the sum of both is named, once.
    let other = home.order("three", "model: 1, media: [12786, 24065]");
    let args = ["publish", &other, "--to", "jz", "--sandbox", "--json"];
    let ran = home.run(&args).expect(3);
    assert!(
        ran.result("jz", "error")["message"]
            .to_string()
            .contains("26.00")
    );
    assert_eq!(home.counts().1, 2);
}

#[test]
fn too_little_money_is_refused_before_anything_is_ordered() {
    let home = Home::new();
    home.set_jzguai(&json!({"recharge": "20.00"}));
    let article = home.order("poor", "model: 1, media: [12786, 24065]");
    let document = home.publish(&article, "jz", &[]).expect(4).json();
    assert_eq!(errors(&document), ["money.too-little"; 2], "{document:#}");
    assert_eq!(home.counts().1, 0);
    // One of them is not too much.
    let article = home.order("less", "model: 1, media: [12786]");
    home.publish(&article, "jz", &[]).expect(0);
    assert_eq!(home.counts().1, 1);
}

#[test]
fn the_budgets_of_a_run_and_of_a_day_count_what_is_ordered_besides() {
    let home = Home::new();
    let config = home.dir.path().join("budget.toml");
    let with = |budget: &str| {
        let text = format!("[sandbox.jz]\nbudget = {{ per_order = \"50.00\", {budget} }}\n");
        std::fs::write(&config, text).expect("a configuration");
        config.to_string_lossy().into_owned()
    };
    let both = home.order("run", "model: 1, media: [12786, 24065]");
    let file = with("per_run = \"25.99\"");
    let ran = home.publish(&both, "jz", &["--config", &file]).expect(4);
    let document = ran.json();
    assert_eq!(errors(&document), ["", "money.over-budget"], "{document:#}");
    let message = document["results"][1]["error"]["message"].to_string();
    for words in ["26.00", "25.99", "per_run"] {
        assert!(message.contains(words), "{message}");
    }
    assert_eq!(home.counts().1, 1);
    let file = with("per_run = \"26.00\", per_day = \"25.99\"");
    let one = home.order("day", "model: 1, media: [12786]");
    let ran = home.publish(&one, "jz", &["--config", &file]).expect(4);
    let message = ran.result("jz", "error")["message"].to_string();
    assert!(
        message.contains("26.00") && message.contains("per_day"),
        "{message}"
    );
    assert_eq!(home.counts().1, 1);
    let file = with("per_day = \"26.00\"");
    home.publish(&one, "jz", &["--config", &file]).expect(0);
    assert_eq!(home.counts().1, 2);
}

#[test]
fn a_price_that_has_changed_since_it_was_agreed_to_stops_this_order_and_all_later_ones() {
    for (looks, ordered) in [(2, 0), (3, 1)] {
        let home = Home::new();
        home.set_jzguai(&json!({ "dearer_after": looks }));
        let article = home.order("dearer", "model: 1, media: [12786, 24065]");
        let document = home.publish(&article, "jz", &[]).expect(4).json();
        let wanted = match ordered {
            0 => ["money.price-changed"; 2],
            _ => ["", "money.price-changed"],
        };
        assert_eq!(errors(&document), wanted, "{document:#}");
        let message = document["results"][1]["error"]["message"].to_string();
        assert!(
            message.contains("15.00") && message.contains("13.00"),
            "{message}"
        );
        assert_eq!(home.counts().1, ordered);
    }
}

#[test]
fn a_medium_that_takes_no_orders_is_refused() {
    let home = Home::new();
    home.set_jzguai(
        &json!({"media": [{"id": 12786, "model_id": 1, "name": "停了的", "price_original": "10.00",
        "price_proxy": "13.00", "status": 0}]}),
    );
    let article = home.order("closed-medium", "model: 1, media: [12786]");
    let ran = home.publish(&article, "jz", &[]).expect(4);
    let error = ran.result("jz", "error");
    assert!(
        error["message"].to_string().contains("takes no orders"),
        "{error}"
    );
    assert_eq!(home.counts().1, 0);
}

#[test]
fn open_orders_are_watched_until_they_are_live_or_rejected() {
    let home = Home::new();
    home.set_jzguai(&json!({"progress": [1011, 1001, 1001, 1001, 1002]}));
    let article = home.order("watched", "model: 1, media: [12786, 24065]");
    home.publish(&article, "jz", &[]).expect(0);
    let listed = home
        .run(&["orders", "--sandbox", "--json"])
        .expect(0)
        .json();
    assert_eq!(states(&listed, "orders"), ["submitted"; 2]);
    // One of them is rejected.
    let mut book = home.book();
    book["jzguai"]["orders"][0]["status"] = json!(1004);
    std::fs::write(home.sandbox().join("book.json"), book.to_string()).expect("a book");
    let ran = home
        .run(&["orders", "--sandbox", "--json", "--watch"])
        .expect(0);
    let mut found = states(&ran.json(), "orders");
    found.sort_unstable();
    assert_eq!(found, ["live", "rejected"]);
    let csv = home.run(&["orders", "--sandbox", "--csv"]).expect(0).stdout;
    let rejected = csv
        .lines()
        .find(|l| l.contains("rejected"))
        .expect("a line");
    assert!(rejected.contains("已退稿"), "{csv}");
    assert!(
        csv.lines()
            .any(|l| l.contains("http://www.example.com/news/")),
        "{csv}"
    );
    assert!(csv.starts_with("article,account,medium,"), "{csv}");
}

#[test]
fn a_platform_that_cannot_be_asked_does_not_make_an_order_unknown() {
    let home = Home::new();
    home.set_jzguai(&json!({"progress": [1011]}));
    let article = home.order("asked", "model: 1, resource: 12786");
    home.publish(&article, "jz", &[]).expect(0);
    home.faults(
        "[[fault]]\nsite = \"jzguai\"\ncall = \"/api/v1/status\"\ndo = \"html\"\ntimes = 0\n",
    );
    let listed = home
        .run(&["orders", "--sandbox", "--json", "--refresh"])
        .expect(0)
        .json();
    assert_eq!(states(&listed, "orders"), ["submitted"]);
}

#[test]
fn every_refusal_says_what_to_do() {
    for (code, wanted) in [
        ("ERROR00023", "white list"),
        ("ERROR00020", "top the account up"),
        ("ERROR00024", "app_secret"),
    ] {
        let home = Home::new();
        home.set_jzguai(&json!({"refuse": {"publish": code}}));
        let article = home.order("refused", "model: 1, resource: 12786");
        let ran = home.publish(&article, "jz", &[]).expect(4);
        let hint = ran.result("jz", "error")["hint"].to_string();
        assert!(hint.contains(wanted), "{code}: {hint}");
        assert_eq!(home.counts().1, 0);
    }
}

#[test]
fn the_wallet_is_shown_for_a_period_with_a_chart() {
    let home = Home::new();
    let article = home.order("paid", "model: 1, resource: 12786");
    home.publish(&article, "jz", &[]).expect(0);
    let wallet = home
        .run(&["wallet", "--sandbox", "--json"])
        .expect(0)
        .json();
    assert_eq!(
        (&wallet["remaining"], &wallet["period_consume"]),
        (&json!("5187.00"), &json!("13.00"))
    );
    let bars = wallet["periods"].as_array().expect("periods");
    assert_eq!(bars.len(), 10);
    assert_eq!(bars[9]["consume"], "13.00");
    let text = home.run(&[
        "wallet",
        "--sandbox",
        "--from",
        "2026-01-01",
        "--to",
        "2026-01-02",
    ]);
    let text = text.expect(0).stdout;
    assert!(
        text.contains("5187.00") && text.contains("2026-01-02"),
        "{text}"
    );
    home.run(&["wallet", "--sandbox", "--from", "tomorrow"])
        .expect(2);
}

#[test]
fn an_order_never_names_another_articles_link() {
    let home = Home::new();
    let article = |name: &str, tag: &str| {
        let file = home.dir.path().join(format!("{name}.md"));
        let description = "这是一段足够长的摘要，写给掘金的列表看，所以要有五十个字以上，又不能超过一百个字，这样两边的检查都能通过，现在应该够了。";
        let text = format!(
            "---\ntitle: 链接各归各的 {name}\nid: {name}\ndescription: {description}\nfagao:\n  juejin: {{ category: 后端, tags: [{tag}] }}\n  \
             jz: {{ model: 1, resource: 12786, source: \"${{juejin.url}}\" }}\n---\n\n正文 {name}。\n"
        );
        std::fs::write(&file, text).expect("an article");
        file.to_string_lossy().into_owned()
    };
    let (first, second) = (article("a", "后端"), article("b", "没有这个标签"));
    let args = [
        "publish",
        &first,
        &second,
        "--to",
        "juejin,jz",
        "--via",
        "api",
        "--sandbox",
        "--yes",
        "--json",
    ];
    let document = home.run(&args).expect(4).json();
    // The second has no link of its own, so its order waits; nothing is bought for it.
    assert_eq!(
        states(&document, "results"),
        ["in_review", "submitted", "failed", "waiting"],
        "{document:#}"
    );
    assert_eq!(home.counts().1, 1);
}
