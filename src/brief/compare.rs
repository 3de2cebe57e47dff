//! What the older side of a redline states and the newer one does not, and the other way round.

use super::context::{shortened, shortened_to};
use super::duties::Duties;
use super::found::Fact;
use super::lexicon::Lexicon;
use super::sections::Section;
use super::side::{Side, sides};
use super::told::Told;
use super::{Search, addresses, find, hidden, names};
use crate::document::LeafKind;
use crate::model::{FactChange, FactKind, SectionState};
use crate::weave::{Change, RedLeaf, RedText, Redline};
use rustc_hash::{FxHashMap, FxHashSet};

/// The facts that changed.
pub(super) struct Compared {
    pub(super) facts: Vec<FactChange>,
    /// How many changes of words of duty were left out.
    pub(super) left_out: usize,
}

/// A fact that stands on one side of a changed block only.
struct Single {
    fact: Fact,
    /// As written.
    text: String,
    /// The change that it is told of.
    change: usize,
    /// Its block, and the spot in it that was edited, if the fact itself was.
    place: (usize, Option<usize>),
    /// Whether most of its block stands on both sides.
    kept: bool,
    /// Whether its block is a cell of a table.
    cell: bool,
}

/// A changed block.
struct Block {
    ix: usize,
    change: usize,
    /// Whether it says how to reach somebody.
    contact: bool,
    /// Whether it is a cell of a table.
    cell: bool,
}

/// The singles of each side.
type Singles = [Vec<Single>; 2];

/// Compares the two sides of every changed block.
pub(super) fn compare(redline: &Redline, numbers: &[Option<usize>], sections: &[Section], words: &Lexicon) -> Compared {
    let arrivals = arrivals(redline, numbers);
    let mut contacts = Contacts { redline, words, known: FxHashMap::default() };
    let mut singles = Singles::default();
    let mut duties = Duties::of(redline, words);
    let mut unseen = Vec::new();
    for section in sections.iter().filter(|s| s.changes > 0) {
        let whole = matches!(section.state, Some(SectionState::Added | SectionState::Removed));
        let contact = names::is_contact(&section.heading, words);
        for ix in section.leaves.clone() {
            let leaf = &redline.leaves[ix];
            let change = leaf.moved.and_then(|m| arrivals.get(&m.number).copied()).or(numbers[ix]);
            let Some(change) = change.filter(|_| is_edited(leaf)) else { continue };
            let sides = sides(leaf);
            unseen.extend(hidden::told(&sides, change, ix));
            // a heading names what follows, and nobody to write to
            let contact = !matches!(leaf.kind, LeafKind::Heading(_)) && (contact || contacts.near(ix));
            let search = Search { names: contact, modals: false };
            let hard = [0, 1].map(|side| find(&sides[side].text, words, &search));
            if !whole && !matches!(leaf.kind, LeafKind::Heading(_) | LeafKind::Code(_)) {
                duties.add(&sides, change, ix, leaf.change != Change::Same && leaf.moved.is_none());
            }
            let cell = matches!(leaf.kind, LeafKind::Cell(_));
            collect(&mut singles, &sides, hard, &Block { ix, change, contact, cell });
        }
    }
    for side in &mut singles {
        side.sort_by_key(|s| (s.place.0, s.fact.range.start));
    }
    let mut facts = pair(singles);
    facts.extend(unseen);
    let (sentences, left_out) = duties.told();
    facts.extend(sentences);
    facts.sort_by_key(|told| told.place);
    let mut seen = FxHashSet::default();
    facts.retain(|told| seen.insert((told.fact.kind, told.values.clone())));
    Compared { facts: facts.into_iter().map(|told| told.fact).collect(), left_out }
}

/// The number of the change in which the blocks of each move arrived.
fn arrivals(redline: &Redline, numbers: &[Option<usize>]) -> FxHashMap<usize, usize> {
    let arrived = |(leaf, number): (&RedLeaf, &Option<usize>)| {
        leaf.moved.filter(|_| leaf.change == Change::Inserted).map(|m| m.number).zip(*number)
    };
    let mut arrivals = FxHashMap::default();
    for (number, change) in redline.leaves.iter().zip(numbers).filter_map(arrived) {
        arrivals.entry(number).or_insert(change);
    }
    arrivals
}

/// Whether words of it came or went.
fn is_edited(leaf: &RedLeaf) -> bool {
    let edited = |c| matches!(c, Change::Deleted | Change::Inserted);
    !leaf.renumbered && leaf.marked_pieces().iter().any(|p| edited(p.change) && !p.text.trim().is_empty())
}

/// Which blocks say how to reach somebody.
struct Contacts<'a> {
    redline: &'a Redline,
    words: &'a Lexicon,
    known: FxHashMap<usize, bool>,
}

impl Contacts<'_> {
    /// Whether a block beside this one, or the block itself, says so.
    fn near(&mut self, ix: usize) -> bool {
        const AWAY: usize = 2;
        let end = (ix + AWAY + 1).min(self.redline.leaves.len());
        (ix.saturating_sub(AWAY)..end)
            .any(|ix| *self.known.entry(ix).or_insert_with(|| says(&self.redline.leaves[ix], self.words)))
    }
}

fn says(leaf: &RedLeaf, words: &Lexicon) -> bool {
    const LONGEST: usize = 400;
    let says = |text: &str| {
        text.len() < LONGEST
            && (text.lines().any(|line| names::is_contact(line, words)) || addresses::any_in(text, words))
    };
    match &leaf.text {
        RedText::Same(content) => says(&content.text),
        RedText::Pieces(pieces) => pieces.iter().any(|p| says(&p.text)),
    }
}

/// Adds what one side of a block states and the other does not.
fn collect(singles: &mut Singles, sides: &[Side; 2], facts: [Vec<Fact>; 2], block: &Block) {
    let Block { ix, change, contact, .. } = *block;
    let key = |f: &Fact| (f.class(), f.value.clone());
    let mut count: FxHashMap<(FactKind, String), usize> = FxHashMap::default();
    for fact in &facts[1] {
        *count.entry(key(fact)).or_default() += 1;
    }
    let mut shared: FxHashMap<(FactKind, String), usize> = FxHashMap::default();
    for fact in &facts[0] {
        if let Some(left) = count.get_mut(&key(fact)).filter(|left| **left > 0) {
            *left -= 1;
            *shared.entry(key(fact)).or_default() += 1;
        }
    }
    for (side, facts) in facts.into_iter().enumerate() {
        let mut shared = shared.clone();
        // Those that were not edited are the shared ones first.
        let (edited, same): (Vec<Fact>, Vec<Fact>) =
            facts.into_iter().partition(|f| sides[side].spot(&f.range).is_some());
        for fact in same.into_iter().chain(edited) {
            if let Some(left) = shared.get_mut(&key(&fact)).filter(|left| **left > 0) {
                *left -= 1;
                continue;
            }
            let named = matches!(fact.kind, FactKind::Recipient | FactKind::Address);
            let place = (ix, sides[side].spot(&fact.range));
            if (named && !contact) || (fact.kind == FactKind::Number && place.1.is_none()) {
                continue;
            }
            let text = &sides[side].text;
            let text = match fact.kind {
                FactKind::Number => around_number(text, &fact),
                FactKind::Web => shortened_to(&text[fact.range.clone()], 120),
                _ => shortened(&text[fact.range.clone()]),
            };
            let kept = sides[side].shared * 2 >= sides[side].text.len();
            singles[side].push(Single { fact, text, change, place, kept, cell: block.cell });
        }
    }
}

/// A number with the word after it, which says what it counts.
fn around_number(text: &str, fact: &Fact) -> String {
    const FAR: usize = 120; // whoever looks for one word need not cut all of them
    let end = (fact.range.end + FAR).min(text.len());
    let end = (end..text.len()).find(|at| text.is_char_boundary(*at)).unwrap_or(text.len());
    let after = &text[fact.range.end..end];
    let end = crate::weave::cut(after).take(2).map(str::len).sum::<usize>();
    let word = &after[..end];
    let counts = word.starts_with(' ') && word.trim().chars().all(char::is_alphabetic);
    shortened(&text[fact.range.start..fact.range.end + if counts { end } else { 0 }])
}

/// Pairs what went with what came: in one spot first, then in one change in order. What went in one block and came in
/// another is no change.
fn pair(singles: Singles) -> Vec<Told> {
    let [mut old, mut new] = singles.map(|side| side.into_iter().map(Some).collect::<Vec<_>>());
    let mut told = Vec::new();
    let spot = |s: &Single| {
        s.place.1.filter(|_| s.kept || s.fact.kind == FactKind::Updated).map(|spot| (s.fact.class(), s.place.0, spot))
    };
    matched(&mut old, &mut new, spot, |a, b| told.push(tell(Some(a), Some(b))));
    matched(&mut old, &mut new, |s| Some((s.fact.class(), s.fact.value.clone())), |_, _| {});
    let spot = |s: &Single| s.place.1.map(|spot| (s.fact.class(), s.place.0, spot));
    matched(&mut old, &mut new, spot, |a, b| told.push(tell(Some(a), Some(b))));
    let number = |s: &Option<Single>| s.as_ref().is_some_and(|s| s.fact.kind == FactKind::Number);
    old.retain(|s| !number(s));
    new.retain(|s| !number(s));
    let alone = [alone(&old), alone(&new)];
    let change = |s: &Single| {
        Some((s.fact.class(), s.change)).filter(|_| alone.iter().all(|a| a.get(&s.change).is_none_or(Option::is_some)))
    };
    matched(&mut old, &mut new, change, |a, b| told.push(tell(Some(a), Some(b))));
    told.extend(old.into_iter().flatten().map(|s| tell(Some(s), None)));
    told.extend(new.into_iter().flatten().map(|s| tell(None, Some(s))));
    told
}

/// For each change the block in which all its singles stand, if it is one and no cell: where a change is of many blocks
/// nobody can tell which of them stands for which.
fn alone(singles: &[Option<Single>]) -> FxHashMap<usize, Option<usize>> {
    let mut blocks: FxHashMap<usize, Option<usize>> = FxHashMap::default();
    for single in singles.iter().flatten() {
        let block = Some(single.place.0).filter(|_| !single.cell);
        blocks.entry(single.change).and_modify(|b| *b = b.filter(|b| Some(*b) == block)).or_insert(block);
    }
    blocks
}

/// Takes out what has the same key on both sides, in order.
fn matched<K: std::hash::Hash + Eq>(
    old: &mut [Option<Single>],
    new: &mut [Option<Single>],
    key: impl Fn(&Single) -> Option<K>,
    mut pair: impl FnMut(Single, Single),
) {
    let mut places: FxHashMap<K, Vec<usize>> = FxHashMap::default();
    for (ix, single) in new.iter().enumerate().rev() {
        if let Some(key) = single.as_ref().and_then(&key) {
            places.entry(key).or_default().push(ix);
        }
    }
    for single in old {
        let place = single.as_ref().and_then(&key).and_then(|key| places.get_mut(&key)).and_then(Vec::pop);
        if let Some(other) = place.and_then(|ix| new[ix].take())
            && let Some(single) = single.take()
        {
            pair(single, other);
        }
    }
}

fn tell(old: Option<Single>, new: Option<Single>) -> Told {
    let at = new.as_ref().or(old.as_ref()).expect("one of the two is there");
    let (kind, change, place) = (at.fact.kind, at.change, (at.change, at.place.0, at.fact.range.start));
    let values = [&old, &new].map(|side| side.as_ref().map(|s| s.fact.value.clone()));
    let text = |s: Option<Single>| s.map(|s| s.text);
    Told { place, values, fact: FactChange { kind, old: text(old), new: text(new), change } }
}
