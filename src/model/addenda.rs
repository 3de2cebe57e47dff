//! What is stated about versions of a policy beside what they say themselves, in the file of changes of the policy.

use super::later::{Kind, StatedLater};
use super::{ChangeType, Class, CommitId, Date, Lang, NoteOrigin, Origin, Stated, Timestamp, Version, VersionNumber};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::sync::Arc;

/// What is stated about the versions of a policy in its file of changes: of each version every kind at most once.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Addenda(BTreeMap<VersionNumber, Vec<Addendum>>);

/// Something that is stated about a version.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Addendum {
    /// What.
    pub said: Said,
    /// The commit that brought it.
    pub commit: CommitId,
    /// The committer date of that commit.
    pub date: Timestamp,
    /// The place of that commit on the published line.
    pub order: usize,
}

/// What is stated about a version.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Said {
    /// What it means, and the same by language.
    Summary(String, BTreeMap<Lang, String>),
    /// From when on it holds.
    Effective(Date),
    /// What kind of change it is.
    ChangeType(ChangeType),
    /// A document that it rests on.
    Reference(String),
    /// That its text is withheld, and why.
    Withheld(String),
}

impl Said {
    /// Which kind of statement it is.
    pub fn kind(&self) -> Kind {
        match self {
            Self::Summary(..) => Kind::Summary,
            Self::Effective(_) => Kind::Effective,
            Self::ChangeType(_) => Kind::ChangeType,
            Self::Reference(_) => Kind::Reference,
            Self::Withheld(_) => Kind::Withheld,
        }
    }
}

/// What the pages of a version depend on.
#[derive(Serialize)]
struct Local<'a> {
    own: &'a [Addendum],
    /// The days of effect of the versions up to the next one: they say what held when.
    days: Vec<(VersionNumber, Date)>,
    /// The versions whose texts are withheld: others are compared with what stands in for them.
    withheld: Vec<(VersionNumber, &'a str)>,
}

impl Addenda {
    /// Those that are stated, each about the version with a number; none twice of a kind.
    pub fn new(all: impl IntoIterator<Item = (VersionNumber, Addendum)>) -> Self {
        let mut addenda = Self::default();
        for (number, addendum) in all {
            addenda.0.entry(number).or_default().push(addendum);
        }
        addenda
    }

    /// What is stated about version `n`.
    pub fn of(&self, n: VersionNumber) -> &[Addendum] {
        self.0.get(&n).map_or(&[], Vec::as_slice)
    }

    /// What the pages of version `n` say of it: what is stated about the version, and days of effect up to the one of the
    /// next version. `None` if nothing is.
    pub fn near(&self, n: VersionNumber) -> Option<impl Serialize + '_> {
        let local = Local { own: self.of(n), days: self.days(n.index() + 1), withheld: self.withheld().collect() };
        (!local.own.is_empty() || !local.days.is_empty() || !local.withheld.is_empty()).then_some(local)
    }

    /// What lists of the versions with these indices say of it.
    pub fn among(&self, versions: std::ops::Range<usize>) -> Option<impl Serialize + '_> {
        let own: Vec<_> = self.0.iter().filter(|(n, _)| versions.contains(&n.index())).collect();
        let (days, withheld) = (self.days(versions.end), self.withheld().collect::<Vec<_>>());
        (!own.is_empty() || !days.is_empty() || !withheld.is_empty()).then_some((own, days, withheld))
    }

    /// The versions whose texts are withheld, and why.
    pub fn withheld(&self) -> impl Iterator<Item = (VersionNumber, &str)> {
        self.0.iter().filter_map(|(n, all)| Some((*n, all.iter().find_map(Addendum::withheld)?)))
    }

    /// The days of effect of the versions up to the one at index `last`.
    fn days(&self, last: usize) -> Vec<(VersionNumber, Date)> {
        let until = self.0.iter().take_while(|(n, _)| n.index() <= last);
        until.filter_map(|(n, addenda)| Some((*n, addenda.iter().find_map(Addendum::day)?))).collect()
    }

    /// Whether nothing is stated.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The version as it stands with what is stated about it; `None` if that changes nothing.
    pub fn applied(&self, version: &Version) -> Option<Version> {
        let own = self.of(version.number);
        let carried = self.carried(version);
        let untold = self.follows_withheld_alone(version.number);
        if own.is_empty() && carried.is_none() && !untold {
            return None;
        }
        let mut version = version.clone();
        if untold {
            say_nothing_of(&mut version);
        }
        if let Some(stated) = carried {
            version.dates.given = Some(stated);
        }
        own.iter().for_each(|addendum| addendum.apply(&mut version));
        Some(version)
    }

    /// Whether the texts of all versions before version `n` are withheld, and its own is not.
    fn follows_withheld_alone(&self, n: VersionNumber) -> bool {
        let withheld: Vec<VersionNumber> = self.withheld().map(|(n, _)| n).take(n.index() + 1).collect();
        n.index() > 0
            && withheld.len() >= n.index()
            && withheld.get(n.index() - 1).is_some_and(|last| *last < n)
            && withheld.get(n.index()).is_none_or(|next| *next != n)
    }

    /// The day of effect of a version before, where that is stated here and nothing since says another one.
    fn carried(&self, version: &Version) -> Option<Stated> {
        let before = self.0.range(..version.number).rev();
        let (since, date) = before.filter_map(|(n, all)| Some((*n, all.iter().find_map(Addendum::day)?))).next()?;
        let stands = version.dates.given.is_none_or(|given| given.since <= since);
        stands.then_some(Stated { date, origin: Origin::Changes, since })
    }
}

/// What `version` changed can't be told.
fn say_nothing_of(version: &mut Version) {
    version.class = Class::Withheld;
    (version.words_added, version.words_removed, version.words_moved) = (0, 0, 0);
    version.brief = Arc::default();
}

impl Addendum {
    fn day(&self) -> Option<Date> {
        if let Said::Effective(date) = self.said { Some(date) } else { None }
    }

    fn withheld(&self) -> Option<&str> {
        if let Said::Withheld(reason) = &self.said { Some(reason) } else { None }
    }

    /// Makes `version` what it is with this, and notes what it says itself.
    fn apply(&self, version: &mut Version) {
        let before = match &self.said {
            Said::Summary(text, by_lang) => {
                let by_person = matches!(version.note.origin, NoteOrigin::Trailer | NoteOrigin::FrontMatter);
                let before = Some(version.note.text.clone()).filter(|was| by_person && was != text);
                (version.note.text, version.note.by_lang) = (text.clone(), by_lang.clone());
                (version.note.origin, version.note.repeats) = (NoteOrigin::Changes, false);
                before
            }
            Said::Effective(date) => {
                let before = version.effective().filter(|stated| stated.origin != Origin::Changes);
                version.dates.given = Some(Stated { date: *date, origin: Origin::Changes, since: version.number });
                let same = matches!(version.class, Class::None | Class::Formatting);
                version.dates.moved |= same && version.number.index() > 0;
                before.map(|stated| stated.date).filter(|was| was != date).map(|was| was.to_string())
            }
            Said::ChangeType(kind) => {
                let before = version.change_type.replace(*kind);
                before.filter(|was| was != kind).map(|was| was.as_str().to_owned())
            }
            Said::Reference(text) => version.reference.replace(text.clone()).filter(|was| was != text),
            Said::Withheld(reason) => {
                version.withheld = Some(reason.clone());
                say_nothing_of(version);
                None
            }
        };
        // what came with the version is no later word
        if self.order > version.order {
            let (what, commit, date, order) = (self.said.kind(), self.commit.clone(), self.date, self.order);
            version.stated_later.push(StatedLater { what, commit, date, order, instead_of: before });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Brief;

    fn addendum(said: Said, order: usize) -> Addendum {
        Addendum { said, commit: CommitId::new("a".repeat(40)), date: Timestamp::from_unix(86_400 * 365), order }
    }

    fn version(n: usize) -> Version {
        Version::sample(n, Brief::default())
    }

    fn day(text: &str) -> Date {
        let parts: Vec<u32> = text.split('-').map(|part| part.parse().expect("a number")).collect();
        Date::new(parts[0], parts[1], parts[2]).expect("a day")
    }

    #[test]
    fn what_is_stated_later_wins_and_what_was_said_is_kept() {
        let second = VersionNumber::at(1);
        let all = [
            (second, addendum(Said::ChangeType(ChangeType::Editorial), 9)),
            (second, addendum(Said::Summary("Fees rise".into(), BTreeMap::new()), 9)),
        ];
        let addenda = Addenda::new(all);
        let mut own = version(1);
        own.change_type = Some(ChangeType::Substantive);
        let now = addenda.applied(&own).expect("something is stated");
        assert_eq!((now.note.text.as_str(), now.note.origin), ("Fees rise", NoteOrigin::Changes));
        assert_eq!(now.change_type, Some(ChangeType::Editorial));
        let told: Vec<_> = now.stated_later.iter().map(|later| (later.what, later.instead_of.as_deref())).collect();
        assert_eq!(told, [(Kind::ChangeType, Some("substantive")), (Kind::Summary, None)]);
        assert_eq!(addenda.applied(&version(0)), None, "of another version nothing is said");
    }

    #[test]
    fn what_comes_with_a_version_is_no_later_word() {
        let addenda = Addenda::new([(VersionNumber::at(3), addendum(Said::Reference("Act 5".into()), 3))]);
        let now = addenda.applied(&version(3)).expect("something is stated");
        assert_eq!((now.reference.as_deref(), now.stated_later.len()), (Some("Act 5"), 0));
    }

    #[test]
    fn a_day_belongs_to_its_version_until_another_one_is_given() {
        let addenda = Addenda::new([(VersionNumber::at(1), addendum(Said::Effective(day("2030-01-01")), 9))]);
        let own = |n: usize| Stated { date: day("2031-01-01"), origin: Origin::Trailer, since: VersionNumber::at(n) };
        let given = |n: usize, given: Option<Stated>| {
            let mut version = version(n);
            version.dates.given = given;
            addenda.applied(&version).map(|now| now.dates.given.expect("a day").date.to_string())
        };
        assert_eq!(given(1, Some(own(1))).as_deref(), Some("2030-01-01"), "the later word about this version");
        assert_eq!(given(2, Some(own(1))).as_deref(), Some("2030-01-01"), "carried over in its place");
        assert_eq!(given(2, None).as_deref(), Some("2030-01-01"));
        assert_eq!(given(2, Some(own(2))), None, "the next version has a day of its own");
        assert!(addenda.near(VersionNumber::at(0)).is_some(), "what replaces the first version says when");
    }
}
