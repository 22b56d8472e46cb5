//! How long a search over 100,000 media takes, and how long a page of 1,000 takes to keep.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::{LazyLock, OnceLock};

use fagao::ledger::{Catalogue, Search, SqliteLedger};
use fagao::plan::{Medium, Money};
use tokio::runtime::Runtime;

/// Where the catalogue is; it goes when the benches are done, which a static would not let it.
static PLACE: OnceLock<PathBuf> = OnceLock::new();

fn main() {
    let dir = tempfile::tempdir().expect("a directory");
    PLACE.get_or_init(|| dir.path().to_owned());
    divan::main();
}

static RUNTIME: LazyLock<Runtime> = LazyLock::new(|| Runtime::new().expect("a runtime"));

const REGIONS: [&str; 10] = [
    "湖北", "湖南", "广东", "北京", "上海", "四川", "浙江", "江苏", "山东", "全国",
];
const CHANNELS: [&str; 8] = [
    "财经金融",
    "科技数码",
    "汽车",
    "教育",
    "健康",
    "房产",
    "旅游",
    "新闻资讯",
];

fn medium(n: i64) -> Medium {
    let pick = |list: &[&str], n: i64| list[n as usize % list.len()].to_owned();
    let pair = |k: &str, v: String| (k.to_owned(), v);
    Medium {
        model: n % 13 + 1,
        id: n,
        name: format!("{}{}第{n}站", pick(&REGIONS, n / 7), pick(&CHANNELS, n / 3)),
        price_original: Some(Money::fen(500 + n % 5000)),
        price_proxy: Some(Money::fen(600 + n % 5000)),
        status: 1,
        attributes: BTreeMap::from([
            pair("quyu", pick(&REGIONS, n)),
            pair("pindaoleixing", pick(&CHANNELS, n)),
            pair("weekend_active", (n % 2).to_string()),
            pair("jiegaoshijian", format!("{}:00", n % 24)),
        ]),
    }
}

/// A catalogue of 100,000 that was fetched twice; of every tenth the name was another one the second time.
static LEDGER: LazyLock<SqliteLedger> = LazyLock::new(|| {
    RUNTIME.block_on(async {
        let place = PLACE.get().expect("a directory");
        let ledger = SqliteLedger::open(place).await.expect("a ledger");
        for time in 0..2 {
            let sync = ledger.begin_sync("jz", &[1], 1, time).await;
            let sync = sync.expect("a sync");
            for page in 0..100 {
                let rows = (page * 1000..(page + 1) * 1000).map(|n| {
                    let mut medium = medium(n);
                    if time == 0 && n % 10 == 0 {
                        medium.name.push('旧');
                    }
                    medium
                });
                let rows: Vec<Medium> = rows.collect();
                let kept = ledger
                    .keep_page(sync, 1, page as u32 + 1, 100_000, &rows, time)
                    .await;
                kept.expect("a page");
            }
            ledger.end_sync(sync, time).await.expect("an end");
        }
        ledger
    })
});

const SEARCHES: [&str; 7] = [
    "two characters",
    "one medium",
    "text and region",
    "region and price",
    "price alone",
    "by name",
    "nothing fits",
];

fn search(name: &str) -> Search {
    let fact = |k: &str, v: &str| vec![(k.to_owned(), v.to_owned())];
    let mut search = Search {
        account: "jz".into(),
        limit: 20,
        ..Search::default()
    };
    match name {
        "two characters" => search.text = "财经".into(),
        "one medium" => search.text = "第77777站".into(),
        "text and region" => {
            search.text = "教育".into();
            search.facts = fact("quyu", "湖北");
        }
        "region and price" => {
            search.facts = fact("quyu", "湖北");
            search.price_max = Some(Money::fen(1000));
        }
        "price alone" => search.price_min = Some(Money::fen(3000)),
        "by name" => {
            search.sort = fagao::ledger::Sort::Name;
            search.model = Some(3);
        }
        _ => search.text = "没有这个媒体".into(),
    }
    search
}

/// Searches of 100,000 media, 20 results each.
#[divan::bench(args = SEARCHES, sample_count = 50)]
fn search_100_000(bencher: divan::Bencher, name: &str) {
    let ledger = &*LEDGER;
    let search = search(name);
    bencher.bench_local(|| RUNTIME.block_on(ledger.search(&search)).expect("rows"));
}

/// A page of 1,000 media that are kept already.
#[divan::bench(sample_count = 5)]
fn keep_a_page_of_1_000(bencher: divan::Bencher) {
    let ledger = &*LEDGER;
    let rows: Vec<Medium> = (0..1000).map(medium).collect();
    bencher.bench_local(|| {
        let page = ledger.keep_page(1, 1, 1, 100_000, &rows, 1);
        RUNTIME.block_on(page).expect("a page");
    });
}
