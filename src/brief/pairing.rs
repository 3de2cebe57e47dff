//! Pairs what exists on only one side of a redline: what replaced what, and what is left over.

use super::alike::Sentence;
use super::elsewhere::take_standing;
use super::found::Fact;
use super::lexicon::Lexicon;
use super::told::Told;
use crate::model::{FactChange, FactKind};
use crate::weave::Redline;
use rustc_hash::FxHashMap;

/// How many that could be the counterpart of one are looked at.
const TRIED: usize = 8;

/// A fact that stands on one side of a changed block only.
pub(super) struct Single {
    pub(super) fact: Fact,
    /// As written.
    pub(super) text: String,
    /// The change that it is told of.
    pub(super) change: usize,
    /// Its block, and the spot in it that was edited, if the fact itself was.
    pub(super) place: (usize, Option<usize>),
    /// Whether most of its block stands on both sides.
    pub(super) kept: bool,
    /// Whether its block is a cell of a table.
    pub(super) cell: bool,
    /// The section in which it stands, if that stands in both versions.
    pub(super) section: Option<usize>,
    /// Whether it is told only with what stood in its place.
    pub(super) quiet: bool,
    /// The sentence in which it stands.
    pub(super) sentence: Sentence,
}

impl Single {
    /// Whether the other may stand in its place: in one sentence, or in one cell. A date of the text itself stands in place
    /// of one of its kind in the same section, in its block or one beside it.
    fn fits(&self, other: &Self) -> bool {
        let own = self.fact.kind.is_own_date() || other.fact.kind.is_own_date();
        if own {
            let section = self.section.is_some() && self.section == other.section;
            let near = section && self.place.0.abs_diff(other.place.0) <= 1 && self.sentence.is_like(&other.sentence);
            return self.fact.kind == other.fact.kind && (self.place == other.place || near);
        }
        let cell = self.cell && other.cell && self.place.0 == other.place.0;
        !self.fact.kind.is_name() && (cell || self.sentence.is_like(&other.sentence))
    }
}

/// The singles of each side.
pub(super) type Singles = [Vec<Single>; 2];

/// Pairs what went with what came in one sentence: in one spot first, then in one change in order. What went in one
/// block and came in another is no change, and what is alone is told where it stands nowhere else in the other version.
pub(super) fn pair(singles: Singles, redline: &Redline, words: &Lexicon) -> Vec<Told> {
    let [mut old, mut new] = singles;
    // a place that stands in both versions as before is not the one that stands in place of another
    for (side, singles) in [(1, &mut old), (0, &mut new)] {
        let (mut venues, others) = std::mem::take(singles).into_iter().partition(|s| s.fact.kind == FactKind::Venue);
        take_standing(&mut venues, |s: &Single| (&s.fact, s.text()), redline, side, words);
        *singles = others;
        singles.extend(venues);
        singles.sort_by_key(|s| (s.place.0, s.fact.range.start));
    }
    let [mut old, mut new] = [old, new].map(|side| side.into_iter().map(Some).collect::<Vec<_>>());
    let mut told = Vec::new();
    let own = |s: &Single| s.fact.kind.is_own_date();
    let kind = |s: &Single| Some(s.fact.kind).filter(|kind| *kind == FactKind::Email);
    matched(&mut old, &mut new, kind, |a, b| is_glued(&a.fact.value, &b.fact.value), |_, _| {});
    let spot = |s: &Single| s.place.1.filter(|_| s.kept || own(s)).map(|spot| (s.fact.class(), s.place.0, spot));
    matched(&mut old, &mut new, spot, Single::fits, |a, b| told.push(tell(Some(a), Some(b))));
    let value = |s: &Single| Some((s.fact.class(), s.fact.value.clone()));
    matched(&mut old, &mut new, value, |_, _| true, |_, _| {});
    let spot = |s: &Single| s.place.1.map(|spot| (s.fact.class(), s.place.0, spot));
    matched(&mut old, &mut new, spot, Single::fits, |a, b| told.push(tell(Some(a), Some(b))));
    let section = |s: &Single| Some((s.fact.kind, s.section?)).filter(|_| own(s));
    matched(&mut old, &mut new, section, Single::fits, |a, b| told.push(tell(Some(a), Some(b))));
    let bare = |s: &Option<Single>| s.as_ref().is_some_and(|s| s.fact.kind == FactKind::Number);
    old.retain(|s| !bare(s));
    new.retain(|s| !bare(s));
    let alone = [alone(&old), alone(&new)];
    let change = |s: &Single| {
        Some((s.fact.class(), s.change)).filter(|_| alone.iter().all(|a| a.get(&s.change).is_none_or(Option::is_some)))
    };
    matched(&mut old, &mut new, change, Single::fits, |a, b| told.push(tell(Some(a), Some(b))));
    let [mut old, mut new] = [old, new].map(|side| side.into_iter().flatten().collect::<Vec<_>>());
    for (side, alone) in [(1, &mut old), (0, &mut new)] {
        alone.retain(|s| !s.quiet && (s.fact.kind != FactKind::Address || s.text.contains(char::is_numeric)));
        take_standing(alone, |s| (&s.fact, s.text()), redline, side, words);
    }
    told.extend(own_dates(&mut old, &mut new).into_iter().map(|(old, new)| tell(Some(old), Some(new))));
    told.extend(old.into_iter().map(|s| tell(Some(s), None)));
    told.extend(new.into_iter().map(|s| tell(None, Some(s))));
    told
}

/// Takes out the dates that the text gives itself where there is one of a kind on each side, a few blocks apart: the lines
/// around them were written anew.
fn own_dates(old: &mut Vec<Single>, new: &mut Vec<Single>) -> Vec<(Single, Single)> {
    const NEAR: usize = 4; // blocks
    let mut found = Vec::new();
    for kind in [FactKind::Effective, FactKind::Updated] {
        let places =
            [&*old, &*new].map(|side| (0..side.len()).filter(|ix| side[*ix].fact.kind == kind).collect::<Vec<_>>());
        if let ([a], [b]) = (places[0].as_slice(), places[1].as_slice())
            && old[*a].place.0.abs_diff(new[*b].place.0) <= NEAR
        {
            found.push((old.remove(*a), new.remove(*b)));
        }
    }
    found
}

impl Single {
    /// What is looked for elsewhere: of an address the part with a number, for the rest of it may be written otherwise.
    fn text(&self) -> &str {
        let numbered = |part: &&str| part.contains(char::is_numeric) && part.contains(char::is_alphabetic);
        match self.fact.kind {
            FactKind::Address => self.text.split([',', '\n']).find(numbered).unwrap_or(&self.text),
            _ => &self.text,
        }
    }
}

/// Whether one of two e-mail addresses is the other with the word after it, to which no space was left: “a@example.comor”.
fn is_glued(old: &str, new: &str) -> bool {
    let (short, long) = if old.len() < new.len() { (old, new) } else { (new, old) };
    let domain = short.rsplit('.').next().unwrap_or_default();
    let rest = long.strip_prefix(short).unwrap_or_default();
    domain.len() > 2 && !rest.is_empty() && rest.bytes().all(|b| b.is_ascii_alphabetic())
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

/// Takes out what has the same key on both sides and fits, in order.
fn matched<K: std::hash::Hash + Eq>(
    old: &mut [Option<Single>],
    new: &mut [Option<Single>],
    key: impl Fn(&Single) -> Option<K>,
    fits: impl Fn(&Single, &Single) -> bool,
    mut pair: impl FnMut(Single, Single),
) {
    let mut places: FxHashMap<K, Vec<usize>> = FxHashMap::default();
    for (ix, single) in new.iter().enumerate().rev() {
        if let Some(key) = single.as_ref().and_then(&key) {
            places.entry(key).or_default().push(ix);
        }
    }
    for single in old {
        let Some(this) = single.as_ref() else { continue };
        let Some(places) = key(this).and_then(|key| places.get_mut(&key)) else { continue };
        let tried = places.iter().rev().take(TRIED);
        let Some(at) = tried.copied().position(|ix| new[ix].as_ref().is_some_and(|other| fits(this, other))) else {
            continue;
        };
        let ix = places.remove(places.len() - 1 - at);
        if let (Some(this), Some(other)) = (single.take(), new[ix].take()) {
            pair(this, other);
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
