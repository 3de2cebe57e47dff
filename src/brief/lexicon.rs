//! The words of one language by which facts are recognised, put in order to be looked up.
//!
//! A text is searched only for words of its own language: “no” means “in the” in Portuguese, and “Not” means distress
//! in German. Thai words are searched for in every text, since no other language uses Thai letters.

use crate::languages::{self, ANY, COUNT, Language, Modal};
use crate::model::Lang;
use regex::Regex;
use rustc_hash::FxHashSet;
use std::collections::BTreeMap;
use std::sync::{LazyLock, OnceLock};

/// What is written alike in every language, and the language of which the letters are proof.
const EVERYWHERE: [&str; 2] = [ANY, "th"];

/// The words of each of [`languages::all`]; those of `any` are for a language that has none.
static LEXICONS: LazyLock<Vec<Lexicon>> = LazyLock::new(|| (0..COUNT).map(Lexicon::new).collect());

/// Something made of the words of a language, for each language when it is first asked for.
pub(super) struct PerList<T> {
    make: fn(&Lexicon) -> T,
    made: [OnceLock<T>; COUNT],
}

impl<T> PerList<T> {
    pub(super) const fn new(make: fn(&Lexicon) -> T) -> Self {
        Self { make, made: [const { OnceLock::new() }; COUNT] }
    }

    /// What was made of `words`.
    pub(super) fn of(&self, words: &Lexicon) -> &T {
        self.made[words.place].get_or_init(|| (self.make)(words))
    }
}

/// The words of one language, by what they mean. Keys are in lower case.
#[derive(Default)]
pub(super) struct Lexicon {
    /// Its place among [`languages::all`].
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
        let place = |code: &str| languages::all().iter().position(|language| language.code == code);
        let place = place(lang.primary()).or_else(|| place(ANY));
        &LEXICONS[place.expect("`any` is one of them")]
    }

    fn new(place: usize) -> Self {
        let mut lexicon = Self { place, ..Self::default() };
        let used = |(ix, language): &(usize, &Language)| *ix == place || EVERYWHERE.contains(&language.code);
        for (_, language) in languages::all().iter().enumerate().filter(used) {
            for (number, names) in (1..).zip(&language.months) {
                lexicon.months.extend(names.iter().map(|name| (name.clone(), number)));
            }
            lexicon.free_order |= language.free_order;
            invert(&mut lexicon.units, &language.units);
            invert(&mut lexicon.signs, &language.signs);
            invert(&mut lexicon.currencies, &language.currencies);
            lexicon.multipliers.extend(language.multipliers.clone());
            lexicon.numbers.extend(language.numbers.clone());
            for (name, list) in &language.lists {
                lexicon.lists.entry(name.clone()).or_default().extend(list.iter().cloned());
            }
            for modal in &language.modals {
                for word in &modal.words {
                    lexicon.modals.entry(word.to_lowercase()).or_default().push(lexicon.meanings.len());
                }
                lexicon.meanings.push(modal.clone());
            }
        }
        let sets = lexicon.lists.iter().map(|(name, list)| (name.clone(), list.iter().cloned().collect()));
        lexicon.sets = sets.collect();
        lexicon
    }

    /// Whether `word`, in lower case, is in the list called `name`.
    pub(super) fn has(&self, name: &str, word: &str) -> bool {
        self.sets.get(name).is_some_and(|set| set.contains(word))
    }

    /// Whether the language has words of duty, so that facts are known by them.
    pub(super) fn is_known(&self) -> bool {
        !languages::all()[self.place].modals.is_empty()
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
