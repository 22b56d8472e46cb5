//! The pages of `juejin.cn`. The files are under `fixtures/pages/juejin/`.

use std::io;

use axum::http::request::Parts;
use axum::http::{HeaderMap, Method, StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use jiff::Timestamp;

use super::broken::moved;
use super::classes::{renamed, renamed_bundle};
use super::markdown;
use super::review::Review;
use super::state::{Account, Article};
use super::template::{Slot, escape, file, fill};
use super::variant::changed;
use super::vocabulary::tag;
use super::{cookies, passport};
use crate::sandbox::Shared;

/// The editor's bundle: as asked for, and where it is in the npm package.
const ASSETS: [(&str, &str); 3] = [
    ("index.umd.js", "dist/index.umd.js"),
    ("index.css", "dist/index.css"),
    ("zh_Hans.json", "locales/zh_Hans.json"),
];

/// Serves one page, script, style or picture.
pub async fn serve(shared: &Shared, parts: &Parts) -> Response {
    let path = parts.uri.path();
    let places: Vec<&str> = path.split('/').filter(|p| !p.is_empty()).collect();
    match places.as_slice() {
        ["static", name] => return static_file(shared, name),
        ["bytemd", name] => return asset(shared, name).await,
        ["decoy"] if parts.method == Method::POST => {
            return match shared.book.change(|s| s.juejin.decoys += 1) {
                Ok(()) => StatusCode::NO_CONTENT.into_response(),
                Err(e) => passport::broken_book(&e),
            };
        }
        ["captcha", "verify"] if parts.method == Method::POST => {
            return match shared.book.change(|s| s.juejin.settings.captcha = false) {
                Ok(()) => StatusCode::NO_CONTENT.into_response(),
                Err(e) => passport::broken_book(&e),
            };
        }
        _ => {}
    }
    if parts.method != Method::GET && parts.method != Method::HEAD {
        return StatusCode::METHOD_NOT_ALLOWED.into_response();
    }
    let mut response = page(shared, parts, &places);
    let now = (shared.clock)();
    match anonymous(shared, &parts.headers, now) {
        Ok(set) => cookies::add(response.headers_mut(), set),
        Err(e) => return passport::broken_book(&e),
    }
    response
}

fn page(shared: &Shared, parts: &Parts, places: &[&str]) -> Response {
    if shared.book.read(|s| s.juejin.settings.captcha) {
        return captcha_page(other_classes(shared));
    }
    let visit = Visit::of(shared, &parts.headers);
    match places {
        [] => visit.home(),
        ["login"] => visit.html("login.html", &[]),
        ["published"] => visit.html("published.html", &[]),
        // As a document of 2026-02-02 has the editor's addresses.
        ["post", "create"] | ["markdown-editor"] => {
            Redirect::to("/editor/drafts/new?v=2").into_response()
        }
        // The old address leads home.
        ["editor"] => Redirect::to("/").into_response(),
        ["editor", "drafts"] => visit.own(parts, "drafts.html"),
        ["editor", "drafts", _] => visit.editor(parts),
        ["creator", "home"] | ["creator", "content", "article", _] => {
            visit.own(parts, "creator.html")
        }
        ["post", id] => visit.article(id, true),
        ["spost", id] => visit.article(id, false),
        ["user", id] | ["user", id, "posts"] => visit.profile(id),
        _ => not_found(shared),
    }
}

/// The page that comes between until a person has solved it, whatever was asked for.
pub fn captcha_page(other_classes: u64) -> Response {
    let text = file("captcha.html").unwrap_or_default().to_owned();
    html(StatusCode::OK, renamed("captcha.html", text, other_classes))
}

fn other_classes(shared: &Shared) -> u64 {
    shared.book.read(|s| s.juejin.settings.other_classes)
}

/// The page for what is not there.
pub fn not_found(shared: &Shared) -> Response {
    let visit = Visit { shared, user: None };
    let (_, text) = visit.text("not_found.html", &[]);
    html(StatusCode::NOT_FOUND, text)
}

/// One visitor of the pages.
struct Visit<'a> {
    shared: &'a Shared,
    user: Option<Account>,
}

impl<'a> Visit<'a> {
    fn of(shared: &'a Shared, headers: &HeaderMap) -> Self {
        let now = (shared.clock)();
        let session = cookies::read(headers, "sessionid").unwrap_or_default();
        let user = shared
            .book
            .read(|s| s.juejin.signed_in(session, now).cloned());
        Self { shared, user }
    }

    fn home(&self) -> Response {
        let entries = self.entries(|_| true);
        self.html("home.html", &[("entries", Slot::Html(entries))])
    }

    fn profile(&self, id: &str) -> Response {
        let name = self
            .shared
            .book
            .read(|s| s.juejin.user(id).map(|a| a.name.clone()));
        let Some(name) = name else {
            return not_found(self.shared);
        };
        let entries = self.entries(|a| a.user_id == id);
        let slots = [
            ("user_name", Slot::Text(name)),
            ("entries", Slot::Html(entries)),
        ];
        self.html("user.html", &slots)
    }

    /// A page of the visitor's own; the logged out are sent to sign in.
    fn own(&self, parts: &Parts, name: &str) -> Response {
        match self.user {
            Some(_) => self.html(name, &[]),
            None => to_login(parts),
        }
    }

    fn editor(&self, parts: &Parts) -> Response {
        let missing = ASSETS
            .iter()
            // The page does without the Chinese labels.
            .filter(|(_, place)| place.starts_with("dist/"))
            .map(|(_, place)| self.shared.assets.join(place))
            .find(|f| !f.is_file());
        match missing {
            Some(file) if self.user.is_some() => no_assets(&file.display().to_string()),
            _ => self.own(parts, "editor.html"),
        }
    }

    /// `/post/<id>` shows what is live, `/spost/<id>` what is not yet; each is 404 otherwise.
    fn article(&self, id: &str, public: bool) -> Response {
        let found = self.shared.book.read(|s| {
            let article = s.juejin.article(id)?.clone();
            let author = s.juejin.user(&article.user_id)?.name.clone();
            Some((article, author))
        });
        let Some((article, author)) = found.filter(|(a, _)| (a.review == Review::Live) == public)
        else {
            return not_found(self.shared);
        };
        let notice = match article.review {
            Review::Live => "",
            Review::Reviewing => r#"<div class="notice">审核中</div>"#,
            Review::Rejected => r#"<div class="notice">未通过</div>"#,
        };
        let link =
            |t: &super::vocabulary::Tag| format!(r#"<a href="/tag/{0}">{0}</a>"#, escape(t.name));
        let tags = article.content.tag_ids.iter().filter_map(|id| tag(id));
        let time = Timestamp::from_second(article.created).unwrap_or_default();
        self.html(
            "post.html",
            &[
                ("notice", Slot::Html(notice.to_owned())),
                ("title", Slot::Text(article.content.title.clone())),
                ("user_id", Slot::Text(article.user_id.clone())),
                ("author", Slot::Text(author)),
                ("time", Slot::Text(time.to_string())),
                ("tags", Slot::Html(tags.map(link).collect())),
                (
                    "html",
                    Slot::Html(markdown::html(&article.content.mark_content)),
                ),
            ],
        )
    }

    /// The live articles that fit, the newest first.
    fn entries(&self, fits: impl Fn(&Article) -> bool) -> String {
        let entry = |a: &Article| {
            let (title, brief) = (escape(&a.listed_title), escape(&a.content.brief_content));
            format!(
                r#"<div class="entry content-main"><a class="title" href="/post/{}">{title}</a><p>{brief}</p></div>"#,
                a.id
            )
        };
        let all: String = self.shared.book.read(|s| {
            let live = s.juejin.articles.iter().rev();
            live.filter(|a| a.review == Review::Live && fits(a))
                .map(entry)
                .collect()
        });
        match all.is_empty() {
            true => r#"<div class="nothing">还没有文章</div>"#.to_owned(),
            false => all,
        }
    }

    fn html(&self, name: &str, slots: &[(&str, Slot)]) -> Response {
        let (status, text) = self.text(name, slots);
        html(status, text)
    }

    fn text(&self, name: &str, slots: &[(&str, Slot)]) -> (StatusCode, String) {
        let Some(text) = served(self.shared, name) else {
            return (StatusCode::NOT_FOUND, String::new());
        };
        let header = match &self.user {
            None => file("header_out.html").unwrap_or_default().to_owned(),
            Some(user) => file("header_in.html")
                .unwrap_or_default()
                .replace("{{user_id}}", &escape(&user.user_id))
                .replace("{{user_name}}", &escape(&user.name)),
        };
        let text = fill(&text, &header, slots);
        let planted = self.shared.book.read(|s| s.juejin.settings.planted.clone());
        let text = text.replacen("</body>", &format!("{planted}</body>"), 1);
        (
            StatusCode::OK,
            renamed(name, text, other_classes(self.shared)),
        )
    }
}

fn to_login(parts: &Parts) -> Response {
    let asked = parts.uri.path_and_query().map_or("/", |p| p.as_str());
    let to = cookies::percent(&format!("https://juejin.cn{asked}"));
    (
        StatusCode::FOUND,
        [(header::LOCATION, format!("/login?to={to}"))],
    )
        .into_response()
}

/// Gives everybody the cookies of a visitor; a new web id is an id of the book's.
fn anonymous(shared: &Shared, headers: &HeaderMap, now: i64) -> io::Result<Vec<String>> {
    if cookies::read(headers, "__tea_cookie_tokens_2608").is_some() {
        return Ok(Vec::new());
    }
    let web_id = shared.book.change(|s| s.juejin.next_id())?;
    let token = passport::token().unwrap_or_default();
    Ok(cookies::anonymous(headers, &web_id, &token, now))
}

/// An embedded file as the pages have it now.
fn served(shared: &Shared, name: &str) -> Option<String> {
    let text = moved(name, file(name)?, &shared.faults.broken_elements());
    let variant = shared.book.read(|s| s.juejin.settings.variant.clone());
    Some(changed(name, text, &variant))
}

fn static_file(shared: &Shared, name: &str) -> Response {
    let kind = match name.rsplit_once('.') {
        Some((_, "js")) => "text/javascript; charset=utf-8",
        Some((_, "css")) => "text/css; charset=utf-8",
        Some((_, "svg")) => "image/svg+xml",
        _ => return not_found(shared),
    };
    let fresh = (header::CACHE_CONTROL, "no-store");
    match served(shared, name) {
        Some(text) => {
            let text = renamed(name, text, other_classes(shared));
            ([(header::CONTENT_TYPE, kind), fresh], text).into_response()
        }
        None => not_found(shared),
    }
}

async fn asset(shared: &Shared, name: &str) -> Response {
    let Some((_, place)) = ASSETS.iter().find(|(n, _)| *n == name) else {
        return not_found(shared);
    };
    let file = shared.assets.join(place);
    let kind = match name.rsplit_once('.') {
        Some((_, "css")) => "text/css; charset=utf-8",
        Some((_, "json")) => "application/json; charset=utf-8",
        _ => "text/javascript; charset=utf-8",
    };
    match tokio::fs::read_to_string(&file).await {
        Ok(text) => {
            let text = renamed_bundle(name, text, other_classes(shared));
            ([(header::CONTENT_TYPE, kind)], text).into_response()
        }
        Err(_) => no_assets(&file.display().to_string()),
    }
}

/// Says what is missing and how to get it.
fn no_assets(file: &str) -> Response {
    let words = format!("the editor's file {file} is missing; run ./webdriver.sh --setup\n");
    (StatusCode::INTERNAL_SERVER_ERROR, words).into_response()
}

fn html(status: StatusCode, text: String) -> Response {
    let headers = [
        (header::CONTENT_TYPE, "text/html; charset=utf-8"),
        (header::CACHE_CONTROL, "no-store"),
    ];
    (status, headers, text).into_response()
}
