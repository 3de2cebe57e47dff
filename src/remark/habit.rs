//! Recognises notes that repeat again and again except for names and numbers: words of a program that commits, which
//! explain no change.
//!
//! This is decided from the previous commits alone, and never revised: what was published stays right, and a site that
//! grew is the same as one that is built at once.

use super::subject::is_file;
use std::collections::VecDeque;

/// So many commits before one are looked at.
const WINDOW: usize = 20;
/// So many of them, at least, and half of them have to say the same.
const LEAST: usize = 3;

/// What the latest commits said, by its shape.
#[derive(Debug, Clone, Default)]
pub struct Habit {
    latest: VecDeque<String>,
}

impl Habit {
    /// How many commits count.
    pub const WINDOW: usize = WINDOW;

    /// What is known after commits that said this, oldest first.
    pub fn after(said: impl Iterator<Item = String>) -> Self {
        Self { latest: said.map(|text| shape(&text)).collect() }
    }

    /// Whether most commits before said what `text` says. From now on this one counts too.
    pub fn repeats(&mut self, text: &str) -> bool {
        let shape = shape(text);
        let same = self.latest.iter().filter(|other| **other == shape).count();
        let repeats = same >= LEAST && same * 2 >= self.latest.len();
        self.latest.push_back(shape);
        if self.latest.len() > WINDOW {
            self.latest.pop_front();
        }
        repeats
    }
}

/// `text` without numbers, addresses and names of files; without other names too, where three words are left.
fn shape(text: &str) -> String {
    let text = without_quoted(text);
    let tokens: Vec<&str> = text.split_whitespace().collect();
    let named: Vec<String> = tokens
        .iter()
        .enumerate()
        .map(|(ix, token)| if is_name(ix, token) { "_".into() } else { plain(token) })
        .collect();
    let mut shape: Vec<String> = Vec::new();
    for token in named {
        // names of several words are one: "Terms of Service"
        let joins =
            |word: &String| matches!(word.as_str(), "of" | "and" | "for" | "the" | "&" | "de" | "la" | "du" | "des");
        if token == "_" {
            let words = shape.iter().rev().take_while(|word| joins(word)).count();
            if shape.len() > words && shape[shape.len() - words - 1] == "_" {
                shape.truncate(shape.len() - words);
                continue;
            }
        }
        shape.push(token);
    }
    if shape.iter().filter(|word| *word != "_").count() < 3 {
        return tokens.iter().map(|token| plain(token)).collect::<Vec<_>>().join(" ");
    }
    shape.join(" ")
}

/// Whether a word is a name by its capitals, which the first word of a sentence has anyway.
fn is_name(ix: usize, token: &str) -> bool {
    let mut letters = token.chars().filter(|c| c.is_alphabetic());
    let first = letters.next().is_some_and(char::is_uppercase);
    (first && ix > 0) || letters.any(char::is_uppercase) || plain(token) == "_"
}

/// A word in lower case, each number in it as 0; `_` for what names one thing only.
fn plain(token: &str) -> String {
    let is_hex = |token: &str| token.len() >= 7 && token.bytes().all(|b| b.is_ascii_hexdigit());
    if token.contains("://") || is_file(token) || (is_hex(token) && token.contains(|c: char| c.is_ascii_digit())) {
        return "_".into();
    }
    let mut shape = String::new();
    for c in token.chars().flat_map(char::to_lowercase) {
        if !c.is_numeric() {
            shape.push(c);
        } else if !shape.ends_with('0') {
            shape.push('0');
        }
    }
    shape
}

/// `text` with `_` in place of what is quoted.
fn without_quoted(text: &str) -> String {
    let mut rest = text;
    let mut out = String::new();
    while let Some(open) = rest.find(['"', '\u{201c}', '`']) {
        let mark = rest[open..].chars().next().map_or(1, char::len_utf8);
        let Some(length) = rest[open + mark..].find(['"', '\u{201d}', '`']) else { break };
        let close = open + mark + length;
        out.push_str(&rest[..open]);
        out.push_str(" _ ");
        rest = &rest[close + rest[close..].chars().next().map_or(1, char::len_utf8)..];
    }
    out + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    fn judged(said: &[&str]) -> Vec<bool> {
        let mut habit = Habit::default();
        said.iter().map(|text| habit.repeats(text)).collect()
    }

    #[test]
    fn words_of_a_program_are_known_by_the_commits_before() {
        let said = [
            "Record new changes of ChatGPT Privacy Policy",
            "Record new changes of Llama API Terms of Service",
            "Record new changes of Claude.ai Privacy Policy",
            "Record new changes of Le Chat Terms of Service",
            "Shorten the retention period to 30 days",
            "Record new changes of Qwen Chat Terms",
        ];
        assert_eq!(judged(&said), [false, false, false, true, false, true]);
        let said = ["Update a.md", "Update b.md", "Update c.md", "Update d.md", "Let users object"];
        assert_eq!(judged(&said), [false, false, false, true, false]);
        let said = ["ปรับปรุงฉบับที่ ๑", "ปรับปรุงฉบับที่ 2", "ปรับปรุงฉบับที่ 3", "ปรับปรุงฉบับที่ ๑๔"];
        assert_eq!(judged(&said), [false, false, false, true]);
    }

    #[test]
    fn what_people_say_is_never_taken_for_a_habit() {
        let said = [
            "Änderung der Gebühren",
            "Änderung der Fristen",
            "Änderung der Satzung",
            "Änderung der Zeiten",
            "Update the terms for refunds",
            "Update the terms for parking",
            "Update the terms for pets",
            "Update the terms for noise",
            "Fix typo",
            "Add fees",
            "Fix typo",
            "Remove fees",
            "Fix typo",
            "Allow pets",
            "Fix typo",
        ];
        assert!(!judged(&said).contains(&true), "{:?}", judged(&said));
    }
}
