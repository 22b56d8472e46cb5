//! The plan of a 100 KB article for all three platforms, and its dry run.

use std::path::Path;

use divan::{Bencher, black_box};
use fagao::article::{Article, Section};
use fagao::plan::{Account, Known, Plan, Platform};
use fagao::platforms::{juejin::Juejin, jzguai::Jzguai, yunsuo::Yunsuo};

fn main() {
    divan::main();
}

fn article() -> Article {
    let front = "---\ntitle: 一篇一百千字节的文章\nid: bench\nfagao:\n  juejin: { category: 后端, tags: [后端] }\n  jz: { model: 1, resource: 12786, source: \"https://example.com/\" }\n  ys: { keywords: [一], categories: [科技, 互联网, 教育, 科普, 工具], cover: \"https://example.com/c.png\" }\n---\n";
    let paragraph = "发稿把一篇文章送到几个平台，**每处只发一次**，并且留下凭证。`code` 与 [链接](https://example.com/)。\n\n";
    let mut text = front.to_owned();
    while text.len() < 100 * 1024 {
        text.push_str(paragraph);
    }
    Article::parse("bench.md", text.as_bytes(), Path::new(".")).expect("a good article")
}

fn plans(article: &Article) -> Vec<Plan> {
    let accounts: [(&dyn Platform, &str, &str); 3] = [
        (&Juejin, "juejin", ""),
        (&Jzguai, "jz", "app_key = \"k\""),
        (
            &Yunsuo,
            "ys",
            "user_code = \"u\"\npush_to = [\"d9153270-94a0-abcd-b645-00163e4c8b3c\"]",
        ),
    ];
    let known = Known {
        project: "bench".into(),
        submit_deadline: 30,
        ..Known::default()
    };
    accounts
        .iter()
        .flat_map(|(platform, name, settings)| {
            let account = Account {
                name: (*name).to_owned(),
                platform: platform.name().to_owned(),
                settings: Section::from_toml("fagao.toml", settings).expect("good settings"),
                budget: None,
                site_files: std::collections::BTreeMap::new(),
                shelf: Default::default(),
            };
            platform.plan(article, &account, &known).expect("a plan")
        })
        .collect()
}

#[divan::bench]
fn plan_100_kb_for_three_platforms(bencher: Bencher) {
    let article = article();
    bencher.bench(|| plans(black_box(&article)));
}

#[divan::bench]
fn dry_run_of_the_plans(bencher: Bencher) {
    let plans = plans(&article());
    bencher.bench(|| plans.iter().map(ToString::to_string).collect::<Vec<_>>());
}
