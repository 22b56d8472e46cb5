//! What an author sets for an order, typed and checked.

use std::collections::BTreeMap;

use super::limits::Model;
use super::{NAME, limits};
use crate::article::{Article, Placed, Section};
use crate::plan::{Account, Known, Step, Template, is_web_url};
use crate::platforms::layers::{Layers, misspelt};
use crate::platforms::pictures::{Pictures, Unplaced, told};
use crate::text::{Finding, Findings, JzguaiMessage, Message};

/// The keys that an article may set: each with its pinyin name where the document has one.
pub(super) const KEYS: &[&str] = &[
    "resource",
    "media",
    "model",
    "price_type",
    "source",
    "laiyuan",
    "note",
    "miaoshu",
    "kind",
    "leixing",
    "subject",
    "tuiguang",
    "points",
    "xuanchuan",
    "news_link",
    "xinwenlianjie",
    "licence",
    "yingyezhizhao",
    "logo",
    "qiyelogo",
    "cover",
    "fengmian",
    "original_link",
    "yuanwenlianjie",
    "out_model",
    "out_resource",
    "sale_id",
    "sale_name",
    "after",
];

/// A text field of `prop`: its name on the wire, and what it holds.
struct Prop {
    wire: &'static str,
    keys: [&'static str; 2],
    holds: Holds,
}

#[derive(Clone, Copy, PartialEq)]
enum Holds {
    /// Any text.
    Text,
    /// An address, which may be another account's link.
    Link,
    /// The address of an image.
    Image,
}

const fn prop(wire: &'static str, key: &'static str, holds: Holds) -> Prop {
    Prop {
        wire,
        keys: [key, wire],
        holds,
    }
}

const PROPS: &[Prop] = &[
    prop("laiyuan", "source", Holds::Link),
    prop("miaoshu", "note", Holds::Text),
    prop("tuiguang", "subject", Holds::Text),
    prop("xuanchuan", "points", Holds::Text),
    prop("xinwenlianjie", "news_link", Holds::Link),
    prop("yingyezhizhao", "licence", Holds::Image),
    prop("qiyelogo", "logo", Holds::Image),
    prop("fengmian", "cover", Holds::Image),
    prop("yuanwenlianjie", "original_link", Holds::Link),
];

/// What an author sets for the orders of one account.
pub(super) struct Fields {
    /// The media, each once.
    pub(super) resources: Vec<i64>,
    /// Their kind.
    pub(super) model: &'static Model,
    /// The type of price, where the kind has any.
    pub(super) price_type: Option<i64>,
    /// The other side's number of the kind; the same number when not set.
    pub(super) out_model: Option<i64>,
    /// The other side's number of the medium; the same number when not set.
    pub(super) out_resource: Option<i64>,
    /// The seller.
    pub(super) sale_id: i64,
    /// The seller's name.
    pub(super) sale_name: String,
    /// `leixing`.
    pub(super) kind: i64,
    /// The text fields of `prop` by their name on the wire; those that are not set are empty.
    pub(super) props: BTreeMap<&'static str, Template>,
    /// The text.
    pub(super) html: Template,
    /// What puts pictures where jzguai sees them.
    pub(super) hosted: Vec<Step>,
}

/// The pictures that an article or an account names for orders.
pub(super) fn pictures(article: &Article, account: &Account) -> Vec<String> {
    let layers = Layers::new(article, account, NAME);
    let images = PROPS.iter().filter(|p| p.holds == Holds::Image);
    images.flat_map(|p| layers.texts_of(&p.keys)).collect()
}

impl Fields {
    /// Reads and checks all fields.
    ///
    /// # Errors
    /// All findings at once.
    pub(super) fn read(
        article: &Article,
        account: &Account,
        known: &Known,
    ) -> Result<Fields, Findings> {
        let layers = Layers::new(article, account, NAME);
        let mut reader = Reader {
            article,
            account,
            known,
            findings: layers.unknown(KEYS),
            layers,
            pictures: Pictures::new(article, &known.hosting),
        };
        let fields = reader.fields();
        match fields {
            Some(fields) if reader.findings.is_empty() => Ok(fields),
            _ => Err(reader.findings),
        }
    }
}

struct Reader<'a> {
    article: &'a Article,
    account: &'a Account,
    known: &'a Known,
    layers: Layers<'a>,
    findings: Findings,
    pictures: Pictures<'a>,
}

impl Reader<'_> {
    fn fields(&mut self) -> Option<Fields> {
        let model = self.model();
        let resources = self.resources();
        let price_type = model.and_then(|m| self.price_type(m));
        let out_model = self.positive("out_model");
        let out_resource = self.positive("out_resource");
        if let (Some(out), Some([_, _, ..])) = (&out_resource, resources.as_deref()) {
            self.find(out, JzguaiMessage::OneOut);
        }
        let kind = self.int(&["kind", "leixing"]);
        let sale_id = self.int(&["sale_id"]);
        let sale_name = self.text(&["sale_name"]);
        let after = self.after();
        let mut props = BTreeMap::new();
        let mut links = false;
        for prop in PROPS {
            let value = self.prop(prop, model, after);
            links |= value.as_ref().is_some_and(|v| !v.wants().is_empty());
            props.insert(prop.wire, value.unwrap_or_else(|| Template::text("")));
        }
        if after && !links {
            self.missing("after", JzguaiMessage::AfterNothing);
        }
        let html = self.html();
        Some(Fields {
            html,
            hosted: self.pictures.steps(),
            resources: resources?,
            model: model?,
            price_type,
            out_model: out_model.map(|p| p.value),
            out_resource: out_resource.map(|p| p.value),
            sale_id: sale_id.unwrap_or(0),
            sale_name: sale_name.unwrap_or_default(),
            kind: kind.unwrap_or(1),
            props,
        })
    }

    fn model(&mut self) -> Option<&'static Model> {
        let found = self.layers.text(&["model"], &mut self.findings).ok()?;
        let Some(text) = found else {
            let known = limits::MODELS.iter().map(Model::shown).collect();
            self.missing("model", JzguaiMessage::NoModel { known });
            return None;
        };
        let model = Model::find(&text.value);
        if model.is_none() {
            let message = JzguaiMessage::UnknownModel {
                found: text.value.clone(),
                nearest: Model::nearest(&text.value).map(Model::shown),
                known: limits::MODELS.iter().map(Model::shown).collect(),
            };
            self.find(&text, message);
        }
        model
    }

    fn resources(&mut self) -> Option<Vec<i64>> {
        let keys = ["resource", "media"];
        let found = self.layers.read(&keys, &mut self.findings, Section::ints);
        let Some(listed) = found.ok()?.filter(|l| !l.value.is_empty()) else {
            self.missing("resource", JzguaiMessage::NoResource);
            return None;
        };
        let mut ids = Vec::new();
        for id in listed.value {
            if id.value < 1 {
                let message = JzguaiMessage::NotPositive {
                    key: "resource",
                    found: id.value,
                };
                self.find(&id, message);
            } else if ids.contains(&id.value) {
                let message = JzguaiMessage::Twice { resource: id.value };
                self.find(&id, message);
            } else {
                ids.push(id.value);
            }
        }
        Some(ids)
    }

    fn price_type(&mut self, model: &Model) -> Option<i64> {
        let keys = ["price_type"];
        let found = self.layers.text(&keys, &mut self.findings).ok()?;
        if model.price_types.is_empty() {
            // A default of the account may be for its other kinds.
            if let Some(text) = found.filter(|_| self.layers.in_article(&keys)) {
                let model = model.shown();
                self.find(&text, JzguaiMessage::NoPriceTypes { model });
            }
            return None;
        }
        let message = |found| JzguaiMessage::PriceType {
            model: model.shown(),
            found,
            allowed: model.price_types_shown(),
        };
        let Some(text) = found else {
            self.missing("price_type", message(None));
            return None;
        };
        let id = model.price_type(&text.value);
        if id.is_none() {
            self.find(&text, message(Some(text.value.clone())));
        }
        id
    }

    /// Reads `after`: `live` is the only value.
    fn after(&mut self) -> bool {
        let Ok(Some(after)) = self.layers.text(&["after"], &mut self.findings) else {
            return false;
        };
        if after.value != "live" {
            let found = after.value.clone();
            self.find(&after, JzguaiMessage::After { found });
            return false;
        }
        true
    }

    fn prop(&mut self, prop: &Prop, model: Option<&Model>, after: bool) -> Option<Template> {
        let mut found = self.layers.text(&prop.keys, &mut self.findings).ok()?;
        let wanted = model.is_some_and(|m| m.wants.contains(&prop.wire));
        if found.is_none() && wanted && prop.wire == "fengmian" {
            found = self.article.meta.cover.clone();
        }
        let Some(text) = found else {
            if let Some(model) = model.filter(|_| wanted) {
                let (key, model) = (prop.keys[0], model.shown());
                self.missing(key, JzguaiMessage::Missing { key, model });
            }
            return None;
        };
        match prop.holds {
            Holds::Text => Some(Template::text(text.value)),
            Holds::Image => self.image(prop.keys[0], &text),
            Holds::Link => self.link(prop.keys[0], &text, after),
        }
    }

    fn image(&mut self, key: &'static str, text: &Placed<String>) -> Option<Template> {
        let why = match self.pictures.address(&text.value) {
            Ok(address) => return Some(address),
            Err(why) => why,
        };
        let url = text.value.clone();
        let message = told(why, |why| match why {
            Unplaced::Nowhere => JzguaiMessage::LocalFile { key, url },
            _ => JzguaiMessage::NotAUrl { key, url },
        });
        self.find(text, message);
        None
    }

    /// The text; the pictures in it must be where jzguai can see them.
    fn html(&mut self) -> Template {
        let (html, unplaced) = self.pictures.html();
        for (place, url, why) in unplaced {
            let message = told(why, |why| match why {
                Unplaced::Data => JzguaiMessage::DataImage,
                _ => JzguaiMessage::LocalImage { url },
            });
            self.findings.push(Finding::at(place, message));
        }
        html
    }

    /// Reads an address, or `${account.url}` in it: the link of an account that comes earlier in the run.
    fn link(&mut self, key: &'static str, text: &Placed<String>, after: bool) -> Option<Template> {
        let template = Template::parse(&text.value);
        let wants: Vec<String> = template.wants().into_iter().map(str::to_owned).collect();
        if wants.is_empty() && !is_web_url(&text.value) {
            let url = text.value.clone();
            self.find(text, JzguaiMessage::NotAUrl { key, url });
            return None;
        }
        for slot in &wants {
            let account = slot.strip_suffix(".url").filter(|a| !a.is_empty());
            let message = match account {
                None => JzguaiMessage::UnknownSlot {
                    key,
                    slot: slot.clone(),
                },
                Some(a) if !self.known.earlier.iter().any(|e| e == a) => {
                    JzguaiMessage::NotEarlier {
                        key,
                        account: a.to_owned(),
                        this: self.account.name.clone(),
                    }
                }
                Some(_) => continue,
            };
            self.find(text, message);
            return None;
        }
        // A link that is live is another slot than a link that is known: the order waits for it.
        let live = |text: &str| text.replace(".url}", ".live_url}");
        match after && !wants.is_empty() {
            true => Some(Template::parse(&live(&text.value))),
            false => Some(template),
        }
    }

    fn positive(&mut self, key: &'static str) -> Option<Placed<i64>> {
        let found = self.layers.int(&[key], &mut self.findings).ok()??;
        if found.value < 1 {
            let message = JzguaiMessage::NotPositive {
                key,
                found: found.value,
            };
            self.find(&found, message);
            return None;
        }
        Some(found)
    }

    fn int(&mut self, keys: &[&str]) -> Option<i64> {
        let found = self.layers.int(keys, &mut self.findings).ok()??;
        Some(found.value)
    }

    fn text(&mut self, keys: &[&str]) -> Option<String> {
        let found = self.layers.text(keys, &mut self.findings).ok()??;
        Some(found.value)
    }

    /// Adds a finding about a value.
    fn find<T>(&mut self, at: &Placed<T>, message: impl Into<Message>) {
        self.findings.push(Finding::at(at.place.clone(), message));
    }

    /// Adds a finding about a key that is not there, unless it is there misspelt.
    fn missing(&mut self, key: &str, message: JzguaiMessage) {
        if !misspelt(key, &self.findings) {
            self.findings.push(Finding::at(self.layers.home(), message));
        }
    }
}
