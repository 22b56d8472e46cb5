use std::collections::BTreeMap;

use super::*;
use crate::ledger::{Catalogue, Search, Sort};
use crate::plan::Medium;

fn medium(id: i64, name: &str, fen: i64, attributes: &[(&str, &str)]) -> Medium {
    let pair = |(k, v): &(&str, &str)| ((*k).to_owned(), (*v).to_owned());
    Medium {
        model: 1,
        id,
        name: name.to_owned(),
        price_original: Some(Money::fen(fen - 100)),
        price_proxy: Some(Money::fen(fen)),
        status: 1,
        attributes: attributes.iter().map(pair).collect::<BTreeMap<_, _>>(),
    }
}

fn search() -> Search {
    Search {
        account: "jz".into(),
        limit: 10,
        ..Search::default()
    }
}

async fn ids(ledger: &SqliteLedger, search: Search) -> Vec<i64> {
    let found = ledger.search(&search).await.unwrap();
    found.iter().map(|k| k.medium.id).collect()
}

async fn filled() -> (tempfile::TempDir, SqliteLedger, i64) {
    let dir = tempfile::tempdir().unwrap();
    let ledger = SqliteLedger::open(dir.path()).await.unwrap();
    let sync = ledger.begin_sync("jz", &[1], 100, 1000).await.unwrap();
    let mut closed = medium(4, "停收财经", 100, &[]);
    closed.status = 0;
    let rows = [
        medium(
            1,
            "汉网财经首发",
            1300,
            &[("quyu", "湖北"), ("weekend_active", "1")],
        ),
        medium(
            2,
            "IT之家",
            900,
            &[("quyu", "湖北、湖南"), ("pindaoleixing", "科技")],
        ),
        medium(3, "163 网易财经", 5000, &[("quyu", "广东")]),
        closed,
    ];
    ledger.keep_page(sync, 1, 1, 4, &rows, 1000).await.unwrap();
    (dir, ledger, sync)
}

#[tokio::test]
async fn media_are_found_by_words_in_any_language_and_by_facts() {
    let (_dir, ledger, _) = filled().await;
    let text = |t: &str| Search {
        text: t.into(),
        ..search()
    };
    for (words, wanted) in [
        ("财经", vec![1, 3]),
        ("财", vec![1, 3]),
        ("网财", vec![1]),
        ("财经首发", vec![1]),
        ("财首", vec![]),
        ("it", vec![2]),
        ("16", vec![3]),
        ("湖北", vec![2, 1]),
        ("财经 广东", vec![3]),
        ("", vec![2, 1, 3]),
    ] {
        assert_eq!(ids(&ledger, text(words)).await, wanted, "{words}");
    }
    let facts = |facts: &[(&str, &str)]| Search {
        facts: facts
            .iter()
            .map(|(k, v)| ((*k).into(), (*v).into()))
            .collect(),
        ..search()
    };
    assert_eq!(ids(&ledger, facts(&[("quyu", "湖北")])).await, [2, 1]);
    assert_eq!(
        ids(&ledger, facts(&[("quyu", "湖北"), ("weekend_active", "1")])).await,
        [1]
    );
    assert_eq!(ids(&ledger, facts(&[("quyu", "北")])).await, [0; 0]);
    let priced = Search {
        price_min: Some(Money::fen(1000)),
        price_max: Some(Money::fen(1300)),
        ..search()
    };
    assert_eq!(ids(&ledger, priced).await, [1]);
    let named = Search {
        sort: Sort::Name,
        closed: true,
        ..search()
    };
    assert_eq!(ids(&ledger, named).await, [3, 2, 4, 1]);
    let other = Search {
        account: "other".into(),
        ..search()
    };
    assert_eq!(ids(&ledger, other).await, [0; 0]);
}

/// Rows enough that words have too many of them to be sorted, with prices in another order than their numbers.
#[tokio::test]
async fn what_many_have_is_found_in_the_same_order_as_what_few_have() {
    let dir = tempfile::tempdir().unwrap();
    let ledger = SqliteLedger::open(dir.path()).await.unwrap();
    let sync = ledger.begin_sync("jz", &[1], 100, 1000).await.unwrap();
    let row = |n: i64| {
        let name = format!("财经第{n}站");
        let quyu = ["湖北", "湖南"][usize::from(n % 2 == 0)];
        medium(n, &name, 100 + n * 7919 % 4001, &[("quyu", quyu)])
    };
    let rows: Vec<Medium> = (1..=3000).map(row).collect();
    ledger
        .keep_page(sync, 1, 1, 3000, &rows, 1000)
        .await
        .unwrap();
    let cheapest = |fits: &dyn Fn(&Medium) -> bool| {
        let mut all: Vec<&Medium> = rows.iter().filter(|m| fits(m)).collect();
        all.sort_by_key(|m| (m.price_proxy.map(Money::as_fen), m.id));
        let ids: Vec<i64> = all.iter().map(|m| m.id).take(10).collect();
        ids
    };
    let text = |t: &str| Search {
        text: t.into(),
        ..search()
    };
    assert_eq!(ids(&ledger, text("财经")).await, cheapest(&|_| true));
    assert_eq!(ids(&ledger, text("站")).await, cheapest(&|_| true));
    assert_eq!(ids(&ledger, text("第777站")).await, [777]);
    assert_eq!(ids(&ledger, text("第777庄")).await, [0; 0]);
    let hubei = |m: &Medium| m.id % 2 == 1;
    assert_eq!(ids(&ledger, text("财经 湖北")).await, cheapest(&hubei));
    let dear = |m: &Medium| hubei(m) && m.price_proxy >= Some(Money::fen(2000));
    let priced = Search {
        price_min: Some(Money::fen(2000)),
        facts: vec![("quyu".into(), "湖北".into())],
        ..search()
    };
    assert_eq!(ids(&ledger, priced).await, cheapest(&dear));
    let in_bounds = Search {
        price_min: Some(Money::fen(2000)),
        price_max: Some(Money::fen(2004)),
        ..search()
    };
    let bounds = |m: &Medium| (2000..=2004).contains(&m.price_proxy.map_or(0, Money::as_fen));
    assert_eq!(ids(&ledger, in_bounds).await, cheapest(&bounds));
    let named = Search {
        sort: Sort::Name,
        limit: 2,
        ..text("财经")
    };
    assert_eq!(ids(&ledger, named).await, [1000, 1001]);
}

#[tokio::test]
async fn a_price_that_changes_is_a_row_of_history_and_one_that_stays_is_none() {
    let (_dir, ledger, sync) = filled().await;
    for (now, fen) in [(2000, 1300), (3000, 1500), (4000, 1500), (5000, 1300)] {
        let rows = [medium(1, "汉网财经首发", fen, &[])];
        ledger.keep_page(sync, 1, 1, 4, &rows, now).await.unwrap();
    }
    let points = ledger.prices("jz", 1, 1).await.unwrap();
    let seen: Vec<_> = points
        .iter()
        .map(|p| (p.at, p.price_proxy.unwrap().as_fen()))
        .collect();
    assert_eq!(seen, [(1000, 1300), (3000, 1500), (5000, 1300)]);
    // What an attribute said is not found any more once it is not said.
    let gone = Search {
        facts: vec![("weekend_active".into(), "1".into())],
        ..search()
    };
    assert_eq!(ids(&ledger, gone).await, [0; 0]);
}

#[tokio::test]
async fn a_sync_goes_on_where_it_stopped_and_what_it_has_not_seen_is_gone() {
    let (_dir, ledger, first) = filled().await;
    ledger.end_sync(first, 1000).await.unwrap();
    let sync = ledger.begin_sync("jz", &[1], 100, 2000).await.unwrap();
    assert_ne!(sync, first);
    let rows = [medium(1, "汉网财经首发", 1300, &[])];
    ledger.keep_page(sync, 1, 1, 2, &rows, 2000).await.unwrap();
    assert_eq!(
        ledger.begin_sync("jz", &[1], 100, 2050).await.unwrap(),
        sync
    );
    let progress = ledger.progress(sync, 1).await.unwrap();
    assert_eq!((progress.pages, progress.total), (1, Some(2)));
    // A page that came out of turn does not hide the one that is missing.
    ledger.keep_page(sync, 1, 3, 2, &[], 2000).await.unwrap();
    assert_eq!(ledger.progress(sync, 1).await.unwrap().pages, 1);
    assert_eq!(ledger.end_model(sync, 1, 2100).await.unwrap(), 3);
    assert_eq!(ids(&ledger, search()).await, [1]);
    let kept = ledger.media("jz", 2).await.unwrap();
    assert_eq!((kept.len(), kept[0].gone), (1, Some(2100)));
    // Too old to go on with, or of other kinds: a new one.
    assert_ne!(
        ledger.begin_sync("jz", &[1], 100, 9000).await.unwrap(),
        sync
    );
    assert_ne!(
        ledger.begin_sync("jz", &[1, 2], 100, 2050).await.unwrap(),
        sync
    );
}

#[tokio::test]
async fn words_are_written_when_a_text_changes_and_put_in_order_at_a_syncs_end() {
    let (_dir, ledger, first) = filled().await;
    let parts = async || {
        let counted = ledger.pragma("SELECT count(DISTINCT segid) FROM media_words_idx");
        counted.await.parse::<u32>().unwrap()
    };
    let named = async |text: &str| {
        let named = Search {
            text: text.into(),
            ..search()
        };
        ids(&ledger, named).await
    };
    ledger.end_sync(first, 1000).await.unwrap();
    assert_eq!(parts().await, 1);
    // Another price, and the same text: nothing is written to the index.
    let sync = ledger.begin_sync("jz", &[1], 100, 2000).await.unwrap();
    let facts = [("quyu", "湖北、湖南"), ("pindaoleixing", "科技")];
    let dearer = [medium(2, "IT之家", 950, &facts)];
    let kept = ledger.keep_page(sync, 1, 1, 2, &dearer, 2000).await;
    kept.unwrap();
    assert_eq!(parts().await, 1);
    // Another name, twice on one page: it is found by the last one alone.
    let named_anew = [
        medium(2, "数码之家", 950, &facts),
        medium(2, "数码人家", 950, &facts),
    ];
    let kept = ledger.keep_page(sync, 1, 2, 2, &named_anew, 2000).await;
    kept.unwrap();
    assert!(parts().await > 1);
    assert_eq!(named("之家").await, [0; 0]);
    assert_eq!(named("数码人家 湖南").await, [2]);
    ledger.end_sync(sync, 2000).await.unwrap();
    assert_eq!(parts().await, 1);
    assert_eq!(named("数码人家 湖南").await, [2]);
}

#[tokio::test]
async fn lists_and_hosted_images_are_kept() {
    let (_dir, ledger, _) = filled().await;
    assert_eq!(ledger.list("ys", "categories").await.unwrap(), None);
    ledger
        .keep_list("ys", "categories", "[1]", 5)
        .await
        .unwrap();
    ledger
        .keep_list("ys", "categories", "[2]", 6)
        .await
        .unwrap();
    let found = ledger.list("ys", "categories").await.unwrap();
    assert_eq!(found, Some(("[2]".to_owned(), 6)));
    ledger
        .keep_hosted("h", "x", "https://a.cn/1", 5)
        .await
        .unwrap();
    let found = ledger.hosted("h", "x").await.unwrap();
    assert_eq!(found.as_deref(), Some("https://a.cn/1"));
    assert_eq!(ledger.hosted("h", "y").await.unwrap(), None);
}
