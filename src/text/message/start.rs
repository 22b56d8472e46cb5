//! The first steps: what can be in the way, and what is written for a beginner.

/// What is in the way of a first step.
#[derive(Clone, Debug, PartialEq)]
pub enum StartMessage {
    /// The file is there already.
    Exists(String),
    /// A file cannot be written, and why.
    CannotWrite(String),
    /// Nobody is there to be asked.
    NobodyToAsk,
    /// Not a word of the configuration's.
    BadAnswer {
        /// The key.
        key: &'static str,
        /// What was answered.
        found: String,
    },
}

impl StartMessage {
    /// The stable code.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Exists(_) => "start.exists",
            Self::CannotWrite(_) => "start.cannot-write",
            Self::NobodyToAsk => "start.nobody-to-ask",
            Self::BadAnswer { .. } => "start.bad-answer",
        }
    }
}

/// What the first steps write and say. Comments of files have no `#`.
#[derive(Clone, Debug, PartialEq)]
pub enum StartText {
    /// A file was written.
    Written(String),
    /// An article was written, and this is still to change in it.
    StillToChange,
    /// What to do after `init`.
    NextSteps {
        /// The directory of the configuration, where that is another one than this.
        dir: Option<String>,
        /// The accounts that sign in on a site.
        sign_in: Vec<String>,
        /// All accounts.
        to: String,
    },
    /// At the top of a configuration.
    ConfigHead,
    /// Beside the project's name.
    ConfigProject,
    /// Beside the table of Juejin.
    ConfigJuejin,
    /// Beside the table of jzguai.
    ConfigJzguai,
    /// Beside the budget.
    ConfigBudget,
    /// Beside the table of Yunsuo.
    ConfigYunsuo,
    /// Beside what was not answered.
    ConfigFillIn,
    /// Beside a secret's place.
    ConfigSecret,
    /// Beside Juejin's category.
    ArticleCategory,
    /// Beside Juejin's tags.
    ArticleTags,
    /// Beside Juejin's summary.
    ArticleSummary,
    /// Beside a medium.
    ArticleMedium,
    /// Beside Yunsuo's categories.
    ArticleCategories,
    /// Beside Yunsuo's cover.
    ArticleCover,
    /// A body of more characters than any platform wants at least.
    ArticleBody,
}
