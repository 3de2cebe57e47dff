//! The words of each language that texts are read by, as data: a language is one file in `languages/`, `any.toml` has what
//! is written alike in all. A word is added by writing it down; nothing else knows a language by name.

use crate::model::FactKind;
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

// The files, by language.
include!(concat!(env!("OUT_DIR"), "/languages.rs"));

static LANGUAGES: LazyLock<[Language; COUNT]> = LazyLock::new(|| std::array::from_fn(Language::read));

/// How many languages there are.
pub const COUNT: usize = FILES.len();
/// The name of what is written alike in every language.
pub const ANY: &str = "any";

/// The words of one language, as its file says them.
#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields, default, rename_all = "kebab-case")]
pub struct Language {
    /// Its tag, or [`ANY`].
    #[serde(skip)]
    pub code: &'static str,
    /// The names of each month, January first, the full name before short ones.
    pub months: Vec<Vec<String>>,
    /// The days of the week, from Monday.
    pub weekdays: Vec<String>,
    /// What stands before a year and says in which era it is counted.
    pub eras: Eras,
    /// What the number of a heading or of a clause is called, in lower case.
    pub ordinals: Vec<String>,
    /// Words that join what stands before and after them.
    pub joins: Vec<String>,
    /// Whether a subject may stand after its verb, and nouns have capitals.
    pub free_order: bool,
    /// Units of time, by a name that all languages share.
    pub units: BTreeMap<String, Vec<String>>,
    /// Signs before a sum, by the currency (ISO 4217).
    pub signs: BTreeMap<String, Vec<String>>,
    /// Names and codes of currencies, by the same.
    pub currencies: BTreeMap<String, Vec<String>>,
    /// What multiplies the number before it.
    pub multipliers: BTreeMap<String, u64>,
    /// Numbers in letters.
    pub numbers: BTreeMap<String, u64>,
    /// Words of other kinds, by the name of the kind.
    pub lists: BTreeMap<String, Vec<String>>,
    /// The words by which a text says from when on it is in effect, by the part they play in the sentence.
    pub effect: BTreeMap<String, Vec<String>>,
    /// Words of duty, permission, negation, exception and limit.
    pub modals: Vec<Modal>,
}

/// What stands before years, by their era.
#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields, default)]
pub struct Eras {
    /// Before years of the Buddhist era.
    pub buddhist: Vec<String>,
    /// Before years of the Common Era.
    pub common: Vec<String>,
}

/// Words that carry one meaning of duty, permission, negation, exception or limit.
#[derive(Deserialize, Clone)]
#[serde(deny_unknown_fields)]
pub struct Modal {
    /// Which of these it is.
    pub kind: FactKind,
    /// What the words mean; words of one meaning may stand for each other.
    pub value: String,
    /// Whether it is no news that it came or went, but only that another took its place.
    #[serde(default)]
    pub weak: bool,
    /// Whether it binds somebody although nobody is named.
    #[serde(default)]
    pub alone: bool,
    /// Whether it says that something need not be, not that it must not.
    #[serde(default)]
    pub frees: bool,
    /// The meanings that are its contrary, where it counts only in place of one of them.
    #[serde(default)]
    pub against: Vec<String>,
    /// Words of which one must follow in the sentence.
    #[serde(default)]
    pub with: Vec<String>,
    /// Where such a word is part of one of these, it is not that word.
    #[serde(default)]
    pub unless: Vec<String>,
    /// The words themselves.
    pub words: Vec<String>,
}

impl Language {
    fn read(place: usize) -> Self {
        let (code, file) = FILES[place];
        let language: Self = toml::from_str(file).expect("the words of languages are part of the program");
        Self { code, ..language }
    }
}

/// All languages, by their tags.
pub fn all() -> &'static [Language; COUNT] {
    &LANGUAGES
}

/// The words of the language `code`, a bare tag such as `th`.
///
/// # Panics
/// A language that has no file.
pub fn of(code: &str) -> &'static Language {
    all().iter().find(|language| language.code == code).expect("a language that has a file")
}

/// The names of the months in all languages, in lower case, January first.
pub fn months() -> &'static [Vec<String>; 12] {
    static MONTHS: LazyLock<[Vec<String>; 12]> = LazyLock::new(|| {
        let of = |month: usize| all().iter().filter_map(move |language| language.months.get(month)).flatten();
        std::array::from_fn(|month| {
            let mut names: Vec<String> = of(month).map(|name| name.to_lowercase()).collect();
            names.sort();
            names.dedup();
            names
        })
    });
    &MONTHS
}

/// What the numbers of headings and clauses are called in all languages, in lower case.
pub fn ordinals() -> &'static BTreeSet<&'static str> {
    static ORDINALS: LazyLock<BTreeSet<&'static str>> = LazyLock::new(|| words(|language| &language.ordinals));
    &ORDINALS
}

/// The words that join others in all languages.
pub fn joins() -> &'static BTreeSet<&'static str> {
    static JOINS: LazyLock<BTreeSet<&'static str>> = LazyLock::new(|| words(|language| &language.joins));
    &JOINS
}

fn words(of: fn(&'static Language) -> &'static Vec<String>) -> BTreeSet<&'static str> {
    all().iter().flat_map(of).map(String::as_str).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_language_with_months_has_twelve() {
        for language in all() {
            assert!(matches!(language.months.len(), 0 | 12), "{}", language.code);
            assert!(matches!(language.weekdays.len(), 0 | 7), "{}", language.code);
        }
        assert_eq!(all().iter().filter(|language| language.months.is_empty()).count(), 1, "all but `{ANY}`");
    }

    #[test]
    fn no_name_is_two_months() {
        let all: Vec<&String> = months().iter().flatten().collect();
        let mut once = all.clone();
        once.sort();
        once.dedup();
        assert_eq!(all.len(), once.len());
        for name in ["มกราคม", "ม.ค.", "january", "janvier", "jänner", "enero", "gennaio", "janeiro"] {
            assert!(months()[0].iter().any(|month| month == name), "{name}");
        }
    }
}
