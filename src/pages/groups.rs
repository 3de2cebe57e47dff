//! By what a list of policies is divided, from the evidence: folders where they divide it, else the years that the policies
//! are named after, else first letters, else nothing.

use crate::model::{Lang, Policy};
use crate::weave::folded;
use std::collections::BTreeMap;

/// Stands between the parts of a key: before every letter.
pub(super) const APART: char = '\u{1}';
/// The most folders by which a list is divided.
const FOLDERS: usize = 400;
/// The fewest years that divide a list.
const YEARS: usize = 3;
/// In so many of ten policies a year must stand.
const DATED: usize = 9;
/// So many of ten policies may begin with the same letter: more would make one group of nearly all.
const ALIKE: usize = 6;

/// By what a list is divided.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Grouping {
    Folder,
    Year,
    Letter,
    Nothing,
}

/// A part of a list: in order, and by name. The name is empty for what belongs to no other part.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Group {
    /// Where it stands among others.
    pub(super) key: String,
    pub(super) name: String,
}

impl Grouping {
    /// By what these policies, each with its folder, are divided.
    pub(super) fn of<'p>(policies: impl Iterator<Item = (&'p Policy, &'p str)> + Clone) -> Self {
        let all = policies.clone().count();
        let count = |grouping: Self| -> BTreeMap<String, usize> {
            let mut counts = BTreeMap::new();
            let named = policies.clone().map(|(policy, folder)| grouping.group(policy, folder).name);
            named.for_each(|name| *counts.entry(name).or_default() += 1);
            counts
        };
        let folders = count(Self::Folder).len();
        // a folder for each policy says what the policy is called once more
        if (2..=FOLDERS).contains(&folders) && folders * 2 <= all {
            return Self::Folder;
        }
        let years = count(Self::Year);
        let undated = years.get("").copied().unwrap_or_default();
        if years.len() >= YEARS && (all - undated) * 10 >= all * DATED {
            return Self::Year;
        }
        let letters = count(Self::Letter);
        let most = letters.values().copied().max().unwrap_or_default();
        if most * 10 <= all * ALIKE { Self::Letter } else { Self::Nothing }
    }

    /// The group of a policy that stands in `folder`.
    pub(super) fn group(self, policy: &Policy, folder: &str) -> Group {
        match self {
            Self::Folder => Group { key: folded(folder), name: folder.to_owned() },
            Self::Year => {
                let name = year(policy.id.as_str()).or_else(|| year(&policy.title)).unwrap_or_default();
                Group { key: name.clone(), name }
            }
            Self::Letter => letter(&policy.title, &policy.lang),
            Self::Nothing => Group { key: String::new(), name: String::new() },
        }
    }
}

/// Whether all groups that have a name are years: the newest come first.
pub(super) fn are_years<'n>(mut names: impl Iterator<Item = &'n str>) -> bool {
    names.all(|name| name.is_empty() || year(name).is_some_and(|year| year == name))
}

/// The first number in `text` that is a year, of the Common or of the Buddhist era.
fn year(text: &str) -> Option<String> {
    let mut numbers = text.split(|c: char| !c.is_ascii_digit());
    numbers.find(|number| is_year(number)).map(str::to_owned)
}

fn is_year(number: &str) -> bool {
    number.len() == 4
        && number.parse().is_ok_and(|year: u16| (1500..=2100).contains(&year) || (2300..=2700).contains(&year))
}

/// Vowels that Thai writes before the consonant after which they are spoken; words are ordered by the consonant.
fn leads(c: char) -> bool {
    matches!(c, '\u{e40}'..='\u{e44}')
}

/// Letters that stand after all others in these languages, in order (CLDR); elsewhere they are other letters with marks.
const OWN_LETTERS: &[(&str, &str)] = &[
    ("sv", "åäö"),
    ("fi", "åäö"),
    ("da", "æøå"),
    ("nb", "æøå"),
    ("nn", "æøå"),
    ("no", "æøå"),
    ("is", "þæö"),
    ("et", "õäöü"),
];

/// The letter with which a title in `lang` begins.
fn letter(title: &str, lang: &Lang) -> Group {
    let of = |text: &str| text.chars().find(|c| c.is_alphanumeric() && !leads(*c));
    let own = OWN_LETTERS.iter().find(|(tag, _)| *tag == lang.primary()).map_or("", |(_, letters)| letters);
    let written = of(&title.to_lowercase());
    if let Some((place, c)) = own.chars().enumerate().find(|(_, c)| Some(*c) == written) {
        return Group { key: format!("z{APART}{place}"), name: c.to_uppercase().collect() };
    }
    match of(&folded(title)) {
        Some(c) if c.is_numeric() => Group { key: "0".into(), name: "0–9".into() },
        Some(c) => Group { key: c.into(), name: c.to_uppercase().collect() },
        None => Group { key: String::new(), name: String::new() },
    }
}

/// What orders titles: without case and accents, and in Thai by consonants.
pub(super) fn collated(title: &str) -> String {
    let mut letters: Vec<char> = folded(title).chars().collect();
    // from behind, so that no vowel moves twice
    for at in (1..letters.len()).rev() {
        if leads(letters[at - 1]) && !leads(letters[at]) {
            letters.swap(at - 1, at);
        }
    }
    letters.into_iter().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn begins(title: &str, lang: &str) -> String {
        letter(title, &Lang::parse(lang).expect("a language")).name
    }

    #[test]
    fn titles_stand_under_the_letter_by_which_people_look() {
        assert_eq!(begins("เกณฑ์การพิจารณา", "th"), "ก", "the consonant, not the vowel before it");
        assert_eq!(begins("“Privacy”", "en"), "P");
        assert_eq!(begins("Égalité", "fr"), "E");
        assert_eq!(begins("Äktenskapsbalk", "sv"), "Ä");
        assert_eq!(begins("Äktenskapsbalk", "de"), "A");
        assert_eq!(begins("2 Fast", "en"), "0–9");
        let order = |title: &str| letter(title, &Lang::parse("sv").expect("a language")).key;
        assert!(
            order("Zon") < order("Åtal") && order("Åtal") < order("Äktenskap") && order("Äktenskap") < order("Öde")
        );
    }

    #[test]
    fn thai_titles_are_ordered_by_consonants() {
        let mut titles = ["ไทย", "ขาว", "เกม", "แขก", "กา", "คุกกี้"];
        titles.sort_by_key(|title| collated(title));
        assert_eq!(titles, ["กา", "เกม", "ขาว", "แขก", "คุกกี้", "ไทย"]);
    }

    #[test]
    fn years_are_numbers_of_either_era() {
        assert_eq!(year("1988/sfs-1988-870").as_deref(), Some("1988"));
        assert_eq!(year("ประกาศ 12/2567").as_deref(), Some("2567"));
        assert_eq!(year("form-12345-1066"), None);
        assert!(are_years(["2024", "", "1686"].into_iter()) && !are_years(["2024", "Llei 2024"].into_iter()));
    }
}
