//! The media on offer.

use serde::{Deserialize, Serialize};

use super::money::Fen;
use super::php::Php;

/// A medium that takes orders.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Medium {
    /// The catalogue's id.
    pub id: i64,
    /// The kind, 1 to 13.
    pub model_id: i64,
    /// The name.
    pub name: String,
    /// The price without the agent's share.
    pub price_original: Fen,
    /// The price that an order costs here.
    pub price_proxy: Fen,
    /// 1 takes orders, 0 does not.
    pub status: i64,
}

impl Medium {
    /// The row as the catalogue shows it.
    pub(super) fn to_php(&self) -> Php {
        Php::map([
            ("id", Php::Int(self.id)),
            ("model_id", Php::Int(self.model_id)),
            ("name", Php::from(self.name.as_str())),
            ("price_original", Php::from(self.price_original.to_string())),
            ("price_proxy", Php::from(self.price_proxy.to_string())),
            ("status", Php::Int(self.status)),
            ("attributes", attributes(self.id)),
        ])
    }
}

/// A medium that is made up, the same one every time.
pub(super) fn made_up(model_id: i64, n: u32) -> Medium {
    let price = i64::from(n % 500) * 10 + 500;
    Medium {
        id: model_id * 1_000_000 + i64::from(n),
        model_id,
        name: format!("第{n}号媒体"),
        price_original: Fen(price),
        price_proxy: Fen(price + price / 4),
        status: 1,
    }
}

/// What is said of a medium besides. The row of the document has its attributes; the others have
/// none, which PHP writes as an empty list.
fn attributes(id: i64) -> Php {
    if id != 24065 {
        return Php::list([]);
    }
    Php::map([
        ("pindaoleixing", Php::from("财经金融")),
        ("zonghemenhu", Php::from("其他门户")),
        ("quyu", Php::from("湖北")),
        (
            "meitianli",
            Php::from("http://www.cnhan.com/html/biz/20181225/983546.htm"),
        ),
        ("lianjieleixing", Php::from("可带网址")),
        ("shouluxiaoguo", Php::from("不包网页收录")),
        ("weekend_active", Php::Int(1)),
        ("meitiquanzhong", Php::from("1")),
        ("tebiehangye", Php::from("金融")),
        ("jiegaoshijian", Php::from("18:00")),
    ])
}

/// The kinds of media: `model_id` and the types of price of those that want a `price_type`.
pub(super) const MODELS: &[(i64, &[i64])] = &[
    (1, &[]),        // 网络媒体
    (2, &[]),        // 自媒体
    (3, &[0, 2]),    // 微信: 头条, 普条
    (4, &[0, 1, 2]), // 微博: 直发, 任务, 转发
    (5, &[]),        // 贴吧
    (6, &[]),        // 论坛
    (7, &[]),        // 问答
    (8, &[]),        // 友链
    (9, &[]),        // 代写
    (10, &[]),       // 小红书
    (11, &[]),       // 百度百科
    (12, &[]),       // 品牌宝
    (13, &[0, 2]),   // 短视频: 直发视频, 原创视频
];

/// The media that a new book begins with, in the catalogue's order.
pub(super) fn media() -> Vec<Medium> {
    let price = |text: &str| text.parse().expect("the table has prices");
    TABLE
        .iter()
        .map(|&(id, model_id, name, original, proxy, status)| Medium {
            id,
            model_id,
            name: name.to_owned(),
            price_original: price(original),
            price_proxy: price(proxy),
            status,
        })
        .collect()
}

/// `id`, `model_id`, `name`, `price_original`, `price_proxy`, `status`. The first is the document's; the
/// names of the others are made up.
#[rustfmt::skip]
const TABLE: &[(i64, i64, &str, &str, &str, i64)] = &[
    (24065, 1, "汉网财经首发", "10.00", "13.00", 1),
    (12786, 1, "荆楚财经网", "10.00", "13.00", 1),
    (12222, 1, "华东资讯网", "8.00", "10.00", 1),
    (12790, 1, "岭南新闻网", "18.00", "25.00", 1),
    (12801, 1, "西部经济在线", "30.00", "42.00", 1),
    (12815, 1, "北方科技报道", "55.00", "70.00", 1),
    (12833, 1, "东海生活网", "5.00", "6.50", 1),
    (12840, 1, "江城教育频道", "12.00", "15.00", 1),
    (12857, 1, "已停收的门户", "20.00", "28.00", 0),
    (12862, 1, "国家级要闻首页", "3000.00", "3800.00", 1),
    (12875, 1, "数码前沿", "9.90", "12.90", 1),
    (12880, 1, "汽车周讯", "16.00", "21.00", 1),
    (20101, 2, "自媒体甲号", "15.00", "20.00", 1),
    (20102, 2, "自媒体乙号", "22.50", "28.50", 1),
    (20103, 2, "自媒体丙号", "6.00", "8.00", 1),
    (30101, 3, "城市早知道", "200.00", "260.00", 1),
    (30102, 3, "码农夜读", "450.00", "560.00", 1),
    (30103, 3, "已停更的公众号", "100.00", "130.00", 0),
    (40101, 4, "科技博主甲", "80.00", "105.00", 1),
    (40102, 4, "财经博主乙", "120.00", "150.00", 1),
    (50101, 5, "数码吧", "4.00", "5.00", 1),
    (50102, 5, "汽车吧", "4.00", "5.00", 1),
    (60101, 6, "程序员论坛", "7.00", "9.00", 1),
    (60102, 6, "城市论坛", "5.00", "7.00", 1),
    (70101, 7, "问答甲站", "10.00", "14.00", 1),
    (70102, 7, "问答乙站", "12.00", "16.00", 1),
    (80101, 8, "友链甲站", "25.00", "30.00", 1),
    (80102, 8, "友链乙站", "35.00", "45.00", 1),
    (90101, 9, "新闻稿代写", "60.00", "80.00", 1),
    (90102, 9, "软文代写", "90.00", "120.00", 1),
    (90103, 9, "深度稿代写", "260.00", "320.00", 1),
    (100101, 10, "小红书素人", "30.00", "38.00", 1),
    (100102, 10, "小红书达人", "300.00", "380.00", 1),
    (110101, 11, "百度百科企业词条", "800.00", "960.00", 1),
    (110102, 11, "百度百科人物词条", "900.00", "1080.00", 1),
    (120101, 12, "品牌宝甲", "1500.00", "1800.00", 1),
    (130101, 13, "短视频甲号", "150.00", "190.00", 1),
    (130102, 13, "短视频乙号", "220.00", "280.00", 1),
    (130103, 13, "短视频丙号", "90.00", "115.00", 1),
    (130104, 13, "已停播的号", "60.00", "75.00", 0),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_medium_has_a_kind_and_an_id_of_its_own() {
        let media = media();
        for medium in &media {
            assert!(MODELS.iter().any(|(id, _)| *id == medium.model_id));
            assert_eq!(media.iter().filter(|m| m.id == medium.id).count(), 1);
        }
    }
}
