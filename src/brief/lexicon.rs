//! The words that facts are known by, of every language, from the lists in `words/`.

use crate::model::FactKind;
use regex::Regex;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// The lists, one a language; `any` is what is written alike in all.
const FILES: [&str; 4] = [
    include_str!("words/any.toml"),
    include_str!("words/en.toml"),
    include_str!("words/th.toml"),
    include_str!("months.toml"),
];

/// The words of every language.
pub(super) static LEXICON: LazyLock<Lexicon> = LazyLock::new(Lexicon::read);

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
}

/// Words that carry one meaning of duty, permission, negation or exception.
#[derive(Deserialize, Clone)]
#[serde(deny_unknown_fields)]
pub(super) struct Modal {
    pub(super) kind: FactKind,
    /// What the words mean; words of one meaning may stand for each other.
    pub(super) value: String,
    /// Whether it is so common that blocks that came or went as a whole are not searched for it.
    #[serde(default)]
    pub(super) weak: bool,
    words: Vec<String>,
}

/// The words of every language, by what they mean. Keys are in lower case.
pub(super) struct Lexicon {
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
    /// Words that carry duty, with their place in `meanings`.
    pub(super) modals: BTreeMap<String, usize>,
    /// What words of duty mean.
    pub(super) meanings: Vec<Modal>,
    lists: BTreeMap<String, Vec<String>>,
}

impl Lexicon {
    fn read() -> Self {
        let (mut months, mut units, mut signs, mut currencies) =
            (BTreeMap::new(), BTreeMap::new(), BTreeMap::new(), BTreeMap::new());
        let (mut multipliers, mut numbers, mut modals) = (BTreeMap::new(), BTreeMap::new(), BTreeMap::new());
        let (mut lists, mut meanings): (BTreeMap<String, Vec<String>>, Vec<Modal>) = Default::default();
        for file in FILES {
            let words: Words = toml::from_str(file).expect("the lists of words are part of the program");
            for (number, names) in (1..).zip(&words.months) {
                months.extend(names.iter().map(|name| (name.clone(), number)));
            }
            invert(&mut units, &words.units);
            invert(&mut signs, &words.signs);
            invert(&mut currencies, &words.currencies);
            multipliers.extend(words.multipliers);
            numbers.extend(words.numbers);
            for (name, list) in words.lists {
                lists.entry(name).or_default().extend(list);
            }
            for modal in words.modals {
                modals.extend(modal.words.iter().map(|word| (word.to_lowercase(), meanings.len())));
                meanings.push(modal);
            }
        }
        Self { months, units, signs, currencies, multipliers, numbers, modals, meanings, lists }
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
        assert_eq!(LEXICON.months["ม.ค."], 1);
        assert_eq!(LEXICON.months["December"], 12);
        assert_eq!(LEXICON.units["วันทำการ"], LEXICON.units["working days"]);
        assert!(LEXICON.list("updated").iter().any(|w| w == "last updated"));
        assert!(LEXICON.meanings.iter().all(|m| m.kind.is_modal()));
    }

    #[test]
    fn the_longest_word_fits() {
        let words = ["may".to_owned(), "may not".to_owned()];
        let regex = pattern("(?i){}", &[&any(&words)]);
        assert_eq!(regex.find("You May  not do it").map(|m| m.as_str()), Some("May  not"));
        assert!(regex.find("maybe").is_none());
    }
}
