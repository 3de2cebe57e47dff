//! Searches a text for the words of a list, ignoring case: it finds what the pattern `(?i)` of [`any`] finds, many
//! times as fast. A pattern of hundreds of words has more states than the regex cache can hold, so it builds the same
//! ones again and again.

use super::lexicon::{any, pattern};
use regex::Regex;
use std::ops::Range;
use std::sync::OnceLock;

/// The words of a list.
pub(super) struct Phrases {
    /// Of those that stand at one place the first is found.
    phrases: Vec<Phrase>,
    /// The places in `phrases` of those that may begin with three bytes, by what [`slot`] says of these.
    begins: Vec<Vec<u16>>,
    /// Whether a phrase may begin with a byte.
    opens: [bool; 256],
    /// The same as a pattern, for texts with letters that have more than two cases, and where the list says nothing.
    pattern: String,
    regex: OnceLock<Regex>,
    /// Whether the pattern alone tells.
    odd: bool,
    /// Whether they are found within words.
    anywhere: bool,
}

struct Phrase {
    /// Its letters in small ones; a space is any white space.
    letters: Box<[char]>,
    /// The same in bytes, where a text has them in no other way: letters of Thai have one case.
    bytes: Option<Box<[u8]>>,
    /// Whether a letter or digit may go on after it.
    open: bool,
}

impl Phrases {
    /// Those of `words`, each up to where its letters end.
    pub(super) fn of<'a>(words: impl IntoIterator<Item = &'a String> + Clone) -> Self {
        let pattern = format!("(?i){}", any(words.clone()));
        let mut words: Vec<&String> = words.into_iter().collect();
        words.sort_by_key(|word| std::cmp::Reverse(word.len()));
        Self::new(pattern, words.into_iter().map(|word| (word.as_str(), false)))
    }

    /// Those of `words`, in words too.
    pub(super) fn anywhere(words: &[String]) -> Self {
        let one = |word: &String| regex::escape(word).replace(' ', r"\s+");
        let pattern = format!("(?i)(?:{})", words.iter().map(one).collect::<Vec<_>>().join("|"));
        Self { anywhere: true, ..Self::new(pattern, words.iter().map(|word| (word.as_str(), true))) }
    }

    /// Those of `words`, in their order, each with whether its letters may go on, as the `pattern` has them.
    pub(super) fn new<'a>(pattern: String, words: impl IntoIterator<Item = (&'a str, bool)>) -> Self {
        let phrase = |(word, open): (&str, bool)| {
            let bytes = word.chars().all(|c| c > CASED).then(|| word.as_bytes().into());
            Phrase { letters: word.chars().map(small).collect(), bytes, open }
        };
        let phrases: Vec<Phrase> = words.into_iter().map(phrase).collect();
        let two = |p: &Phrase| p.letters.windows(2).any(|two| two == [' ', ' ']);
        let odd = |p: &Phrase| p.letters.first().is_none_or(|c| *c == ' ') || two(p) || !p.letters.iter().all(is_plain);
        let odd = phrases.is_empty() || phrases.len() > usize::from(u16::MAX) || phrases.iter().any(odd);
        let (mut begins, mut opens) = (vec![Vec::new(); SLOTS], [false; 256]);
        for (phrase, ix) in phrases.iter().zip(0..).filter(|_| !odd) {
            for front in phrase.fronts() {
                opens[usize::from(front[0])] = true;
                let own: &mut Vec<u16> = &mut begins[slot(front)];
                if own.last() != Some(&ix) {
                    own.push(ix);
                }
            }
        }
        Self { phrases, begins, opens, pattern, regex: OnceLock::new(), odd, anywhere: false }
    }

    /// Whether one of them stands in a text.
    pub(super) fn is_match(&self, text: &str) -> bool {
        self.within(text).find_at(0).is_some()
    }

    /// The same for one text.
    pub(super) fn within<'t>(&'t self, text: &'t str) -> Within<'t> {
        let is_plain = !self.odd && (text.is_ascii() || text.chars().all(|c| is_plain(&c)));
        let regex = (!is_plain).then(|| self.regex.get_or_init(|| pattern(&self.pattern, &[])));
        Within { phrases: self, text, regex }
    }

    /// All that stand in a text, in order; no two overlap.
    pub(super) fn find_iter<'t>(&'t self, text: &'t str) -> impl Iterator<Item = Range<usize>> + use<'t> {
        let (within, mut at) = (self.within(text), 0);
        std::iter::from_fn(move || {
            let hit = if at <= text.len() { within.find_at(at)? } else { return None };
            at = hit.end + usize::from(hit.is_empty());
            Some(hit)
        })
    }
}

/// The words of a list in one text.
pub(super) struct Within<'t> {
    phrases: &'t Phrases,
    text: &'t str,
    /// What tells, where the text is not plain.
    regex: Option<&'t Regex>,
}

impl Within<'_> {
    /// The first that stands from `at` on.
    pub(super) fn find_at(&self, at: usize) -> Option<Range<usize>> {
        let (text, bytes, phrases) = (self.text, self.text.as_bytes(), self.phrases);
        if let Some(regex) = self.regex {
            return regex.find_at(text, at).map(|hit| hit.range());
        }
        let opens = |at: &usize| {
            let byte = bytes[*at];
            let goes_on = || !phrases.anywhere && byte.is_ascii_alphanumeric() && *at > 0 && is_word(bytes[at - 1]);
            phrases.opens[usize::from(byte)] && !goes_on()
        };
        (at..bytes.len()).filter(opens).find_map(|at| {
            let byte = |at: usize| bytes.get(at).copied().unwrap_or_default();
            let own = &phrases.begins[slot([bytes[at], byte(at + 1), byte(at + 2)])];
            own.iter().find_map(|ix| phrases.phrases[usize::from(*ix)].end(text, at)).map(|end| at..end)
        })
    }
}

impl Phrase {
    /// Where it ends if it stands at `at` of a plain text.
    fn end(&self, text: &str, at: usize) -> Option<usize> {
        if let Some(bytes) = &self.bytes {
            return text.as_bytes()[at..].starts_with(bytes).then(|| at + bytes.len());
        }
        let mut rest = text[at..].chars();
        for letter in &self.letters {
            if *letter == ' ' {
                let blank = rest.as_str().trim_start();
                if blank.len() == rest.as_str().len() {
                    return None;
                }
                rest = blank.chars();
            } else if rest.next().map(small) != Some(*letter) {
                return None;
            }
        }
        let end = text.len() - rest.as_str().len();
        let edge = !self.open && self.letters.last().is_some_and(char::is_ascii_alphanumeric);
        let goes_on = edge && text.as_bytes().get(end).is_some_and(|b| is_word(*b));
        (!goes_on).then_some(end)
    }

    /// The three bytes with which it may begin, in every case; of letters of two or one only what [`slot`] looks at.
    fn fronts(&self) -> Vec<[u8; 3]> {
        let cases = |c: char| {
            [c].into_iter().chain(c.to_uppercase()).map(|c| {
                let mut bytes = [0; 4];
                c.encode_utf8(&mut bytes);
                bytes
            })
        };
        let mut fronts = Vec::new();
        for first in self.letters.iter().take(1).copied().flat_map(cases) {
            match self.letters.get(1) {
                _ if first[1] != 0 => fronts.push([first[0], first[1], first[2]]),
                Some(second) if *second != ' ' => fronts.extend(cases(*second).map(|second| [first[0], second[0], 0])),
                _ => fronts.extend((0..32).map(|second| [first[0], second, 0])),
            }
        }
        fronts
    }
}

/// How many slots there are.
const SLOTS: usize = (1 << 10) + (1 << 9);

/// Where phrases with these bytes in front are: by two bytes, or by the last bits of a letter that has three.
fn slot([first, second, third]: [u8; 3]) -> usize {
    match first {
        0xE0.. => 1 << 10 | usize::from(second & 7) << 6 | usize::from(third & 63),
        _ => usize::from(first & 31) << 5 | usize::from(second & 31),
    }
}

/// The last of the plain letters that have another case (Cyrillic).
const CASED: char = '\u{44F}';

/// A plain letter in its small form.
fn small(c: char) -> char {
    if c.is_ascii() || c > CASED {
        return c.to_ascii_lowercase();
    }
    let mut lower = c.to_lowercase();
    match (lower.next(), lower.next()) {
        (Some(lower), None) => lower,
        _ => c,
    }
}

/// Whether a letter or digit of ASCII, or `_`.
fn is_word(b: u8) -> bool {
    b.is_ascii_alphanumeric() || b == b'_'
}

/// Whether a character has at most one other case, which is as plain: most of Latin, Cyrillic, Thai, Han, and signs.
fn is_plain(c: &char) -> bool {
    match *c as u32 {
        0xB5 | 0x130 | 0x131 | 0x149 => false,
        0..=0x17E | 0x410..=0x44F | 0xE00..=0xE7F | 0x2000..=0x206F | 0x20A0..=0x20BF | 0x2500..=0x27BF => true,
        0x3000..=0x9FFF | 0xAC00..=0xD7A3 | 0xFEFF | 0xFFFC | 0x1F300..=0x1FAFF => true,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::super::lexicon::Lexicon;
    use super::*;
    use proptest::prelude::*;
    use std::sync::LazyLock;

    static FEW: LazyLock<[Phrases; 3]> = LazyLock::new(|| {
        let words = ["may", "may not", "a", "ab-", "é", "can't", "ไม่", "a b c", "k", "-b", "écb"].map(str::to_owned);
        let open = "(?i)(?:(?-u:\\b)ab|(?-u:\\b)c(?-u:\\b))";
        let open = Phrases::new(open.to_owned(), [("ab", true), ("c", false)]);
        [Phrases::of(&words), Phrases::anywhere(&words), open]
    });

    /// Words of every language, and what finds them.
    static ALL: LazyLock<Vec<(Vec<&String>, Phrases)>> = LazyLock::new(|| {
        let of = |words: &'static Lexicon| {
            let all: Vec<&String> = words.modals.keys().chain(words.list("contact")).collect();
            (all.clone(), Phrases::of(all))
        };
        Lexicon::all().iter().map(of).collect()
    });

    /// Whether `phrases` are found where the pattern finds them.
    fn agree(phrases: &Phrases, text: &str) -> Result<(), TestCaseError> {
        let regex = phrases.regex.get_or_init(|| pattern(&phrases.pattern, &[]));
        let expected: Vec<Range<usize>> = regex.find_iter(text).map(|hit| hit.range()).collect();
        prop_assert_eq!(phrases.find_iter(text).collect::<Vec<_>>(), expected, "{:?}", text);
        Ok(())
    }

    proptest! {
        #[test]
        fn words_are_found_as_the_pattern_finds_them(
            text in "([a-cA-C_ ’'éÉſKµนÀ\u{a0}\n-]|may|Not| May NOT|ไม่|K){0,14}",
        ) {
            for phrases in &*FEW {
                agree(phrases, &text)?;
            }
        }

        #[test]
        fn so_are_those_of_every_language(text in "(.|\\PC|[a-z]{1,4} ){0,12}", at in 0usize..400) {
            for (all, phrases) in &*ALL {
                let own = all[at % all.len()].to_uppercase();
                agree(phrases, &format!("{text} {own} {text}"))?;
            }
        }
    }

    #[test]
    fn an_empty_list_is_everywhere_as_in_its_pattern() {
        assert!(Phrases::of(&[]).is_match("text"));
    }
}
