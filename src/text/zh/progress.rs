//! What is told while a run goes on.

use crate::text::{Lang, ProgressMessage, Stage, Way, detour, retold};

pub(in crate::text) fn say(m: &ProgressMessage) -> String {
    match m {
        ProgressMessage::Begun => "排队中…".to_owned(),
        ProgressMessage::Reaching { stage, way } => {
            format!("{}（{}）…", stage_word(*stage), way_word(*way))
        }
        ProgressMessage::Uses {
            site_file, lacks, ..
        } if !lacks.is_empty() => format!(
            "没有一个站点文件能找到全部元素，使用 {site_file}，它找不到 {}",
            lacks.join("、")
        ),
        ProgressMessage::Uses {
            site_file, passed, ..
        } => {
            let passed: Vec<String> = passed
                .iter()
                .map(|(file, lacks)| format!("{file} 找不到 {}", lacks.join("、")))
                .collect();
            format!("使用站点文件 {site_file}：{}", passed.join("；"))
        }
        ProgressMessage::GoingOn { way, why } => {
            format!("改走{}：{}", way_word(*way), detour(Lang::Zh, why))
        }
        ProgressMessage::Costs(price) => format!("需要 {price} 元"),
        ProgressMessage::Left(left) => format!("余额 {left} 元"),
        ProgressMessage::HandingIn => "正在提交…".to_owned(),
        ProgressMessage::Looking => "正在查看结果…".to_owned(),
        ProgressMessage::Images { done, of } => format!("图片 {done}/{of}"),
        ProgressMessage::WaitsForTurn => "等待轮到自己…".to_owned(),
        ProgressMessage::WaitsForReview => "等待审核…".to_owned(),
        ProgressMessage::WaitsFor(what) => format!("等待{}…", retold(Lang::Zh, what)),
        ProgressMessage::Ended { state, url } => match url {
            Some(url) => format!("{}  {url}", state.say(Lang::Zh)),
            None => state.say(Lang::Zh).to_owned(),
        },
        ProgressMessage::Pages { done, of } => format!("已取 {done} 家媒体，共 {of} 家"),
    }
}

fn stage_word(stage: Stage) -> &'static str {
    match stage {
        Stage::SignedIn => "登录",
        Stage::DraftReady => "准备草稿",
        Stage::FieldsSet => "填写字段",
        Stage::Submitted => "提交",
        Stage::Confirmed => "确认",
    }
}

fn way_word(way: Way) -> &'static str {
    match way {
        Way::Browser => "浏览器",
        Way::Api => "接口",
    }
}
