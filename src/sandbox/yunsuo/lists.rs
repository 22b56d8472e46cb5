//! The lists that the document shows: categories, and the accounts of the pool.

use serde_json::{Value, json};

use super::POOL_ACCOUNTS;

/// The categories by their top; the first two are the document's.
const CATEGORIES: &[(&str, &[&str])] = &[
    (
        "体育",
        &["体育", "体育趣闻", "体育教学", "网球", "羽毛球", "跑步"],
    ),
    (
        "文化",
        &["文化", "文学", "网络小说", "宗教", "农人", "收藏鉴宝"],
    ),
    ("科技", &["科技", "互联网", "数码", "人工智能", "工具"]),
    ("教育", &["教育", "科普", "职场", "校园"]),
    ("生活", &["生活", "美食", "旅游", "健康", "家居"]),
];

/// `data` of `/distribution/categories`.
pub(super) fn categories() -> Value {
    let row = |(top, sub): &(&str, &[&str])| json!({"top": top, "sub": sub});
    json!({ "categories": CATEGORIES.iter().map(row).collect::<Value>() })
}

/// `data` of `/distribution/account_pools`: the document's two rows, whose `pk` is not what a push
/// wants, and the two accounts that a push may name.
pub(super) fn account_pools() -> Value {
    let rows = [
        ("ap123456", "我的微信公众号", "微信公众号", "正常"),
        ("ap789012", "头条号", "今日头条", "无法发布"),
        (POOL_ACCOUNTS[0], "沙箱账号甲", "百家号", "正常"),
        (POOL_ACCOUNTS[1], "沙箱账号乙", "搜狐号", "正常"),
    ];
    let row = |(pk, name, platform, publish): (&str, &str, &str, &str)| {
        json!({
            "pk": pk,
            "name": name,
            "platform_name": platform,
            "login_status": "正常",
            "publish_status": publish,
            "last_used_time": "2025-09-16 04:16:48",
        })
    };
    json!({ "pools": rows.map(row) })
}
