//! What speaks for an element being the one that was recorded: one table, for the script in the page and for the documents.

use serde::Serialize;

/// What two signals must come from to be independent of each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Group {
    /// What it says.
    Words,
    /// What it is called by those who made the page: an attribute made for tests.
    Identity,
    /// What it takes: the attributes of a field.
    Form,
    /// What it is called by those who styled the page: classes and id.
    Looks,
    /// The label before it.
    Label,
    /// The texts around it.
    Neighbours,
    /// What it is in.
    Place,
}

impl Group {
    /// Whether it is about what is around the element; the others are about the element itself.
    pub fn is_context(self) -> bool {
        matches!(self, Group::Label | Group::Neighbours | Group::Place)
    }
}

/// A signal.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Signal {
    /// Its name in reports.
    pub name: &'static str,
    /// What it counts when it agrees in full.
    pub weight: u8,
    /// What it takes off when it differs in full.
    pub against: u8,
    /// Its group; none counts towards no group.
    pub group: Option<Group>,
}

/// The signals.
pub const SIGNALS: [Signal; 15] = [
    signal("text", 25, 25, Some(Group::Words)),
    signal("placeholder", 25, 15, Some(Group::Words)),
    signal("name", 20, 10, Some(Group::Words)),
    signal("test id", 30, 30, Some(Group::Identity)),
    signal("attributes", 12, 8, Some(Group::Form)),
    signal("type", 5, 5, Some(Group::Form)),
    signal("kind of field", 10, 5, Some(Group::Form)),
    signal("instance", 15, 0, Some(Group::Identity)),
    signal("classes", 15, 8, Some(Group::Looks)),
    signal("label", 20, 20, Some(Group::Label)),
    signal("neighbours", 15, 8, Some(Group::Neighbours)),
    signal("path", 15, 8, Some(Group::Place)),
    signal("inside", 4, 0, Some(Group::Place)),
    signal("tag", 5, 15, None),
    signal("state", 0, 0, None),
];

const fn signal(name: &'static str, weight: u8, against: u8, group: Option<Group>) -> Signal {
    Signal {
        name,
        weight,
        against,
        group,
    }
}

/// From where on a score, which is 1 at most, counts.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Thresholds {
    /// The weight that must agree within a group for it to count.
    pub agrees: f32,
    /// What a candidate's match must reach.
    pub accepts: f32,
    /// How near another element may come to a candidate's match.
    pub rival: f32,
    /// What a healed element must reach.
    pub heals: f32,
    /// What a healed element must reach that publishes or pays.
    pub submits: f32,
    /// How far the second best must be behind a healed element.
    pub margin: f32,
}

/// The thresholds.
pub const THRESHOLDS: Thresholds = Thresholds {
    agrees: 7.0,
    accepts: 0.4,
    rival: 0.05,
    heals: 0.5,
    submits: 0.7,
    margin: 0.15,
};
