//! A newcomer's way from nothing to a published article, in a terminal, in both languages, with nothing read but `--help`.

use std::path::PathBuf;

use crate::home::Home;
use crate::terminal::Terminal;

/// What somebody types into `init` and sees, in a language.
struct Newcomer {
    locale: &'static str,
    title: &'static str,
    file: &'static str,
    /// Parts of the questions of `init`, in order, each with what is typed.
    answers: [(&'static str, &'static str); 7],
    /// A part of the question about the price.
    spend: &'static str,
    /// A part of the question about the pool.
    pool: &'static str,
}

const SECRET: &str = "a-secret-that-nobody-sees";

const POOL: &str = "d9153270-94a0-abcd-b645-00163e4c8b3c";

const ENGLISH: Newcomer = Newcomer {
    locale: "C.UTF-8",
    title: "A bot that publishes: once, everywhere",
    file: "a-bot-that-publishes-once-everywhere.md",
    answers: [
        ("Where are your articles?", ""),
        ("Which platforms?", "juejin, jzguai, yunsuo"),
        ("app_key, from", "my-app-key"),
        ("app_secret, not shown", SECRET),
        ("How many yuan", "20.00"),
        ("user_code, from", "my-user"),
        ("api_key, not shown", SECRET),
    ],
    spend: "Type 13.00 to spend it",
    pool: "Ids of the pool",
};

const CHINESE: Newcomer = Newcomer {
    locale: "zh_CN.UTF-8",
    title: "用 Rust 写发稿机器人：各发一次",
    file: "用-rust-写发稿机器人-各发一次.md",
    answers: [
        ("文章放在哪个目录？", ""),
        ("要用哪些平台？", "juejin、jzguai、yunsuo"),
        ("app_key，在平台后台", "my-app-key"),
        ("app_secret，输入时不显示", SECRET),
        ("每单最多花多少元？", "20.00"),
        ("user_code，在平台后台", "my-user"),
        ("api_key，输入时不显示", SECRET),
    ],
    spend: "输入 13.00 表示同意",
    pool: "号池账号 id",
};

/// The commands of one newcomer, and the screens that they saw.
struct Way {
    home: Home,
    dir: PathBuf,
    locale: &'static str,
    screens: String,
}

impl Way {
    fn new(locale: &'static str) -> Self {
        let home = Home::new();
        let dir = home.dir.path().join("blog");
        std::fs::create_dir(&dir).expect("a directory");
        Self {
            home,
            dir,
            locale,
            screens: String::new(),
        }
    }

    fn start(&self, args: &[&str]) -> Terminal {
        let text = |path: PathBuf| path.to_string_lossy().into_owned();
        let state = text(self.home.dir.path().join("state"));
        let config = text(self.home.dir.path().join("config"));
        let env = [
            ("LC_ALL", self.locale),
            ("FAGAO_STATE_DIR", &state),
            ("XDG_CONFIG_HOME", &config),
        ];
        Terminal::start(&self.dir, args, &env)
    }

    fn end(&mut self, args: &[&str], terminal: Terminal, code: u32) {
        let (found, screen) = terminal.end();
        assert_eq!(found, code, "fagao {args:?}\n{screen}");
        assert!(!screen.contains(SECRET), "{screen}");
        let home = self.home.dir.path().to_string_lossy();
        let screen = screen.replace(&*home, "HOME");
        self.screens += &format!("$ fagao {}\n{}\n\n", args.join(" "), screen.trim_end());
    }

    fn run(&mut self, args: &[&str]) {
        let terminal = self.start(args);
        self.end(args, terminal, 0);
    }
}

fn goes_the_whole_way(newcomer: &Newcomer, snapshot: &str) {
    let mut way = Way::new(newcomer.locale);
    way.run(&["--help"]);
    let mut init = way.start(&["init"]);
    for (question, line) in newcomer.answers {
        init.answer(question, line);
    }
    init.answer(newcomer.pool, POOL);
    way.end(&["init"], init, 0);
    way.run(&["new", newcomer.title]);
    way.run(&["check", newcomer.file]);
    let to = ["--to", "juejin,jz,ys", "--sandbox"];
    let args = ["publish", newcomer.file, to[0], to[1], to[2]];
    let mut publish = way.start(&args);
    publish.answer(newcomer.spend, "13.00");
    way.end(&args, publish, 0);
    way.run(&["status", "--sandbox"]);
    way.run(&["report"]);
    way.run(&["doctor", "--sandbox"]);

    let configuration = std::fs::read_to_string(way.dir.join("fagao.toml")).expect("fagao.toml");
    assert!(!configuration.contains(SECRET), "{configuration}");
    let secrets = way.home.dir.path().join("config/fagao/secrets");
    let kept: Vec<PathBuf> = std::fs::read_dir(secrets)
        .expect("the secrets")
        .map(|e| e.expect("an entry").path())
        .collect();
    assert_eq!(kept.len(), 2);
    for file in kept {
        assert_eq!(std::fs::read_to_string(&file).expect("a secret"), SECRET);
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            let mode = std::fs::metadata(&file)
                .expect("a file")
                .permissions()
                .mode();
            assert_eq!(mode & 0o777, 0o600, "{}", file.display());
        }
    }
    let book = way.home.dir.path().join("state/sandbox/book.json");
    let book: serde_json::Value =
        serde_json::from_slice(&std::fs::read(book).expect("a book")).expect("a book in JSON");
    let published = &book["juejin"]["publishes"];
    assert_eq!(published.as_array().map(Vec::len), Some(1), "{published:#}");
    assert_eq!(published[0]["content"]["title"], newcomer.title);

    insta::with_settings!({filters => vec![
        (r"\d{8}-\d{6}-[0-9a-f]{4}", "RUN"),
        (r"\d{4}-\d{2}-\d{2}", "DAY"),
        (r"MP\d+", "ORDER"),
        (r"https://juejin\.cn/post/\d+", "https://juejin.cn/post/ID"),
        (r"HeadlessChrome/[\d.]+", "HeadlessChrome/VERSION"),
        (r"(?m)^.*bytemd.*$", "ASSETS"),
        (r"(?m)^.*Mozilla.*$", "BROWSER"),
        (r"measured \d+ days? ago", "measured N days ago"),
        (r"\d+ 天前测定", "N 天前测定"),
        (r" +\n", "\n"),
    ]}, {
        insta::assert_snapshot!(snapshot, way.screens);
    });
}

#[test]
fn a_newcomer_goes_the_whole_way_in_english() {
    goes_the_whole_way(&ENGLISH, "newcomer_en");
}

#[test]
fn a_newcomer_goes_the_whole_way_in_chinese() {
    goes_the_whole_way(&CHINESE, "newcomer_zh");
}
