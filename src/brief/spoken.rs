//! The sentences of a block, and what is reported about each.

use super::clause::{is_aside, sentences, shown};
use super::context::shortened_to;
use super::lexicon::Lexicon;
use super::modals::{Word, is_spaceless, words_of};
use super::norm::Sentence;
use super::plain::Plain;
use super::stems::{key_of, stem, stems};
use super::subjects::{grave, weight};
use super::told::Told;
use crate::languages::Modal;
use crate::model::{FactChange, FactKind};
use crate::weave::cut;
use std::borrow::Cow;
use std::cell::OnceCell;
use std::ops::Range;

/// The most characters of a sentence that are told for its subject, and of one with what it leads to.
const MOST: usize = 600;

/// A sentence that stands on one side, or on both with another meaning.
pub(super) struct Spoken<'a> {
    pub(super) change: usize,
    /// Where it stands in its block, and the block.
    pub(super) at: (usize, usize),
    pub(super) sides: [Option<Half<'a>>; 2],
    pub(super) kind: FactKind,
    /// Whether its block came or went as a whole.
    pub(super) whole: bool,
    /// How many values it states of which the other version says nothing.
    pub(super) values: usize,
}

/// One side of it.
#[derive(Clone)]
pub(super) struct Half<'a> {
    /// What is shown of it, and all of it.
    pub(super) text: String,
    whole: String,
    pub(super) key: u64,
    /// The stems of its words.
    pub(super) bag: Vec<u64>,
    pub(super) modals: Vec<&'a Modal>,
    /// Whether it leads to a list for somebody or something of which the other version says nothing.
    pub(super) fresh: bool,
    /// The lists of both sides, if it is an item that says nothing alone.
    pub(super) lists: Option<[String; 2]>,
    /// How much what it is about weighs.
    pub(super) weight: usize,
    /// The stems of the words of what weighs most in it.
    pub(super) grave: Vec<u64>,
}

impl Half<'_> {
    /// Adds a sentence that stands after this one.
    pub(super) fn join(&mut self, next: &Self) {
        for (text, more) in [(&mut self.text, &next.text), (&mut self.whole, &next.whole)] {
            *text = format!("{}{} {more}", text, if text.ends_with(['.', ':', ';']) { "" } else { "." });
        }
        self.bag.extend(&next.bag);
        self.bag.sort_unstable();
        self.bag.dedup();
        self.weight = self.weight.max(next.weight);
    }
}

impl Spoken<'_> {
    /// Whether its meaning turned.
    pub(super) fn is_turned(&self) -> bool {
        self.kind != FactKind::Sentence && self.sides.iter().all(Option::is_some)
    }

    /// What is told first, when not all is: the lowest.
    pub(super) fn rank(&self) -> usize {
        let subject = self.sides.iter().flatten().map(|half| half.weight).max().unwrap_or_default() + 2 * self.values;
        let norm = match self.kind {
            FactKind::Sentence if subject == 0 => return usize::MAX,
            FactKind::Sentence => 0,
            FactKind::Negation | FactKind::Duty => 3,
            _ => 2,
        };
        usize::MAX - 1 - norm - subject.min(4)
    }

    /// Whether it is told only where there is little else.
    pub(super) fn is_slight(&self) -> bool {
        self.rank() == usize::MAX
    }

    /// Counts which of the `facts` that stand on one side only it states.
    pub(super) fn count_values(&mut self, facts: &[Told]) {
        let (side, half) = match &self.sides {
            [Some(half), None] => (0, half),
            [None, Some(half)] => (1, half),
            _ => return,
        };
        let value = |kind| matches!(kind, FactKind::Period | FactKind::Age | FactKind::Amount | FactKind::Percent);
        let own = facts.iter().map(|told| &told.fact).filter(|fact| fact.change == self.change && value(fact.kind));
        let alone = own.filter_map(|fact| match (&fact.old, &fact.new) {
            (Some(text), None) if side == 0 => Some(text),
            (None, Some(text)) if side == 1 => Some(text),
            _ => None,
        });
        self.values = alone.filter(|text| half.text.contains(text.as_str())).count();
    }

    pub(super) fn tell(self) -> Told {
        // what turned comes before everything else
        let place = if self.is_turned() { (0, self.change, self.at.0) } else { (self.change, usize::MAX, self.at.0) };
        let lists = self.sides.iter().flatten().find_map(|half| half.lists.as_ref());
        let [old, new] = match (lists, &self.sides) {
            (Some([old, new]), _) if old != new => apart(old, new).map(Some),
            (_, [Some(old), Some(new)]) if self.kind == FactKind::Sentence => apart(&old.whole, &new.whole).map(Some),
            _ => self.sides.map(|side| side.map(|half| half.text)),
        };
        Told {
            place,
            values: [old.clone(), new.clone()],
            fact: FactChange { kind: self.kind, old, new, change: self.change },
        }
    }
}

/// One side of a block.
pub(super) struct Text<'a, 't> {
    pub(super) plain: Plain<'t>,
    spoken: Vec<Word<'a>>,
    pub(super) sentences: Vec<Range<usize>>,
    /// Where the words stand that say something but for those of duty, and their stems.
    stems: OnceCell<Vec<(usize, u64)>>,
}

impl<'a, 't> Text<'a, 't> {
    pub(super) fn of(text: &'t str, words: &'a Lexicon) -> Self {
        let plain = Plain::of(text);
        let spoken = words_of(&plain.text, words);
        let sentences = sentences(&plain.text, &spoken, words);
        Self { plain, spoken, sentences, stems: OnceCell::new() }
    }

    /// The words of duty of some sentences.
    pub(super) fn within(&self, sentences: &[usize]) -> Vec<&Word<'a>> {
        let within = |w: &&Word<'_>| sentences.iter().any(|ix| self.sentences[*ix].contains(&w.range.start));
        self.spoken.iter().filter(within).collect()
    }

    /// Whether a word of some sentences stands in brackets beside what is said.
    pub(super) fn is_aside(&self, sentences: &[usize], word: &Word<'_>) -> bool {
        let mut own = sentences.iter().map(|ix| &self.sentences[*ix]);
        own.any(|range| range.contains(&word.range.start) && is_aside(&self.plain.text, range, &word.range))
    }

    /// Whether nothing follows a “not” in its clause: “that you are not, we close it”.
    pub(super) fn ends_clause(&self, word: &Word<'_>) -> bool {
        !self.plain.text[word.range.clone()].contains(|c| c == ' ' || is_spaceless(c))
            && self.plain.text[word.range.end..].starts_with([',', ';', ')'])
    }

    /// How often some sentences have a word as it is written, and in whatever capitals.
    pub(super) fn count(&self, sentences: &[usize], word: &str) -> [usize; 2] {
        let own = || sentences.iter().map(|ix| &self.plain.text[self.sentences[*ix].clone()]);
        let small = word.to_lowercase();
        let any = own().map(|text| text.to_lowercase().matches(&small).count()).sum();
        [own().map(|text| text.matches(word).count()).sum(), any]
    }

    /// Whether a sentence is a question.
    pub(super) fn asks(&self, ix: usize) -> bool {
        self.plain.text[self.sentences[ix].clone()].ends_with('?')
    }

    /// The names in some sentences, in lower case: words with a capital that do not begin one.
    pub(super) fn names(&self, sentences: &[usize]) -> Vec<String> {
        let words = |ix: &usize| cut(&self.plain.text[self.sentences[*ix].clone()]).skip(1);
        let name = |word: &&str| word.starts_with(char::is_uppercase) && word.len() > 1;
        sentences.iter().flat_map(words).filter(name).map(str::to_lowercase).collect()
    }

    /// Whether a sentence gives an example.
    pub(super) fn is_example(&self, ix: usize, words: &Lexicon) -> bool {
        let opens = self.plain.text[self.sentences[ix].clone()].to_lowercase();
        words.list("examples").iter().any(|own| opens.starts_with(own.as_str()))
    }

    /// Whether a sentence is what is left of one that was cut: it begins with the sign of a section, or goes on with a small
    /// “and” after another.
    pub(super) fn is_fragment(&self, ix: usize, words: &Lexicon) -> bool {
        let own = &self.plain.text[self.sentences[ix].clone()];
        let first = own.split_whitespace().next().unwrap_or_default();
        own.starts_with('§') && !words.free_order || ix > 0 && words.has("coordinating", first)
    }

    /// Whether a sentence is a condition without what follows from it: “To the extent that:”.
    pub(super) fn is_condition(&self, ix: usize, words: &Lexicon) -> bool {
        let (text, range) = (&self.plain.text, &self.sentences[ix]);
        let own = text[range.clone()].trim_end_matches(':');
        let open = own.len() < range.len() || text[range.end..].starts_with([',', ':']);
        (open && !own.contains([',', ';']) || own.ends_with(" then"))
            && !own.contains(is_spaceless)
            && Sentence::of(text, range, words, &|_| true).is_conditional()
    }

    /// Whether it is written as a sentence, not as a name or a button.
    pub(super) fn is_said(&self, ix: usize) -> bool {
        let range = &self.sentences[ix];
        let text = &self.plain.text;
        text[range.end..].starts_with(['.', '!', ';']) || text[range.clone()].contains(is_spaceless)
    }

    /// Whether its words are written with capitals, as those of titles are.
    pub(super) fn is_title(&self, ix: usize, words: &Lexicon) -> bool {
        const SHORT: usize = 4; // letters
        let own = self.plain.text[self.sentences[ix].clone()].split(|c: char| !c.is_alphabetic());
        let long: Vec<&str> = own.filter(|word| word.len() >= SHORT).collect();
        let capitals = long.iter().filter(|word| word.starts_with(char::is_uppercase)).count();
        let shouted = long.iter().all(|word| !word.contains(char::is_lowercase));
        !words.free_order && !shouted && long.len() > 1 && capitals * 5 >= long.len() * 4
    }

    /// Whether a full stop ends it, in a script that has one.
    pub(super) fn ends(&self, ix: usize) -> bool {
        let range = &self.sentences[ix];
        self.plain.text[range.end..].starts_with('.') && !self.plain.text[range.clone()].contains(is_spaceless)
    }

    /// Where a sentence stands in the text as written.
    pub(super) fn place(&self, ix: usize) -> Range<usize> {
        self.plain.place(&self.sentences[ix])
    }

    fn stems(&self, words: &Lexicon) -> &[(usize, u64)] {
        self.stems.get_or_init(|| {
            let mut end = 0;
            let placed = cut(&self.plain.text).map(|word| {
                let start = end;
                end += word.len();
                (start, word)
            });
            let duty = |at: usize| self.spoken.iter().any(|w| w.range.contains(&at));
            placed.filter(|(at, _)| !duty(*at)).filter_map(|(at, word)| Some((at, stem(word, words)?))).collect()
        })
    }

    /// Whether the words beside a word of duty are neighbours on the other side too: then it came or went, and they stayed.
    pub(super) fn is_kept_around(&self, word: &Word<'_>, other: &Text<'_, '_>, words: &Lexicon) -> bool {
        let own = self.stems(words);
        let at = own.partition_point(|(start, _)| *start < word.range.start);
        let stem = |ix: Option<usize>| ix.and_then(|ix| own.get(ix)).map(|(_, stem)| *stem);
        let near = match (stem(at.checked_sub(1)), stem(Some(at)), stem(Some(at + 1))) {
            (_, Some(next), Some(second)) => [next, second],
            (Some(last), Some(next), None) => [last, next],
            (Some(last), None, _) => stem(at.checked_sub(2)).map_or([last, last], |before| [before, last]),
            _ => return true,
        };
        let other = other.stems(words);
        if near[0] == near[1] {
            other.iter().any(|(_, stem)| *stem == near[0])
        } else {
            other.windows(2).any(|two| [two[0].1, two[1].1] == near)
        }
    }

    /// What is told of some sentences; `core` are the words for which they are.
    pub(super) fn half(&self, sentences: &[usize], core: &[Range<usize>], words: &Lexicon) -> Half<'a> {
        let (first, last) = (sentences[0], sentences[sentences.len() - 1]);
        let joined = last - first < 3;
        let range = self.sentences[first].start..self.sentences[if joined { last } else { first }].end;
        let written = self.plain.written(&range);
        let sentence = &self.plain.text[range.clone()];
        let (weight, grave) = (weight(sentence, words), grave(sentence, words));
        let text = if core.is_empty() {
            shortened_to(written, MOST)
        } else {
            match shown(&self.plain.text, &range, core, &self.spoken, words) {
                text if text.contains('…') => text,
                _ => one_line(written),
            }
        };
        let modals = self.within(sentences).iter().map(|w| w.meaning).collect();
        Half {
            text,
            whole: one_line(written),
            key: key_of(written),
            bag: stems(&self.plain.text[range], words),
            modals,
            fresh: false,
            lists: None,
            weight,
            grave,
        }
    }
}

/// Two sentences, if they are long with how they begin and from the clause on in which they begin to differ.
fn apart(old: &str, new: &str) -> [String; 2] {
    if [old, new].iter().all(|text| text.chars().count() <= MOST) {
        return [old.to_owned(), new.to_owned()];
    }
    let differ = old.char_indices().zip(new.chars()).find(|((_, a), b)| a != b);
    let both = differ.map_or(old.len().min(new.len()), |((at, _), _)| at);
    let near = old[..both].char_indices().rev().nth(MOST / 3).map_or(0, |(at, _)| at);
    let start =
        old[near..both].find([',', ';', ':']).or_else(|| old[near..both].find(' ')).map_or(near, |at| near + at + 1);
    let head = shortened_to(&old[..near], MOST / 4);
    if near < head.len() {
        return [old, new].map(|text| shortened_to(text, MOST));
    }
    [old, new]
        .map(|text| format!("{} … {}", head.trim_end_matches('…'), shortened_to(text[start..].trim_start(), MOST)))
}

/// Whether two sentences differ in one letter at most, as where a slip was mended.
pub(super) fn misspelt(halves: &[Half<'_>; 2]) -> bool {
    let [old, new] = halves.each_ref().map(|half| half.whole.chars().collect::<Vec<_>>());
    let both = old.iter().zip(&new).take_while(|(a, b)| a == b).count();
    let [old, new] = [&old[both..], &new[both..]];
    let end = old.iter().rev().zip(new.iter().rev()).take_while(|(a, b)| a == b).count();
    old.len().max(new.len()) <= end + 1
}

/// Whether two sentences differ in nothing but a title before one of them: “Use - You may”.
pub(super) fn is_titled(halves: &[Half<'_>; 2]) -> bool {
    let [old, new] = halves.each_ref().map(|half| half.whole.as_str());
    let (short, long) = if old.len() < new.len() { (old, new) } else { (new, old) };
    let title = long.strip_suffix(short).map(str::trim_end);
    title.is_some_and(|title| title.ends_with([':', '-', '–', '—', '.', '|']))
}

fn one_line(text: &str) -> String {
    crate::showable::plain(&text.split_whitespace().collect::<Vec<_>>().join(" ")).into_owned()
}

/// A sentence with the items to which it leads, as many as are shown.
pub(super) fn joined<'t>(lead: String, items: impl Iterator<Item = Cow<'t, str>>) -> String {
    whole_list(&lead, items).map_or(lead, |list| shortened_to(&list, MOST))
}

/// A sentence with all the items to which it leads; `None` if there is none.
pub(super) fn whole_list<'t>(lead: &str, items: impl Iterator<Item = Cow<'t, str>>) -> Option<String> {
    let mut items = items.map(|item| one_line(item.trim_end_matches([';', '.', ',', ' ', '\n'])));
    // what stands below an item is led to by it
    let next = |text: String, item: String| {
        let (before, _) = text.rsplit_once(' ').unwrap_or_default();
        // “…; and” joins the next item itself
        let joins = text.ends_with(':') || before.ends_with([';', ',']);
        format!("{text}{} {item}", if joins { "" } else { ";" })
    };
    let first = format!("{lead} {}", items.next()?);
    Some(items.fold(first, next))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_sentences_are_shown_where_they_differ() {
        let filler = "and of other such matters as come up from day to day, ".repeat(20);
        let [old, new] =
            apart(&format!("We tell {filler}names and no more"), &format!("We tell {filler}names and ages"));
        assert!(old.starts_with("We tell and of") && old.ends_with("names and no more"), "{old}");
        assert!(new.contains(" … ") && new.ends_with("names and ages"), "{new}");
        assert_eq!(apart("We tell", "You tell"), ["We tell", "You tell"]);
    }

    #[test]
    fn a_list_stands_with_what_leads_to_it() {
        let items = ["send spam;", "harm\nothers."].map(Cow::from);
        assert_eq!(joined("You may not:".to_owned(), items.into_iter()), "You may not: send spam; harm others");
        let both = ["lie; and", "steal."].map(Cow::from);
        assert_eq!(joined("You may not:".to_owned(), both.into_iter()), "You may not: lie; and steal");
        let nested = ["send:", "spam;", "viruses"].map(Cow::from);
        assert_eq!(joined("You may not:".to_owned(), nested.into_iter()), "You may not: send: spam; viruses");
    }
}
