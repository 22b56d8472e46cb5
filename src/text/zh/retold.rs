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
    (
        "HTTP {} with {}, {} bytes, in place of the site's JSON",
        "HTTP {}，{}，{} 字节，不是网站应有的 JSON",
    ),
    ("there is no list at {}", "{} 处没有列表"),
    ("success without {}", "说是成功，却没有 {}"),
    ("the answer lacks {}", "应答里缺少 {}"),
    // pages
    ("the page to be at rest", "页面静止下来"),
    ("the URL {} or {}", "网址 {} 或 {}"),
    ("the URL {}", "网址 {}"),
    ("another URL", "另一个网址"),
    ("to open {}", "打开 {}"),
    ("the next step", "下一步"),
    ("an unknown URL", "网址不明的页面"),
    ("the page to sign in at", "登录页"),
    ("{} to be gone", "{} 消失"),
    ("{} to say {} or {}", "{} 显示「{}」或「{}」"),
    ("{} to say {}", "{} 显示「{}」"),
    ("{} is not there: {}", "{} 不在页面上：{}"),
    ("nothing of it was seen", "什么都没有看到"),
    ("the page says: {}", "页面提示：{}"),
    (
        "the page said nothing within {} s",
        "页面在 {} 秒内没有提示",
    ),
    ("the page did not answer", "页面没有应答"),
    ("it is not on the page", "它不在页面上"),
    ("it was not read back", "没有读回来"),
    (
        "it holds {} of {} UTF-16 units, and differs from unit {} on",
        "里面有 {} 个 UTF-16 单元，应有 {} 个，从第 {} 个起不同",
    ),
    (
        "the text has {} UTF-16 units, and the field takes {}",
        "文字有 {} 个 UTF-16 单元，而这一栏最多 {} 个",
    ),
    (
        "the text has U+{}, which WebDriver takes for a key",
        "文字里有 U+{}，WebDriver 会把它当成按键",
    ),
    (
        "the text has a tab, which would leave the field",
        "文字里有制表符，会让焦点离开这一栏",
    ),
    (
        "the text has a line break, and the field takes one line",
        "文字里有换行，而这一栏只有一行",
    ),
    ("the chips stay {}", "已选的标签仍是 {}"),
    // what the script in the page says of a candidate
    ("no match", "没有匹配"),
    ("not a selector: {}", "不是选择器：{}"),
    ("{} match, none a {}", "匹配 {} 个，不是 {}"),
    ("{} matches, none a {}", "匹配 {} 个，都不是 {}"),
    ("{} match, not visible", "匹配 {} 个，但看不见"),
    ("{} matches, none visible", "匹配 {} 个，都看不见"),
    ("{} visible, one wanted", "看得见的有 {} 个，应当只有一个"),
    ("{} matches, one wanted", "匹配 {} 个，应当只有一个"),
    (
        "{} match, other candidates mean another element",
        "匹配 {} 个，但其他候选指的是另一个元素",
    ),
    (
        "{} matches, other candidates mean another element",
        "匹配 {} 个，但其他候选指的是另一个元素",
    ),
    (
        "{} match, unlike what was recorded: {}",
        "匹配 {} 个，但和记录的不像：{}",
    ),
    (
        "{} matches, unlike what was recorded: {}",
        "匹配 {} 个，但和记录的不像：{}",
    ),
    (
        "{} match, another element is as much like what was recorded",
        "匹配 {} 个，但另一个元素和记录的一样像",
    ),
    (
        "{} matches, another element is as much like what was recorded",
        "匹配 {} 个，但另一个元素和记录的一样像",
    ),
    ("{} match, its text is another", "匹配 {} 个，但文字不同"),
    ("{} matches, its text is another", "匹配 {} 个，但文字不同"),
    ("still moving", "还在移动"),
    ("no CodeMirror instance on it", "上面没有 CodeMirror"),
    ("disabled", "不能点击"),
    ("read-only", "只读"),
    ("outside the window", "在窗口之外"),
    ("covered by {}", "被 {} 盖住"),
    ("the focus went to {}", "焦点到了 {}"),
    ("it has {}", "里面是 {}"),
    ("it says {}", "它显示 {}"),
    ("it is still there", "它还在"),
    ("no new picture is in the text", "正文里没有新的图片"),
    ("it shows another picture", "它显示的是另一张图片"),
    ("it shows a picture that is loading", "图片还在加载"),
    ("the page is still loading", "页面还在加载"),
    // the driver
    (
        "the WebDriver at {} does not answer",
        "{} 的 WebDriver 没有应答",
    ),
    (
        "the WebDriver at {} did not answer {} within {} s",
        "{} 的 WebDriver 对 {} 的请求 {} 秒内没有应答",
    ),
    (
        "the WebDriver at {} opened no browser: {}",
        "{} 的 WebDriver 没能打开浏览器：{}",
    ),
    (
        "the WebDriver at {} is lost: {}",
        "和 {} 的 WebDriver 断开了：{}",
    ),
    (
        "the WebDriver at {} did not end its session",
        "{} 的 WebDriver 没有结束会话",
    ),
    ("the WebDriver at {}: {}", "{} 的 WebDriver：{}"),
    ("the in-page script failed: {}", "页面里的脚本出错：{}"),
    // what stops a step
    ("a way to upload {}", "上传 {} 的途径"),
    ("an address of {}", "{} 的地址"),
    ("an address that is not the site's", "一个不属于网站的地址"),
    (
        "it has changed since the plan was made",
        "它在计划做好之后变了",
    ),
    ("no code was given", "没有人提供验证码"),
    (
        "its countdown is not over, and no other code was sent",
        "倒计时还没结束，没有发送新的验证码",
    ),
    ("another code was sent", "已发送新的验证码"),
    ("the submit did not arrive ({})", "提交没有送达（{}）"),
    ("looked, and it is not there", "查看过，它不在那里"),
    (
        "the platform took it and does not show it",
        "平台已收下，但看不到它",
    ),
    (
        "the run ended before the answer was settled",
        "运行在有结果之前就结束了",
    ),
    ("nobody is signed in", "没有登录"),
    ("this run has no way to the web", "这次运行不能访问网络"),
    (
        "it is not a PNG, JPEG, GIF or WebP image",
        "它不是 PNG、JPEG、GIF 或 WebP 图片",
    ),
    (
        "it gave {} in place of an address",
        "它给出的不是地址，而是 {}",
    ),
    ("the look", "查看"),
    ("a submit", "提交"),
    (
        "there is no `{}`; the nearest are {}",
        "没有 `{}`；最接近的是 {}",
    ),
    ("there is no `{}`", "没有 `{}`"),
    ("the server failed", "服务器出错"),
    ("the answer has no errorCode", "应答里没有 errorCode"),
    ("the answer has no code", "应答里没有 code"),
    ("the answer has the code {}", "应答的 code 是 {}"),
    ("not JSON but {}", "不是 JSON，而是 {}"),
    (
        "a success that is not sealed, or not with HTTP 200",
        "说是成功，却没有加密，或者不是 HTTP 200",
    ),
    ("the catalogue has no medium {}", "媒体目录里没有 {}"),
    (
        "the medium {} {} takes no orders (status {})",
        "媒体 {} {} 不接单（状态 {}）",
    ),
    ("the order {} is there already: {}", "订单 {} 已经存在：{}"),
    (
        "the site could not fetch a picture of the text: 转存失败，建议直接上传图片文件",
        "网站没能转存正文里的一张图片：转存失败，建议直接上传图片文件",
    ),
    ("a redirect to nowhere", "跳转没有说明去处"),
    ("it was not there within {} s", "{} 秒内没有取到"),
    ("it is longer than {} bytes", "超过 {} 字节"),
    ("more than {} redirects", "跳转超过 {} 次"),
    ("not a URL: {}", "不是网址：{}"),
    // what an outcome is known by
    (
        "article/list_by_user has article {}: audit_status {}, {}",
        "文章列表里有文章 {}：audit_status {}，{}",
    ),
    (
        "article/detail of article {}: status {}",
        "文章 {} 的详情：status {}",
    ),
    (
        "article/publish answered for article {}",
        "发布接口对文章 {} 的应答",
    ),
    ("article/publish took the update", "发布接口已收下修改"),
    ("article/detail has the new text", "文章详情里是新的正文"),
    (
        "article/detail has the text, and the title is taken",
        "文章详情里是新的正文，标题也已更新",
    ),
    ("the page said that it is published", "页面说已经发布"),
    (
        "article_draft/detail of draft {}: article_id {}",
        "草稿 {} 的详情：article_id {}",
    ),
    (
        "article/list_by_user has no row of draft {} yet",
        "文章列表里还没有草稿 {}",
    ),
    ("the site's reason: {}", "网站给出的原因：{}"),
    ("in review", "审核中"),
    ("live", "已发布"),
    ("rejected", "未通过"),
    ("not documented", "文档没有说明"),
    (
        "its cancellation was asked for; nothing is ordered again before that is decided",
        "已申请退单；有结果之前不会再次下单",
    ),
    (
        "the order was taken as {} for the medium {}",
        "订单已收下，编号 {}，媒体 {}",
    ),
    (
        "the catalogue had {}; which one is charged is not documented",
        "媒体目录里的价格是 {}；文档没有说明按哪个收费",
    ),
    (
        "the catalogue was closed, so the price is the last known one, of {}",
        "媒体目录当时不开放，价格是最后一次见到的（{}）",
    ),
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
    ("platform {}, from {} and {}", "平台     {}，依据 {} 和 {}"),
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
    ("api", "接口"),
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
    ("query {}: {}", "查询参数 {}：{}"),
    ("header {}: {}", "请求头 {}：{}"),
    ("read {} (secret) from {}", "读取 {}（保密），来自 {}"),
    ("read {} from {}", "读取 {}，来自 {}"),
    (
        "{} of the row of {} whose {} or {} is {}",
        "{}，取 {} 中 {} 或 {} 为 {} 的那一行",
    ),
    (
        "{} of the row of {} whose {} is {}",
        "{}，取 {} 中 {} 为 {} 的那一行",
    ),
    ("header {}, field {}", "应答头 {} 的第 {} 段"),
    ("{}… ({} characters)", "{}…（{} 个字符）"),
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
