//! About a run and what the ledger has against it.

use super::sentence;
use crate::text::{Lang, LedgerMessage, RunMessage, Sentence, retold};

pub(super) fn ledger(m: &LedgerMessage) -> Sentence {
    let at = |url: &Option<String>| url.as_ref().map(|u| format!("（{u}）")).unwrap_or_default();
    match m {
        LedgerMessage::Changed { account, url } => sentence(
            format!("{account} 上已有这篇文章{}，但标题或正文不同", at(url)),
            "这个平台不能修改已发布的内容：`--again` 会作为第二篇发布",
        ),
        LedgerMessage::ChangedWhileOpen { account } => sentence(
            format!("这篇文章曾以不同的标题或正文发往 {account}，不知道是否送达"),
            "请先运行 `fagao resume`：它会去查看",
        ),
        LedgerMessage::SameId { id, file } => sentence(
            format!("id「{id}」已经属于 {file}"),
            "请在其中一个文件的 front matter 里换一个 `id:`",
        ),
        LedgerMessage::SameText { id, file, url } => sentence(
            format!(
                "同样的标题和正文已经作为「{id}」从 {file} 发布过{}",
                at(url)
            ),
            "如果就是那一篇，请写同样的 `id:`；要发布两次，请用 `--again`",
        ),
    }
}

pub(super) fn run(m: &RunMessage) -> Sentence {
    let r = |text: &str| retold(Lang::Zh, text);
    match m {
        RunMessage::ElementMissing {
            element,
            about,
            site_file,
            tried,
            waited,
            url,
        } => sentence(
            format!(
                "在 {url} 上等了 {waited} 秒，按 {site_file} 没有找到 {element}（{}）：{}",
                r(about),
                tried.iter().map(|t| r(t)).collect::<Vec<_>>().join("；")
            ),
            "页面可能改版了：请看运行目录里的证据；`publish --via api` 不需要页面",
        ),
        RunMessage::PageStuck { wanted, found, url } => sentence(
            format!(
                "页面 {url} 没有到达预期状态：期望 {wanted}，实际 {found}",
                url = r(url),
                wanted = r(wanted),
                found = r(found)
            ),
            "请看运行目录里的证据，然后重新运行同一条命令",
        ),
        RunMessage::NotReadBack {
            element,
            difference,
        } => sentence(
            format!(
                "写入 {element} 的内容和读回来的不一致：{difference}",
                difference = r(difference)
            ),
            "请重新运行同一条命令；如果再次出现，请用 `--via api` 发布",
        ),
        RunMessage::Browser(why) => sentence(
            format!("浏览器出错：{why}", why = r(why)),
            "`fagao doctor` 会告诉你驱动或浏览器哪里有问题",
        ),
        RunMessage::NoDriver => sentence(
            "没有可用的 WebDriver",
            "请用 `./webdriver.sh` 启动命令，或者设置 FAGAO_WEBDRIVER_URL 或 `[webdriver] url`",
        ),
        RunMessage::NoDriverToSignIn { account } => sentence(
            format!("{account} 没有登录，也没有可用的 WebDriver 来登录"),
            format!(
                "请用 `./webdriver.sh` 启动命令，或者设置 FAGAO_WEBDRIVER_URL 或 `[webdriver] url`；\
                 也可以导入别处的登录状态：`fagao login {account} --import FILE`"
            ),
        ),
        RunMessage::SignIn { account } => sentence(
            format!("{account} 没有登录"),
            format!(
                "请运行 `fagao login {account} --sms`（或 --qr、--headed、--import FILE），再运行 `fagao resume`"
            ),
        ),
        RunMessage::PersonNeeded { account, what } => sentence(
            format!("网站要求 {account} 的本人操作：{what}", what = r(what)),
            "请运行 `fagao resume --headed`，在窗口里按提示操作；或者在你自己的浏览器里完成，再运行 `fagao resume`",
        ),
        RunMessage::NoAnswer { account, what } => sentence(
            format!("没有人提供 {account} 的{what}", what = r(what)),
            "请在终端里运行 `fagao login`，或者说明从哪里取得：--phone-file、--phone-command、--code-file、--code-command",
        ),
        RunMessage::OtherUser {
            account,
            owner,
            found,
        } => sentence(
            format!(
                "{account} 属于 {owner}，而现在登录的是 {found}；没有发送任何内容",
                owner = r(owner),
                found = r(found)
            ),
            format!(
                "请用 `fagao login {account}` 以 {owner} 登录；如果 {account} 以后要换成另一个用户，\
                 请先运行 `fagao logout {account} --forget`"
            ),
        ),
        RunMessage::Session(why) => sentence(
            format!("会话不可用：{why}", why = r(why)),
            "请在 FAGAO_PASSPHRASE 里给出口令，或者用 `fagao login` 重新登录；会话从不在账号之间共用",
        ),
        RunMessage::SignInRefused {
            account,
            says,
            tries,
        } => sentence(
            match tries {
                0 => format!("网站不让 {account} 登录：{says}", says = r(says)),
                n => format!(
                    "试了 {n} 个验证码之后，网站仍不让 {account} 登录：{says}",
                    says = r(says)
                ),
            },
            format!(
                "请按网站要求的时间等待，再运行 `fagao login {account} --sms`；或者换一种方式：--qr、--headed"
            ),
        ),
        RunMessage::NobodyCame { account, waited } => sentence(
            format!("等了 {waited} 秒，没有人登录 {account}"),
            "请重新运行同一条命令；需要更多时间可以加 `--wait-for-person 30m`",
        ),
        RunMessage::NotSignedInThere { account } => sentence(
            format!("{account} 在那里没有登录"),
            "请在那个浏览器里登录，再运行同一条命令；加 `--headed` 会打开一个窗口供你登录",
        ),
        RunMessage::NoSignInCalls { account } => sentence(
            format!("{account} 所用的 API 版本没有登录用的调用；什么都没有发送"),
            "请去掉 `--via api`，在页面上登录；掘金的各个版本里只有 2026-02-02 有这样的调用（`--site-file`）",
        ),
        RunMessage::ImageHost { path, why } => sentence(
            format!("{path} 没有放到你的图床上：{why}", why = r(why)),
            "请用这个文件手动试一次 `[images] command`，再执行同一条命令；什么都没有发给平台",
        ),
        RunMessage::Rehost { url, why } => sentence(
            format!("图片 {url} 没能转存到站点：{why}", why = r(why)),
            "请改正地址，或者把图片放在文章旁边，或者写 `remote_images: keep`；什么都没有提交",
        ),
        RunMessage::Import { file, why } => sentence(
            format!("{file}：{why}", why = r(why)),
            "请在已登录的状态下重新导出；原有的会话没有变动",
        ),
        RunMessage::NoSession { account } => sentence(
            format!("{account} 没有会话"),
            format!("请先运行 `fagao login {account} --sms`（或 --qr、--headed）"),
        ),
        RunMessage::Unreachable(why) => sentence(
            format!("无法连接，没有发送任何内容：{why}", why = r(why)),
            "请检查网络，然后重新运行同一条命令",
        ),
        RunMessage::AnswerLost(why) => sentence(
            format!("没有收到完整的应答，什么也没有提交：{why}", why = r(why)),
            "请重新运行同一条命令：它会从停下的地方继续",
        ),
        RunMessage::Unclear { call, what } => sentence(
            format!(
                "{call} 的应答不是接口应有的内容：{what}",
                call = r(call),
                what = r(what)
            ),
            "请稍后重新运行同一条命令；如果一直如此，平台的接口可能变了",
        ),
        RunMessage::Refused { call, code, says } => sentence(
            format!("{call} 被拒绝：{says}（{code}）", says = r(says)),
            super::jzguai::what_to_do(code).unwrap_or("请按平台所说的修改，然后重新运行同一条命令"),
        ),
        RunMessage::UploadFile { path, why } => sentence(
            format!("文件 {path} 无法上传：{why}", why = r(why)),
            "请把它放到文章所写的位置，再运行 `fagao publish`",
        ),
        RunMessage::MissingValue(slot) => sentence(
            format!("某一步需要「{slot}」，但它没有值", slot = r(slot)),
            "这是站点文件或 fagao 的错误；加 `-v` 可以看到各次调用",
        ),
        RunMessage::WaitsFor { account } => sentence(
            format!("需要 {account} 的链接，而它还没有"),
            "请等那一篇发布之后，再运行同一条命令",
        ),
        RunMessage::Ledger(why) => sentence(
            format!("账本不可用：{why}", why = r(why)),
            "状态目录恢复之前不会再发送任何内容；可以用 `fagao doctor` 检查",
        ),
        RunMessage::OutcomeUnknown { account, run, why } => sentence(
            format!("不知道是否已经发布：{why}", why = r(why)),
            format!(
                "`fagao resume` 会再查看一次；如果你在网站上看到了它，请运行 \
                 `fagao settle {run} {account} --as live --url URL`"
            ),
        ),
        RunMessage::NoLook { account, run } => sentence(
            "不知道平台是否已经收下，而这个平台无法查询",
            format!(
                "请到它的后台查看，再运行 `fagao settle {run} {account} --as live` 或 `--as failed`；\
                 在那之前不会重发"
            ),
        ),
        RunMessage::NotRefreshed { account, why } => sentence(
            format!("看不到它在 {account} 上的现状：{why}", why = r(why)),
            "这里显示的是上一次的状态；请稍后再试",
        ),
        RunMessage::Rejected { why } => sentence(
            {
                let facts: Vec<String> = why.split("; ").map(r).collect();
                format!("平台拒绝了它：{}", facts.join("；"))
            },
            "请修改文章，然后重新运行同一条命令",
        ),
        RunMessage::OverBudget {
            price,
            limit,
            which,
        } => sentence(
            format!("需要 {price} 元，而预算只允许 {limit} 元（{which}）"),
            "请在 fagao.toml 里提高预算，或者换一家媒体；没有下单",
        ),
        RunMessage::NoBudget { account, price } => sentence(
            format!("需要 {price} 元，而 {account} 没有设置预算"),
            format!("请在 [accounts.{account}] 下写 `budget = {{ per_order = \"…\" }}`；没有下单"),
        ),
        RunMessage::TooLittleMoney {
            account,
            price,
            left,
        } => sentence(
            format!("订单共需 {price} 元，而 {account} 只剩 {left} 元"),
            "请在供应商后台充值，或者少下几单；没有下单",
        ),
        RunMessage::PriceChanged { target, was, now } => sentence(
            format!("{target} 现在要 {now} 元，而之前同意的是 {was} 元"),
            "请重新运行同一条命令查看新的总价；还没下的订单都没有下",
        ),
        RunMessage::NotAgreed { price } => sentence(
            format!("需要 {price} 元，没有人同意这笔费用"),
            "请加上 `--yes`，或者在终端里运行并确认；没有发送任何内容",
        ),
        RunMessage::Stopped => sentence("已被中止", "请重新运行同一条命令：它会从停下的地方继续"),
        RunMessage::Busy { account, holder } => sentence(
            format!("{account} 正在被使用：{holder}", holder = r(holder)),
            "请等那一个结束，再运行同一条命令",
        ),
        RunMessage::State(why) => sentence(
            format!("状态目录出错：{why}", why = r(why)),
            "可以用 `fagao doctor` 检查状态目录",
        ),
        RunMessage::TooFast { call, says, wait } => sentence(
            format!(
                "平台现在不接受更多请求：{call} 的应答是 {says}",
                says = r(says)
            ),
            match wait {
                Some(seconds) => format!("请在 {seconds} 秒后重新运行同一条命令"),
                None => "请过几分钟再运行同一条命令".to_owned(),
            },
        ),
        RunMessage::NoRoute { call, says } => sentence(
            format!("平台没有 {call} 这个接口：{says}", says = r(says)),
            "它的接口变了：请用 `--via browser` 发布，或者用 `--site-file` 换一个版本；`fagao doctor` 会告诉你哪个版本有应答",
        ),
        RunMessage::Gone { url } => sentence(
            match url {
                Some(url) => format!("它曾发布在 {url}，现在已经不在了"),
                None => "它曾经发布过，现在已经不在了".to_owned(),
            },
            "`fagao publish … --again` 会作为新的一篇发布",
        ),
        RunMessage::SameTitle { account, file, url } => sentence(
            format!("{account} 上已有同样标题的文章 {url}，不是 fagao 发布的"),
            format!(
                "如果就是这一篇，请运行 `fagao adopt {file} --to {account} --url {url}`；如果不是，请换一个标题；没有写入任何内容"
            ),
        ),
        RunMessage::Paced {
            account,
            retry_at,
            cap,
        } => sentence(
            match cap {
                Some(cap) => format!("{account} 一天之内已经发布了 {cap} 次，达到上限"),
                None => format!("{account} 刚刚发布过"),
            },
            format!(
                "请在 {} 之后重新运行同一条命令，或者修改配置里的 `daily_cap` 或 `min_interval`",
                jiff::Timestamp::from_second(*retry_at)
                    .map_or_else(|_| retry_at.to_string(), |t| t.to_string())
            ),
        ),
        RunMessage::Closed { what } => {
            sentence(format!("{what} 现在不接单"), "请换一家媒体；没有下单")
        }
    }
}
