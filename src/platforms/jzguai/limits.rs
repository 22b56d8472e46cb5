//! The kinds of media: which exist, which want a type of price, which fields each wants.

use crate::text::nearest;

/// A kind of media.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Model {
    /// Its number, `model_id`.
    pub(super) id: i64,
    /// The document's name for it.
    pub(super) name: &'static str,
    /// The types of price, one of which an order must name; none for most kinds.
    pub(super) price_types: &'static [(i64, &'static str)],
    /// The fields of `prop` that the document has for this kind, without which an order is not complete.
    ///
    /// The document does not say that they are required. An order costs money at once, so one that lacks them is not sent.
    /// 微信's `yuanwenlianjie` is left to the author.
    pub(super) wants: &'static [&'static str],
}

const fn model(id: i64, name: &'static str) -> Model {
    Model {
        id,
        name,
        price_types: &[],
        wants: &[],
    }
}

/// The kinds, from the document's tables.
pub(super) const MODELS: &[Model] = &[
    model(1, "网络媒体"),
    model(2, "自媒体"),
    Model {
        price_types: &[(0, "头条"), (2, "普条")],
        wants: &["fengmian"],
        ..model(3, "微信")
    },
    Model {
        price_types: &[(0, "直发"), (1, "任务"), (2, "转发")],
        ..model(4, "微博")
    },
    model(5, "贴吧"),
    model(6, "论坛"),
    model(7, "问答"),
    model(8, "友链"),
    Model {
        wants: &["tuiguang", "xuanchuan"],
        ..model(9, "代写")
    },
    model(10, "小红书"),
    Model {
        wants: &["xinwenlianjie", "yingyezhizhao", "qiyelogo"],
        ..model(11, "百度百科")
    },
    model(12, "品牌宝"),
    Model {
        price_types: &[(0, "直发视频"), (2, "原创视频")],
        ..model(13, "短视频")
    },
];

impl Model {
    /// Finds a kind by its number or its name.
    pub(super) fn find(text: &str) -> Option<&'static Model> {
        MODELS
            .iter()
            .find(|m| m.name == text || m.id.to_string() == text)
    }

    /// Finds the kind whose name was most likely meant.
    pub(super) fn nearest(text: &str) -> Option<&'static Model> {
        let name = nearest(text, MODELS.iter().map(|m| m.name))?;
        Self::find(name)
    }

    /// Finds a type of price by its number or its name.
    pub(super) fn price_type(&self, text: &str) -> Option<i64> {
        let fits = |(id, name): &&(i64, &str)| *name == text || id.to_string() == text;
        self.price_types.iter().find(fits).map(|(id, _)| *id)
    }

    /// Names it for people: `3 (微信)`.
    pub(super) fn shown(&self) -> String {
        format!("{} ({})", self.id, self.name)
    }

    /// Lists its types of price for people.
    pub(super) fn price_types_shown(&self) -> Vec<String> {
        let shown = |(id, name): &(i64, &str)| format!("{id} ({name})");
        self.price_types.iter().map(shown).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_kind_is_found_by_number_and_by_name() {
        for m in MODELS {
            assert_eq!(Model::find(m.name), Some(m));
            assert_eq!(Model::find(&m.id.to_string()), Some(m));
        }
        assert_eq!(Model::find("14"), None);
        assert_eq!(Model::nearest("百度百料").map(|m| m.id), Some(11));
    }

    #[test]
    fn three_kinds_want_a_type_of_price() {
        let with: Vec<_> = MODELS
            .iter()
            .filter(|m| !m.price_types.is_empty())
            .collect();
        assert_eq!(with.iter().map(|m| m.id).collect::<Vec<_>>(), [3, 4, 13]);
        let wechat = Model::find("微信").unwrap();
        assert_eq!(wechat.price_type("普条"), Some(2));
        assert_eq!(wechat.price_type("1"), None);
    }
}
