//! The words of one language by which facts are recognised, from the lists in `words/`: one file for each language.
//!
//! A text is searched only for words of its own language: “no” means “in the” in Portuguese, and “Not” means distress
//! in German. Thai words are searched for in every text, since no other language uses Thai letters.

use crate::model::{FactKind, Lang};
use regex::Regex;
use rustc_hash::FxHashSet;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::sync::{LazyLock, OnceLock};

include!(concat!(env!("OUT_DIR"), "/words.rs"));

/// What is written alike in every language, and the language of which the letters are proof.
const EVERYWHERE: [&str; 2] = ["any", "th"];

/// The words of each of [`WORDS`]; those of `any` are for a language that has no list.
static LEXICONS: LazyLock<Vec<Lexicon>> = LazyLock::new(|| (0..WORDS.len()).map(Lexicon::read).collect());

/// Something made of the words of a language, for each language when it is first asked for.
pub(super) struct PerList<T> {
    make: fn(&Lexicon) -> T,
    made: [OnceLock<T>; WORDS.len()],
}

impl<T> PerList<T> {
    pub(super) const fn new(make: fn(&Lexicon) -> T) -> Self {
        Self { make, made: [const { OnceLock::new() }; WORDS.len()] }
    }

    /// What was made of `words`.
    pub(super) fn of(&self, words: &Lexicon) -> &T {
        self.made[words.place].get_or_init(|| (self.make)(words))
    }
}

/// One list of words, as its file says it.
#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields, default)]
struct Words {
    months: Vec<Vec<String>>,
    units: BTreeMap<String, Vec<String>>,
    signs: BTreeMap<String, Vec<String>>,
    currencies: BTreeMap<String, Vec<String>>,
    multipliers: BTreeMap<String, u64>,
    numbers: BTreeMap<String, u64>,
    lists: BTreeMap<String, Vec<String>>,
    modals: Vec<Modal>,
    /// Whether a subject may stand after its verb, and nouns have capitals.
    free_order: bool,
}

/// Words that carry one meaning of duty, permission, negation, exception or limit.
#[derive(Deserialize, Clone)]
#[serde(deny_unknown_fields)]
pub(super) struct Modal {
    pub(super) kind: FactKind,
    /// What the words mean; words of one meaning may stand for each other.
    pub(super) value: String,
    /// Whether it is no news that it came or went, but only that another took its place.
    #[serde(default)]
    pub(super) weak: bool,
    /// Whether it binds somebody although nobody is named.
    #[serde(default)]
    pub(super) alone: bool,
    /// Whether it says that something need not be, not that it must not.
    #[serde(default)]
    pub(super) frees: bool,
    /// The meanings that are its contrary, where it counts only in place of one of them.
    #[serde(default)]
    pub(super) against: Vec<String>,
    /// Words of which one must follow in the sentence.
    #[serde(default)]
    pub(super) with: Vec<String>,
    /// Where such a word is part of one of these, it is not that word.
    #[serde(default)]
    pub(super) unless: Vec<String>,
    words: Vec<String>,
}

/// The words of one language, by what they mean. Keys are in lower case.
pub(super) struct Lexicon {
    /// Its place among [`WORDS`].
    place: usize,
    /// Names of months with their numbers, as written.
    pub(super) months: BTreeMap<String, u8>,
    /// Units of time.
    pub(super) units: BTreeMap<String, String>,
    /// Signs before a sum.
    pub(super) signs: BTreeMap<String, String>,
    /// Names and codes of currencies.
    pub(super) currencies: BTreeMap<String, String>,
    /// What multiplies the number before it.
    pub(super) multipliers: BTreeMap<String, u64>,
    /// Numbers in letters.
    pub(super) numbers: BTreeMap<String, u64>,
    /// Words that carry duty, with the places in `meanings` of what they may mean.
    pub(super) modals: BTreeMap<String, Vec<usize>>,
    /// What words of duty mean.
    pub(super) meanings: Vec<Modal>,
    /// Whether a subject may stand after its verb, and nouns have capitals.
    pub(super) free_order: bool,
    lists: BTreeMap<String, Vec<String>>,
    /// The words of each list.
    sets: BTreeMap<String, FxHashSet<String>>,
}

impl Lexicon {
    /// Those of every language.
    pub(super) fn all() -> &'static [Self] {
        &LEXICONS
    }

    /// The words of `lang`; if it has no list, what is written alike in every language.
    pub(super) fn of(lang: &Lang) -> &'static Self {
        let place = |name: &str| WORDS.iter().position(|(own, _)| *own == name);
        let place = place(lang.primary()).or_else(|| place(EVERYWHERE[0]));
        &LEXICONS[place.expect("`any` is a list")]
    }

    fn read(place: usize) -> Self {
        let (mut months, mut units, mut signs, mut currencies) =
            (BTreeMap::new(), BTreeMap::new(), BTreeMap::new(), BTreeMap::new());
        let (mut multipliers, mut numbers) = (BTreeMap::new(), BTreeMap::new());
        let (mut modals, mut free_order) = (BTreeMap::<String, Vec<usize>>::new(), false);
        let (mut lists, mut meanings): (BTreeMap<String, Vec<String>>, Vec<Modal>) = Default::default();
        let used = |(ix, (name, _)): &(usize, &(&str, &str))| *ix == place || EVERYWHERE.contains(name);
        for (_, (_, file)) in WORDS.iter().enumerate().filter(used) {
            let words: Words = toml::from_str(file).expect("the lists of words are part of the program");
            for (number, names) in (1..).zip(&words.months) {
                months.extend(names.iter().map(|name| (name.clone(), number)));
            }
            free_order |= words.free_order;
            invert(&mut units, &words.units);
            invert(&mut signs, &words.signs);
            invert(&mut currencies, &words.currencies);
            multipliers.extend(words.multipliers);
            numbers.extend(words.numbers);
            for (name, list) in words.lists {
                lists.entry(name).or_default().extend(list);
            }
            for modal in words.modals {
                for word in &modal.words {
                    modals.entry(word.to_lowercase()).or_default().push(meanings.len());
                }
                meanings.push(modal);
            }
        }
        let sets = lists.iter().map(|(name, list)| (name.clone(), list.iter().cloned().collect())).collect();
        Self {
            sets,
            place,
            months,
            units,
            signs,
            currencies,
            multipliers,
            numbers,
            modals,
            meanings,
            free_order,
            lists,
        }
    }

    /// Whether `word`, in lower case, is in the list called `name`.
    pub(super) fn has(&self, name: &str, word: &str) -> bool {
        self.sets.get(name).is_some_and(|set| set.contains(word))
    }

    /// Whether the language has a list of its own.
    pub(super) fn is_known(&self) -> bool {
        WORDS[self.place].0 != EVERYWHERE[0]
    }

    /// The list called `name`.
    pub(super) fn list(&self, name: &str) -> &[String] {
        self.lists.get(name).map_or(&[], Vec::as_slice)
    }
}

fn invert(into: &mut BTreeMap<String, String>, lists: &BTreeMap<String, Vec<String>>) {
    let words = |(meaning, words): (&String, &Vec<String>)| -> Vec<(String, String)> {
        words.iter().map(|word| (word.to_lowercase(), meaning.clone())).collect()
    };
    into.extend(lists.iter().flat_map(words));
}

/// A pattern for one of `words`, the longest that fits. Words in Latin letters end where letters end.
pub(super) fn any<'a>(words: impl IntoIterator<Item = &'a String>) -> String {
    let mut words: Vec<&String> = words.into_iter().collect();
    words.sort_by_key(|word| std::cmp::Reverse(word.len()));
    let edge = |c: Option<char>| if c.is_some_and(|c| c.is_ascii_alphanumeric()) { r"(?-u:\b)" } else { "" };
    let one = |word: &&String| {
        let (first, last) = (word.chars().next(), word.chars().next_back());
        format!("{}{}{}", edge(first), regex::escape(word).replace(' ', r"\s+"), edge(last))
    };
    format!("(?:{})", words.iter().map(one).collect::<Vec<_>>().join("|"))
}

/// A pattern for one of the words of a list, whatever their case; it fits nothing where the list is empty.
pub(super) fn one_of(list: &[String]) -> Regex {
    if list.is_empty() { pattern(r"[^\s\S]", &[]) } else { pattern("(?i){}", &[&any(list)]) }
}

/// Makes a pattern of its parts, which are put in the places of `{}` in order.
pub(super) fn pattern(template: &str, parts: &[&dyn AsRef<str>]) -> Regex {
    let mut text = String::new();
    let mut parts = parts.iter();
    for (ix, piece) in template.split("{}").enumerate() {
        text.push_str(if ix > 0 { parts.next().map_or("", |part| part.as_ref()) } else { "" });
        text.push_str(piece);
    }
    Regex::new(&text).expect("patterns are part of the program")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_list_is_read() {
        let english = Lexicon::of(&Lang::english());
        assert_eq!(english.months["ม.ค."], 1);
        assert_eq!(english.months["December"], 12);
        assert_eq!(english.units["วันทำการ"], english.units["working days"]);
        assert!(english.list("updated").iter().any(|w| w == "last updated"));
        assert!(LEXICONS.iter().all(|words| words.meanings.iter().all(|m| m.kind.is_modal())));
    }

    #[test]
    fn a_language_has_no_words_of_another() {
        for tag in ["und", "pt", "th", "de-AT"] {
            let words = Lexicon::of(&Lang::parse(tag).expect("a tag"));
            assert!(!words.modals.contains_key("no") && words.modals.contains_key("ต้อง"), "{tag}");
        }
    }

    #[test]
    fn the_longest_word_fits() {
        let words = ["may".to_owned(), "may not".to_owned()];
        let regex = pattern("(?i){}", &[&any(&words)]);
        assert_eq!(regex.find("You May  not do it").map(|m| m.as_str()), Some("May  not"));
        assert!(regex.find("maybe").is_none());
    }
}
