//! Articles with images, cover, columns, topic.

use super::*;
use crate::plan::{MilestoneName, Note, RouteVia, Step, Template};

/// The fixture with its files, as from the disk.
pub fn article() -> Article {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    Article::load(&root.join("fixtures/articles/images/article.md"), root)
        .unwrap_or_else(|f| panic!("{f:?}"))
}

fn steps(plan: &Plan, name: MilestoneName, via: RouteVia) -> Vec<&Step> {
    let milestone = plan.milestones.iter().find(|m| m.name == name).unwrap();
    let route = milestone.routes.iter().find(|r| r.via == via).unwrap();
    route.steps.iter().collect()
}

#[test]
fn the_dry_run_names_every_file_and_no_path_of_this_machine() {
    let plan = plan_of(&article(), &known(Via::Auto)).unwrap();
    let json = serde_json::to_string(&plan).unwrap();
    assert!(!json.contains(env!("CARGO_MANIFEST_DIR")));
    assert_eq!(serde_json::from_str::<Plan>(&json).unwrap(), plan);
    insta::assert_snapshot!(plan);
}

#[test]
fn every_file_is_uploaded_once_by_either_route() {
    let plan = plan_of(&article(), &known(Via::Auto)).unwrap();
    for via in [RouteVia::Browser, RouteVia::Api] {
        let files: Vec<&str> = steps(&plan, MilestoneName::FieldsSet, via)
            .into_iter()
            .filter_map(|s| match s {
                Step::Upload { file, .. } | Step::Attach { file, .. } => Some(file.at()),
                _ => None,
            })
            .collect();
        assert_eq!(
            files,
            [
                "img/twice.png",
                "img/photo.jpg",
                "img/moving.gif",
                "img/flat.webp",
                "img/架构 图 (1).png",
                "img/diagram.png",
                "cover.png",
            ],
            "{via:?}"
        );
    }
}

#[test]
fn a_cover_that_the_account_has_uploaded_is_not_given_to_the_page_again() {
    let article = article();
    let cover = article.files["cover.png"].clone().unwrap();
    let mut known = known(Via::Auto);
    known.uploaded.insert(cover.sha256);
    let plan = plan_of(&article, &known).unwrap();
    let attached = steps(&plan, MilestoneName::FieldsSet, RouteVia::Browser)
        .into_iter()
        .any(|s| matches!(s, Step::Attach { file, .. } if file.at() == "cover.png"));
    assert!(!attached);
    let before = steps(&plan, MilestoneName::DraftReady, RouteVia::Browser);
    let calls: Vec<String> = before
        .iter()
        .filter_map(|s| match s {
            Step::Call(call) => Some(call.name.clone()),
            Step::Upload { file, .. } => Some(file.at().to_owned()),
            _ => None,
        })
        .collect();
    assert_eq!(calls, ["cover.png", "csrf_token", "draft_cover"]);
    assert!(matches!(before.last(), Some(Step::GoTo { page, .. }) if page == "draft"));
}

/// The text that goes to the editor, and the notes.
fn text(policy: &str) -> (Template, Vec<Note>) {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("a.md");
    std::fs::write(dir.path().join("text.png"), "no picture").unwrap();
    let body = "![一](no.png) 二 ![三](text.png) ![四](https://a.cn/b.png)";
    let front = format!(
        "title: t\nfagao: {{juejin: {{category: 后端, tags: [Rust], cover: no.png, images: {policy}}}}}"
    );
    let prose = "字".repeat(60);
    std::fs::write(&path, format!("---\n{front}\n---\n{prose}\n\n{body}\n")).unwrap();
    let article = Article::load(&path, dir.path()).unwrap();
    let plan = match plan_of(&article, &known(Via::Browser)) {
        Ok(plan) => plan,
        Err(PlanError::Findings(findings)) => {
            let codes: Vec<_> = findings.iter().map(|f| f.message.code()).collect();
            assert_eq!(
                codes,
                [
                    "article.missing-image",
                    "article.missing-image",
                    "article.not-an-image"
                ]
            );
            return (Template::text("found"), Vec::new());
        }
        Err(other) => panic!("{other}"),
    };
    let text = steps(&plan, MilestoneName::FieldsSet, RouteVia::Browser)
        .into_iter()
        .find_map(|s| match s {
            Step::SetEditor { text, .. } => Some(text.clone()),
            _ => None,
        });
    (text.unwrap(), plan.notes)
}

#[test]
fn the_policy_says_what_becomes_of_an_image_that_cannot_be_uploaded() {
    let prose = "字".repeat(60);
    assert_eq!(text("fail").0, Template::text("found"));
    let (kept, notes) = text("keep");
    let whole = format!("{prose}\n\n![一](no.png) 二 ![三](text.png) ![四](https://a.cn/b.png)\n");
    assert_eq!(kept.to_string(), whole);
    let left = |kept| {
        let note = move |url: &str| Note::ImageLeft {
            url: url.to_owned(),
            kept,
        };
        [note("no.png"), note("text.png")]
    };
    assert!(left(true).iter().all(|n| notes.contains(n)), "{notes:?}");
    let (skipped, notes) = text("skip");
    assert_eq!(
        skipped.to_string(),
        format!("{prose}\n\n 二  ![四](https://a.cn/b.png)\n")
    );
    assert!(left(false).iter().all(|n| notes.contains(n)), "{notes:?}");
}

#[test]
fn images_of_the_web_are_uploaded_where_the_author_asks_for_it() {
    let prose = "字".repeat(60);
    let text = |word: &str| {
        let body = format!(
            "{prose}\n\n![一](https://a.cn/b.png) ![二](//a.cn/b.png) ![三](https://p3-juejin.byteimg.com/x.png)\n\n<img src=\"http://b.cn/c.jpg?x=1\">\n"
        );
        let front = format!(
            "title: t\nfagao: {{juejin: {{category: 后端, tags: [Rust], cover: \"https://a.cn/c.png\"{word}}}}}"
        );
        let bytes = format!("---\n{front}\n---\n{body}");
        Article::parse("a.md", bytes.as_bytes(), Path::new("")).unwrap()
    };
    let uploads = |plan: &Plan, via| {
        let all = plan.milestones.iter().flat_map(|m| &m.routes);
        let steps = all.filter(|r| r.via == via).flat_map(|r| &r.steps);
        steps
            .filter_map(|s| match s {
                Step::Upload { file, .. } | Step::Attach { file, .. } => Some(file.at().to_owned()),
                _ => None,
            })
            .collect::<Vec<_>>()
    };
    for kept in ["", ", remote_images: keep"] {
        let plan = plan_of(&text(kept), &known(Via::Auto)).unwrap();
        assert!(uploads(&plan, RouteVia::Api).is_empty(), "{kept}");
    }
    let plan = plan_of(&text(", remote_images: rehost"), &known(Via::Auto)).unwrap();
    let mut by_page = uploads(&plan, RouteVia::Browser);
    let by_calls = uploads(&plan, RouteVia::Api);
    assert_eq!(
        by_calls,
        [
            "https://a.cn/b.png",
            "http://b.cn/c.jpg?x=1",
            "https://a.cn/c.png"
        ]
    );
    // The page is given the cover before its text.
    by_page.rotate_left(1);
    assert_eq!(by_page, by_calls);
    let wrong = plan_of(&text(", remote_images: move"), &known(Via::Auto));
    let Err(PlanError::Findings(found)) = wrong else {
        panic!("{wrong:?}");
    };
    assert_eq!(found[0].message.code(), "juejin.bad-remote-images");
}
