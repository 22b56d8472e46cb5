//! What `fagao doctor` says.

use crate::text::{Advice, Found, Kept, Part, Verdict};

pub(in crate::text) fn part(p: &Part) -> String {
    match p {
        Part::State => "状态目录".to_owned(),
        Part::Assets => "编辑器资源（供沙盒使用）".to_owned(),
        Part::Config => "配置".to_owned(),
        Part::Sessions => "会话".to_owned(),
        Part::Account { name, platform } => format!("账号 {name}（{platform}）"),
        Part::Images => "图片".to_owned(),
        Part::Notice { name, kind } => format!("通知 {name}（{kind}）"),
        Part::SiteFile(name) => format!("站点文件 {name}"),
        Part::Schedule => "定时发布".to_owned(),
        Part::Browser => "驱动和浏览器".to_owned(),
    }
}

pub(in crate::text) fn found(f: &Found) -> String {
    match f {
        Found::NoHome => "没有主目录".to_owned(),
        Found::InMemory { dir, kind } => {
            format!("{dir} 在内存里（{kind}），下次开机后就不记得发布过什么了")
        }
        Found::InContainer(dir) => {
            format!("{dir} 在容器自己的层里，容器删除后就不记得发布过什么了")
        }
        Found::Emptied { dir, below } => {
            format!("{dir} 在系统会清空的 {below} 下面，清空后就不记得发布过什么了")
        }
        Found::InCi(dir) => {
            format!("{dir} 在持续集成的机器上（设置了 CI），下次运行可能换一台机器")
        }
        Found::SandboxAccounts => "沙盒自带的账号".to_owned(),
        Found::NotIn(dir) => format!("{dir} 里没有"),
        Found::Configured => "已配置".to_owned(),
        Found::Keys => "密钥齐全".to_owned(),
        Found::Bare(key) => format!("{key} 直接写在了配置里"),
        Found::OpenToOthers { file, mode } => format!("{file} 可以被别人读取（权限 {mode}）"),
        Found::SignsIn => "在沙盒里会自动登录".to_owned(),
        Found::NotSignedIn => "没有登录".to_owned(),
        Found::SignedIn { who, kept } => format!("已登录：{who}；会话{}", kept_how(*kept)),
        Found::Unusable => "无法使用".to_owned(),
        Found::Answers => "有应答".to_owned(),
        Found::OtherShape => "应答的格式变了".to_owned(),
        Found::NotTried => "无法测试".to_owned(),
        Found::NoDriver => "没有可用的 WebDriver".to_owned(),
        Found::NoticeReady(name) => format!("可以发送；`fagao notify test {name}` 会发一条示例"),
        Found::InClear => "地址没有 TLS：途中的人能看到通知内容".to_owned(),
        Found::ImagesSandbox => "沙盒自带的图床".to_owned(),
        Found::ImagesNowhere => {
            "没有设置：带本地图片的文章只能发到掘金（fagao.toml 的 [images]，见 docs/platforms.md）"
                .to_owned()
        }
        Found::NoProgram(program) => format!("找不到程序 {program}"),
        Found::Scheduled {
            waiting,
            next,
            kept: true,
        } => format!("{waiting} 篇等待中，下一篇在 {next}；`fagao serve` 正在运行"),
        Found::Scheduled {
            waiting,
            next,
            kept: false,
        } => format!("{waiting} 篇等待中，下一篇在 {next}，而这里没有 `fagao serve` 在运行"),
        Found::DaysOld(days) => format!("{days} 天前测定"),
    }
}

fn kept_how(kept: Kept) -> &'static str {
    match kept {
        Kept::Sealed => "已用口令加密",
        Kept::NotYetSealed => "尚未加密，下次登录时会加密",
        Kept::Clear => {
            "为明文，只有你能读（权限 0600）；设置 FAGAO_PASSPHRASE 后，下次登录起会加密"
        }
    }
}

pub(in crate::text) fn advice(a: &Advice) -> String {
    match a {
        Advice::SetState => "请设置 FAGAO_STATE_DIR".to_owned(),
        Advice::KeepState => {
            "请把 FAGAO_STATE_DIR 设为会保留下来的目录，例如挂载的卷；或者让账本跟着走：\
             每次运行之后 `fagao ledger export`，下次运行之前 `fagao ledger import`"
                .to_owned()
        }
        Advice::MendLedger => {
            "账本恢复之前不会发送任何内容：请腾出磁盘空间，或者用备份恢复这个文件".to_owned()
        }
        Advice::MakeWritable => {
            "请让它可以写入，或者把 FAGAO_STATE_DIR 设为这台机器上的另一个目录".to_owned()
        }
        Advice::Setup => "请运行 `./webdriver.sh --setup`".to_owned(),
        Advice::MoveSecret(key) => {
            format!("请改写成 `{key} = {{ env = \"NAME\" }}` 或 `{{ file = \"PATH\" }}`")
        }
        Advice::Chmod(file) => format!("请运行 `chmod 600 {file}`"),
        Advice::SignIn(name) => {
            format!("请运行 `fagao login {name} --sms`（或 --qr、--headed、--import FILE）")
        }
        Advice::Passphrase(name) => format!(
            "请把 FAGAO_PASSPHRASE 设为口令；或者运行 `fagao login {name} --sms`（或 --qr、--headed、--import FILE）"
        ),
        Advice::SignInAnew(name) => {
            format!("请先运行 `fagao logout {name}`，再运行 `fagao login {name} --sms`")
        }
        Advice::CorrectFile => "请改正这个文件".to_owned(),
        Advice::OtherVersion => "请换一个版本：`--site-file NAME`".to_owned(),
        Advice::StateFirst => "请先修复状态目录".to_owned(),
        Advice::AboveFirst => "请先解决上面的问题".to_owned(),
        Advice::StartDriver => {
            "请用 `./webdriver.sh` 启动命令，或者设置 FAGAO_WEBDRIVER_URL".to_owned()
        }
        Advice::UseTls => "请写成 https 地址".to_owned(),
        Advice::ImagesCommand => "请安装它，或者改正 [images] 下的 `command`".to_owned(),
        Advice::KeepClock(command) => format!("请启动 `{command}` 并让它保持运行"),
        Advice::CheckPages => {
            "页面可能已经变了：可以用 `fagao selectors check` 检查，或者换用新版的 fagao".to_owned()
        }
    }
}

pub(in crate::text) fn verdict(v: &Verdict) -> String {
    match v {
        Verdict::Ok => "正常",
        Verdict::Warning => "注意",
        Verdict::Problem => "问题",
    }
    .to_owned()
}
