//! How often an element that changed is found again, and how often something else is taken for it: never.
//!
//! Every state of the pages is changed by chance (`mutate.js`), always the same for a seed. The elements are located and
//! nothing is done with them. `FAGAO_SEEDS=FROM..TO` takes other seeds, and as many as are wanted.

use std::collections::BTreeMap;
use std::ops::Range;

use fagao::browser::Located;
use fagao::plan::{Condition, Step};
use fagao::site::Element;
use serde_json::{Map, Value, json};

use super::stage::{ONE, Stage, embedded};

/// How many changed pages there are of each state.
const SEEDS: Range<u64> = 1..25;

/// The states, each with its page and the elements that are there.
const STATES: [(&str, &str, &[&str]); 10] = [
    (
        "login",
        "login",
        &[
            "login-phone",
            "login-code",
            "login-send-code",
            "login-agree",
            "login-button",
            "login-qr",
        ],
    ),
    ("password", "login", &["login-sms-tab", "login-qr"]),
    (
        "agreed",
        "login",
        &[
            "login-phone",
            "login-code",
            "login-agreed",
            "login-button",
            "login-resend",
            "login-says",
            "login-qr",
        ],
    ),
    ("opened", "editor", &[]),
    ("panel", "editor", &[]),
    ("tags", "editor", &["tag-option"]),
    ("columns", "editor", &["column-option"]),
    ("topics", "editor", &["topic-option"]),
    ("filled", "editor", &[]),
    ("published", "published", &["published-link"]),
];

/// What came of one element in one changed page.
#[derive(Default)]
struct Count {
    by_candidate: usize,
    healed: usize,
    not_found: usize,
}

fn seeds() -> Range<u64> {
    let Ok(given) = std::env::var("FAGAO_SEEDS") else {
        return SEEDS;
    };
    let (from, to) = given.split_once("..").expect("FROM..TO");
    from.parse().expect("a number")..to.parse().expect("a number")
}

#[tokio::test]
#[allow(clippy::print_stdout, reason = "the measurement is the output")]
async fn of_hundreds_of_changed_pages_no_wrong_element_is_ever_taken() {
    let mut counts: BTreeMap<String, Count> = BTreeMap::new();
    let mut wrong = Vec::new();
    let mut pages = 0;
    let mut stage = Stage::open(embedded(), &ONE).await;
    for (state, page, also) in STATES {
        reach(&mut stage, state).await;
        let wanted: Vec<Element> = match page {
            "editor" => of_the_editor(&stage, state, also),
            _ => also.iter().map(|name| stage.element(name)).collect(),
        };
        keep(&mut stage, &wanted).await;
        for seed in seeds() {
            pages += 1;
            let done = stage
                .script(&within("return mutate(arguments[0]);"), json!([seed]))
                .await;
            let located = stage.page.locate(&wanted, true).await.expect("a look");
            for (row, verdict) in located.iter().zip(judge(&stage, &located).await) {
                let count = counts.entry(row.element.clone()).or_default();
                match verdict.as_str() {
                    "right" if row.healed.is_some() => count.healed += 1,
                    "right" => count.by_candidate += 1,
                    "there" => count.not_found += 1,
                    "gone" => {}
                    _ => wrong.push(format!("{state} {seed}: {} {row:?} {done}", row.element)),
                }
            }
        }
    }
    stage.close().await;

    let sum = |of: fn(&Count) -> usize| counts.values().map(of).sum::<usize>();
    let (found, healed) = (sum(|c| c.by_candidate), sum(|c| c.healed));
    let lost = healed + sum(|c| c.not_found);
    for (name, c) in &counts {
        println!(
            "{name:18} by a candidate {:4}, healed {:4}, not found {:4}",
            c.by_candidate, c.healed, c.not_found
        );
    }
    println!(
        "{pages} changed pages: {found} elements found by a candidate; of {lost} others {healed} healed ({}%); wrong: {}",
        healed * 100 / lost.max(1),
        wrong.len()
    );
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(pages >= 200 || std::env::var("FAGAO_SEEDS").is_ok());
    assert!(healed * 4 >= lost, "{healed} of {lost}");
}

/// The elements of the editor that are there in a state: each with those before it.
fn of_the_editor(stage: &Stage, state: &str, also: &[&str]) -> Vec<Element> {
    let there = |element: &Element| match (state, element.state.as_str()) {
        (_, "opened") => true,
        ("opened", _) => false,
        (_, "panel") => true,
        ("filled", "filled") => true,
        _ => also.contains(&element.name.as_str()),
    };
    let mut all = stage.elements_of("editor");
    all.retain(there);
    all
}

/// Brings the pages into a state.
async fn reach(stage: &mut Stage, state: &str) {
    match state {
        "login" | "password" | "agreed" => {
            stage.go("login").await;
            stage.press("login-qr", "login-qr").await;
        }
        "published" => {
            let confirm = stage.element("confirm");
            stage.go_on_with_the_draft().await;
            stage.press("publish-button", "panel").await;
            stage.choose().await;
            stage.page.click_once(&confirm).await.expect("a click");
            let link = stage.element("published-link");
            stage.holds(Condition::Shows(link)).await;
        }
        "opened" => {
            stage.sign_in().await;
            stage.go("editor").await;
            stage.press("editor", "editor").await;
        }
        _ => {
            stage.go_on_with_the_draft().await;
            stage.press("publish-button", "panel").await;
        }
    }
    match state {
        "password" => {
            let script = "document.querySelector('.clickable').click()";
            stage.script(script, json!([])).await;
        }
        "agreed" => {
            stage.press("login-agree", "login-agreed").await;
            let script = "document.querySelector('.send-vcode-btn').textContent = '重新发送';
                          toast('验证码错误'); window.setTimeout = () => 0;";
            stage.script(script, json!([])).await;
        }
        "tags" | "columns" | "topics" => {
            let name = state.trim_end_matches('s');
            let open = Step::Open {
                trigger: stage.element(&format!("{name}-box")),
                shows: stage.element(&format!("{name}-option")),
            };
            stage.step(&open).await;
        }
        "filled" => stage.choose().await,
        _ => {}
    }
}

fn within(script: &str) -> String {
    format!("{}\n{script}", include_str!("mutate.js"))
}

fn reference(id: &str) -> Value {
    json!({ "element-6066-11e4-a52e-4f735466cecf": id })
}

/// Keeps the page with what is which element.
async fn keep(stage: &mut Stage, wanted: &[Element]) {
    let located = stage.page.locate(wanted, false).await.expect("a look");
    let mut elements = Map::new();
    for row in &located {
        let id = row.id.as_deref();
        let id = id.unwrap_or_else(|| panic!("{} is not there: {row:?}", row.element));
        elements.insert(row.element.clone(), reference(id));
    }
    let of = |of: fn(&Element) -> Value| -> Value {
        let all = stage.pages.elements.values();
        Value::Object(all.map(|e| (e.name.clone(), of(e))).collect())
    };
    let inside = of(|e| json!(e.fingerprint.as_ref().and_then(|f| f.inside.clone())));
    let lists: Vec<&String> = stage
        .pages
        .elements
        .values()
        .filter(|e| e.expect.many)
        .map(|e| &e.name)
        .collect();
    let args = json!([elements, inside, lists]);
    let script = within("keepStage(...arguments);");
    stage.script(&script, args).await;
}

/// `right` or `wrong` of what was found; of what was not, whether it is `there` or `gone`.
async fn judge(stage: &Stage, located: &[Located]) -> Vec<String> {
    let rows: Vec<Value> = located
        .iter()
        .map(|row| json!([row.element, row.id.as_deref().map(reference)]))
        .collect();
    let script = within("return arguments[0].map(([name, el]) => judge(name, el));");
    let said = stage.script(&script, json!([rows])).await;
    serde_json::from_value(said).expect("verdicts")
}
