//! The document's table of a push: what is taken, and what it says of what is not.
//!
//! Lengths are characters, not bytes.

use crate::text::YunsuoMessage;

/// The kind of a push.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// 图文: text with images.
    Article,
    /// 视频: a video.
    Video,
    /// 图集: images with texts.
    Images,
    /// 音频: a sound.
    Audio,
}

/// The kinds by their number.
const KINDS: [Kind; 4] = [Kind::Article, Kind::Video, Kind::Images, Kind::Audio];

impl Kind {
    /// Finds a kind by its number.
    pub(super) fn of(number: i64) -> Option<Kind> {
        let number = usize::try_from(number).ok()?;
        KINDS.get(number).copied()
    }

    /// The number as sent.
    pub(super) fn number(self) -> usize {
        KINDS.iter().position(|k| *k == self).unwrap_or_default()
    }
}

/// What a text may be.
pub(super) struct TextRule {
    key: &'static str,
    least: usize,
    most: usize,
    /// What is said when it is missing; none when it may be.
    missing: Option<&'static str>,
    short: &'static str,
    long: &'static str,
}

/// The document's message for a type that does not exist.
pub(super) const BAD_TYPE: &str = "类型参数有误";
/// For an account that is not 36 characters long.
pub(super) const BAD_ACCOUNT: &str = "账号池参数有误";
/// For no accounts.
pub(super) const NO_ACCOUNTS: &str = "请选择要发布的平台";
/// For no categories.
pub(super) const NO_CATEGORIES: &str = "分类选项有误";
/// For fewer than [`CATEGORIES`].
pub(super) const FEW_CATEGORIES: &str = "最少选择五个类别,更好的匹配更多平台";
/// For no images.
pub(super) const NO_IMAGES: &str = "请上传相册图集";
/// For fewer than [`IMAGES`].
pub(super) const FEW_IMAGES: &str = "最少上传4张图片";
/// For a text of tags alone.
pub(super) const EMPTY_TEXT: &str = "图文内容不能为空";

/// How many characters an account's id has.
pub(super) const ACCOUNT_LENGTH: usize = 36;
/// How many different categories a push has at least.
pub(super) const CATEGORIES: usize = 5;
/// How many images a push of images has at least.
pub(super) const IMAGES: usize = 4;

/// The title.
pub(super) const TITLE: TextRule = TextRule {
    key: "title",
    least: 6,
    most: 60,
    missing: Some("请填写文章标题"),
    short: "标题过短,请增加标题长度",
    long: "标题过长",
};
/// The keywords, commas included.
pub(super) const KEYWORDS: TextRule = TextRule {
    key: "keywords",
    least: 1,
    most: 255,
    missing: Some("请填写关键词"),
    short: "",
    long: "关键词过长",
};
/// The description.
pub(super) const DESCRIPTION: TextRule = TextRule {
    key: "description",
    least: 0,
    most: 255,
    missing: None,
    short: "",
    long: "描述过长",
};
/// The text of an image.
pub(super) const IMAGE_TEXT: TextRule = TextRule {
    key: "text",
    least: 1,
    most: 255,
    missing: Some("请填写图片描述"),
    short: "",
    long: "图片描述文本过长",
};

/// An address: its key, what is said when it is missing, and when it is no address.
pub(super) struct UrlRule {
    pub(super) key: &'static str,
    pub(super) missing: &'static str,
    pub(super) wrong: &'static str,
}

/// The cover. The document has one message for both.
pub(super) const COVER: UrlRule = UrlRule {
    key: "cover",
    missing: "封面图URL格式错误",
    wrong: "封面图URL格式错误",
};
/// The video.
pub(super) const VIDEO: UrlRule = UrlRule {
    key: "video_url",
    missing: "请上传视频文件",
    wrong: "视频URL格式错误",
};
/// The sound.
pub(super) const AUDIO: UrlRule = UrlRule {
    key: "audio_url",
    missing: "请上传音频文件",
    wrong: "音频URL格式错误",
};
/// An image of a push of images.
pub(super) const IMAGE: UrlRule = UrlRule {
    key: "url",
    missing: "相册图片URL格式错误",
    wrong: "相册图片URL格式错误",
};

impl TextRule {
    /// Checks a text, blanks around it left out.
    pub(super) fn check(&self, text: &str) -> Result<(), YunsuoMessage> {
        let length = text.trim().chars().count();
        let key = self.key;
        match self.missing {
            Some(says) if length == 0 => Err(YunsuoMessage::Missing { key, says }),
            _ if length < self.least => Err(YunsuoMessage::TooShort {
                key,
                length,
                least: self.least,
                says: self.short,
            }),
            _ if length > self.most => Err(YunsuoMessage::TooLong {
                key,
                length,
                most: self.most,
                says: self.long,
            }),
            _ => Ok(()),
        }
    }
}

/// Tells whether anything is left of HTML once its tags, comments and blanks are gone.
pub(super) fn has_text(html: &str) -> bool {
    let mut rest = html;
    loop {
        let (text, tail) = rest.split_once('<').unwrap_or((rest, ""));
        let text = text.replace("&nbsp;", " ").replace("&#160;", " ");
        if text.contains(|c: char| !c.is_whitespace()) {
            return true;
        }
        let end = match tail.strip_prefix("!--") {
            Some(comment) => comment.split_once("-->").map(|(_, after)| after),
            None => tail.split_once('>').map(|(_, after)| after),
        };
        match end {
            Some(after) => rest = after,
            None => return false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// One character each: of three bytes, of four bytes and two UTF-16 units, of one byte.
    const CHARACTERS: [&str; 3] = ["稿", "🚀", "x"];

    fn code(rule: &TextRule, text: &str) -> Option<&'static str> {
        rule.check(text).err().map(|m| m.code())
    }

    #[test]
    fn both_sides_of_every_limit_are_counted_in_characters() {
        for c in CHARACTERS {
            let of = |n: usize| c.repeat(n);
            assert_eq!(code(&TITLE, &of(5)), Some("yunsuo.too-short"), "{c}");
            assert_eq!(code(&TITLE, &of(6)), None, "{c}");
            assert_eq!(code(&TITLE, &of(60)), None, "{c}");
            assert_eq!(code(&TITLE, &of(61)), Some("yunsuo.too-long"), "{c}");
            for rule in [&KEYWORDS, &DESCRIPTION, &IMAGE_TEXT] {
                assert_eq!(code(rule, &of(1)), None, "{c}");
                assert_eq!(code(rule, &of(255)), None, "{c}");
                assert_eq!(code(rule, &of(256)), Some("yunsuo.too-long"), "{c}");
            }
        }
        assert_eq!(code(&TITLE, " "), Some("yunsuo.missing-field"));
        assert_eq!(code(&KEYWORDS, ""), Some("yunsuo.missing-field"));
        assert_eq!(code(&IMAGE_TEXT, ""), Some("yunsuo.missing-field"));
        assert_eq!(code(&DESCRIPTION, ""), None);
    }

    #[test]
    fn tags_blanks_and_comments_are_no_text() {
        for empty in [
            "",
            "<p> \n</p>",
            "<p>&nbsp;\u{3000}</p><img src='x' alt='图'>",
            "<!-- a > b --><br>",
            "<p",
        ] {
            assert!(!has_text(empty), "{empty}");
        }
        for text in ["x", "<p>字</p>", "<!-- a --> b", "<br>&amp;"] {
            assert!(has_text(text), "{text}");
        }
    }

    #[test]
    fn the_numbers_of_the_kinds_are_the_documents() {
        for (n, kind) in [
            (0, Kind::Article),
            (1, Kind::Video),
            (2, Kind::Images),
            (3, Kind::Audio),
        ] {
            assert_eq!(Kind::of(n), Some(kind));
            assert_eq!(kind.number() as i64, n);
        }
        assert_eq!((Kind::of(-1), Kind::of(4)), (None, None));
    }
}
