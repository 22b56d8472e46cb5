//! The help of the command line.

use super::list;
use crate::text::help::Wrong;

pub(in crate::text) fn about(path: &str) -> Option<&'static str> {
    let found = ABOUT.iter().find(|(p, _)| *p == path);
    found.map(|(_, text)| *text)
}

pub(in crate::text) fn argument(path: &str, id: &str) -> Option<&'static str> {
    let of = |wanted: &str| {
        let found = ARGUMENTS.iter().find(|(p, i, _)| *p == wanted && *i == id);
        found.map(|(_, _, text)| *text)
    };
    of(path).or_else(|| of("*"))
}

/// The commands.
const ABOUT: &[(&str, &str)] = &[
    (
        "",
        "把一篇 Markdown 发到作者的每一个账号：每处恰好一次，每次都有凭证",
    ),
    ("init", "回答几个问题，生成带注释的 fagao.toml"),
    ("new", "新建一篇能通过检查的文章"),
    ("check", "只做检查，供编辑器和 pre-commit 使用"),
    ("publish", "把文章发布到账号"),
    ("status", "查看发布过什么、现在状态如何"),
    ("resume", "先查看结果未知的，再继续中途停下的"),
    (
        "report",
        "查看一次运行的经过：带图片的网页，或者给脚本和 CI 的文档",
    ),
    ("notify", "运行的通知：列出配置了哪些，或者发一条示例"),
    ("notify list", "列出配置里的通知"),
    ("notify test", "立即发一条示例通知"),
    ("settle", "告诉 fagao 一次它无法查询的发布结果如何"),
    ("adopt", "把网站上已有的文章查看之后收录进账本"),
    ("ledger", "账本本身：另存一份、搬到另一台机器、检查是否完好"),
    (
        "ledger export",
        "把账本写成一个 JSON 文件，用于备份或者搬到别的机器",
    ),
    (
        "ledger import",
        "并入一份导出的账本：要么全部导入，要么什么都不改",
    ),
    (
        "ledger check",
        "读完整个账本，说明其中有没有不可能成立的内容",
    ),
    ("juejin", "列出掘金上的内容，或者删除那里的文章或草稿"),
    ("juejin list", "列出账号自己的文章"),
    ("juejin drafts", "列出账号的草稿"),
    ("juejin categories", "列出分类"),
    ("juejin tags", "查找标签"),
    ("juejin columns", "列出账号自己的专栏"),
    ("juejin topics", "列出话题"),
    ("juejin delete", "删除账号的文章或草稿"),
    ("media", "付费媒体目录：拉取、搜索、查看一家媒体"),
    ("media sync", "拉取媒体目录，保存在本机"),
    ("media search", "在本机的目录里搜索"),
    ("media show", "显示一家媒体的全部信息和历史价格"),
    ("orders", "列出付费媒体的订单：状态、链接和价格"),
    ("wallet", "显示账号的余额和花费"),
    ("yunsuo", "列出云梭的分类和号池账号"),
    ("yunsuo categories", "列出云梭的分类"),
    ("yunsuo accounts", "列出号池里的账号"),
    ("selectors", "站点文件：已知的页面和接口，按日期保存"),
    (
        "selectors capture",
        "把网站页面存成样本，其中不含任何人的信息",
    ),
    (
        "selectors heal",
        "候选都找不到的元素按页面特征去找；加 --write 写出一个带日期的新文件",
    ),
    (
        "selectors record",
        "在浏览器里逐个指出页面元素，写成一个带日期的新文件",
    ),
    (
        "selectors check",
        "检查站点文件里的元素是否都在网站页面上；不写入任何内容",
    ),
    ("selectors diff", "比较两个站点文件"),
    (
        "selectors list",
        "列出站点文件：内置的、你自己的，以及使用哪一个",
    ),
    (
        "selectors schema",
        "输出站点文件的 JSON Schema，供编辑器使用",
    ),
    ("login", "登录账号并保存会话"),
    ("logout", "删除账号的会话"),
    ("sandbox", "让沙盒保持运行，查看或清空它的账簿"),
    ("sandbox book", "以 JSON 输出真正发布了什么"),
    ("sandbox reset", "清空沙盒的账簿、账本和会话"),
    ("sandbox do", "在模拟的掘金上做用户或网站会做的事"),
    ("schedule", "列出或取消定时发布的文章"),
    ("schedule list", "列出定时发布的文章和各自的结果"),
    ("schedule cancel", "取消一篇还在等待的文章"),
    ("watch", "发布目录里标为就绪的文章，每篇一次"),
    (
        "serve",
        "接收云梭的推送和 jzguai 的回调，并按时发布定好时间的文章",
    ),
    (
        "doctor",
        "检查驱动、浏览器、资源、账号和文件，并告诉你怎么办",
    ),
    ("trust", "同意项目配置里指定的驱动、地址和本机文件"),
    ("completions", "输出 shell 的自动补全脚本"),
    ("man", "输出或写入手册页"),
];

/// The arguments: the command's path (`*` for every command that has none of its own), the id, the text.
const ARGUMENTS: &[(&str, &str, &str)] = &[
    (
        "*",
        "verbose",
        "把日志写到 stderr：-v 显示步骤，-vv 更详细，-vvv 显示除密钥外的一切",
    ),
    ("*", "quiet", "不显示进度；结果、警告和错误仍会显示"),
    (
        "*",
        "lang",
        "提示信息的语言：zh 或 en；不写则看 FAGAO_LANG，再看系统语言",
    ),
    ("*", "config", "配置文件，代替从文章往上找到的 fagao.toml"),
    ("*", "sandbox", "使用本机模拟的平台"),
    ("*", "json", "在 stdout 输出一个 JSON 文档"),
    ("*", "account", "账号名；同一平台只有一个账号时可以不写"),
    ("*", "yes", "同意订单的费用，以预算为限"),
    ("*", "no_heal", "页面元素的候选都找不到时，不按页面特征去找"),
    (
        "*",
        "headed",
        "显示浏览器窗口；网站要求本人做的事可以在窗口里做",
    ),
    (
        "*",
        "wait_for_person",
        "最多等你多久（在窗口里操作、扫码或填验证码），例如 90s 或 10m",
    ),
    ("*", "url", "文章的网址"),
    ("*", "articles", "文章"),
    ("*", "article", "文章文件"),
    ("*", "run", "运行的编号"),
    ("*", "dir", "目录"),
    (
        "*",
        "via",
        "走哪条路：auto 先浏览器后接口，browser 只用浏览器，api 只用接口",
    ),
    (
        "*",
        "site_file",
        "使用哪个站点文件，例如 2026-02-02；只对它所属的账号生效",
    ),
    ("*", "help", "显示帮助"),
    ("*", "version", "显示版本"),
    ("init", "platforms", "平台，代替提问"),
    (
        "init",
        "dir",
        "文章所在的目录，代替提问；fagao.toml 写在那里",
    ),
    ("new", "title", "标题"),
    ("new", "to", "要发布到的账号；不写则为配置里的全部账号"),
    ("new", "dir", "写到哪个目录"),
    (
        "check",
        "to",
        "为哪些账号检查；不写则看文章里有哪些部分，都没有则为全部账号",
    ),
    (
        "check",
        "format",
        "输出格式：human 每行一处，json 与 `publish --json` 相同，sarif 为 SARIF 2.1.0",
    ),
    ("publish", "to", "账号名，按顺序"),
    ("publish", "dry_run", "只显示计划和它的哈希，什么也不做"),
    (
        "publish",
        "expect",
        "计划与 --dry-run 给出这个哈希时不同，就拒绝执行",
    ),
    ("publish", "again", "已经发布过的再发一次"),
    (
        "publish",
        "draft",
        "提交之前停下：在网站上留一份草稿，并给出链接",
    ),
    ("publish", "wait", "发布后跟踪审核多久，例如 10m"),
    (
        "publish",
        "trace",
        "为 `fagao report` 保留调用内容和每一步的截图：on 总是保留，on-failure 只保留不顺利的运行的截图，off 不保留",
    ),
    ("status", "what", "文章的文件或 id，或者运行的编号"),
    ("status", "refresh", "向平台查询尚未确定的结果"),
    (
        "resume",
        "run",
        "运行的编号；不写则为全部结果未知或中途停下的",
    ),
    ("report", "run", "运行的编号；不写则为最近一次"),
    ("report", "open", "在浏览器里打开报告"),
    (
        "report",
        "format",
        "写成什么：网页，或者给脚本、给 CI 的文档",
    ),
    (
        "report",
        "out",
        "写到哪里；不写时网页放在运行的目录里，文档写到标准输出",
    ),
    ("report", "list", "列出各次运行，最近的在前"),
    (
        "report",
        "prune",
        "删除旧的运行记录；结果未知的不会删除。不写限制时删除 30 天以前的，并保留至多 500 MB",
    ),
    (
        "report",
        "older_than",
        "与 --prune 合用：删除比这更早的，例如 30d",
    ),
    (
        "report",
        "max_size",
        "与 --prune 合用：从最旧的删起，直到总共不超过这么大，例如 500MB",
    ),
    (
        "report",
        "sandbox",
        "只看沙盒里的运行；不写时显示两边最近的一次",
    ),
    ("settle", "account", "账号名"),
    (
        "settle",
        "outcome",
        "你在网站上看到的：live 已发布，failed 没有",
    ),
    ("settle", "url", "在哪里可以读到"),
    ("ledger export", "file", "写到哪里；不写就输出到标准输出"),
    (
        "ledger import",
        "file",
        "由 `fagao ledger export` 写出的文件",
    ),
    ("ledger import", "dry_run", "只说明会做什么，什么都不写"),
    ("ledger export", "sandbox", "沙盒的账本"),
    ("ledger import", "sandbox", "沙盒的账本"),
    ("ledger check", "sandbox", "沙盒的账本"),
    ("adopt", "to", "文章所在的账号"),
    ("juejin list", "query", "只列标题里有这些词的"),
    ("juejin list", "page", "第几页，从 1 开始"),
    ("juejin tags", "query", "要找的词"),
    ("juejin delete", "id", "编号"),
    ("juejin delete", "draft", "这是草稿的编号"),
    ("juejin delete", "yes", "不再询问"),
    ("selectors capture", "site", "网站，例如 juejin"),
    (
        "selectors capture",
        "out",
        "页面放在哪里；目录须不存在或为空",
    ),
    (
        "selectors capture",
        "scrub",
        "另外不得出现的词，例如你的姓名；可以写多次",
    ),
    ("selectors check", "site", "网站，例如 juejin"),
    (
        "selectors check",
        "html",
        "不用浏览器，检查 `selectors capture` 保存的页面",
    ),
    (
        "selectors check",
        "site_file",
        "要检查的站点文件，例如 2026-09-27；不写则用首先使用的那个",
    ),
    (
        "selectors diff",
        "a",
        "旧文件：日期、全名（例如 juejin/pages/2026-09-27）或路径",
    ),
    ("selectors diff", "b", "新文件"),
    ("selectors heal", "site", "网站，例如 juejin"),
    (
        "selectors heal",
        "write",
        "把找到的写成一个带日期的新文件；旧文件不动",
    ),
    (
        "selectors heal",
        "out",
        "站点文件所在的目录；不写则用配置里的目录",
    ),
    ("selectors record", "site", "网站，例如 juejin"),
    (
        "selectors record",
        "out",
        "新文件，或你的站点文件目录；不写则用配置里的目录",
    ),
    ("selectors record", "by", "录制者，写入文件"),
    ("selectors record", "only", "只录这些元素，其余照旧"),
    (
        "selectors record",
        "headless",
        "不显示窗口；由程序来指出元素",
    ),
    (
        "selectors record",
        "import",
        "不用浏览器，导入 Chrome DevTools Recorder 的 JSON 录制",
    ),
    (
        "selectors record",
        "mapping",
        "哪一步对应哪个元素：JSON 文件，例如 {\"title\": 3, \"confirm\": 12}",
    ),
    (
        "selectors schema",
        "kind",
        "哪一类站点文件：pages 页面，api 接口",
    ),
    ("login", "account", "账号名"),
    ("login", "sms", "用短信验证码登录"),
    (
        "login",
        "qr",
        "用网站的 App 登录：把页面上的二维码画在终端里，变了就重画",
    ),
    (
        "login",
        "headed",
        "在窗口里自己登录；与其他方式同用时，显示浏览器窗口",
    ),
    (
        "login",
        "import",
        "从文件读取 Cookie：Playwright storageState、cookies.txt 或 Cookie 头；- 表示标准输入",
    ),
    (
        "login",
        "export",
        "把账号的会话写成 Playwright storageState 文件，只有你能读；- 表示标准输出",
    ),
    (
        "login",
        "attach",
        "取用以 --remote-debugging-port 启动的 Chrome 的会话，在单独的标签页里；需要时可在那里登录",
    ),
    (
        "login",
        "profile",
        "取用没有被 Chrome 打开的用户数据目录里的会话；加 --headed 可以在窗口里登录",
    ),
    ("login", "phone_file", "存有手机号的文件"),
    ("login", "phone_command", "会输出手机号的命令"),
    (
        "login",
        "code_file",
        "验证码会写入这个文件；会一直等它，验证码错了就等下一个",
    ),
    (
        "login",
        "code_command",
        "会输出验证码的命令；验证码错了会再运行一次，输出空行则重新发送",
    ),
    ("logout", "account", "账号名"),
    (
        "logout",
        "forget",
        "同时忘记账号属于谁，之后别的用户可以用这个名字登录",
    ),
    (
        "sandbox",
        "variant",
        "让编辑页变成网站改版后可能的样子，例如 renamed-classes；today 是现在的样子",
    ),
    ("sandbox do", "what", "做什么"),
    ("sandbox do", "phone", "由哪个手机号的用户来做"),
    ("sandbox do", "code", "二维码的内容"),
    ("serve", "listen", "监听的地址"),
    (
        "serve",
        "late",
        "到时间没有进程在计时的文章，过了多久仍然发布，例如 90s 或 2h",
    ),
    ("schedule cancel", "id", "编号，见 `fagao schedule`"),
    ("watch", "dir", "目录；其下各级目录也一并监视"),
    ("watch", "to", "账号名，按顺序"),
    (
        "watch",
        "draft",
        "提交之前停下：在网站上留一份草稿，并给出链接",
    ),
    (
        "watch",
        "trace",
        "为 `fagao report` 保留调用内容和每一步的截图：on 总是保留，on-failure 只保留不顺利的运行的截图，off 不保留",
    ),
    (
        "publish",
        "at",
        "由 `fagao serve` 在这个时间发布，例如 \"2026-12-01 09:00\"；now 表示不理会 publish_at",
    ),
    ("completions", "shell", "哪一种 shell"),
    (
        "man",
        "dir",
        "把每个命令的手册页写到这个目录；不写则输出第一页",
    ),
    (
        "media sync",
        "model",
        "媒体类型，编号或名称；不写则为全部 13 类",
    ),
    ("media search", "text", "名称或属性里的词"),
    ("media search", "model", "媒体类型，编号或名称"),
    ("media search", "price_min", "最低价格，单位元"),
    ("media search", "price_max", "最高价格，单位元"),
    ("media search", "region", "地区（`quyu`）"),
    ("media search", "channel", "频道类型（`pindaoleixing`）"),
    (
        "media search",
        "links",
        "允许哪种链接（`lianjieleixing`）；不写值则为「可带网址」",
    ),
    (
        "media search",
        "weekend",
        "只看周末也发稿的（`weekend_active`）",
    ),
    (
        "media search",
        "attributes",
        "某个属性的值，或列表里的一个值；可以写多次",
    ),
    ("media search", "closed", "把现在不接单的也列出来"),
    (
        "media search",
        "sort",
        "排序：price 便宜的在前，name 按名称",
    ),
    ("media search", "limit", "最多列出多少条"),
    ("media show", "id", "媒体编号"),
    ("orders", "refresh", "先向供应商查询一次"),
    ("orders", "watch", "一直查询，直到每个订单都有结果"),
    ("orders", "csv", "输出 CSV"),
    ("notify test", "name", "通知的名字；不写则为全部"),
    (
        "notify test",
        "event",
        "示例所说的事件：done 全部完成，failed 有没完成的，person 需要人来处理",
    ),
    ("wallet", "from", "从哪一天起，写成 YYYY-MM-DD"),
    ("wallet", "to", "到哪一天为止，写成 YYYY-MM-DD"),
    (
        "trust",
        "file",
        "配置文件；不写则为从这里往上找到的 fagao.toml",
    ),
    ("trust", "yes", "不再询问，直接同意"),
    ("trust", "forget", "收回同意"),
    (
        "publish",
        "attach",
        "使用你自己的、以 --remote-debugging-port 启动的 Chrome，在单独的标签页里，以那里登录的用户操作",
    ),
    (
        "publish",
        "profile",
        "使用你自己的、没有被 Chrome 打开的用户数据目录，以那里登录的用户操作",
    ),
    (
        "resume",
        "attach",
        "使用你自己的、以 --remote-debugging-port 启动的 Chrome，在单独的标签页里，以那里登录的用户操作",
    ),
    (
        "resume",
        "profile",
        "使用你自己的、没有被 Chrome 打开的用户数据目录，以那里登录的用户操作",
    ),
];

pub(in crate::text) fn wrong(wrong: &Wrong) -> String {
    let nearest = |n: &Option<String>| match n {
        Some(n) => format!("，是不是想写 `{n}`？"),
        None => String::new(),
    };
    let what = match wrong {
        Wrong::Missing(arguments) => format!("缺少必需的参数：{}", list(arguments)),
        Wrong::Unknown { found, nearest: n } => format!("没有参数 `{found}`{}", nearest(n)),
        Wrong::NoCommand { found, nearest: n } => format!("没有命令 `{found}`{}", nearest(n)),
        Wrong::Value {
            argument,
            found,
            known,
        } if known.is_empty() => format!("「{found}」不能作为 `{argument}` 的值"),
        Wrong::Value {
            argument,
            found,
            known,
        } => format!(
            "「{found}」不能作为 `{argument}` 的值；可选：{}",
            list(known)
        ),
        Wrong::Conflict { argument, with } => {
            format!("`{argument}` 不能和 {} 同时使用", list(with))
        }
        Wrong::Other => "命令行有误".to_owned(),
    };
    format!("{what}\n加上 `--help` 可以查看用法")
}
