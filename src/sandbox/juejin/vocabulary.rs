//! The site's own words: categories, tags, topics, columns. As public tools measured them up to 2026-09.

use serde::{Deserialize, Serialize};

/// One of the eight categories.
pub struct Category {
    pub id: &'static str,
    pub name: &'static str,
    pub url: &'static str,
    pub hot_tags: &'static [&'static str],
}

/// One tag; there are no others than these.
pub struct Tag {
    pub id: &'static str,
    pub name: &'static str,
    pub alias: &'static str,
}

/// One topic (创作话题).
pub struct Theme {
    pub id: &'static str,
    pub name: &'static str,
}

/// One column (专栏) of an account.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Column {
    /// Decimal.
    pub id: String,
    /// The name shown.
    pub title: String,
}

/// In the site's order; the rank is the place.
#[rustfmt::skip]
pub const CATEGORIES: [Category; 8] = [
    Category { id: "6809637769959178254", name: "后端", url: "backend", hot_tags: &["后端", "Java", "Go", "Python", "Rust"] },
    Category { id: "6809637767543259144", name: "前端", url: "frontend", hot_tags: &["前端", "JavaScript", "Vue.js", "React.js", "CSS"] },
    Category { id: "6809635626879549454", name: "Android", url: "android", hot_tags: &["Android", "Kotlin"] },
    Category { id: "6809635626661445640", name: "iOS", url: "ios", hot_tags: &["iOS", "Swift"] },
    Category { id: "6809637773935378440", name: "人工智能", url: "ai", hot_tags: &["人工智能", "LLM", "Agent", "AI编程"] },
    Category { id: "6809637771511070734", name: "开发工具", url: "freebie", hot_tags: &["GitHub", "Git", "VS Code"] },
    Category { id: "6809637776263217160", name: "代码人生", url: "career", hot_tags: &["程序员", "面试"] },
    Category { id: "6809637772874219534", name: "阅读", url: "article", hot_tags: &["程序员", "架构"] },
];

/// The first twenty with the site's own ids; those of the others are made up in the same shape.
#[rustfmt::skip]
pub const TAGS: &[Tag] = &[
    Tag { id: "6809640408797167623", name: "后端", alias: "backend" },
    Tag { id: "6809640407484334093", name: "前端", alias: "frontend" },
    Tag { id: "6809640398105870343", name: "JavaScript", alias: "js" },
    Tag { id: "6809640404791590919", name: "面试", alias: "interview" },
    Tag { id: "6809640369764958215", name: "Vue.js", alias: "vue,vuejs" },
    Tag { id: "6809640375880253447", name: "GitHub", alias: "" },
    Tag { id: "6809640445233070094", name: "Java", alias: "" },
    Tag { id: "6809640501776482317", name: "架构", alias: "architecture" },
    Tag { id: "6809640499062767624", name: "算法", alias: "algorithm" },
    Tag { id: "6809640394175971342", name: "CSS", alias: "" },
    Tag { id: "6809640357354012685", name: "React.js", alias: "react,reactjs" },
    Tag { id: "6809640361531539470", name: "Node.js", alias: "node,nodejs" },
    Tag { id: "6809640448827588622", name: "Python", alias: "" },
    Tag { id: "6809640366896054286", name: "MySQL", alias: "" },
    Tag { id: "6809640642101116936", name: "人工智能", alias: "ai,artificial intelligence" },
    Tag { id: "6809640482725953550", name: "程序员", alias: "programmer" },
    Tag { id: "6809640679082295303", name: "深度学习", alias: "deep learning" },
    Tag { id: "7467857238494019610", name: "AI编程", alias: "ai coding" },
    Tag { id: "7516396389476401162", name: "Agent", alias: "智能体" },
    Tag { id: "7257794499869573175", name: "LLM", alias: "大模型" },
    Tag { id: "6809640600502009863", name: "Rust", alias: "rustlang" },
    Tag { id: "6809640408797160001", name: "Go", alias: "golang" },
    Tag { id: "6809640408797160002", name: "TypeScript", alias: "ts" },
    Tag { id: "6809640408797160003", name: "Linux", alias: "" },
    Tag { id: "6809640408797160004", name: "Docker", alias: "容器" },
    Tag { id: "6809640408797160005", name: "Kubernetes", alias: "k8s" },
    Tag { id: "6809640408797160006", name: "Redis", alias: "" },
    Tag { id: "6809640408797160007", name: "数据库", alias: "database" },
    Tag { id: "6809640408797160008", name: "Android", alias: "安卓" },
    Tag { id: "6809640408797160009", name: "Kotlin", alias: "" },
    Tag { id: "6809640408797160010", name: "iOS", alias: "" },
    Tag { id: "6809640408797160011", name: "Swift", alias: "" },
    Tag { id: "6809640408797160012", name: "Git", alias: "" },
    Tag { id: "6809640408797160013", name: "VS Code", alias: "visual studio code" },
    Tag { id: "6809640408797160014", name: "WebAssembly", alias: "wasm" },
    Tag { id: "6809640408797160015", name: "浏览器", alias: "browser,chrome" },
    Tag { id: "6809640408797160016", name: "自动化运维", alias: "devops" },
    Tag { id: "6809640408797160017", name: "测试", alias: "test,testing" },
    Tag { id: "6809640408797160018", name: "开源", alias: "open source" },
    Tag { id: "6809640408797160019", name: "Markdown", alias: "md" },
    Tag { id: "6809640408797160020", name: "Spring Boot", alias: "springboot" },
    Tag { id: "6809640408797160021", name: "操作系统", alias: "os" },
];

/// Made up: no list of topics is on record.
pub const THEMES: [Theme; 4] = [
    Theme {
        id: "7218019389664067621",
        name: "技术写作",
    },
    Theme {
        id: "7218019389664067622",
        name: "每天一个知识点",
    },
    Theme {
        id: "7218019389664067623",
        name: "挑战每日一条沸点",
    },
    Theme {
        id: "7218019389664067624",
        name: "AI 编程",
    },
];

/// Finds a category by its id.
pub fn category(id: &str) -> Option<&'static Category> {
    CATEGORIES.iter().find(|c| c.id == id)
}

/// Finds a tag by its id.
pub fn tag(id: &str) -> Option<&'static Tag> {
    TAGS.iter().find(|t| t.id == id)
}

/// Finds a topic by its id.
pub fn theme(id: &str) -> Option<&'static Theme> {
    THEMES.iter().find(|t| t.id == id)
}

/// Searches tags as the site does: part of the name or alias, upper and lower case alike.
pub fn search_tags(words: &str) -> Vec<&'static Tag> {
    let words = words.trim().to_lowercase();
    let holds = |t: &&Tag| {
        t.name.to_lowercase().contains(&words) || t.alias.to_lowercase().contains(&words)
    };
    TAGS.iter().filter(holds).collect()
}
