//! Finds sentences of duty, permission and negation that were added, removed or reversed: a negation, a limit or a
//! word of duty was added, removed or replaced. Also finds sentences about matters that nobody should overlook,
//! whatever they say.
//!
//! A fact shows the whole sentence of each version. A sentence that exists on one side only becomes a fact only if
//! nothing on the other side says most of it. Its kind follows from its words: it is a duty only if it binds somebody,
//! and a reversed negation only if the words around it stayed the same. Less certain cases are reported as a changed
//! sentence if the subject matters.

use super::align::{Group, align, joined_up};
use super::anew::Anew;
use super::differ::{differ, kind};
use super::labels;
use super::leads::Leads;
use super::lexicon::Lexicon;
use super::modals::Word;
use super::news::{News, SAID};
use super::norm::Sentence;
use super::plain::Plain;
use super::side::Side;
use super::spoken::{Half, Spoken, Text, is_titled, joined, misspelt};
use super::standing::Standing;
use super::stems::{apart, key_of, stems};
use super::subjects::weight;
use super::told::Told;
use crate::document::LeafKind;
use crate::model::FactKind;
use crate::weave::Redline;
use std::cell::OnceCell;
use std::ops::Range;

/// How many sentences of summaries that call themselves overviews are told.
const OVERVIEW: usize = 4;
/// The fewest words of a sentence that came or went and whose subject weighs nothing, and the fewest in which an edited one
/// differs.
const MUCH: usize = 6;
const SOME: usize = 3;
/// The most characters that came or went around a negation or a limit for it to have turned what stands on both sides. In
/// more words something is added or taken away, and it must bind somebody to be told.
const SHORT: usize = 40;
/// From how many characters on what came or went is a statement of its own, if it is most of its sentence.
const LARGE: usize = 60;
/// From how much of its words on, in per cent, a sentence stands in another: as the same one with other words, as one that
/// says something else of the same matter.
const SAME: usize = 60;
const NEAR: usize = 50;
/// From how much of its words on a sentence that was edited in its place is the same one.
const KEPT: usize = 25;
/// The fewest words of a sentence that is told for its subject.
const FEWEST: usize = 3;
/// The longest sentence of which the kind is told, and the farthest word that makes it one, in characters.
const LONG: usize = 700;
const FAR: usize = 160;

/// What was found in the blocks of a redline.
pub(super) struct Duties<'a> {
    words: &'a Lexicon,
    standing: Standing<'a>,
    redline: &'a Redline,
    leads: OnceCell<Leads<'a>>,
    overviews: OnceCell<Vec<bool>>,
    anew: &'a Anew,
    spoken: Vec<Spoken<'a>>,
    /// How many sentences of summaries there are among them.
    summed_up: usize,
}

impl<'a> Duties<'a> {
    pub(super) fn of(redline: &'a Redline, words: &'a Lexicon, anew: &'a Anew) -> Self {
        let (standing, leads, overviews) = (Standing::of(redline, words), OnceCell::new(), OnceCell::new());
        Self { words, standing, redline, leads, overviews, anew, spoken: Vec::new(), summed_up: 0 }
    }

    fn leads(&self) -> &Leads<'a> {
        self.leads.get_or_init(|| Leads::of(self.redline, self.words))
    }

    /// Adds what block `block` of change `change` says; `whole` if it came or went as a whole.
    pub(super) fn add(&mut self, sides: &[Side; 2], change: usize, block: usize, whole: bool) {
        if !self.words.is_known() && !sides.iter().any(|side| side.text.contains(super::modals::is_spaceless)) {
            return;
        }
        let overview = self.overviews.get_or_init(|| labels::overviews(self.redline, self.words))[block];
        if overview && (self.summed_up >= OVERVIEW || matches!(self.redline.leaves[block].kind, LeafKind::Cell(_))) {
            return;
        }
        let texts = [0, 1].map(|side| Text::of(&sides[side].text, self.words));
        if labels::is_short(&texts, &self.redline.leaves[block], self.words) && self.is_label(block) {
            return;
        }
        let places = [0, 1].map(|side| (0..texts[side].sentences.len()).map(|ix| texts[side].place(ix)).collect());
        for Group(group) in joined_up(align(sides, &places), &texts, self.words) {
            let touched = [0, 1].map(|side| group[side].iter().any(|ix| sides[side].is_edited(&places[side][*ix])));
            if !touched.contains(&true) {
                continue;
            }
            let side = usize::from(!group[1].is_empty());
            let found = if group.iter().all(|side| !side.is_empty()) {
                self.turned(sides, &texts, &group, block)
            } else {
                self.alone(&texts[side], group[side][0], block, side).map(|(kind, half)| {
                    let mut halves = [None, None];
                    halves[side] = Some(half);
                    (kind, halves)
                })
            };
            let at = (block, sides[side].whole(places[side][group[side][0]].start));
            // a summary binds nobody
            self.summed_up += usize::from(overview && found.is_some());
            let kind = |kind| if overview { FactKind::Sentence } else { kind };
            self.spoken.extend(found.map(|(own, sides)| Spoken {
                change,
                at,
                sides,
                kind: kind(own),
                whole,
                values: 0,
            }));
        }
    }

    /// A sentence that stands on both sides, if its meaning turned where it was edited, or if it is about something that
    /// weighs and says something else.
    fn turned(
        &self,
        sides: &[Side; 2],
        texts: &[Text<'a, '_>; 2],
        group: &[Vec<usize>; 2],
        block: usize,
    ) -> Option<(FactKind, [Option<Half<'a>>; 2])> {
        if [0, 1].into_iter().any(|side| group[side].iter().any(|ix| texts[side].asks(*ix))) {
            return None;
        }
        let spoken = [0, 1].map(|side| texts[side].within(&group[side]));
        let [old, new] = [0, 1].map(|side| spoken[side].iter().map(|w| w.meaning).collect::<Vec<_>>());
        let mut left = differ(&old, &new);
        let any = left.iter().any(|left| !left.is_empty());
        for side in [0, 1] {
            let place = |word: &Word<'_>| texts[side].plain.place(&word.range);
            left[side].retain(|ix| {
                let word = spoken[side][*ix];
                let force = matches!(word.meaning.kind, FactKind::Duty | FactKind::Permission);
                let short = || !force && sides[side].edit_around(&place(word)) <= SHORT;
                let aside = word.meaning.kind == FactKind::Negation
                    && (texts[side].is_aside(&group[side], word) || texts[side].ends_clause(word));
                // a sentence that came beside one that stays turns nothing of it
                let own = group[side].iter().find(|ix| texts[side].sentences[**ix].contains(&word.range.start));
                let beside = own.is_some_and(|ix| {
                    let (edit, sentence) = (sides[side].edit_around(&place(word)), texts[side].place(*ix));
                    let size = sides[side].text[sentence.clone()].chars().count();
                    group[side].len() > 1 && !sides[side].shares(&sentence)
                        || word.meaning.kind == FactKind::Negation && edit > LARGE && edit * 2 > size
                });
                let capital = word.meaning.kind == FactKind::Negation && {
                    let own = &texts[side].plain.text[word.range.clone()];
                    let [old, new] = [0, 1].map(|of| texts[of].count(&group[of], own));
                    old[0] != new[0] && old[1] == new[1]
                };
                !aside
                    && !beside
                    && !capital
                    && sides[side].is_edited(&place(word))
                    && (sides[side].is_added(&place(word), &sides[1 - side])
                        || texts[side].is_kept_around(word, &texts[1 - side], self.words))
                    && (short() || self.is_bound(&texts[side], &group[side], word))
            });
        }
        let core = |side: usize| left[side].iter().map(|ix| spoken[side][*ix].range.clone()).collect::<Vec<_>>();
        let halves = || [0, 1].map(|side| texts[side].half(&group[side], &core(side), self.words));
        match kind(&old, &new, &left) {
            Some(kind) => Some(halves())
                .filter(|halves| !self.is_divided(&apart(&halves[0].bag, &halves[1].bag)))
                .map(|halves| (kind, halves.map(Some))),
            None => {
                let halves = halves();
                let sizes = halves.each_ref().map(|half| half.bag.len());
                if sizes[0].max(sizes[1]) < FEWEST || sizes[0].min(sizes[1]) + 1 < FEWEST {
                    return None;
                }
                let lone = apart(&halves[0].bag, &halves[1].bag);
                let other = lone[0].len() + lone[1].len();
                let grave = halves[0].weight.max(halves[1].weight);
                let said = [0, 1].map(|side| group[side].iter().any(|ix| texts[side].is_said(*ix)));
                let tells = grave >= 2 && other > 0
                    || grave > 0 && (any || other > 2 || self.names(texts, group))
                    || other >= MUCH && said[1]
                    || other > 0
                        && sizes[0].min(sizes[1]) >= MUCH
                        && !labels::is_link(&self.redline.leaves[block])
                        && self.names(texts, group)
                    || other > 0 && lone.iter().any(Vec::is_empty) && self.is_ruled(block)
                    || other >= SOME && sizes[0].min(sizes[1]) >= MUCH && group[1].iter().all(|ix| texts[1].ends(*ix));
                // both versions are read whole for what follows
                let kept = || {
                    let added = said[0] == said[1] && lone.iter().any(Vec::is_empty);
                    let alike = if said == [true; 2] { KEPT } else { NEAR };
                    added || self.standing.likeness(&halves[0].bag, &halves[1].bag) >= alike
                };
                (tells && !misspelt(&halves) && !is_titled(&halves) && kept() && !self.is_divided(&lone))
                    .then(|| (FactKind::Sentence, halves.map(Some)))
            }
        }
    }

    /// Whether a block, which is a few words, is a label or the name of another page.
    fn is_label(&self, block: usize) -> bool {
        let leaf = &self.redline.leaves[block];
        let leads = || {
            [0, 1].into_iter().any(|side| self.leads().to(block, side).is_some() || self.leads().is_marked(block, side))
        };
        labels::is_link(leaf) || labels::is_alone(self.redline, leaf) && !leads()
    }

    /// Whether a block is an item of what somebody must or must not do.
    fn is_ruled(&self, block: usize) -> bool {
        let Some(lead) = self.leads().to(block, 1) else { return false };
        let rules = |kind| matches!(kind, FactKind::Negation | FactKind::Duty);
        let written = self.leads().lead(lead, 1);
        let text = Text::of(&written, self.words);
        let Some(last) = text.sentences.len().checked_sub(1) else { return false };
        // “You agree that you will not:”
        let ends = |word: &&Word<'_>| !text.plain.text[word.range.end..].contains(char::is_alphanumeric);
        let within = text.within(&[last]);
        let open = within.last().filter(|word| ends(word) && !word.meaning.weak).map(|word| word.meaning.kind);
        open.or_else(|| self.bound(&text, last).map(|(kind, _)| kind)).is_some_and(rules)
    }

    /// Whether a name stands in the sentences of one side only.
    fn names(&self, texts: &[Text<'a, '_>; 2], group: &[Vec<usize>; 2]) -> bool {
        let names = |side: usize| texts[side].names(&group[side]);
        let own = [names(0), names(1)];
        let named = own.each_ref().map(|names| stems(&names.join(" "), self.words));
        let other =
            |side: usize, name: &str| stems(name, self.words).iter().any(|s| named[side].binary_search(s).is_err());
        let lone = |side: usize| own[side].iter().any(|name| other(1 - side, name) && !self.standing.is_small(name));
        !self.words.free_order && (lone(0) || lone(1))
    }

    /// Whether what one of two sentences lost stands in another one of the same version.
    fn is_divided(&self, lost: &[Vec<u64>; 2]) -> bool {
        // what stood in both versions is no part of what was divided
        let divided = |side: usize| self.standing.says_each(1 - side, &lost[side])[0] >= SAME;
        [0, 1].into_iter().any(|side| lost[side].len() >= FEWEST && divided(side))
    }

    /// Whether a word binds somebody; of an exception or a limit, whether a word beside it does.
    fn is_bound(&self, text: &Text<'a, '_>, sentences: &[usize], word: &Word<'_>) -> bool {
        let common = |word: &str| self.standing.is_small(word);
        let beside = matches!(word.meaning.kind, FactKind::Exception | FactKind::Limit);
        sentences.iter().filter(|ix| text.sentences[**ix].contains(&word.range.start)).any(|ix| {
            let sentence = Sentence::of(&text.plain.text, &text.sentences[*ix], self.words, &common);
            sentence.binds(word) || beside && text.within(&[*ix]).into_iter().any(|w| sentence.binds(w))
        })
    }

    /// A sentence that stands on one side only, if it binds somebody or is about something that weighs.
    fn alone(&self, text: &Text<'a, '_>, ix: usize, block: usize, side: usize) -> Option<(FactKind, Half<'a>)> {
        if text.asks(ix) {
            return None;
        }
        let (leads, sentence) = (self.leads(), &text.plain.text[text.sentences[ix].clone()]);
        let lead = leads.to(block, side);
        // the sign before an item may have a full stop
        let said = if leads.is_marked(block, side) { sentence.trim_start_matches(|c| c != ' ') } else { sentence };
        if lead.is_some_and(|lead| leads.is_whole(lead)) && ix == 0 && !said.contains('.') {
            return None; // told with what leads to it
        }
        let led_by = lead.filter(|lead| text.sentences.len() == 1 && leads.is_whole(block) && !leads.is_whole(*lead));
        let condition = led_by.is_none() && text.is_condition(ix, self.words);
        if text.is_fragment(ix, self.words) || condition && !sentence.ends_with(':') {
            return None;
        }
        let (kind, core) = self.bound(text, ix).unwrap_or((FactKind::Sentence, Vec::new()));
        let mut half = text.half(&[ix], &core, self.words);
        if kind == FactKind::Sentence {
            let alone = !text.within(&[ix]).is_empty();
            let lists = led_by.and_then(|lead| leads.joined(lead));
            let whole = |kind: FactKind| kind != FactKind::Sentence || !alone || lists.is_some();
            if let Some((kind, before)) = led_by.and_then(|lead| self.led(lead, side)).filter(|led| whole(led.0)) {
                let head = Text::of(&before, self.words);
                if head.sentences.len() == 1 && head.is_condition(0, self.words) {
                    return None; // nobody knows whether the item is what follows from it, or a part of it
                }
                half.text = format!("{before} {}", half.text);
                half.lists = lists.filter(|_| kind == FactKind::Sentence);
                // a few words are an item of this list, wherever else they stand
                if (1..=FEWEST).contains(&half.bag.len()) {
                    (half.key, half.bag) = (key_of(&half.text), stems(&half.text, self.words));
                    half.fresh = true;
                }
                if kind != FactKind::Sentence {
                    return Some((kind, half));
                }
            } else if lead.is_none() && ix == 0 && leads.is_marked(block, side) && !text.ends(ix) {
                return None; // an item says nothing without what leads to it
            }
        }
        let mut listed = Vec::new();
        if leads.is_lead(block, side, sentence) {
            half.text.push(':');
        }
        if half.text.ends_with(':') {
            listed.extend(leads.items(block, side));
            let goes_on = text.sentences.len() > ix + 1;
            if listed.is_empty() && (!goes_on || condition) {
                return None; // what it leads to is not known
            }
            // a list that was set anew has new words before it, and says what it said
            let stay = listed.iter().filter(|item| self.stands(1 - side, item)).count();
            let lacks = |name: &String| self.standing.lacks(1 - side, &stems(name, self.words));
            half.fresh = text.names(&[ix]).iter().any(lacks);
            if stay * 2 >= listed.len() && stay > 0 && !half.fresh {
                return None;
            }
            let items = listed.join(" ");
            half.weight += weight(&items, self.words);
            half.bag.extend(stems(&items, self.words));
            half.bag.sort_unstable();
            half.bag.dedup();
        }
        let cell = matches!(self.redline.leaves[block].kind, LeafKind::Cell(_));
        let bare = led_by.is_none() && listed.is_empty() && !text.is_said(ix);
        let tells = || {
            if bare && half.weight < 2 && (cell || text.is_title(ix, self.words)) {
                return false;
            }
            if half.fresh && listed.is_empty() {
                return true;
            }
            let said = text.is_said(ix) || !listed.is_empty();
            half.bag.len() >= MUCH && (said || half.weight > 0) || half.bag.len() >= FEWEST && half.weight > 0 && said
        };
        if kind == FactKind::Sentence && (!tells() || text.is_example(ix, self.words)) {
            return None;
        }
        half.text = joined(half.text, listed.into_iter());
        Some((kind, half))
    }

    /// Whether a version says the same as this text, in whatever words.
    fn stands(&self, side: usize, text: &str) -> bool {
        let text = Plain::of(text).text;
        self.standing.has(side, key_of(&text)) || self.standing.says(side, &stems(&text, self.words)) >= SAID
    }

    /// What kind of norm a sentence is, and the words that make it one.
    fn bound(&self, text: &Text<'a, '_>, ix: usize) -> Option<(FactKind, Vec<Range<usize>>)> {
        let common = |word: &str| self.standing.is_small(word);
        let range = &text.sentences[ix];
        let sentence = Sentence::of(&text.plain.text, range, self.words, &common);
        let within = text.within(&[ix]);
        let binding: Vec<&Word<'_>> = within.iter().copied().filter(|w| sentence.binds(w)).collect();
        let first = binding.first()?;
        let before = within.iter().take_while(|w| w.range.start < first.range.start).count();
        let long = text.plain.text[range.clone()].chars().count() > LONG;
        let far = before > 0 && text.plain.text[range.start..first.range.start].chars().count() > FAR;
        if long || far {
            return None;
        }
        // “may only” is no permission but a limit
        let near = |w: &&&Word<'_>| {
            let between = w.range.end.min(first.range.end)..w.range.start.max(first.range.start);
            text.plain.text.get(between).is_none_or(|text| text.split_whitespace().count() < 6)
        };
        let bounds = |w: &&Word<'_>| w.meaning.kind == FactKind::Limit && !w.meaning.weak;
        let limited = first.meaning.kind == FactKind::Permission && within.iter().filter(near).any(bounds);
        // “shall acquire no rights” is no duty but the contrary
        let negated = first.meaning.kind == FactKind::Duty
            && within.iter().any(|w| {
                let between =
                    text.plain.text.get(first.range.end..w.range.start).map(|text| text.split_whitespace().count());
                w.meaning.kind == FactKind::Negation && !w.meaning.weak && between.is_some_and(|between| between < 3)
            });
        let kind = match first.meaning.kind {
            FactKind::Permission if limited => FactKind::Limit,
            FactKind::Duty if negated => FactKind::Negation,
            kind => kind,
        };
        Some((kind, binding.iter().map(|w| w.range.clone()).collect()))
    }

    /// What kind the sentence is that leads to an item, and its text.
    fn led(&self, lead: usize, side: usize) -> Option<(FactKind, String)> {
        let written = self.leads().lead(lead, side);
        let text = Text::of(&written, self.words);
        let last = text.sentences.len().checked_sub(1)?;
        let (kind, core) = self.bound(&text, last).unwrap_or((FactKind::Sentence, Vec::new()));
        Some((kind, text.half(&[last], &core, self.words).text))
    }

    /// What is told of all that was found beside the other `facts`, and how many sentences are not.
    pub(super) fn told(self, facts: &[Told]) -> (Vec<Told>, usize) {
        let news = News { redline: self.redline, words: self.words, standing: &self.standing, anew: self.anew };
        news.told(self.spoken, facts)
    }
}
