//! The first steps.

use super::sentence;
use crate::text::{Sentence, StartMessage, StartText};

pub(super) fn message(m: &StartMessage) -> Sentence {
    match m {
        StartMessage::Exists(file) => sentence(
            format!("{file} 已经存在，没有改动它"),
            "请用 `--dir` 换一个目录，或者直接编辑这个文件",
        ),
        StartMessage::CannotWrite(why) => sentence(
            format!("无法写入文件：{why}"),
            "请用 `--dir` 指定一个你可以写入的目录",
        ),
        StartMessage::NobodyToAsk => sentence(
            "这里没有终端，无法提问",
            "请用选项说明，例如 `fagao init --platforms juejin,jzguai --dir posts`；`fagao init --help` 列出了全部选项",
        ),
        StartMessage::BadAnswer { key, found } => sentence(
            format!("「{found}」不能作为 `{key}` 的值"),
            "请重新运行同一条命令，按问题的要求填写",
        ),
    }
}

pub(in crate::text) fn text(t: &StartText) -> String {
    match t {
        StartText::Written(file) => format!("已写入 {file}"),
        StartText::StillToChange => "其中还需要修改：".to_owned(),
        StartText::NextSteps { dir, sign_in, to } => {
            let line = |command: &str, about: &str| format!("  # {about}\n  {command}\n");
            let mut text = String::from("接下来：\n");
            if let Some(dir) = dir {
                text += &line(&format!("cd {dir}"), "下面的命令从当前目录向上找 fagao.toml");
            }
            text += &line("fagao doctor", "看看还缺什么、该怎么办");
            for account in sign_in {
                text += &line(&format!("fagao login {account} --qr"), "用网站的 App 扫码登录");
            }
            text += &line("fagao new \"标题\"", "新建一篇文章");
            text += &line("fagao check ARTICLE", "看看文章哪里要修改");
            let publish = format!("fagao publish ARTICLE --to {to} --sandbox");
            text += &line(&publish, "先发到沙盒试试");
            text.trim_end().to_owned()
        }
        StartText::ConfigHead => "这个项目的发稿配置。这里不写任何密钥，只写密钥放在哪里。".to_owned(),
        StartText::ConfigProject => "会成为订单号的一部分，以后不要再改".to_owned(),
        StartText::ConfigJuejin => "掘金，通过浏览器发布：用 `fagao login juejin --qr` 登录".to_owned(),
        StartText::ConfigJzguai => "jzguai 付费媒体：用 `fagao media search` 挑选媒体".to_owned(),
        StartText::ConfigBudget => "单位：元；超出预算不会下单".to_owned(),
        StartText::ConfigYunsuo => "云梭：推送到号池里的账号".to_owned(),
        StartText::ConfigFillIn => "请填写，在平台后台可以看到".to_owned(),
        StartText::ConfigSecret => "密钥放在哪里".to_owned(),
        StartText::ArticleCategory => "网站的分类之一，用 `fagao juejin categories` 查看".to_owned(),
        StartText::ArticleTags => "1 到 3 个网站已有的标签，用 `fagao juejin tags 词` 查找".to_owned(),
        StartText::ArticleSummary => "50 到 100 个字；不写则截取正文开头".to_owned(),
        StartText::ArticleMedium => "媒体编号：下单前请用 `fagao media search` 挑一家".to_owned(),
        StartText::ArticleCategories => "至少五个，用 `fagao yunsuo categories` 查看".to_owned(),
        StartText::ArticleCover => "封面图片的网址".to_owned(),
        StartText::ArticleBody => "请在这里写正文，并删掉这几行。列表里显示的通常是第一段，所以请在第一段就告诉读者：读完这篇文章，他能得到什么；写得具体一些，不要只写客套话。\n\n## 小标题\n\n图片放在文章旁边，用相对路径引用。发布之前，`fagao check` 会告诉你哪些地方需要修改。\n".to_owned(),
    }
}
