//! Messages about what is published at a time, and about a directory that is watched.

/// What is told of times, of the schedule and of `fagao watch`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ScheduleMessage {
    /// No time.
    BadTime(String),
    /// A time that is past.
    Past {
        /// The time.
        at: String,
        /// What the clock says.
        now: String,
    },
    /// A time that does not fit what else is wanted.
    NotLater(&'static str),
    /// An article that costs money, and nobody will be there to agree.
    NeedsYes(String),
    /// It is taken in.
    Taken {
        /// Its number.
        id: i64,
        /// The article's file.
        file: String,
        /// The accounts.
        accounts: String,
        /// When.
        at: String,
    },
    /// Nothing is scheduled.
    Nothing,
    /// Nothing with such a number waits.
    NotWaiting(i64),
    /// One is called off.
    CalledOff(i64),
    /// The clock is kept.
    Clock {
        /// How many wait.
        waiting: usize,
        /// When the next one is due.
        next: Option<String>,
    },
    /// One is published now.
    Due {
        /// Its number.
        id: i64,
        /// The article's file.
        file: String,
    },
    /// One could not be published, and is tried again.
    Again {
        /// Its number.
        id: i64,
        /// When.
        at: String,
        /// Why.
        why: String,
    },
    /// The plan is not the one that was reviewed.
    Changed {
        /// Its number.
        id: i64,
        /// The article's file.
        file: String,
    },
    /// The process was told to end before every account had it.
    GoesOn {
        /// Its number.
        id: i64,
        /// What came of it so far.
        why: String,
    },
    /// Nobody keeps the clock.
    NoClock {
        /// How many wait.
        waiting: usize,
        /// The command that does.
        command: &'static str,
    },
    /// Its time is past for too long.
    TooLate {
        /// Its number.
        id: i64,
        /// The article's file.
        file: String,
        /// Its time.
        at: String,
    },
    /// It was begun, and its time is past for too long.
    LeftOff {
        /// Its number.
        id: i64,
        /// The article's file.
        file: String,
        /// Its time.
        at: String,
    },
    /// It did not get everywhere.
    Person {
        /// Its number.
        id: i64,
        /// The article's file.
        file: String,
        /// What came of it.
        why: String,
    },
    /// A directory is watched.
    Watching(String),
    /// A directory cannot be watched.
    NotWatched {
        /// The directory.
        dir: String,
        /// Why.
        why: String,
    },
    /// An article that is marked ready is published.
    Ready(String),
    /// One that is published was changed.
    Edited {
        /// The article's file.
        file: String,
        /// The accounts that have it as it was.
        accounts: String,
    },
    /// One that is marked ready was called off.
    StaysOff {
        /// The article's file.
        file: String,
        /// The accounts.
        accounts: String,
    },
    /// One that is marked ready was not published.
    NotPublished {
        /// The article's file.
        file: String,
        /// What came of it.
        why: String,
    },
    /// How one stands.
    Stands(Stands),
    /// The work ended with an exit code.
    Ended(u8),
}

/// How something that is scheduled stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stands {
    /// It waits for its time.
    Waiting,
    /// It is being published.
    Running,
    /// It is published.
    Done,
    /// A person is needed.
    Person,
    /// It was called off.
    Cancelled,
}

impl ScheduleMessage {
    /// The stable code.
    pub fn code(&self) -> &'static str {
        match self {
            Self::BadTime(_) => "schedule.bad-time",
            Self::Past { .. } => "schedule.past",
            Self::NotLater(_) => "schedule.not-later",
            Self::NeedsYes(_) => "schedule.needs-yes",
            Self::Taken { .. } => "schedule.taken",
            Self::Nothing => "schedule.nothing",
            Self::NotWaiting(_) => "schedule.not-waiting",
            Self::CalledOff(_) => "schedule.called-off",
            Self::Clock { .. } => "schedule.clock",
            Self::Due { .. } => "schedule.due",
            Self::Again { .. } => "schedule.again",
            Self::Changed { .. } => "schedule.changed",
            Self::GoesOn { .. } => "schedule.goes-on",
            Self::NoClock { .. } => "schedule.no-clock",
            Self::TooLate { .. } => "schedule.too-late",
            Self::LeftOff { .. } => "schedule.left-off",
            Self::Person { .. } => "schedule.person",
            Self::Watching(_) => "watch.on",
            Self::NotWatched { .. } => "watch.not-watched",
            Self::Ready(_) => "watch.ready",
            Self::Edited { .. } => "watch.edited",
            Self::StaysOff { .. } => "watch.called-off",
            Self::NotPublished { .. } => "watch.not-published",
            Self::Stands(_) => "schedule.standing",
            Self::Ended(_) => "run.ended",
        }
    }
}
