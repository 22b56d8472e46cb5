//! About the author's file.

use super::{list, sentence};
use crate::text::{ArticleMessage, Kind, Sentence, Unopened};

pub(super) fn say(m: &ArticleMessage) -> Sentence {
    match m {
        ArticleMessage::NotFound => sentence(
            "没有这个文件",
            "请检查路径；相对路径从当前目录算起",
        ),
        ArticleMessage::NotAFile => sentence(
            "这不是一个文件",
            "请写出 Markdown 文件本身，例如 `posts/hello.md`",
        ),
        ArticleMessage::CannotRead { reason } => sentence(
            format!("无法读取文件：{reason}"),
            "请确认文件存在，并且你有读取权限",
        ),
        ArticleMessage::TooLarge { size, limit } => sentence(
            format!(
                "文件大小为 {}，超过上限 {}",
                mebibytes(*size),
                mebibytes(*limit)
            ),
            "请拆成几篇发布；图片请单独存成文件，不要写成 `data:` 地址",
        ),
        ArticleMessage::Utf16 => sentence(
            "文件是 UTF-16 编码",
            "请另存为 UTF-8（记事本：另存为，编码选 UTF-8）",
        ),
        ArticleMessage::NotUtf8 { byte } => sentence(
            format!("字节 0x{byte:02X} 不是合法的 UTF-8"),
            "请把文件存为 UTF-8；如果原来是 GBK，可以用 `iconv -f GBK -t UTF-8` 转换",
        ),
        ArticleMessage::Nul => sentence(
            "文件里有 NUL 字符",
            "请删掉它；如果到处都是，说明这不是文本文件，或者是 UTF-16 编码：请存为 UTF-8",
        ),
        ArticleMessage::NoFrontMatter { instead } => sentence(
            match instead {
                Unopened::Text => "文件没有 front matter",
                Unopened::Json => "front matter 是 JSON 格式，暂不支持",
                Unopened::Keys => "front matter 开头缺少一行 `---`",
                Unopened::Blanks => "front matter 没有从文件的第一行开始",
            },
            match instead {
                Unopened::Text => "请在开头依次写上一行 `---`、一行 `title: …`、再一行 `---`",
                Unopened::Json => "请写成 YAML（放在两行 `---` 之间）或 TOML（放在两行 `+++` 之间）",
                Unopened::Keys => "请在它前面加一行 `---`",
                Unopened::Blanks => "请删掉它前面的内容，让分隔线成为第一行",
            },
        ),
        ArticleMessage::NotClosed { fence } => sentence(
            format!("这里以 `{fence}` 开始的 front matter 没有结束"),
            format!("请在最后一个键之后加一行 `{fence}`"),
        ),
        ArticleMessage::NotKeys { found } => sentence(
            format!("front matter 应该是一组键和值，这里却是{}", kind(*found)),
            "请写成 `key: value` 的形式，例如 `title: …`，冒号后面要有空格",
        ),
        ArticleMessage::BadYaml { reason } => sentence(
            format!("front matter 不是合法的 YAML：{reason}"),
            "请每行写一个 `key: value`；值里有特殊字符时用双引号括起来",
        ),
        ArticleMessage::YamlTab => sentence(
            "YAML 里只能用空格的地方出现了制表符（Tab）",
            "请用空格缩进",
        ),
        ArticleMessage::YamlQuote => sentence(
            "YAML 里有一段带引号的文本，没有在值的末尾结束",
            "请用同样的引号收尾；双引号里的引号写成 `\\\"`、反斜杠写成 `\\\\`，单引号里的单引号写成 `''`",
        ),
        ArticleMessage::YamlBracket => sentence(
            "YAML 里有一个 `[` 或 `{` 没有配对，或者右括号后面还有文字",
            "请用 `]` 结束列表，用 `}` 结束映射；以括号开头的文本请用双引号括起来",
        ),
        ArticleMessage::YamlEscape => sentence(
            "双引号里的反斜杠不是 YAML 认识的转义",
            "反斜杠请写成 `\\\\`，或者把文本放在单引号里",
        ),
        ArticleMessage::YamlColon => sentence(
            "没有加引号的文本里出现了 `: `（冒号加空格）",
            "请把整段文本用双引号括起来",
        ),
        ArticleMessage::YamlSpace { key } => sentence(
            format!("`{key}` 的冒号后面没有空格"),
            format!("请写成 `{key}: …`：英文半角冒号，再加一个空格"),
        ),
        ArticleMessage::YamlStart { character } => sentence(
            match character {
                '`' => "没有加引号的文本以反引号开头，而 YAML 保留了这个字符".to_owned(),
                _ => format!("没有加引号的文本以 `{character}` 开头，它在 YAML 里另有含义"),
            },
            "请把整段文本用双引号括起来",
        ),
        ArticleMessage::YamlIndent => sentence(
            "这一行既不是上一级的键，也不属于前面的值",
            "同一级的键请用同样的缩进；长文本请用双引号括起来",
        ),
        ArticleMessage::YamlAlias { name } => sentence(
            format!("`*{name}` 引用的锚点 `&{name}` 不存在"),
            "以 `*` 开头的文本请用双引号括起来",
        ),
        ArticleMessage::YamlKey => sentence(
            "YAML 的某个键是列表或映射",
            "以 `[` 或 `{` 开头的文本请用双引号括起来；模板留下的 `{{ … }}` 请填好",
        ),
        ArticleMessage::YamlTooLarge { limit } => sentence(
            format!("front matter 展开别名之后超过了 {limit} 个值"),
            "请直接写出值，不要层层嵌套 `*aliases`",
        ),
        ArticleMessage::BadToml { reason } => sentence(
            format!("这不是合法的 TOML：{reason}"),
            "请每行写一个 `key = value`，文本用双引号括起来",
        ),
        ArticleMessage::DuplicateKey { key, first } => sentence(
            match first {
                Some(line) => format!("键 `{key}` 写了两次，第一次在第 {line} 行"),
                None => format!("键 `{key}` 写了两次"),
            },
            "请只保留一个",
        ),
        ArticleMessage::UnknownKey {
            key,
            nearest,
            known,
        } => sentence(
            format!("不认识的键 `{key}`"),
            match nearest {
                Some(near) => format!("是不是想写 `{near}`？"),
                None if known.is_empty() => "这里不能有任何键，请删掉它".to_owned(),
                None => format!("这里可用的键：{}", list(known)),
            },
        ),
        ArticleMessage::WrongKind { key, wanted, found } => sentence(
            format!("`{key}` 应该是{}，这里是{}", kind(*wanted), kind(*found)),
            match wanted {
                Kind::Nothing => format!("请删掉 `{key}`"),
                Kind::Truth => format!("请把 `{key}` 写成 true 或 false"),
                Kind::Whole => format!("`{key}` 只能写数字，例如 12"),
                Kind::Number => format!("请给 `{key}` 写一个数，例如 12.50"),
                Kind::Text => format!("请给 `{key}` 写一段文本，用双引号括起来"),
                Kind::List => format!("请把 `{key}` 写成列表，例如 [one, two]"),
                Kind::Map => format!("请在 `{key}` 下面写它自己的键，每行一个"),
            },
        ),
        ArticleMessage::NoTitle => sentence(
            "front matter 里没有标题",
            "请在文件开头的两行 `---` 之间写上 `title: …`",
        ),
        ArticleMessage::EmptyTitle => sentence("标题是空的", "请在 `title:` 后面写上标题"),
        ArticleMessage::EmptyBody => sentence(
            "front matter 后面没有正文",
            "请在它下面写正文；只有注释的文章不会发布",
        ),
        ArticleMessage::NoImageAddress => sentence(
            "图片没有地址",
            "请在括号里写上图片文件或 `https:` 地址，或者删掉这张图片",
        ),
        ArticleMessage::MissingImage {
            url,
            path,
            nearest,
            absolute,
        } => sentence(
            format!("找不到图片 `{url}`：没有文件 `{path}`"),
            match (nearest, absolute) {
                (Some(near), _) => format!("是不是想写 `{near}`？"),
                (None, true) => "请写成相对于文章的路径；以 `/` 开头的地址从项目根目录找起，不会去找静态站点生成器的 `source` 或 `static` 目录".to_owned(),
                (None, false) => "请把文件放到那里，或者改正地址；地址相对于文章所在的目录".to_owned(),
            },
        ),
        ArticleMessage::CannotReadImage { url, reason } => sentence(
            format!("无法读取图片 `{url}`：{reason}"),
            "请确认你有读取这个文件的权限",
        ),
        ArticleMessage::NotAnImage { url } => sentence(
            format!("文件 `{url}` 不是 PNG、JPEG、GIF 或 WebP 图片"),
            "请转换格式；判断依据是文件内容，不是文件名",
        ),
        ArticleMessage::ImageInPieces { url } => sentence(
            format!("图片 `{url}` 的地址写成了好几行"),
            "请把整张图片写在一行里",
        ),
        ArticleMessage::OutsideProject { url } => sentence(
            format!("图片 `{url}` 不在项目的根目录之下，`[images] base_url` 指不到它"),
            "请把图片放进项目里，或者用 `[images] command` 上传图片",
        ),
    }
}

/// A kind in words.
pub(super) fn kind(kind: Kind) -> &'static str {
    match kind {
        Kind::Nothing => "空值",
        Kind::Truth => "布尔值（true 或 false）",
        Kind::Whole => "整数",
        Kind::Number => "数字",
        Kind::Text => "文本",
        Kind::List => "列表",
        Kind::Map => "键值映射",
    }
}

fn mebibytes(bytes: u64) -> String {
    // Rounded up, so that one byte over the limit does not read as the limit.
    format!(
        "{:.1} MiB",
        (bytes as f64 / 1_048_576.0 * 10.0).ceil() / 10.0
    )
}
