//! Brings what the search looks through to what is published: made from all texts, or from what came and went.

use super::cards::{self, Card, Cards, Remarks};
use super::gather::{Gathering, Words, add};
use super::mark::{Mark, TAGS};
use super::shard::{self, Marks};
use super::terms::{self, Left, Terms};
use super::{list, script};
use crate::error::Result;
use crate::model::Policy;
use crate::pages::site::Site;
use crate::places::{OfSite, Place, SitePath};
use rustc_hash::FxHashMap;
use serde::Serialize;
use std::borrow::Cow;
use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Bound;

/// Where the files of the search are, and go.
pub trait Desk {
    /// The files that the last publication wrote.
    fn paths(&self) -> Vec<SitePath>;
    /// The bytes of one of them; `None` where it is not what that publication wrote.
    fn read(&self, path: &SitePath) -> Option<Vec<u8>>;
    /// The file at `place` is to have these bytes.
    ///
    /// # Errors
    /// The disk fails.
    fn put(&mut self, place: Place<'_>, bytes: &[u8]) -> Result<()>;
    /// The file at `path` stays as it is.
    fn stays(&mut self, path: SitePath);
}

/// Gives the words of the policies, by their place among those that are published, where the index is made from nothing.
pub trait TermSource {
    /// The words of a policy's current text, and those that left it.
    ///
    /// # Errors
    /// They can't be read.
    fn terms(&self, ix: usize) -> Result<(Terms, Left)>;
}

/// A policy with its number, which stays the same.
pub type Numbered<'a> = (u32, &'a Policy);

/// For each policy, by number, what tells apart what the search says of it.
pub type Labels = BTreeMap<u32, u64>;

/// Writes what became other since the last publication, which left `before`; all of it where that is not known. What the
/// next publication needs to know.
///
/// # Errors
/// The disk fails.
pub fn publish(
    site: &Site<'_>,
    policies: &[Numbered<'_>],
    gathering: Gathering,
    before: Option<&Labels>,
    texts: &dyn TermSource,
    desk: &mut dyn Desk,
) -> Result<Labels> {
    let labels: Labels = policies.iter().map(|(number, policy)| (*number, cards::label(site, policy))).collect();
    let is_whole = gathering.is_whole();
    let words = gathering.end();
    let firsts = if is_whole {
        all(site, policies, words, texts, desk)?
    } else {
        let stands = |before: &&Labels| !words.lost && before.keys().all(|number| labels.contains_key(number));
        match before.filter(stands).and_then(|before| Change::new(site, policies, (before, &labels), words, desk)) {
            Some(change) => change.write(desk)?,
            None => all(site, policies, Words::default(), texts, desk)?,
        }
    };
    desk.put(Place::Site(OfSite::Search), &root(policies, &firsts)?)?;
    Ok(labels)
}

/// What the script must know before it knows which words are looked for.
#[derive(Serialize)]
struct Root {
    policies: usize,
    /// Their numbers are below this.
    numbers: u32,
    /// The numbers of those that are withdrawn.
    withdrawn: String,
    /// The words with which files begin.
    files: String,
    tags: Cow<'static, str>,
    letters: usize,
    cards: u32,
    commits: u32,
}

fn root(policies: &[Numbered<'_>], firsts: &BTreeSet<String>) -> Result<Vec<u8>> {
    let withdrawn: BTreeSet<u32> = policies.iter().filter(|(_, p)| p.withdrawn.is_some()).map(|(n, _)| *n).collect();
    let mut numbers = String::new();
    list::write(&mut numbers, &withdrawn.into_iter().collect::<Vec<_>>());
    let files = shard::joined(firsts.iter().map(String::as_str));
    let root = Root {
        policies: policies.len(),
        numbers: policies.iter().map(|(number, _)| number + 1).max().unwrap_or(0),
        withdrawn: numbers,
        files,
        tags: String::from_utf8_lossy(TAGS),
        letters: terms::LETTERS,
        cards: cards::CARDS,
        commits: cards::COMMITS,
    };
    script::call("index", &[root])
}

/// Writes all files; `words` are those of the texts that were read.
fn all(
    site: &Site<'_>,
    policies: &[Numbered<'_>],
    mut words: Words,
    texts: &dyn TermSource,
    desk: &mut dyn Desk,
) -> Result<BTreeSet<String>> {
    let mut blocks: BTreeMap<u32, Cards> = BTreeMap::new();
    let mut remarks = Remarks::new();
    for (ix, (number, policy)) in policies.iter().enumerate() {
        if !words.known.contains_key(number) {
            let (now, left) = texts.terms(ix)?;
            words.come(&now, *number);
            words.leave(&left, *number);
        }
        let card = Card::of(site, *number, policy);
        words.come(&card.terms(), *number);
        blocks.entry(cards::block_of(*number)).or_default().insert(*number, card);
        cards::hear(site, *number, policy, 0, &mut remarks);
    }
    for (place, remark) in &remarks {
        words.come(&remark.terms(), *place);
    }
    for (block, cards) in &blocks {
        desk.put(Place::Cards(*block), &cards::write(*block, cards)?)?;
    }
    for (block, remarks) in by_block(remarks) {
        desk.put(Place::Remarks(block), &cards::write_remarks(block, &remarks)?)?;
    }
    let mut all: BTreeMap<String, Marks> = words.come.into_iter().collect();
    all.values_mut().for_each(tidy);
    let firsts = std::iter::once(String::new()).chain(all.keys().filter(|word| shard::begins(word)).cloned()).collect();
    write(&all, firsts, false, desk)
}

fn by_block(remarks: Remarks) -> BTreeMap<u32, Remarks> {
    let mut blocks: BTreeMap<u32, Remarks> = BTreeMap::new();
    for (place, remark) in remarks {
        blocks.entry(cards::block_of_commit(place)).or_default().insert(place, remark);
    }
    blocks
}

fn tidy(marks: &mut Marks) {
    marks.sort_unstable();
    marks.dedup();
}

/// Writes the files of `words`; each word is in the one that begins with the last of `firsts` that is not after it. Before
/// all of them is one that begins with nothing: whether it `stays` as it is. The words with which files begin now.
fn write(
    words: &BTreeMap<String, Marks>,
    mut firsts: BTreeSet<String>,
    stays: bool,
    desk: &mut dyn Desk,
) -> Result<BTreeSet<String>> {
    let mut files: BTreeMap<&str, Vec<(&str, &[Mark])>> = firsts.iter().map(|first| (&**first, Vec::new())).collect();
    for (word, marks) in words {
        let (_, file) = files.range_mut(..=&**word).next_back().expect("the first file begins with nothing");
        file.push((word, marks));
    }
    for (first, entries) in files.iter().filter(|(_, entries)| !entries.is_empty()) {
        desk.put(Place::Words(first), &shard::write(first, entries)?)?;
    }
    let is_bare = files.get("").is_some_and(Vec::is_empty);
    if is_bare && !stays {
        firsts.remove("");
    }
    Ok(firsts)
}

/// What became other since the last publication, with all that stands in the same files.
struct Change {
    cards: BTreeMap<u32, Cards>,
    remarks: BTreeMap<u32, Remarks>,
    words: BTreeMap<String, Marks>,
    /// The words with which files begin.
    firsts: BTreeSet<String>,
    /// The files of all that.
    touched: BTreeSet<SitePath>,
    /// Whether the file that begins with no word stays as it is.
    stays: bool,
}

/// Reads files of the last publication.
struct Reader<'a> {
    desk: &'a dyn Desk,
    there: BTreeSet<SitePath>,
    touched: BTreeSet<SitePath>,
}

impl Reader<'_> {
    /// What `read` makes of the file at `place`, or nothing if there was none; `None` where it can't be read.
    fn open<T: Default>(&mut self, place: Place<'_>, read: impl Fn(&[u8]) -> Option<T>) -> Option<T> {
        let path = place.path();
        let known = self.there.contains(&path);
        let value = if known { read(&self.desk.read(&path)?)? } else { T::default() };
        self.touched.insert(path);
        Some(value)
    }
}

impl Change {
    /// `None` where what was published can't be read.
    fn new(
        site: &Site<'_>,
        policies: &[Numbered<'_>],
        (before, labels): (&Labels, &Labels),
        mut words: Words,
        desk: &dyn Desk,
    ) -> Option<Self> {
        let mut reader = Reader { desk, there: desk.paths().into_iter().collect(), touched: BTreeSet::new() };
        let (mut all_cards, mut said) = (BTreeMap::<u32, Cards>::new(), Remarks::new());
        for (number, policy) in policies {
            if let Some(known) = words.known.get(number) {
                cards::hear(site, *number, policy, *known, &mut said);
            }
            if before.get(number) != labels.get(number) {
                let cards = match all_cards.entry(cards::block_of(*number)) {
                    Entry::Occupied(there) => there.into_mut(),
                    Entry::Vacant(free) => {
                        let cards = reader.open(Place::Cards(*free.key()), cards::read)?;
                        free.insert(cards)
                    }
                };
                let card = Card::of(site, *number, policy);
                words.come(&card.terms(), *number);
                if let Some(former) = cards.insert(*number, card) {
                    add(&mut words.gone, &former.terms(), *number);
                }
            }
        }
        let mut remarks = BTreeMap::new();
        for (block, said) in by_block(said) {
            let mut there = reader.open(Place::Remarks(block), cards::read_remarks)?;
            for (place, remark) in said {
                words.come(&remark.terms(), place);
                there.entry(place).or_default().join(remark);
            }
            remarks.insert(block, there);
        }
        let (words, firsts) = changed(&mut reader, words)?;
        let first = Place::Words("").path();
        let stays = reader.there.contains(&first) && !reader.touched.contains(&first);
        Some(Self { cards: all_cards, remarks, words, firsts, touched: reader.touched, stays })
    }

    /// Writes it. The words with which files begin now.
    fn write(self, desk: &mut dyn Desk) -> Result<BTreeSet<String>> {
        for (block, cards) in &self.cards {
            desk.put(Place::Cards(*block), &cards::write(*block, cards)?)?;
        }
        for (block, remarks) in &self.remarks {
            desk.put(Place::Remarks(*block), &cards::write_remarks(*block, remarks)?)?;
        }
        for path in desk.paths().into_iter().filter(|path| !self.touched.contains(path)) {
            desk.stays(path);
        }
        write(&self.words, self.firsts, self.stays, desk)
    }
}

/// The words of all files of which a word comes or goes, as they are then, and the words with which files begin then.
fn changed(reader: &mut Reader<'_>, words: Words) -> Option<(BTreeMap<String, Marks>, BTreeSet<String>)> {
    let mut firsts: BTreeSet<String> = reader.there.iter().filter_map(shard::first_of).collect();
    firsts.insert(String::new());
    let Words { come, gone, .. } = words;
    let file = |firsts: &BTreeSet<String>, word: &str| {
        firsts.range::<str, _>((Bound::Unbounded, Bound::Included(word))).next_back().cloned()
    };
    let mut open: BTreeSet<String> = BTreeSet::new();
    let mut all: BTreeMap<String, Marks> = BTreeMap::new();
    // what only goes and comes again stays
    let keys: BTreeSet<&String> = come.keys().chain(gone.keys()).filter(|key| !alike(&come, &gone, key)).collect();
    for key in &keys {
        let first = file(&firsts, key)?;
        if open.insert(first.clone()) {
            all.extend(reader.open(Place::Words(&first), shard::read)?);
        }
    }
    for key in keys {
        let marks = all.entry(key.clone()).or_default();
        if let Some(gone) = gone.get(key) {
            let gone: BTreeSet<&Mark> = gone.iter().collect();
            marks.retain(|mark| !gone.contains(mark));
        }
        let come = come.get(key).map_or(&[][..], Vec::as_slice);
        marks.retain(|mark| !come.iter().any(|new| new.replaces(*mark)));
        marks.extend(come);
        tidy(marks);
    }
    all.retain(|_, marks| !marks.is_empty());
    firsts.extend(all.keys().filter(|word| shard::begins(word)).cloned());
    // a file whose first word went is joined to the one before
    for first in open.into_iter().rev().filter(|first| !first.is_empty()) {
        if !all.contains_key(&first) {
            firsts.remove(&first);
            let before = file(&firsts, &first)?;
            if !all.contains_key(&before) && !reader.touched.contains(&Place::Words(&before).path()) {
                all.extend(reader.open(Place::Words(&before), shard::read)?);
            }
        }
    }
    Some((all, firsts))
}

/// Whether a key has the same marks in both.
fn alike(come: &FxHashMap<String, Marks>, gone: &FxHashMap<String, Marks>, key: &str) -> bool {
    let set =
        |words: &FxHashMap<String, Marks>| words.get(key).map(|marks| marks.iter().copied().collect::<BTreeSet<_>>());
    set(come) == set(gone)
}
