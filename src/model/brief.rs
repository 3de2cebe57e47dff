//! The change brief: what a redline means, in facts.

use serde::{Deserialize, Serialize};

/// What changed between two versions, in facts: nothing in it is a judgement.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
pub struct Brief {
    /// The sections that changed, in reading order.
    pub sections: Vec<SectionChange>,
    /// The facts that changed: first the sentences in which words of duty, negation or limit came, went, or turned into
    /// others; then the rest in reading order. No period, date, sum, share or address that came, went or stands in place
    /// of another is left out; one that stands somewhere else in the version too neither came nor went.
    pub facts: Vec<FactChange>,
    /// How many changes of words that carry duty, permission and negation, and of names in lists, were left out, since
    /// nobody reads so many.
    pub left_out: usize,
    /// The line in which the text says when it was last changed, when more than a few other words changed and nothing in
    /// that line did.
    pub stale_date: Option<String>,
    /// Whether another text took the place of the one before. Then no fact stands on one side only: what one text says and
    /// the other doesn't neither came nor went.
    pub other_text: bool,
}

/// A section that changed.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct SectionChange {
    /// What happened to it.
    pub state: SectionState,
    /// Its heading in the newer version, or in the older one if it was removed. Empty for text before the first
    /// heading.
    pub heading: String,
    /// Its heading in the older version, if that was another.
    pub was: Option<String>,
    /// The level of its heading; 0 for text before the first heading.
    pub level: u8,
    /// The address of its heading within the page.
    pub anchor: Option<String>,
    /// The number of its first change.
    pub change: usize,
    /// Words inserted in it.
    pub added: usize,
    /// Words deleted in it.
    pub removed: usize,
}

/// What happened to a section.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum SectionState {
    /// It came.
    Added,
    /// It went.
    Removed,
    /// It stands in another place.
    Moved,
    /// Its heading has other words.
    Renamed,
    /// Something else in it changed.
    Changed,
}

impl SectionState {
    /// The name in machine files and of messages.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Added => "added",
            Self::Removed => "removed",
            Self::Moved => "moved",
            Self::Renamed => "renamed",
            Self::Changed => "changed",
        }
    }
}

/// A fact that changed: at least one of `old` and `new` is there.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct FactChange {
    /// What it is about.
    pub kind: FactKind,
    /// The older version's, as written there; a word of duty with the whole sentence.
    pub old: Option<String>,
    /// The newer version's.
    pub new: Option<String>,
    /// The number of the change in which it stands.
    pub change: usize,
}

/// What a fact is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum FactKind {
    /// A stretch of time: 30 days.
    Period,
    /// How old somebody is: 13 years of age.
    Age,
    /// A day, a month or a year.
    Date,
    /// When the text says that it was changed.
    Updated,
    /// When the text says that it takes effect.
    Effective,
    /// When the text says that it was made known.
    Published,
    /// A sum of money.
    Amount,
    /// A share.
    Percent,
    /// Another number that was replaced by a number.
    Number,
    /// A telephone number.
    Phone,
    /// An e-mail address.
    Email,
    /// An address on the web.
    Web,
    /// Who receives data: a name in a list of those who do.
    Recipient,
    /// A name in another list, such as one of countries.
    Name,
    /// Who is written to, and where.
    Address,
    /// Which court decides, or by which law.
    Venue,
    /// What somebody must do.
    Duty,
    /// What somebody may do.
    Permission,
    /// What nobody may do, and what is not so.
    Negation,
    /// When a rule does not hold.
    Exception,
    /// How far a rule goes: no more than, at least, only, without.
    Limit,
    /// A sentence about something that nobody should overlook, whatever it says of it.
    Sentence,
    /// Characters that nobody sees, which may make a text look like another.
    Hidden,
}

impl FactKind {
    /// Every kind.
    pub const ALL: [Self; 23] = [
        Self::Period,
        Self::Age,
        Self::Date,
        Self::Updated,
        Self::Effective,
        Self::Published,
        Self::Amount,
        Self::Percent,
        Self::Number,
        Self::Phone,
        Self::Email,
        Self::Web,
        Self::Recipient,
        Self::Name,
        Self::Address,
        Self::Venue,
        Self::Duty,
        Self::Permission,
        Self::Negation,
        Self::Exception,
        Self::Limit,
        Self::Sentence,
        Self::Hidden,
    ];

    /// The name in machine files and of messages.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Period => "period",
            Self::Age => "age",
            Self::Date => "date",
            Self::Updated => "updated",
            Self::Effective => "effective",
            Self::Published => "published",
            Self::Amount => "amount",
            Self::Percent => "percent",
            Self::Number => "number",
            Self::Phone => "phone",
            Self::Email => "email",
            Self::Web => "web",
            Self::Recipient => "recipient",
            Self::Name => "name",
            Self::Address => "address",
            Self::Venue => "venue",
            Self::Duty => "duty",
            Self::Permission => "permission",
            Self::Negation => "negation",
            Self::Exception => "exception",
            Self::Limit => "limit",
            Self::Sentence => "sentence",
            Self::Hidden => "hidden",
        }
    }

    /// Whether it is carried by words alone, not by a number, a name or an address.
    pub fn is_modal(self) -> bool {
        matches!(self, Self::Duty | Self::Permission | Self::Negation | Self::Exception | Self::Limit)
    }

    /// Whether it is a date that the text gives itself.
    pub fn is_own_date(self) -> bool {
        matches!(self, Self::Updated | Self::Effective | Self::Published)
    }

    /// Whether it is a name in a list.
    pub fn is_name(self) -> bool {
        matches!(self, Self::Recipient | Self::Name)
    }
}

impl Brief {
    /// Whether a fact changed other than the dates that the text gives itself and sentences of which only the wording is
    /// known to differ: such a change is not editorial.
    pub fn is_substantive(&self) -> bool {
        let slight = |kind: FactKind| kind.is_own_date() || kind == FactKind::Sentence;
        self.left_out > 0 || self.facts.iter().any(|fact| !slight(fact.kind))
    }
}
