//! Nothing is spent without an agreement, a budget and a price.

use crate::home::{HELLO, Home};

#[test]
fn without_an_agreement_nothing_is_sent() {
    let home = Home::new();
    let args = [
        "publish",
        HELLO,
        "--to",
        "juejin,jz",
        "--via",
        "api",
        "--sandbox",
        "--json",
    ];
    let ran = home.run(&args).expect(3);
    assert_eq!(ran.result("jz", "error")["code"], "money.not-agreed");
    assert_eq!(home.counts(), (0, 0, 0));
}

#[test]
fn an_order_over_the_budget_is_refused() {
    let home = Home::new();
    let article = home.dir.path().join("dear.md");
    let text = std::fs::read_to_string(HELLO).expect("the article");
    // The dearest medium of the sandbox costs more than one order may.
    let text = text.replace("resource: 12786", "resource: 12862").replace(
        "source: \"${juejin.url}\"",
        "source: \"https://example.com/\"",
    );
    std::fs::write(&article, text).expect("an article");
    let ran = home
        .publish(&article.to_string_lossy(), "jz", &[])
        .expect(4);
    assert_eq!(ran.result("jz", "error")["code"], "money.over-budget");
    assert_eq!(home.counts().1, 0);
}
