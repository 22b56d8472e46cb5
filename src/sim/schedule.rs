//! What goes wrong in the runs of one article, as data.

use std::fmt;

use super::article::Version;

/// A small generator of numbers: the same seed gives the same schedule on every machine (splitmix64).
pub(super) struct Dice(u64);

impl Dice {
    pub(super) fn new(seed: u64) -> Self {
        Self(seed)
    }

    pub(super) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// A number below a limit.
    pub(super) fn below(&mut self, limit: u64) -> u64 {
        self.next() % limit
    }
}

/// Which accounts the article goes to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum To {
    /// Juejin through the browser, with the API as the fallback.
    JuejinAuto,
    /// Juejin through the API alone.
    JuejinApi,
    /// Two media of jzguai.
    Jz,
    /// Yunsuo.
    Ys,
    /// All of them side by side.
    All,
    /// The same, Juejin through the API.
    AllByApi,
}

/// One thing that goes wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Strike {
    /// In which run, from 0.
    pub(super) run: u32,
    /// At which effect of it, from 0.
    pub(super) at: u32,
    /// For so many effects.
    pub(super) times: u32,
    /// Chooses how; each sort of effect has its own list.
    pub(super) how: u32,
}

/// What is done before a run begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Gap {
    /// So many seconds pass.
    pub(super) seconds: u64,
    /// The machine's clock is set by so many seconds.
    pub(super) clock: i64,
}

/// The word that a run should end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Word {
    /// In which run, from 0.
    pub(super) run: u32,
    /// At which effect of it, from 0.
    pub(super) at: u32,
}

/// All that goes wrong, and when.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Schedule {
    pub(super) seed: u64,
    pub(super) to: To,
    /// Before each run that has faults.
    pub(super) gaps: Vec<Gap>,
    pub(super) strikes: Vec<Strike>,
    /// When somebody ends a run.
    pub(super) word: Option<Word>,
    /// What the author does besides publishing once.
    pub(super) story: Story,
    /// Whether there is a window, in which a person sees to what the site wants.
    pub(super) window: bool,
}

/// What the author does besides publishing one text once. What comes second comes with the second run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Story {
    /// Nothing.
    Plain,
    /// The text is changed: an update, where the first one was published.
    Changed,
    /// The title alone is.
    Retitled,
    /// It is to be published once more.
    Again,
    /// The text has a picture, whose file is brought to the site.
    Pictured,
    /// Both: the changed text has the same picture.
    PicturedAndChanged,
    /// The text has a picture, and then another one in its place.
    Repictured,
    /// The text has a picture, which is put where the web sees it for the platforms that take addresses alone.
    Hosted,
    /// The budget is enough for one of the two orders.
    Tight,
}

impl Story {
    /// Whether something is different from the second run on.
    pub(super) fn has_second_part(self) -> bool {
        matches!(
            self,
            Story::Changed
                | Story::Retitled
                | Story::Again
                | Story::PicturedAndChanged
                | Story::Repictured
        )
    }

    /// Whether the text has a picture.
    pub(super) fn is_pictured(self) -> bool {
        matches!(
            self,
            Story::Pictured | Story::PicturedAndChanged | Story::Repictured | Story::Hosted
        )
    }

    /// The article of a run.
    pub(super) fn version(self, run: u32) -> Version {
        match self {
            _ if run == 0 => Version::First,
            Story::Changed | Story::PicturedAndChanged => Version::Changed,
            Story::Retitled => Version::Retitled,
            Story::Repictured => Version::Repictured,
            _ => Version::First,
        }
    }

    /// Whether what changes is no word of the text, so that a look may prove nothing: titles lag, and only a picture
    /// that is there can be seen.
    pub(super) fn is_wordless(self) -> bool {
        matches!(self, Story::Retitled | Story::Repictured)
    }

    /// The story of a seed, as far as it can be told of where the article goes.
    fn of(to: To, dice: &mut Dice) -> Self {
        let n = dice.below(32);
        match to {
            To::JuejinAuto | To::JuejinApi => match n {
                0..=2 => Story::Changed,
                3 => Story::Retitled,
                4..=5 => Story::Again,
                6..=7 => Story::Pictured,
                8 => Story::PicturedAndChanged,
                9 => Story::Repictured,
                _ => Story::Plain,
            },
            To::Jz => match n {
                0..=1 => Story::Again,
                2..=4 => Story::Tight,
                5 => Story::Hosted,
                _ => Story::Plain,
            },
            To::Ys | To::All | To::AllByApi => match n {
                0..=1 => Story::Again,
                2 => Story::Hosted,
                _ => Story::Plain,
            },
        }
    }
}

/// The farthest effect that a schedule strikes.
const FARTHEST: u32 = 130;

/// A day in seconds.
const DAY: i64 = 24 * 60 * 60;

impl Schedule {
    /// The schedule of a seed.
    pub(super) fn of(seed: u64) -> Self {
        let mut dice = Dice::new(seed);
        let to = match dice.below(48) {
            0..=6 => To::JuejinAuto,
            7..=13 => To::JuejinApi,
            14..=23 => To::Jz,
            24..=45 => To::Ys,
            46 => To::All,
            _ => To::AllByApi,
        };
        let runs = [1, 1, 1, 2, 2, 3][dice.below(6) as usize];
        let gaps = (0..runs)
            .map(|_| Gap {
                seconds: [0, 1, 3, 60, 4000][dice.below(5) as usize],
                clock: match dice.below(16) {
                    0 => -DAY,
                    1 => -90,
                    _ => 0,
                },
            })
            .collect();
        // An effect that is never reached strikes nothing, so near ones are likelier.
        let reach = match to {
            To::Ys => 12,
            To::Jz => 36,
            To::JuejinApi => 32,
            To::JuejinAuto => 46,
            To::All | To::AllByApi => 100,
        };
        let mut story_dice = Dice::new(!seed);
        let story = Story::of(to, &mut story_dice);
        let window = story_dice.below(8) == 0;
        let reach = reach + if story.is_pictured() { 14 } else { 0 };
        // Mostly the first run is calm then, so that the faults are those of what comes second.
        let calm = u32::from(story.has_second_part() && story_dice.below(4) > 0);
        let runs: u32 = runs + u32::from(story.has_second_part());
        let gaps: Vec<Gap> = gaps;
        let gaps = match story.has_second_part() {
            true => [gaps[0]].into_iter().chain(gaps).collect(),
            false => gaps,
        };
        let strikes = (calm..runs)
            .flat_map(|run| {
                let some = 1 + dice.below(2);
                (0..some)
                    .map(|_| Strike {
                        run,
                        at: dice.below(reach) as u32,
                        times: if dice.below(6) == 0 { 40 } else { 1 },
                        how: dice.next() as u32,
                    })
                    .collect::<Vec<_>>()
            })
            .collect();
        let word = (dice.below(8) == 0).then(|| Word {
            run: dice.below(runs.into()) as u32,
            at: dice.below(reach) as u32,
        });
        Self {
            seed,
            to,
            gaps,
            strikes,
            word,
            story,
            window,
        }
    }

    /// What strikes an effect.
    pub(super) fn at(&self, run: u32, effect: u32) -> Option<u32> {
        let hit = |s: &&Strike| s.run == run && (s.at..s.at + s.times).contains(&effect);
        self.strikes.iter().find(hit).map(|s| s.how)
    }

    /// The same with one thing less, for every thing that there is.
    pub(super) fn smaller(&self) -> impl Iterator<Item = Schedule> {
        let fewer = (0..self.strikes.len()).map(|n| {
            let mut s = self.clone();
            s.strikes.remove(n);
            s
        });
        let shorter = (0..self.strikes.len())
            .filter(|n| self.strikes[*n].times > 1)
            .map(|n| {
                let mut s = self.clone();
                s.strikes[n].times /= 2;
                s
            });
        let calmer = (0..self.gaps.len())
            .filter(|n| {
                self.gaps[*n]
                    != Gap {
                        seconds: 0,
                        clock: 0,
                    }
            })
            .map(|n| {
                let mut s = self.clone();
                s.gaps[n] = Gap {
                    seconds: 0,
                    clock: 0,
                };
                s
            });
        // What is dropped moves the effects behind it: one strike alone, wherever it hits.
        let many = self.strikes.len() > 1;
        let second = u32::from(self.story.has_second_part());
        let alone = self
            .strikes
            .iter()
            .filter(move |_| many)
            .flat_map(move |strike| {
                (0..FARTHEST).map(move |at| {
                    let mut s = self.clone();
                    s.strikes = vec![Strike {
                        run: second,
                        at,
                        times: 1,
                        how: strike.how,
                    }];
                    s
                })
            });
        let wordless = self.word.is_some().then(|| Schedule {
            word: None,
            ..self.clone()
        });
        let windowless = self.window.then(|| Schedule {
            window: false,
            ..self.clone()
        });
        let plainer = (self.story != Story::Plain).then(|| Schedule {
            story: Story::Plain,
            ..self.clone()
        });
        let calmer = wordless
            .into_iter()
            .chain(windowless)
            .chain(plainer)
            .chain(calmer);
        fewer.chain(shorter).chain(calmer).chain(alone)
    }
}

impl fmt::Display for Schedule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let window = if self.window { ", with a window" } else { "" };
        writeln!(
            f,
            "seed {} to {:?}, {:?}{window}",
            self.seed, self.to, self.story
        )?;
        for (run, gap) in self.gaps.iter().enumerate() {
            writeln!(
                f,
                "  run {run}: after {} s, clock set by {} s",
                gap.seconds, gap.clock
            )?;
        }
        for s in &self.strikes {
            writeln!(f, "  {s:?}")?;
        }
        if let Some(word) = &self.word {
            writeln!(f, "  {word:?}")?;
        }
        Ok(())
    }
}
