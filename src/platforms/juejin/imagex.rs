//! ImageX: the five calls by which an image gets onto Juejin (facts: section 4).
//!
//! Token, apply, upload, commit, address; what was uploaded before needs the last one alone.

use std::sync::Arc;

use serde_json::Value;

use super::aws4::{Key, Scope, Signed, authorization};
use super::dialect::{JuejinDialect, encode};
use crate::plan::{
    Answer, Body, ClearCall, Dialect, Effect, Exchange, Moment, Reading, Refusal, Request, Slots,
    Template, Turn, Upload,
};
use crate::platforms::site_call;
use crate::site::{ApiFile, ErrorMeaning};

const REGION: &str = "cn-north-1";
const SERVICE: &str = "imagex";

/// What ImageX says of an image that it took.
const TAKEN: i64 = 2000;

/// The calls in their order, by their names in the site file.
const CALLS: [&str; 5] = [
    "image_token",
    "image_apply",
    "image_upload",
    "image_commit",
    "image_url",
];

/// The slots of the key that the first call brings.
const KEY: [&str; 3] = ["image_key_id", "image_key", "image_session_token"];

/// One upload under way.
pub(super) struct ImageX {
    dialect: JuejinDialect,
    api: Arc<ApiFile>,
    bytes: Vec<u8>,
    mime: &'static str,
    slots: Slots,
    /// The call that comes next.
    at: usize,
    /// The call whose answer is awaited.
    sent: Option<ClearCall>,
}

impl ImageX {
    /// Begins with the token, or with the address of what is there.
    pub(super) fn new(dialect: JuejinDialect, api: Arc<ApiFile>, upload: Upload<'_>) -> Self {
        let mut slots = Slots::default();
        for name in ["aid", "uuid"] {
            if let Some(value) = upload.slots.get(name) {
                slots.set(name, value.clone());
            }
        }
        slots.extend(key(upload.slots));
        let at = match upload.uri {
            Some(uri) => {
                slots.set("image_uri", uri);
                CALLS.len() - 1
            }
            // One key does for all uploads of a run.
            None => usize::from(KEY.iter().all(|name| slots.get(name).is_some())),
        };
        Self {
            dialect,
            api,
            bytes: upload.bytes,
            mime: upload
                .file
                .media
                .map_or("application/octet-stream", |m| m.mime()),
            slots,
            at,
            sent: None,
        }
    }

    fn text(&self, slot: &str) -> String {
        self.slots.text(slot).unwrap_or_default()
    }

    /// Makes the next request.
    fn send(&mut self, moment: &Moment) -> Turn {
        let name = CALLS[self.at];
        let values = |name: &str| Some(Template::slot(name));
        let made = site_call::build(&self.api, name, Effect::Set, None, &values)
            .map_err(|e| e.to_string())
            .and_then(|call| call.fill(&self.slots).map_err(|e| e.to_string()));
        let call = match made {
            Ok(call) => call,
            Err(why) => return Turn::Unclear(name.to_owned(), why),
        };
        let mut request = self.dialect.seal(&call, moment);
        match name {
            "image_apply" | "image_commit" => self.sign(&call, &mut request, moment),
            "image_upload" => self.fill(&mut request),
            _ => {}
        }
        self.sent = Some(call);
        Turn::Send(name.to_owned(), request)
    }

    /// Signs a call of ImageX by the key that the token brought.
    fn sign(&self, call: &ClearCall, request: &mut Request, moment: &Moment) {
        let time = jiff::Timestamp::from_second(moment.unix)
            .unwrap_or_default()
            .strftime("%Y%m%dT%H%M%SZ")
            .to_string();
        let token = self.text("image_session_token");
        let headers = [
            ("x-amz-date", time.as_str()),
            ("x-amz-security-token", token.as_str()),
        ];
        let signed = Signed {
            method: &call.method,
            path: "/",
            query: &call.query,
            headers: &headers,
            body: b"",
        };
        let scope = Scope {
            time: &time,
            region: REGION,
            service: SERVICE,
        };
        let (id, secret) = (self.text("image_key_id"), self.text("image_key"));
        let key = Key {
            id: &id,
            secret: &secret,
        };
        let authorization = authorization(&signed, &scope, &key);
        let headers = headers.map(|(n, v)| (n.to_owned(), v.to_owned()));
        request.headers.extend(headers);
        request
            .headers
            .push(("authorization".to_owned(), authorization));
    }

    /// Puts the bytes in, and where they go: the host and the path are what the apply gave.
    fn fill(&self, request: &mut Request) {
        let path: Vec<String> = self.text("image_uri").split('/').map(encode).collect();
        request.url = format!("https://{}/{}", self.text("image_host"), path.join("/"));
        request.headers.extend([
            ("authorization".to_owned(), self.text("image_auth")),
            ("content-crc32".to_owned(), crc32(&self.bytes)),
            ("content-type".to_owned(), self.mime.to_owned()),
        ]);
        request.body = Body::Bytes(self.bytes.clone());
    }

    /// Reads an answer; what went wrong is the turn that ends it.
    fn read(&mut self, call: &ClearCall, answer: &Answer) -> Result<(), Turn> {
        let name = call.name.clone();
        // The site's own envelope; ImageX has one of its own.
        let reading = match name.as_str() {
            "image_token" | "image_url" => self.dialect.open(call, answer),
            _ => open(call, answer),
        };
        match reading {
            Reading::Done(slots) => self.slots.extend(slots),
            Reading::Refused(refusal) => return Err(Turn::Refused(name, refusal)),
            Reading::Unclear(what) => return Err(Turn::Unclear(name, what)),
        }
        let number = |slot: &str| self.slots.get(slot).and_then(Value::as_i64);
        let odd = match name.as_str() {
            "image_upload" => number("image_stored").filter(|code| *code != 200),
            "image_commit" => number("image_status").filter(|status| *status != TAKEN),
            _ => None,
        };
        match odd {
            Some(code) => Err(Turn::Unclear(name, format!("it answered {code}"))),
            None => Ok(()),
        }
    }
}

impl Exchange for ImageX {
    fn next(&mut self, answer: Option<&Answer>, moment: &Moment) -> Turn {
        if let (Some(answer), Some(call)) = (answer, self.sent.take()) {
            if let Err(end) = self.read(&call, answer) {
                return end;
            }
            self.at += 1;
            if self.at == CALLS.len() {
                return Turn::Done {
                    uri: self.text("image_uri"),
                    url: self.text("image_url"),
                    keep: key(&self.slots),
                };
            }
        }
        self.send(moment)
    }
}

/// The key, as far as it is known.
fn key(slots: &Slots) -> Slots {
    let mut key = Slots::default();
    for name in KEY {
        if let Some(value) = slots.get(name) {
            key.set_secret(name, value.clone());
        }
    }
    key
}

/// Reads an answer of ImageX or of its store.
fn open(call: &ClearCall, answer: &Answer) -> Reading {
    let Ok(body) = serde_json::from_slice::<Value>(&answer.body) else {
        return Reading::Unclear(format!("HTTP {} without JSON", answer.status));
    };
    let words = ["/ResponseMetadata/Error/Code", "/error/error"]
        .iter()
        .find_map(|at| body.pointer(at)?.as_str())
        .filter(|code| !code.is_empty());
    if let Some(code) = words {
        let says = ["/ResponseMetadata/Error/Message", "/error/message"]
            .iter()
            .find_map(|at| body.pointer(at)?.as_str());
        return Reading::Refused(Refusal {
            code: code.to_owned(),
            says: says.unwrap_or(code).to_owned(),
            means: match answer.status {
                429 => ErrorMeaning::Later,
                _ => ErrorMeaning::Invalid,
            },
            not_done: true,
            retry_after: None,
        });
    }
    if answer.status >= 300 {
        return Reading::Unclear(format!("HTTP {}", answer.status));
    }
    match call.read(&body, &|name| answer.header(name).map(str::to_owned)) {
        Ok(slots) => Reading::Done(slots),
        Err(missing) => Reading::Unclear(format!("success without {missing}")),
    }
}

/// The CRC-32 of the bytes, in eight hex digits.
fn crc32(bytes: &[u8]) -> String {
    format!("{:08x}", crc32fast::hash(bytes))
}

/// Reads what identifies an image out of an address: `tos-cn-i-…/<id>`, before the `~` of its rendering.
pub(super) fn uri_of(url: &str) -> Option<String> {
    let (host, path) = url.strip_prefix("https://")?.split_once('/')?;
    let ours =
        (host.ends_with(".juejin.cn") && host.contains("-xtjj-")) || host.ends_with(".byteimg.com");
    let uri = path.split(['~', '?', '#']).next()?;
    let (service, id) = uri.split_once('/')?;
    let plain = |text: &str| {
        !text.is_empty()
            && text
                .bytes()
                .all(|b| b.is_ascii_alphanumeric() || b"-_.".contains(&b))
    };
    (ours && service.starts_with("tos-") && plain(service) && plain(id)).then(|| uri.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The check value of CRC-32/ISO-HDLC, and a sum that begins with a zero.
    #[test]
    fn the_sum_has_eight_digits() {
        assert_eq!(crc32(b"123456789"), "cbf43926");
        assert_eq!(crc32(b""), "00000000");
    }

    #[test]
    fn an_image_is_known_by_its_address() {
        let signed = "https://p0-xtjj-private.juejin.cn/tos-cn-i-73owjymdk6/0a1b~tplv-73owjymdk6-jj-mark-v1:0:q75.awebp?policy=x";
        let uri = Some("tos-cn-i-73owjymdk6/0a1b".to_owned());
        assert_eq!(uri_of(signed), uri);
        let public = "https://p3-juejin.byteimg.com/tos-cn-i-73owjymdk6/0a1b~tplv.awebp";
        assert_eq!(uri_of(public), uri);
        for other in [
            "https://example.com/tos-cn-i-73owjymdk6/0a1b",
            "https://p0-xtjj-private.juejin.cn/",
            "https://p0-xtjj-private.juejin.cn/static/../x",
            "http://p3-juejin.byteimg.com/tos-cn-i-73owjymdk6/0a1b",
            "a.png",
        ] {
            assert_eq!(uri_of(other), None, "{other}");
        }
    }
}
