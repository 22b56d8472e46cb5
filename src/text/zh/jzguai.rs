//! About an order of paid media.

use super::{list, sentence};
use crate::text::{JzguaiMessage, Sentence};

/// What to do with a file that the vendor cannot see.
const UPLOAD: &str = "请在 fagao.toml 里用 `[images] base_url` 或 `command` 说明本地图片放在哪里，或写它的 `https://` 地址";

pub(super) fn say(m: &JzguaiMessage) -> Sentence {
    match m {
        JzguaiMessage::NoProject => sentence(
            "配置里没有 `project`，别的项目可能会得到同样的订单号",
            "请在 fagao.toml 开头写上 `project = \"my-blog\"`，以后不要再改",
        ),
        JzguaiMessage::NoResource => sentence(
            "没有指定媒体",
            "请写目录里的媒体编号，例如 `resource: 12786`，也可以写一个列表",
        ),
        JzguaiMessage::NoModel { known } => sentence(
            "没有指定媒体类型",
            format!("请写 `model:`，可选：{}", list(known)),
        ),
        JzguaiMessage::UnknownModel {
            found,
            nearest,
            known,
        } => sentence(
            format!("没有媒体类型「{found}」"),
            match nearest {
                Some(near) => format!("是不是想写 {near}？"),
                None => format!("可选的类型：{}", list(known)),
            },
        ),
        JzguaiMessage::PriceType {
            model,
            found,
            allowed,
        } => sentence(
            match found {
                Some(found) => format!("类型为 {model} 的媒体没有价格类型「{found}」"),
                None => format!("类型为 {model} 的媒体要写价格类型"),
            },
            format!("请写 `price_type:`，可选：{}", list(allowed)),
        ),
        JzguaiMessage::NoPriceTypes { model } => sentence(
            format!("类型为 {model} 的媒体没有价格类型之分"),
            "请删掉 `price_type`",
        ),
        JzguaiMessage::NotPositive { key, found } => sentence(
            format!("`{key}` 的值是 {found}"),
            format!("请给 `{key}` 写目录里的编号，例如 12786"),
        ),
        JzguaiMessage::Twice { resource } => sentence(
            format!("媒体 {resource} 写了两次"),
            "请删掉一个；要再下一单，请用 `--again`",
        ),
        JzguaiMessage::OneOut => sentence(
            "有好几家媒体，`out_resource` 却只有一个编号",
            "请删掉它，或者让文章每次只写一个 `resource`",
        ),
        JzguaiMessage::Missing { key, model } => sentence(
            format!("类型为 {model} 的订单需要 `{key}`"),
            format!("请在这里写上 `{key}:`；下单会立即扣款，所以要么完整发出，要么不发"),
        ),
        JzguaiMessage::NotAUrl { key, url } => sentence(
            format!("`{key}` 不是网址：「{url}」"),
            "请写完整，例如 `https://example.com/page`",
        ),
        JzguaiMessage::LocalFile { key, url } => sentence(
            format!("`{key}` 写的是本地文件 `{url}`，而 jzguai 只接受网址"),
            UPLOAD,
        ),
        JzguaiMessage::LocalImage { url } => sentence(
            format!("图片 `{url}` 在本机上，而 jzguai 需要网络图片"),
            UPLOAD,
        ),
        JzguaiMessage::UnknownSlot { key, slot } => sentence(
            format!("`{key}` 用到了 `${{{slot}}}`，但没有任何步骤会填它"),
            "请写成 `${account.url}`，其中 account 换成账号名",
        ),
        JzguaiMessage::NotEarlier { key, account, this } => sentence(
            format!("`{key}` 用到了 {account} 的链接，但这次运行没有在 {this} 之前发布到它"),
            format!("请把它写在前面：`--to {account},{this}`；或者直接写地址"),
        ),
        JzguaiMessage::After { found } => sentence(
            format!("`after` 的值是「{found}」"),
            "请写 `after: live`，或者删掉它",
        ),
        JzguaiMessage::AfterNothing => sentence(
            "`after` 要等一个链接，但没有字段用到链接",
            "请用上一个，例如 `source: \"${juejin.url}\"`，或者删掉 `after`",
        ),
        JzguaiMessage::DataImage => sentence(
            "正文里有一张图片直接写在自己的地址里（`data:`），而 jzguai 需要网络图片",
            "请把它存成文件，再写文件名；文件放在哪里由 `[images]` 说明",
        ),
        JzguaiMessage::BaseUrl { url } => sentence(
            format!("`base_url` 不是网址：「{url}」"),
            "请写成 `base_url = \"https://open-rw-cs.jzguai.com\"`，或者删掉它",
        ),
        JzguaiMessage::KeyChoice { found } => sentence(
            format!("`key` 的值是「{found}」"),
            "请写 `key = \"app_secret\"`；如果用 V5.5 的方式，写 `key = \"app_key\"`",
        ),
        JzguaiMessage::NoSetting { name } => sentence(
            format!("账号没有 `{name}`"),
            format!("请在 fagao.toml 的账号下写 `{name} = \"…\"`；在供应商后台可以看到"),
        ),
        JzguaiMessage::NoSecret { name } => sentence(
            format!("账号没有 `{name}`"),
            format!("请在 fagao.toml 的账号下写 `{name} = {{ env = \"…\" }}`，并设置这个环境变量"),
        ),
        JzguaiMessage::SiteFile { why } => sentence(
            format!("站点文件有误：{why}"),
            "请为这个账号换一个 `site_file`，或者不写",
        ),
    }
}

/// What to do about an error code of the vendor's table.
pub(super) fn what_to_do(code: &str) -> Option<&'static str> {
    Some(match code {
        "ERROR00001" => "请检查账号的 `base_url`：供应商在那里没有这个接口",
        "ERROR00013" => "请对照供应商后台检查账号的 `app_key`",
        "ERROR00015" => "请对照媒体类型检查订单的字段；`--dry-run` 会显示要发送的内容",
        "ERROR00020" => "请在供应商后台充值，然后重新运行同一条命令；`fagao wallet` 会显示余额",
        "ERROR00021" => "请换一家媒体：先 `fagao media sync`，再 `fagao media search`",
        "ERROR00022" => "供应商已有这个订单号的订单：`fagao status --refresh` 可以查询它的状态",
        "ERROR00023" => "请在供应商后台把本机的公网地址加入 IP 白名单，然后重新运行同一条命令",
        "ERROR00024" => {
            "请检查账号的 `app_secret` 和 `key`：文档用 \"app_secret\" 加密，V5.5 用 \"app_key\""
        }
        "ERROR00025" => {
            "据目前所知，媒体目录每天北京时间 9:00-12:00 和 13:00-19:00 关闭：请过后重新运行同一条命令"
        }
        "ERROR00099" => "这是供应商自己的故障：请稍后重新运行同一条命令；可能已到达的订单会先查询",
        _ => return None,
    })
}
