//! What happened in each month over all policies, and which pages and documents of the feed tell of it.
//!
//! A month that is over stays as it is: nothing in it rests on what comes later but the way to the next month. Long months are
//! cut like other lists. So a commit makes the newest month anew, and a policy's new address the months in which it occurs.
//!
//! The documents are those of the site's feed with older entries (RFC 5005). A feed of one month alone would be of no use to
//! a subscriber; but who was away for long finds in them all that the feed does not have any more. Their entries have no
//! redline: for that all texts would have to be read again when a theme changes.

use super::cut::MONTH;
use super::latest::Happening;
use super::page::Page;
use super::site::Site;
use crate::model::{
    ChangeType, Class, CommitId, Date, Digest, Lang, Month, Note, NoteOrigin, Origin, Policy, PolicyId, StatedLater,
    Timestamp, Version, VersionNumber,
};
use crate::places::{OfMonth, Place};
use crate::store;
use serde::Serialize;
use std::ops::Range;

/// How many first versions of a day are told one by one; of more it is said how many they are.
const FIRSTS: usize = 10;

/// Something that is told of a month.
pub(super) enum Item<'a> {
    One(Happening<'a>),
    /// The first versions of one day.
    Begun(Vec<&'a Policy>),
}

impl Item<'_> {
    pub(super) fn date(&self) -> Timestamp {
        match self {
            Self::One(happening) => happening.date(),
            Self::Begun(policies) => policies.iter().map(|p| p.versions[0].published).max().expect("never empty"),
        }
    }

    /// How many things happened.
    fn count(&self) -> usize {
        match self {
            Self::One(_) => 1,
            Self::Begun(policies) => policies.len(),
        }
    }
}

/// All months in which something happened.
pub struct Months<'a> {
    /// The oldest first, and of each the oldest first.
    pub(super) all: Vec<(Month, Vec<Item<'a>>)>,
    /// The oldest first.
    pub(super) sheets: Vec<Sheet>,
}

/// A part of a month that has a page and a document of the feed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Sheet {
    /// The place of the month among all.
    pub(super) month: usize,
    /// `None` for that with the newest items.
    pub(super) number: Option<u32>,
}

/// What tells of a part of a month.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Telling {
    /// The page, of the part at this place.
    Page(usize),
    /// The document of the feed.
    Atom(usize),
}

impl<'a> Months<'a> {
    /// All that happened to `policies`.
    pub fn new(site: &Site<'_>, policies: &'a [Policy]) -> Self {
        let zone = &site.config.time_zone;
        let mut happenings = Vec::with_capacity(policies.iter().map(|p| p.versions.len()).sum());
        for policy in policies {
            let versions = policy.versions.iter().map(|version| Happening::Version(policy, version));
            let withdrawals = policy.withdrawals().map(|withdrawal| Happening::Withdrawal(policy, withdrawal));
            happenings.extend(versions.chain(withdrawals).map(|one| (one.date().date(zone), one)));
        }
        happenings.sort_unstable_by_key(|(day, one)| (*day, one.order(), &one.policy().id));
        let mut all: Vec<(Month, Vec<Item<'a>>)> = Vec::new();
        for day in happenings.chunk_by(|a, b| a.0 == b.0) {
            let month = day[0].0.month();
            if all.last().is_none_or(|(last, _)| *last != month) {
                all.push((month, Vec::new()));
            }
            let (_, items) = all.last_mut().expect("one was added");
            items.extend(items_of_day(day.iter().map(|(_, one)| *one)));
        }
        let sheets = |(month, (_, items)): (usize, &(Month, Vec<Item<'_>>))| {
            let numbers = MONTH.pages(items.len()).map(Some).chain([None]);
            numbers.map(|number| Sheet { month, number }).collect::<Vec<_>>()
        };
        let sheets = all.iter().enumerate().flat_map(sheets).collect();
        Self { all, sheets }
    }

    /// All pages and documents.
    pub fn pages(&self, site: &Site<'_>) -> Vec<(Page, Telling)> {
        let of = |ix| {
            let told = self.digest(site, ix);
            [(self.page(site, ix, told), Telling::Page(ix)), (self.document(site, ix, told), Telling::Atom(ix))]
        };
        (0..self.sheets.len()).flat_map(of).collect()
    }

    /// The page of a part, of which `told` is a digest of all that is told.
    fn page(&self, site: &Site<'_>, ix: usize, told: Digest) -> Page {
        let Sheet { month, number } = self.sheets[ix];
        let name = |month: usize| self.all.get(month).map(|(month, _)| *month);
        let around =
            number.is_none().then(|| (month.checked_sub(1).and_then(name), name(month + 1), self.count(month)));
        let newer = number.map(|_| self.named(ix + 1));
        let key = store::key(&(site.key, "month", self.named(ix), newer, around, told));
        Page::piece(self.place(ix), key, self.modified(ix))
    }

    fn document(&self, site: &Site<'_>, ix: usize, told: Digest) -> Page {
        let before = ix.checked_sub(1).map(|before| (self.named(before), self.grown(before)));
        let key = store::key(&(site.key, "month feed", self.named(ix), self.is_complete(ix), before, told));
        Page::piece(self.feed(ix), key, self.modified(ix))
    }

    fn named(&self, ix: usize) -> (Month, Option<u32>) {
        (self.all[self.sheets[ix].month].0, self.sheets[ix].number)
    }

    /// Where the page of a part is.
    pub(super) fn place(&self, ix: usize) -> Place<'static> {
        let (month, number) = self.named(ix);
        Place::Month(month, number.map_or(OfMonth::Newest, OfMonth::Older))
    }

    /// Where the document of a part is.
    pub(super) fn feed(&self, ix: usize) -> Place<'static> {
        let (month, number) = self.named(ix);
        Place::Month(month, number.map_or(OfMonth::Atom, OfMonth::OlderAtom))
    }

    /// The place of the part with the newest items of a month.
    pub(super) fn newest_of(&self, month: usize) -> usize {
        let is_it = |sheet: &Sheet| *sheet == Sheet { month, number: None };
        self.sheets.iter().position(is_it).expect("every month has one")
    }

    /// Which items of its month a part has.
    pub(super) fn range(&self, ix: usize) -> Range<usize> {
        let Sheet { month, number } = self.sheets[ix];
        let all = self.all[month].1.len();
        number.map_or_else(|| MONTH.head(all), |number| MONTH.page(number, all))
    }

    /// The items of a part.
    pub(super) fn items(&self, ix: usize) -> &[Item<'a>] {
        &self.all[self.sheets[ix].month].1[self.range(ix)]
    }

    /// How much happened in a month.
    pub(super) fn count(&self, month: usize) -> usize {
        self.all[month].1.iter().map(Item::count).sum()
    }

    /// Whether nothing comes to a part any more.
    pub(super) fn is_complete(&self, ix: usize) -> bool {
        let Sheet { month, number } = self.sheets[ix];
        let is_sealed = |number| MONTH.seal(number, self.all[month].1.len()).is_some();
        month + 1 < self.all.len() || number.is_some_and(is_sealed)
    }

    /// How many items of its month a part that still grows has, and those before it.
    pub(super) fn grown(&self, ix: usize) -> Option<usize> {
        (!self.is_complete(ix)).then(|| self.range(ix).end)
    }

    /// When a part came to be as it is: with its last item, or with what came next.
    fn modified(&self, ix: usize) -> Timestamp {
        let next = self.sheets.get(ix + 1).and_then(|_| self.items(ix + 1).first());
        self.items(ix).iter().chain(next).map(Item::date).max().expect("never empty")
    }

    /// A digest of all that is told of the items of a part. What else is told of a version follows from its commit, from
    /// those before it, and from the program.
    fn digest(&self, site: &Site<'_>, ix: usize) -> Digest {
        store::key(&self.items(ix).iter().map(|item| ItemKey::of(site, item)).collect::<Vec<_>>())
    }
}

/// What is told of a day, the oldest first.
fn items_of_day<'a>(day: impl Iterator<Item = Happening<'a>> + Clone) -> Vec<Item<'a>> {
    let is_first = |one: &Happening<'_>| one.version().is_some_and(|version| version.number.index() == 0);
    let firsts: Vec<&Policy> = day.clone().filter(is_first).map(Happening::policy).collect();
    let is_folded = firsts.len() > FIRSTS;
    let begun = is_folded.then_some(Item::Begun(firsts));
    begun.into_iter().chain(day.filter(|one| !(is_folded && is_first(one))).map(Item::One)).collect()
}

/// What tells an item from every other.
#[derive(Serialize)]
enum ItemKey<'a> {
    Version(Whose<'a>, VersionNumber, &'a CommitId, Class, [u32; 3], Option<Stated<'a>>),
    Withdrawal(Whose<'a>, &'a CommitId),
    Begun(Vec<Whose<'a>>),
}

/// The policy to which something happened, as it is told of.
#[derive(Serialize)]
struct Whose<'a>(&'a PolicyId, String, &'a Lang, &'a str);

/// What is told of a version by its policy's file of changes.
#[derive(Serialize)]
struct Stated<'a>(Option<&'a Note>, Option<Date>, Option<ChangeType>, &'a [StatedLater]);

impl<'a> Stated<'a> {
    fn of(version: &'a Version) -> Option<Self> {
        let note = Some(&version.note).filter(|note| note.origin == NoteOrigin::Changes);
        let given = version.dates.given.filter(|stated| stated.origin == Origin::Changes);
        let later = &version.stated_later;
        let any = note.is_some() || given.is_some() || !later.is_empty();
        any.then(|| Self(note, given.map(|stated| stated.date), version.change_type, later))
    }
}

impl<'a> ItemKey<'a> {
    fn of(site: &'a Site<'_>, item: &'a Item<'a>) -> Self {
        let whose = |policy: &'a Policy, n| {
            Whose(&policy.id, policy.name_in(n), &policy.lang, site.catalog.folder(&policy.path))
        };
        match item {
            Item::One(Happening::Version(policy, version)) => {
                let words = [version.words_added, version.words_removed, version.words_moved];
                let number = version.number;
                Self::Version(whose(policy, number), number, &version.commit, version.class, words, Stated::of(version))
            }
            Item::One(one @ Happening::Withdrawal(policy, withdrawal)) => {
                Self::Withdrawal(whose(policy, one.number()), &withdrawal.commit)
            }
            Item::Begun(policies) => {
                Self::Begun(policies.iter().map(|policy| whose(policy, VersionNumber::at(0))).collect())
            }
        }
    }
}
