//! Compares facts: what the older side of a redline states and the newer one does not, and vice versa.

use super::alike::{Sentence, sentence};
use super::anew::Anew;
use super::columns::Headings;
use super::context::{shortened, shortened_to};
use super::duties::Duties;
use super::found::Fact;
use super::letters::{self, Letter};
use super::lexicon::Lexicon;
use super::lists::{self, Lists};
use super::lost::is_replaced;
use super::pairing::{Single, Singles, pair};
use super::plain::Plain;
use super::sections::Section;
use super::side::{Side, sides};
use super::told::{Told, is_explained, is_within};
use super::{Search, addresses, dates, day, find, hidden, labels, names, quantities};
use crate::document::LeafKind;
use crate::model::{FactChange, FactKind, SectionState};
use crate::weave::{Change, RedLeaf, RedText, Redline};
use rustc_hash::{FxHashMap, FxHashSet};
use std::cell::LazyCell;

/// The facts that changed.
pub(super) struct Compared {
    pub(super) facts: Vec<FactChange>,
    /// How many changes of words of duty, and of names in lists, were left out.
    pub(super) left_out: usize,
}

/// A changed block.
struct Block<'w> {
    words: &'w Lexicon,
    /// Its section, if that stands in both versions.
    section: Option<usize>,
    ix: usize,
    change: usize,
    /// Whether it is a cell of a table.
    cell: bool,
    /// The units of the number that it is, on each side.
    units: [Option<String>; 2],
}

/// The most characters of an address that are shown.
const LONG: usize = 120;
/// How many names in lists are told.
const NAMES: usize = 24;

/// Compares the two sides of every changed block.
pub(super) fn compare(
    redline: &Redline,
    numbers: &[Option<usize>],
    sections: &[Section],
    (words, anew): (&Lexicon, &Anew),
) -> Compared {
    let arrivals = arrivals(redline, numbers);
    let mut contacts = Contacts { redline, words, known: FxHashMap::default() };
    let mut singles = Singles::default();
    let mut duties = Duties::of(redline, words, anew);
    let mut unseen = Vec::new();
    let headings = LazyCell::new(|| Headings::of(redline, words));
    let lists = LazyCell::new(|| Lists::of(redline, words));
    let hidden_in_all = LazyCell::new(|| hidden::all(redline));
    let older = labels::older(sections, words);
    for (at, section) in sections.iter().enumerate().filter(|(at, s)| s.changes > 0 && !older[*at]) {
        let whole = matches!(section.state, Some(SectionState::Added | SectionState::Removed));
        let contact = names::is_contact(&section.heading, words);
        let listed = lists::listed(&section.heading, words);
        let change = |ix: usize| {
            let leaf = &redline.leaves[ix];
            let arrived = leaf.moved.and_then(|m| arrivals.get(&m.number).copied());
            arrived.or(numbers[ix]).filter(|_| is_edited(leaf))
        };
        for ix in section.leaves.clone() {
            let leaf = &redline.leaves[ix];
            let Some(change) = change(ix) else { continue };
            let sides = sides(leaf);
            unseen.extend(hidden::told(&sides, || hidden_in_all.clone(), change, ix));
            // a heading names what follows, and nobody to write to
            let head = matches!(leaf.kind, LeafKind::Heading(_));
            let contact = !head && (contact || contacts.near(ix));
            let cell = matches!(leaf.kind, LeafKind::Cell(_));
            let listed = listed.filter(|_| !whole);
            // other columns than the first say what they list themselves
            let column = || headings.above(ix).and_then(|above| lists::listed(&above, words));
            let in_text = if cell && leaf.column > 0 { column() } else { listed };
            let search = Search { contact, modals: false, places: !head, listed: in_text };
            let mut hard = [0, 1].map(|side| find(&sides[side].text, words, &search));
            if !head && !matches!(leaf.kind, LeafKind::Code(_)) {
                duties.add(&sides, change, ix, leaf.change != Change::Same && leaf.moved.is_none());
            }
            let units =
                [0, 1].map(|side| if cell { count(&mut hard[side], &headings, ix, side, &sides) } else { None });
            if !whole && (cell || leaf.kind == LeafKind::Line || leaf.kind == LeafKind::Paragraph) {
                name(&mut singles, &lists, &headings, leaf, (ix, change, listed));
            }
            let section = (!whole).then_some(at);
            collect(&mut singles, &sides, hard, &Block { words, section, ix, change, cell, units });
        }
        let at = |ix: usize| contact || contacts.near(ix);
        for letter in letters::find(redline, section.leaves.clone(), words, at) {
            if let Some(change) = change(letter.leaf) {
                post(&mut singles, letter, change);
            }
        }
    }
    for side in &mut singles {
        side.sort_by_key(|s| (s.place.0, s.fact.range.start));
    }
    let mut facts = pair(singles, redline, words);
    let [stays, stood] = is_replaced(redline);
    let alone = |told: &Told| !(stays && told.fact.new.is_none() || stood && told.fact.old.is_none());
    facts.retain(alone);
    let unnamed = bound(&mut facts);
    if is_rolling(&facts, redline) {
        facts.clear();
    }
    facts.extend(unseen);
    let (sentences, left_out) = duties.told(&facts);
    let told = |told: &Told| !stays && !stood && !is_explained(&told.fact, &facts);
    let mut sentences: Vec<Told> = sentences.into_iter().filter(told).collect();
    // a name is told with the sentence in which it stands, or alone if it is said what it is
    let own = |told: &&Told| told.fact.kind == FactKind::Recipient;
    let named: Vec<FactChange> = facts.iter().filter(own).map(|told| told.fact.clone()).collect();
    sentences.retain(|told| !named.iter().any(|name| is_within(name, &told.fact, ": ")));
    facts.retain(|told| {
        told.fact.kind != FactKind::Name || !sentences.iter().any(|own| is_within(&told.fact, &own.fact, ""))
    });
    // an item is told with its list
    let part = |own: &Told, other: &Told| {
        let size = |fact: &FactChange| fact.old.as_ref().or(fact.new.as_ref()).map_or(0, String::len);
        let alone = own.fact.old.is_none() || own.fact.new.is_none();
        alone && size(&own.fact) < size(&other.fact) && is_within(&own.fact, &other.fact, "")
    };
    let parts: Vec<bool> = sentences.iter().map(|own| sentences.iter().any(|other| part(own, other))).collect();
    let mut parts = parts.into_iter();
    sentences.retain(|_| !parts.next().unwrap_or_default());
    facts.extend(sentences);
    facts.sort_by_key(|told| told.place);
    once(&mut facts);
    Compared { facts: facts.into_iter().map(|told| told.fact).collect(), left_out: left_out + unnamed }
}

/// Whether nothing changed but dates, each by a day: they move with the day on which the page is read. A day of which a text
/// says that it takes effect then is told all the same.
fn is_rolling(facts: &[Told], redline: &Redline) -> bool {
    const WORDS: usize = 3; // of a date
    let rolls = |told: &Told| {
        let [old, new] = told.values.each_ref().map(|value| value.as_deref().and_then(day::full));
        told.fact.kind != FactKind::Effective && old.zip(new).is_some_and(|(old, new)| new.before() == old)
    };
    redline.words_added.max(redline.words_removed) <= WORDS * facts.len() && facts.iter().all(rolls)
}

/// Leaves each change once: a date that a label says is effective or updated is no other date beside, and an address may
/// stand in another.
fn once(facts: &mut Vec<Told>) {
    let mut seen = FxHashSet::default();
    facts.retain(|told| seen.insert((told.fact.kind, told.values.clone())));
    let values = |is: fn(FactKind) -> bool, side: usize| -> Vec<String> {
        facts.iter().filter(|told| is(told.fact.kind)).filter_map(|told| told.values[side].clone()).collect()
    };
    // what stands in place of something is told with it
    let paired = |side: usize| -> FxHashSet<(FactKind, String)> {
        let pairs = facts.iter().filter(|told| told.values.iter().all(Option::is_some));
        pairs.filter_map(|told| Some((told.fact.kind, told.values[side].clone()?))).collect()
    };
    let paired = [paired(0), paired(1)];
    let labelled = [0, 1].map(|side| values(|kind| matches!(kind, FactKind::Effective | FactKind::Updated), side));
    let published = [0, 1].map(|side| values(|kind| kind == FactKind::Published, side));
    let addresses = [0, 1].map(|side| values(|kind| kind == FactKind::Address, side));
    facts.retain(|told| {
        let every = |is: &dyn Fn(usize, &String) -> bool| {
            [0, 1].iter().all(|side| told.values[*side].as_ref().is_none_or(|value| is(*side, value)))
        };
        let alone = told.values.iter().any(Option::is_none);
        if alone && every(&|side, value| paired[side].contains(&(told.fact.kind, value.clone()))) {
            return false;
        }
        match told.fact.kind {
            FactKind::Date => !every(&|side, value| labelled[side].contains(value) || published[side].contains(value)),
            FactKind::Published => !every(&|side, value| labelled[side].contains(value)),
            FactKind::Address => !every(&|side, value| {
                addresses[side].iter().any(|other| other != value && value.contains(other.as_str()))
            }),
            _ => true,
        }
    });
}

/// Leaves [`NAMES`] names in lists; how many are no longer there.
fn bound(facts: &mut Vec<Told>) -> usize {
    let all = facts.len();
    let mut names = 0;
    facts.sort_by_key(|told| told.place);
    facts.retain(|told| {
        names += usize::from(told.fact.kind.is_name());
        !told.fact.kind.is_name() || names <= NAMES
    });
    all - facts.len()
}

/// Puts in the place of a bare number, which is all that a cell says, the number with what it counts; the unit as written.
fn count(facts: &mut Vec<Fact>, headings: &Headings<'_>, ix: usize, side: usize, sides: &[Side; 2]) -> Option<String> {
    if !facts.iter().all(|fact| fact.kind == FactKind::Number) {
        return None;
    }
    let (fact, unit) = headings.number(ix, side, &sides[side].text)?;
    *facts = vec![fact];
    unit.map(|unit| unit.written)
}

/// Adds the name in a list that a block is.
fn name(
    singles: &mut Singles,
    lists: &Lists<'_>,
    headings: &Headings<'_>,
    leaf: &RedLeaf,
    (ix, change, listed): (usize, usize, Option<FactKind>),
) {
    let Some((kind, text)) = lists.name(ix, listed, headings) else { return };
    let fact = Fact { kind, value: names::folded(&text), range: 0..0 };
    let side = usize::from(leaf.change == Change::Inserted);
    let (place, sentence) = ((ix, None), Sentence::default());
    let (kept, cell, section, quiet) = (false, false, None, false);
    singles[side].push(Single { fact, text, change, place, kept, cell, section, quiet, sentence });
}

/// Adds what changed of an address for letters.
fn post(singles: &mut Singles, letter: Letter, change: usize) {
    // no spot of a text has this number: the two sides belong together
    let place = (letter.leaf, Some(usize::MAX));
    for (side, (text, value)) in letter.text.into_iter().zip(letter.value).enumerate() {
        if let Some(text) = text {
            let fact = Fact { kind: FactKind::Address, value, range: 0..0 };
            let sentence = Sentence::default();
            let (kept, cell, section, quiet) = (true, false, None, false);
            singles[side].push(Single { fact, text, change, place, kept, cell, section, quiet, sentence });
        }
    }
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
    let Block { ix, change, .. } = *block;
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
            let place = (ix, sides[side].spot(&fact.range));
            let edited = fact.kind == FactKind::Number || fact.kind == FactKind::Venue || fact.kind.is_name();
            if edited && place.1.is_none() {
                continue;
            }
            let text = &sides[side].text;
            if !tells(text, &fact, block) {
                continue;
            }
            // that a text no longer says when it was updated is no news
            let undated = side == 0 && fact.kind == FactKind::Updated;
            let quiet = undated || is_aside(text, &sides[1 - side].text, &fact, block);
            let (section, sentence) = (block.section, Sentence::around(text, &fact.range));
            let text = match (fact.kind, &block.units[side]) {
                (_, Some(unit)) => format!("{} {unit}", shortened(&text[fact.range.clone()])),
                (FactKind::Number, _) if !block.cell => around_number(text, &fact),
                (FactKind::Web | FactKind::Address, _) => shortened_to(&text[fact.range.clone()], LONG),
                _ => shortened(&text[fact.range.clone()]),
            };
            let kept = sides[side].shared * 2 >= sides[side].text.len();
            let cell = block.cell;
            singles[side].push(Single { fact, text, change, place, kept, cell, section, quiet, sentence });
        }
    }
}

/// Whether a fact is worth telling where it stands: an address on the net, where one is told to do something there; a
/// number in a sentence, where it counts something.
fn tells(text: &str, fact: &Fact, block: &Block<'_>) -> bool {
    match fact.kind {
        FactKind::Web => {
            // the address itself says nothing of it
            let around = sentence(text, &fact.range).replace(&text[fact.range.clone()], "");
            names::is_errand(&around, block.words)
        }
        FactKind::Number if !block.cell => {
            let counted = around_number(text, fact);
            let word = counted.trim_start_matches(|c: char| !c.is_alphabetic());
            let is_thing = |c: char| c.is_lowercase() || block.words.free_order || ('ก'..='๎').contains(&c);
            word.starts_with(is_thing)
        }
        _ => true,
    }
}

/// Whether a fact is worth telling only with what stood in its place: a date that is part of the name of a law, no whole
/// day, or almost all that is said, as in a list of versions; a rate or a slogan; a number that the other side writes in
/// another way.
fn is_aside(text: &str, other: &str, fact: &Fact, block: &Block<'_>) -> bool {
    const SLOGAN: usize = 4; // words
    const LABEL: usize = 24; // letters
    match fact.kind {
        FactKind::Date => {
            let letters = |text: &str| text.chars().filter(|c| c.is_alphabetic()).count();
            let own = sentence(text, &fact.range);
            let bare = letters(own) < LABEL + letters(&text[fact.range.clone()]);
            let law = || dates::is_of_law(own, &text[fact.range.clone()], block.words);
            bare || day::full(&fact.value).is_none() || law()
        }
        // whose age it is stands in the sentence
        FactKind::Age => true,
        FactKind::Period | FactKind::Amount | FactKind::Percent => {
            let slogan = !block.cell && text.is_ascii() && text.split_whitespace().count() <= SLOGAN;
            let number: String = fact.value.chars().take_while(|c| c.is_ascii_digit() || *c == '.').collect();
            let plain = Plain::of(other);
            let again = plain.text.split(|c: char| !c.is_ascii_alphanumeric() && c != '.').any(|word| word == number);
            slogan || again || fact.value == "100%" || quantities::is_rate(&text[fact.range.end..], block.words)
        }
        _ => false,
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
