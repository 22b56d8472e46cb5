//! A page that was saved, and what the candidates of an element find in it: without scripts, styles and boxes.

mod role;

use scraper::{ElementRef, Html, Selector};

use super::{Candidate, Element, Look, Sight, selector};

/// A saved page.
pub struct Saved {
    html: Html,
}

/// What a candidate finds.
enum Found<'a> {
    /// These.
    These(Vec<ElementRef<'a>>),
    /// Some of these: which, a saved page does not say.
    Of(Vec<ElementRef<'a>>),
    /// Nothing: it is no selector.
    Invalid,
}

impl Saved {
    /// Reads one.
    pub fn read(html: &str) -> Self {
        Self {
            html: Html::parse_document(html),
        }
    }

    /// What becomes of every candidate of an element. A state that scripts set, and which of several matches is the
    /// visible one, cannot be judged.
    pub fn survey(&self, element: &Element) -> Vec<Look> {
        let mut parts: Vec<ElementRef<'_>> = Vec::new();
        let look = |candidate| {
            let (sight, count, first) = self.sift(element, candidate);
            let part = first.map(|el| {
                let same = |p: &ElementRef<'_>| is_in(*p, el) || is_in(el, *p);
                parts.iter().position(same).unwrap_or_else(|| {
                    parts.push(el);
                    parts.len() - 1
                })
            });
            Look { sight, count, part }
        };
        element.candidates.iter().map(look).collect()
    }

    /// The same order of questions as in a live page: the tag, what can be seen, how many.
    fn sift(
        &self,
        element: &Element,
        candidate: &Candidate,
    ) -> (Sight, usize, Option<ElementRef<'_>>) {
        let expect = &element.expect;
        let (mut found, sure) = match self.find(candidate) {
            Found::These(found) => (found, true),
            Found::Of(found) => (found, false),
            Found::Invalid => return (Sight::Invalid, 0, None),
        };
        let all = found.len();
        if let Some(tag) = &expect.tag {
            found.retain(|el| el.value().name() == tag);
        }
        let matching = found.len();
        if expect.visible {
            found.retain(|el| !is_hidden(*el));
        }
        match (all, matching, found.len()) {
            (0, ..) => (Sight::Nothing, 0, None),
            (_, 0, _) => (Sight::OtherTag, all, None),
            (.., 0) => (Sight::Hidden, matching, None),
            (.., n) if !sure => (Sight::Unjudged, n, None),
            (.., n) if n > 1 && !expect.many => match expect.visible {
                true => (Sight::Unjudged, n, None),
                false => (Sight::Several, n, None),
            },
            (.., n) => (Sight::Found, n, found.first().copied()),
        }
    }

    fn find(&self, candidate: &Candidate) -> Found<'_> {
        match candidate {
            Candidate::Css { css, .. } => self.select(css, |_| true),
            Candidate::Text { text, within, .. } => self.select(within, |el| {
                let own = match el.value().name() {
                    "input" => fold(el.attr("value").unwrap_or_default()),
                    _ => text_of(el),
                };
                own == fold(text)
            }),
            Candidate::Placeholder { placeholder, .. } => self.select("[placeholder]", |el| {
                el.attr("placeholder").map(fold) == Some(fold(placeholder))
            }),
            Candidate::Role { role, name, .. } => self.select(&role::selector(role), |el| {
                role::is(el, role) && role::name(&self.html, el) == fold(name)
            }),
        }
    }

    fn select<'a>(&'a self, css: &str, fits: impl Fn(ElementRef<'a>) -> bool) -> Found<'a> {
        let all = |selector: &Selector| {
            let found = self.html.select(selector).filter(|el| fits(*el));
            found.collect::<Vec<_>>()
        };
        match (selector::without_states(css), selector::parse(css)) {
            (Some(bare), Ok(_)) => match selector::parse(&bare) {
                Ok(bare) => Found::Of(all(&bare)),
                Err(_) => Found::Invalid,
            },
            (None, Ok(selector)) => Found::These(all(&selector)),
            (_, Err(_)) => Found::Invalid,
        }
    }
}

/// Whether one is, or is in, the other.
fn is_in(el: ElementRef<'_>, other: ElementRef<'_>) -> bool {
    el.id() == other.id() || el.ancestors().any(|a| a.id() == other.id())
}

/// Whether the markup itself says that it is not shown.
fn is_hidden(el: ElementRef<'_>) -> bool {
    let says = |el: ElementRef<'_>| {
        let style = el.attr("style").unwrap_or_default().to_ascii_lowercase();
        let style: String = style.chars().filter(|c| !c.is_whitespace()).collect();
        let kind = (el.value().name(), el.attr("type"));
        el.attr("hidden").is_some()
            || style.contains("display:none")
            || style.contains("visibility:hidden")
            || matches!(kind, ("input", Some("hidden")) | ("template" | "script", _))
    };
    says(el) || el.ancestors().filter_map(ElementRef::wrap).any(says)
}

fn fold(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn text_of(el: ElementRef<'_>) -> String {
    fold(&el.text().collect::<String>())
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: &str = r#"<html><body>
        <div class="popup"><button id="a"> 确定并
          发布 </button></div>
        <button style="DISPLAY : none">确定并发布</button>
        <input class="box" type="checkbox"><input class="late" placeholder="标题">
        <ul class="list"><li>后端</li><li>前端</li></ul>
        <label for="n">姓名</label><input id="n"><a href="/x" aria-label="去"></a>
    </body></html>"#;

    fn looks(candidates: &[Candidate], visible: bool, many: bool) -> Vec<Look> {
        let mut element = Element {
            candidates: candidates.to_vec(),
            ..Element::default()
        };
        (element.expect.visible, element.expect.many) = (visible, many);
        Saved::read(PAGE).survey(&element)
    }

    fn sights(candidates: &[Candidate]) -> Vec<Sight> {
        let looks = looks(candidates, true, false);
        looks.into_iter().map(|l| l.sight).collect()
    }

    #[test]
    fn every_way_to_find_an_element_works_on_a_saved_page() {
        let found = sights(&[
            Candidate::text("确定并 发布", "button"),
            Candidate::css("#a"),
            Candidate::role("button", "确定并 发布"),
            Candidate::placeholder("标题"),
            Candidate::role("textbox", "姓名"),
            Candidate::role("link", "去"),
        ]);
        assert!(found.iter().all(|s| *s == Sight::Found), "{found:?}");
    }

    #[test]
    fn candidates_of_one_thing_agree_and_others_do_not() {
        let looks = looks(
            &[
                Candidate::css(".popup"),
                Candidate::css("#a"),
                Candidate::css(".list"),
            ],
            true,
            false,
        );
        let parts: Vec<_> = looks.iter().map(|l| l.part).collect();
        assert_eq!(parts, [Some(0), Some(0), Some(1)]);
    }

    #[test]
    fn what_a_saved_page_does_not_say_is_not_guessed() {
        assert_eq!(
            sights(&[
                Candidate::css(".box:checked"),
                Candidate::css(".none:checked"),
                Candidate::css("li"),
                Candidate::css("button[style]"),
                Candidate::css("p[["),
            ]),
            [
                Sight::Unjudged,
                Sight::Nothing,
                Sight::Unjudged,
                Sight::Hidden,
                Sight::Invalid
            ]
        );
        let several = looks(&[Candidate::css("li")], false, false);
        assert_eq!((several[0].sight, several[0].count), (Sight::Several, 2));
        let many = looks(&[Candidate::css("li")], true, true);
        assert_eq!((many[0].sight, many[0].count), (Sight::Found, 2));
    }
}
