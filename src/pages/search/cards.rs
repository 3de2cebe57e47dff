//! What the search says of policies, and what was said of changes: in blocks of fixed numbers, so that what comes later
//! leaves the blocks before it alone.

use super::mark::Level;
use super::terms::Terms;
use super::{list, script};
use crate::error::Result;
use crate::model::{Date, Direction, Policy, Version};
use crate::pages::routes;
use crate::pages::site::Site;
use crate::showable::plain;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use std::hash::{DefaultHasher, Hash, Hasher};

/// How many policies are in a block.
pub(super) const CARDS: u32 = 16;
/// How many commits are in a block, those that brought no version among them.
pub(super) const COMMITS: u32 = 32;

/// A policy: its number, its address below the site's root, title, folder, language, direction where it is another than
/// from left to right, the date of its latest version, and the days of all versions.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Card(u32, String, String, String, String, String, String, String);

impl Card {
    pub(super) fn of(site: &Site<'_>, number: u32, policy: &Policy) -> Self {
        let direction = policy.lang.direction();
        Self(
            number,
            routes::relative(routes::HOME, &routes::folder(&policy.id)),
            plain(&policy.title).into_owned(),
            plain(folder(site, policy)).into_owned(),
            policy.lang.as_str().to_owned(),
            if direction == Direction::LeftToRight { "" } else { direction.as_str() }.to_owned(),
            day(site, policy.current()),
            days(site, policy),
        )
    }

    /// The words of its title and folder.
    pub(super) fn terms(&self) -> Terms {
        Terms::label(&self.2, &self.3)
    }
}

/// Tells apart what is told of a policy from all that was told of it before.
pub(super) fn label(site: &Site<'_>, policy: &Policy) -> u64 {
    let mut hasher = DefaultHasher::new();
    (policy.id.as_str(), &policy.title, folder(site, policy), policy.lang.as_str()).hash(&mut hasher);
    policy.versions.iter().for_each(|version| version.published.unix().hash(&mut hasher));
    hasher.finish()
}

/// The days on which all versions but the first were published, of which the version before stands no longer.
fn days(site: &Site<'_>, policy: &Policy) -> String {
    let mut days = String::new();
    let number = |date: Date| (i32::from(date.year) * 12 + i32::from(date.month) - 1) * 31 + i32::from(date.day) - 1;
    let later = policy.versions.iter().skip(1);
    list::write_steps(&mut days, later.map(|version| number(version.published.date(&site.config.time_zone))));
    days
}

fn folder<'s>(site: &'s Site<'_>, policy: &'s Policy) -> &'s str {
    policy.publisher.as_deref().unwrap_or_else(|| site.catalog.folder(&policy.path))
}

/// The block in which the policy `number` is.
pub(super) fn block_of(number: u32) -> u32 {
    number / CARDS
}

/// The policies of a block by number.
pub(super) type Cards = BTreeMap<u32, Card>;

/// The file of a block.
pub(super) fn write(block: u32, cards: &Cards) -> Result<Vec<u8>> {
    script::call("cards", &(block, cards.values().collect::<Vec<_>>()))
}

/// The block in a file that [`write()`] gave; `None` where it gave no such file.
pub(super) fn read(bytes: &[u8]) -> Option<Cards> {
    let (_, cards): (u32, Vec<Card>) = script::arguments("cards", bytes)?;
    Some(cards.into_iter().map(|card| (card.0, card)).collect())
}

/// What was said with a commit: its date, and each text with the policies and versions of which it was said.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Remark {
    day: String,
    texts: BTreeMap<String, BTreeSet<(u32, u32)>>,
}

/// Commits by their place on the published line.
pub(super) type Remarks = BTreeMap<u32, Remark>;

/// Adds what was said of the versions of policy `number` after the first `known`.
pub(super) fn hear(site: &Site<'_>, number: u32, policy: &Policy, known: usize, remarks: &mut Remarks) {
    for version in policy.versions.iter().skip(known) {
        for text in said(version) {
            let remark = remarks.entry(version.order as u32).or_default();
            remark.day = day(site, version);
            remark.texts.entry(text).or_default().insert((number, version.number.get()));
        }
    }
}

impl Remark {
    /// Its words.
    pub(super) fn terms(&self) -> Terms {
        Terms::at(self.texts.keys().map(|text| (&**text, Level::Note)))
    }

    /// Adds what else was said with the same commit.
    pub(super) fn join(&mut self, other: Self) {
        self.day = other.day;
        for (text, versions) in other.texts {
            self.texts.entry(text).or_default().extend(versions);
        }
    }
}

/// The block in which the commit at this place is.
pub(super) fn block_of_commit(place: u32) -> u32 {
    place / COMMITS
}

/// A commit in a file.
type Row = (u32, String, Vec<(String, Vec<(u32, u32)>)>);

/// The file of a block of commits.
pub(super) fn write_remarks(block: u32, remarks: &Remarks) -> Result<Vec<u8>> {
    let versions = |versions: &BTreeSet<(u32, u32)>| versions.iter().copied().collect();
    let texts = |remark: &Remark| remark.texts.iter().map(|(text, of)| (text.clone(), versions(of))).collect();
    let rows: Vec<Row> = remarks.iter().map(|(place, r)| (*place, r.day.clone(), texts(r))).collect();
    script::call("remarks", &(block, rows))
}

/// The block in a file that [`write_remarks`] gave; `None` where it gave no such file.
pub(super) fn read_remarks(bytes: &[u8]) -> Option<Remarks> {
    let (_, rows): (u32, Vec<Row>) = script::arguments("remarks", bytes)?;
    let texts = |texts: Vec<(String, Vec<(u32, u32)>)>| {
        texts.into_iter().map(|(text, versions)| (text, versions.into_iter().collect())).collect()
    };
    Some(rows.into_iter().map(|(place, day, said)| (place, Remark { day, texts: texts(said) })).collect())
}

/// What was said of a version, in all languages. Programs that commit name an address in each note, for which nobody looks.
fn said(version: &Version) -> BTreeSet<String> {
    let note = &version.note;
    let texts = std::iter::once(&note.text).chain(note.by_lang.values());
    let words = |text: &String| -> Vec<String> {
        plain(text).split_whitespace().filter(|word| !word.contains("://")).map(str::to_owned).collect()
    };
    let texts = texts.filter(|_| !note.repeats);
    texts.map(|text| words(text).join(" ")).filter(|text| !text.is_empty()).collect()
}

fn day(site: &Site<'_>, version: &Version) -> String {
    version.published.date(&site.config.time_zone).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blocks_are_read_as_they_were_written() {
        let text = |s: &str| s.to_owned();
        let card = Card(17, text("a/"), text("<A>"), text(""), text("th"), text(""), text("2026-01-01"), text(""));
        let cards = Cards::from([(17, card)]);
        assert_eq!(read(&write(1, &cards).expect("written")), Some(cards));
        let texts = BTreeMap::from([(text("Say \"more\""), BTreeSet::from([(17, 2)]))]);
        let remarks = Remarks::from([(40, Remark { day: text("2026-01-01"), texts })]);
        assert_eq!(read_remarks(&write_remarks(1, &remarks).expect("written")), Some(remarks));
    }
}
