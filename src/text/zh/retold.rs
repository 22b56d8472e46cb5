//! What stands in evidence and causes in English.

use crate::text::retold::Table;

/// Each as its source has it, with `{}` for what differs, in the order in which both languages name it.
pub(in crate::text) const TABLE: Table = &[
    // evidence
    (
        "the push was answered with code {} ({})",
        "推送的应答是 {}（{}）",
    ),
    ("the answer's time is {}", "应答的时间是 {}"),
    (
        "draft {} has the fields of this run",
        "草稿 {} 里是这次运行的内容",
    ),
    (
        "article/list_by_user has draft {} as article {}: audit_status {}, {}",
        "文章列表里，草稿 {} 已是文章 {}：audit_status {}，{}",
    ),
    (
        "article/publish answered for draft {}: article {}",
        "发布接口对草稿 {} 的应答：文章 {}",
    ),
    (
        "neither article/list_by_user nor article/detail nor article_draft/detail has article {}",
        "文章列表、文章详情和草稿详情里都没有文章 {}",
    ),
    ("status of {}: {} {} ({})", "订单 {} 的状态：{} {}（{}）"),
    ("the answer's data: {}", "应答的内容：{}"),
    (
        "it is published, and the answer has no link yet",
        "已发布，应答里还没有链接",
    ),
    ("a person saw it", "有人看到它已发布"),
    ("a person saw that it is not there", "有人看到它没有发布"),
    (
        "deleted by `fagao juejin delete`",
        "已用 `fagao juejin delete` 删除",
    ),
    // what an outcome is not known by
    (
        "the push has no answer that says it was taken",
        "推送没有得到表示收下的应答",
    ),
    (
        "neither the own list nor the detail has article {}, and its draft is there",
        "文章列表和详情里都没有文章 {}，草稿还在",
    ),
    (
        "article {} is not there, or is not this account's",
        "文章 {} 不存在，或者不是这个账号的",
    ),
    ("how article {} stands is not shown", "看不到文章 {} 的状态"),
    (
        "the text of article {} could not be read",
        "读不到文章 {} 的正文",
    ),
    (
        "article {} still has another text",
        "文章 {} 的正文还不是这一份",
    ),
    (
        "article {} has the text; whether its title was taken is not shown yet",
        "文章 {} 的正文已更新，标题是否更新还看不到",
    ),
    (
        "the own list was not asked for draft {}",
        "还没有在文章列表里查过草稿 {}",
    ),
    (
        "the own list has no row of draft {}, and the draft does not say whether it is published",
        "文章列表里没有草稿 {}，草稿也没有说明是否已发布",
    ),
    (
        "the order's status was not asked for yet",
        "还没有查询订单状态",
    ),
    (
        "the order has the unknown status {}",
        "订单的状态 {} 不认识",
    ),
    (
        "the answer has no status of the order",
        "应答里没有订单状态",
    ),
    (
        "it is neither in the list nor gone",
        "列表里没有，也不能确认已消失",
    ),
    ("it is not there", "它不在那里"),
    // the network
    ("could not reach {}: {}", "连不上 {}：{}"),
    ("the answer of {} was lost: {}", "{} 的应答丢失：{}"),
    ("{} is not among the known hosts", "{} 不在已知的主机里"),
    (
        "{} leads to {}, which is not an address of the public Internet",
        "{} 指向 {}，那不是公网地址",
    ),
    (
        "{} is not an address of the public Internet",
        "{} 不是公网地址",
    ),
    ("it is longer than {} MB", "超过 {} MB"),
    ("HTTP {}, a redirect", "HTTP {}，要求跳转"),
    ("HTTP {} with success in it", "HTTP {}，内容却说成功"),
    ("HTTP {} without JSON", "HTTP {}，不是 JSON"),
    ("there is no list at {}", "{} 处没有列表"),
    ("success without {}", "说是成功，却没有 {}"),
    ("the answer lacks {}", "应答里缺少 {}"),
    // sessions and secrets
    ("session file {}: {}", "会话文件 {}：{}"),
    ("session file {} is damaged: {}", "会话文件 {} 已损坏：{}"),
    (
        "session file {} is {}'s, not {}'s",
        "会话文件 {} 属于 {}，不属于 {}",
    ),
    (
        "session file {} is sealed with a passphrase, and none is given",
        "会话文件 {} 已用口令加密，而没有提供口令",
    ),
    ("the environment has no {}", "环境变量里没有 {}"),
    ("it is empty", "它是空的"),
    (
        "it is JSON, but has no list \"cookies\" with name, value and domain",
        "是 JSON，但没有带 name、value、domain 的 cookies 列表",
    ),
    (
        "line {} of the cookies.txt does not have seven columns apart by tabs",
        "cookies.txt 第 {} 行不是用制表符隔开的七列",
    ),
    (
        "none of its {} cookies belongs to {}",
        "其中 {} 个 cookie 都不属于 {}",
    ),
    ("{} (user {})", "{}（用户 {}）"),
    // what is waited for
    ("{} once more, {} s", "再试一次 {}，{} 秒后"),
    ("its turn, {} s", "轮到自己，还有 {} 秒"),
    ("the review, at most {} s more", "审核，最多再等 {} 秒"),
    ("the site's app to scan the QR code", "用网站的 App 扫码"),
    ("a person to sign in in the window", "有人在窗口里登录"),
    // files and accounts
    ("the ledger {}: {}", "账本 {}：{}"),
    ("the ledger: {}", "账本：{}"),
    ("the directory {}: {}", "目录 {}：{}"),
    ("lock file {}: {}", "锁文件 {}：{}"),
    ("account {} is in use by {}", "账号 {} 正被占用：{}"),
    ("the sandbox cannot start: {}", "沙盒无法启动：{}"),
    // a dry run, line by line
    ("plan {}", "计划 {}"),
    ("article  {} 《{}》", "文章     {} 《{}》"),
    ("content  sha256 {}", "内容     sha256 {}"),
    ("platform {}, from {}", "平台     {}，依据 {}"),
    ("note     {}", "注意     {}"),
    ("given    {} = {}", "已知     {} = {}"),
    ("look later by", "之后这样查看"),
    ("expected {}", "预期     {}"),
    ("live, with its link", "已发布，有链接"),
    ("in review or live, with its link", "审核中或已发布，有链接"),
    ("taken; a link may come later", "已收下；链接可能稍后才有"),
    (
        "a draft on the site, with its link; nothing is submitted",
        "网站上的草稿，有链接；不会提交",
    ),
    ("signed in by the {}", "登录，通过{}"),
    ("signed in else by the {}", "登录，否则通过{}"),
    ("draft ready by the {}", "草稿就绪，通过{}"),
    ("draft ready else by the {}", "草稿就绪，否则通过{}"),
    ("fields set by the {}", "填好各项，通过{}"),
    ("fields set else by the {}", "填好各项，否则通过{}"),
    ("submitted by the {}", "提交，通过{}"),
    ("submitted else by the {}", "提交，否则通过{}"),
    ("confirmed by the {}", "确认，通过{}"),
    ("confirmed else by the {}", "确认，否则通过{}"),
    ("browser", "浏览器"),
    ("api", "API"),
    ("go to the {} page {}", "打开页面 {}：{}"),
    ("or, once it exists, {}", "已有草稿时则是 {}"),
    ("open {} with", "打开「{}」，点击"),
    ("shows {}", "出现 {}"),
    ("press until {}", "点击，直到{}"),
    ("fill in *** and read it back", "填入 ***，并读回核对"),
    ("fill in {} and read it back", "填入 {}，并读回核对"),
    (
        "set the editor's text ({} lines, {} characters) and read it back",
        "写入编辑器的正文（{} 行，{} 个字符），并读回核对",
    ),
    ("choose exactly {}", "选择，且只选 {}"),
    ("choose {}", "选择 {}"),
    ("chosen when", "选中的标志"),
    ("put {} on your image host ({})", "把 {} 放到你的图床（{}）"),
    ("fetch {} and upload it ({})", "取来 {} 并上传（{}）"),
    ("upload {} ({})", "上传 {}（{}）"),
    ("paste {} ({})", "粘贴 {}（{}）"),
    ("attach {} ({})", "附上 {}（{}）"),
    ("wait until {}", "等到{}"),
    ("ask a person for {} ({})", "请人提供{}（{}）"),
    (
        "have a code sent, ask a person for it and hand it in, up to {} times, until {}",
        "发送验证码，请人提供并填入，最多 {} 次，直到{}",
    ),
    (
        "have a code sent, ask a person for it and hand it in, up to {} times",
        "发送验证码，请人提供并填入，最多 {} 次",
    ),
    (
        "show a person the QR code until {}",
        "把二维码给人扫，直到{}",
    ),
    (
        "wait for a person in the window until {}",
        "在窗口里等人操作，直到{}",
    ),
    (
        "SUBMIT, once, for {} yuan, decided after {} s",
        "提交，只一次，花费 {} 元，{} 秒后见分晓",
    ),
    (
        "SUBMIT, once, decided after {} s",
        "提交，只一次，{} 秒后见分晓",
    ),
    ("click, then look for: {}", "点击，然后等待：{}"),
    ("the phone number", "手机号"),
    ("the code sent to the phone", "手机验证码"),
    ("the URL is {}", "网址是 {}"),
    ("{} shows: {}", "{} 出现：{}"),
    ("{} is gone: {}", "{} 消失：{}"),
    ("call {}: {}", "调用 {}：{}"),
    // notes
    (
        "no summary is given; taken from the text: {}",
        "没有写摘要，取自正文：{}",
    ),
    (
        "tags from the top of the front matter: {}",
        "标签取自 front matter 顶层：{}",
    ),
    (
        "the image {} cannot be uploaded and stays as written",
        "图片 {} 不能上传，保持原样",
    ),
    (
        "the image {} cannot be uploaded and is left out",
        "图片 {} 不能上传，略去",
    ),
    (
        "{}: the shortcode {} will be seen as it is written: put its result in its place",
        "{}：短代码 {} 会原样显示：请换成它生成的内容",
    ),
    (
        "{}: the link to {} leads nowhere on the site: publish that article first, or write a whole address",
        "{}：链接 {} 在网站上没有去处：请先发布那一篇，或者写完整的网址",
    ),
    (
        "which price is charged is not documented; the highest one seen is budgeted",
        "文档没有说明按哪个价格收费，预算按看到的最高价计算",
    ),
    (
        "the platform does not list the category {}; the nearest is {}",
        "平台的分类里没有「{}」；最接近的是「{}」",
    ),
    (
        "the platform does not list the category {}",
        "平台的分类里没有「{}」",
    ),
    (
        "it costs money; the price is looked up and shown before it is handed in, a dry run does not know it",
        "这要花钱；提交前会查询并显示价格，试运行时还不知道",
    ),
];
