//! The catalogue: fetched whole, gone on with after a kill, searched, and used when the vendor's is closed.

use serde_json::json;

use crate::home::Home;
use crate::killed::kill_at;

const SYNC: [&str; 5] = ["media", "sync", "--sandbox", "--model", "2"];

fn with<'a>(args: &[&'a str], more: &[&'a str]) -> Vec<&'a str> {
    [args, more].concat()
}

#[test]
fn a_kind_of_5144_media_is_fetched_in_six_pages_and_a_killed_sync_goes_on() {
    let home = Home::new();
    // With the three of the sandbox's own table.
    home.set_jzguai(&json!({"generated": {"2": 5141}}));
    home.faults(
        "[[fault]]\nsite = \"jzguai\"\ncall = \"/api/v1/resource\"\ndo = \"hang-before\"\nafter = 3\n",
    );
    kill_at(home.spawn(&with(&SYNC, &["-v"])), "自媒体 3/6");
    home.faults("");
    // The hours have come in which the vendor is closed: what is kept stays, and is gone on with when they are over.
    home.set_jzguai(&json!({"refuse": {"resource": "ERROR00025"}}));
    let ran = home.run(&with(&SYNC, &[])).expect(4);
    for words in ["9:00-12:00", "13:00-19:00", "3 pages of 自媒体 are kept"] {
        assert!(ran.stderr.contains(words), "{words} in {}", ran.stderr);
    }
    home.set_jzguai(&json!({"refuse": {}}));
    let ran = home.run(&with(&SYNC, &["--json"])).expect(0);
    let kind = &ran.json()["models"][0];
    assert_eq!(kind["media"], 5144, "{kind}");
    assert_eq!(
        (&kind["pages"], &kind["resumed_at"], &kind["fetched"]),
        (&json!(6), &json!(3), &json!(3))
    );
    let search = ["media", "search", "--sandbox", "--json", "--limit", "9999"];
    let found = home.run(&search).expect(0).json();
    assert_eq!(found["media"].as_array().map(Vec::len), Some(5144));
    // Whole again from the beginning, in six pages.
    let ran = home.run(&with(&SYNC, &["--json"])).expect(0);
    assert_eq!(ran.json()["models"][0]["fetched"], 6);
}

#[test]
fn all_kinds_are_fetched_searched_and_shown_with_their_price_history() {
    let home = Home::new();
    let sync = ["media", "sync", "--sandbox", "--json"];
    let document = home.run(&sync).expect(0).json();
    assert_eq!(document["models"].as_array().map(Vec::len), Some(13));
    assert_eq!(document["media"], 40);
    let search = |more: &[&str]| {
        let args = with(&["media", "search", "--sandbox", "--json"], more);
        let found = home.run(&args).expect(0).json();
        let ids = found["media"].as_array().expect("media").iter();
        ids.map(|m| m["id"].as_i64().expect("an id"))
            .collect::<Vec<_>>()
    };
    assert_eq!(search(&["财经"]), [12786, 24065, 40102]);
    assert_eq!(search(&["财经", "--model", "微博"]), [40102]);
    assert_eq!(
        search(&["--region", "湖北", "--weekend", "--links", "可带网址"]),
        [24065]
    );
    assert_eq!(
        search(&["--attr", "jiegaoshijian=18:00", "--channel", "财经金融"]),
        [24065]
    );
    assert_eq!(
        search(&["--price-min", "1000", "--price-max", "2000"]),
        [110102, 120101]
    );
    assert_eq!(
        search(&["已停", "--closed", "--sort", "name", "--limit", "1"]).len(),
        1
    );
    assert_eq!(search(&["已停"]), [0; 0]);

    home.set_jzguai(
        &json!({"media": [{"id": 24065, "model_id": 1, "name": "汉网财经首发",
        "price_original": "11.00", "price_proxy": "15.00", "status": 1}]}),
    );
    home.run(&sync).expect(0);
    let shown = home
        .run(&["media", "show", "24065", "--sandbox", "--json"])
        .expect(0)
        .json();
    let prices: Vec<&str> = shown["media"][0]["prices"]
        .as_array()
        .expect("prices")
        .iter()
        .map(|p| p["price_proxy"].as_str().expect("a price"))
        .collect();
    assert_eq!(prices, ["13.00", "15.00"]);
    let none = home.run(&["media", "show", "99999", "--sandbox"]).expect(2);
    assert!(
        none.stderr.contains("no medium 99999 is kept"),
        "{}",
        none.stderr
    );
    let text = home
        .run(&["media", "show", "24065", "--sandbox"])
        .expect(0)
        .stdout;
    assert!(
        text.contains("jiegaoshijian") && text.contains("18:00"),
        "{text}"
    );
}

#[test]
fn a_closed_catalogue_is_said_with_its_hours_and_an_order_uses_the_last_known_price() {
    let home = Home::new();
    let closed = json!({"refuse": {"resource": "ERROR00025"}});
    let article = home.order("closed", "model: 1, resource: 12786");
    // Nothing is known of the price yet, so nothing is ordered.
    home.set_jzguai(&closed);
    let ran = home.publish(&article, "jz", &[]).expect(4);
    assert_eq!(
        ran.result("jz", "error")["code"],
        "call.refused",
        "{}",
        ran.stdout
    );
    assert_eq!(home.counts().1, 0);
    let ran = home.run(&with(&SYNC, &[])).expect(4);
    assert!(
        ran.stderr.contains("9:00-12:00") && ran.stderr.contains("0 pages"),
        "{}",
        ran.stderr
    );

    home.set_jzguai(&json!({"refuse": {}}));
    home.run(&["media", "sync", "--sandbox", "--model", "网络媒体"])
        .expect(0);
    home.set_jzguai(&closed);
    let ran = home.publish(&article, "jz", &[]).expect(0);
    assert_eq!(ran.result("jz", "price"), "13.00");
    let evidence = ran.result("jz", "evidence").to_string();
    assert!(evidence.contains("last known one"), "{evidence}");
    assert_eq!(home.counts().1, 1);
}
