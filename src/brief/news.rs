//! Which sentences that came, went or turned are told: one that stands elsewhere in the other version, in these words or in
//! others, neither came nor went.

use super::anew::Anew;
use super::elsewhere::text_of;
use super::lexicon::Lexicon;
use super::matters::Matters;
use super::passages::{passages, rewritten};
use super::said::worth_in;
use super::spoken::{Half, Spoken};
use super::standing::Standing;
use super::stems::apart;
use super::told::Told;
use super::twofold::matched;
use crate::model::FactKind;
use crate::weave::Redline;
use rustc_hash::{FxHashMap, FxHashSet};
use std::cell::LazyCell;
use std::collections::BTreeMap;

/// How many sentences that came or went are told of one change, of one whose blocks came or went as a whole, and of a
/// redline. What turned is always told.
const PER_CHANGE: usize = 12;
const PER_BLOCK: usize = 12;
const IN_ALL: usize = 60;
/// Up to how many are told sentences count whose subject weighs nothing.
const LITTLE: usize = 16;
/// The most of a sentence, in per cent, that may stand in one of the other version if it is told as new or gone.
pub(super) const SAID: usize = 45;
const SAID_ANEW: usize = 25;
const SAID_AFTER_ALL: usize = 15;
/// The same for a sentence that stands in both versions, which cannot be this one in other words: of one that went, then of
/// one that came.
const SAID_BESIDE: [usize; 2] = [50, 75];

/// What is known of both versions.
pub(super) struct News<'a, 'd> {
    pub(super) redline: &'a Redline,
    pub(super) words: &'a Lexicon,
    pub(super) standing: &'d Standing<'a>,
    pub(super) anew: &'d Anew,
}

impl<'a> News<'a, '_> {
    /// What is told of what was `spoken` beside the other `facts`, and how many sentences are not.
    pub(super) fn told(&self, spoken: Vec<Spoken<'a>>, facts: &[Told]) -> (Vec<Told>, usize) {
        let mut spoken = matched(spoken, self.standing, self.words);
        let matters = Matters::of(self.redline, self.words);
        spoken.iter_mut().for_each(|one| one.count_values(facts));
        let mut alone: FxHashMap<usize, [bool; 2]> = FxHashMap::default();
        for one in spoken.iter().filter(|one| one.sides.iter().any(Option::is_none)) {
            alone.entry(one.change).or_default()[usize::from(one.sides[0].is_none())] = true;
        }
        let passages = passages(&spoken);
        let mut renamed: FxHashSet<[Vec<u64>; 2]> = FxHashSet::default();
        spoken.retain_mut(|one| {
            // where much was written anew at once, the same may stand there in quite other words
            let said = match alone.get(&one.change) {
                _ if self.anew.has(one.at.0) => SAID_AFTER_ALL,
                Some([true, true]) => SAID_ANEW,
                _ if self.anew.is_within(one.at.0) => SAID_ANEW,
                _ => SAID,
            };
            let (side, half) = match &one.sides {
                [Some(old), None] => (1, old),
                [None, Some(new)] => (0, new),
                // one word in place of another throughout is told once
                [Some(old), Some(new)] if one.kind == FactKind::Sentence => {
                    return renamed.insert(apart(&old.bag, &new.bag));
                }
                _ => return true,
            };
            let standing = self.standing;
            let each = LazyCell::new(|| standing.says_each(side, &half.bag));
            let says = || each[0].max(each[1]);
            let gone = standing.lacks(side, &half.grave) || says() < said;
            // nothing went that it could be in other words
            let beside = || said != SAID_AFTER_ALL && each[0] < said && each[1] < SAID_BESIDE[1 - side];
            // a value, a name or a matter of which the other version says nothing: the rule may stand there, the sentence does not
            let fresh = (one.values > 0 || half.fresh) && (said == SAID || said == SAID_ANEW && says() < SAID);
            let news = !gone && (fresh || beside() || matters.lacks(side, &half.text) || self.lacks_value(side, half));
            let has = standing.has(side, half.key);
            one.kind = if news { FactKind::Sentence } else { one.kind };
            !has && (gone || news)
        });
        let spoken = rewritten(spoken, passages, self.standing);
        let (turned, mut others): (Vec<_>, Vec<_>) = spoken.into_iter().partition(Spoken::is_turned);
        let all = others.iter().filter(|one| one.kind != FactKind::Sentence).count();
        others.sort_by_key(|one| (one.change, one.rank(), one.at));
        let mut count: BTreeMap<(usize, bool), usize> = BTreeMap::new();
        others.retain(|one| {
            let number = count.entry((one.change, one.whole)).or_default();
            *number += 1;
            *number <= if one.whole { PER_BLOCK } else { PER_CHANGE }
        });
        others.sort_by_key(|one| (one.rank(), one.whole, one.change, one.at));
        others.truncate(IN_ALL);
        let mut place = turned.len();
        others.retain(|one| {
            place += 1;
            place <= LITTLE || !one.is_slight()
        });
        let left_out = all - others.iter().filter(|one| one.kind != FactKind::Sentence).count();
        (turned.into_iter().chain(others).map(Spoken::tell).collect(), left_out)
    }

    /// Whether a sentence states a value that a version states neither with what is most like it there nor beside that: the
    /// rule may stand there, its limit does not.
    fn lacks_value(&self, side: usize, half: &Half<'_>) -> bool {
        use FactKind::{Age, Amount, Percent, Period};
        let values = |text: &str| {
            let is_value = |(kind, _): &(FactKind, String)| matches!(kind, Period | Age | Amount | Percent);
            worth_in(text, self.words).filter(is_value).collect::<Vec<_>>()
        };
        let own = values(&half.text);
        if own.is_empty() {
            return false;
        }
        let alike = self.standing.blocks(side, &half.bag, SAID);
        let leaves = &self.redline.leaves;
        let near = |ix: usize| (ix.saturating_sub(1)..(ix + 2).min(leaves.len())).map(|ix| text_of(&leaves[ix], side));
        let there: FxHashSet<_> = alike.into_iter().flat_map(near).flat_map(|text| values(&text)).collect();
        own.iter().any(|value| !there.contains(value))
    }
}
