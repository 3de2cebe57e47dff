//! Texts with marks put in by hand: what a person would show as deleted and as inserted.
//!
//! A file is the Markdown of both versions at once: `[-deleted-]`, `{+inserted+}`. Marks may span line ends. Where
//! marking more would be fine as well, `«` and `»` stand around all that may be marked. The first line may say
//! `<!-- kind: clause in; lang: th -->`.

use promulgate::document::parse;
use serde_json::{Value, json};
use std::path::{Path, PathBuf};

/// A text with marks.
pub(crate) struct Case {
    /// What the first line says; may be empty.
    note: String,
    /// Every character of both versions, in order.
    characters: Vec<Character>,
}

struct Character {
    value: char,
    /// `None` in both versions; else whether it is in the newer one.
    newer: Option<bool>,
    /// Whether it stands where more may be marked.
    lenient: bool,
}

/// The cases in a folder, by name.
pub(crate) fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).unwrap_or_else(|e| panic!("{}: {e}", folder.display()));
    let mut paths: Vec<PathBuf> = entries.map(|e| e.unwrap().path()).collect();
    paths.retain(|p| p.extension().is_some_and(|e| e == "md") && p.file_stem().is_some_and(|n| n != "README"));
    paths.sort();
    paths
}

impl Case {
    pub(crate) fn read(source: &str) -> Self {
        let note = source.strip_prefix("<!--").and_then(|s| s.split_once("-->"));
        let (note, mut rest) = note.map_or(("", source), |(note, rest)| (note.trim(), rest.trim_start_matches('\n')));
        let mut characters = Vec::new();
        let (mut newer, mut lenient) = (None, false);
        while let Some(value) = rest.chars().next() {
            let mut length = 2;
            match (&rest.get(..2), newer) {
                (Some("[-"), None) => newer = Some(false),
                (Some("{+"), None) => newer = Some(true),
                (Some("-]"), Some(false)) | (Some("+}"), Some(true)) => newer = None,
                _ => {
                    length = value.len_utf8();
                    match value {
                        '«' => lenient = true,
                        '»' => lenient = false,
                        _ => characters.push(Character { value, newer, lenient }),
                    }
                }
            }
            rest = &rest[length..];
        }
        Self { note: note.to_owned(), characters }
    }

    /// The Markdown of the older or the newer version.
    pub(crate) fn version(&self, newer: bool) -> String {
        self.side(newer).map(|c| c.value).collect()
    }

    fn side(&self, newer: bool) -> impl Iterator<Item = &Character> {
        self.characters.iter().filter(move |c| c.newer.is_none_or(|n| n == newer))
    }

    /// What is to be marked on both sides: `text` has the letters, digits and marks of the rendered text, `marks` for
    /// each a 2 where it must be marked, a 1 where it may be.
    pub(crate) fn expected(&self) -> Result<Value, String> {
        let mut value = json!({ "old": self.expected_side(false)?, "new": self.expected_side(true)? });
        for (key, of) in self.note.split(';').filter_map(|part| part.split_once(':')) {
            value[key.trim()] = of.trim().into();
        }
        Ok(value)
    }

    /// Follows marks into the rendered text: characters that count are replaced by such as no text has and Markdown
    /// gives no meaning; where they come out is where the marks are.
    fn expected_side(&self, newer: bool) -> Result<Value, String> {
        const MUST: char = '\u{10fff0}';
        const MAY: char = '\u{10fff1}';
        let mut replaced = String::new();
        let roles = self.roles(newer);
        for (character, role) in self.side(newer).zip(roles) {
            replaced.push(match character.value {
                _ if role == Role::Bracket => '\u{2060}',
                c if role == Role::Syntax || !is_word(c) => c,
                _ if character.newer.is_some() => MUST,
                _ if character.lenient => MAY,
                c => c,
            });
        }
        let letters = |source: &str| -> Vec<char> {
            let document = parse(source.as_bytes(), "case.md").document;
            document.leaves.iter().flat_map(|l| l.text.chars()).filter(|c| is_word(*c)).collect()
        };
        let (plain, replaced) = (letters(&self.version(newer)), letters(&replaced));
        let follows = |(p, r): (&char, &char)| p == r || *r == MUST || *r == MAY;
        if plain.len() != replaced.len() || !plain.iter().zip(&replaced).all(follows) {
            return Err("its marks can't be followed into the rendered text".into());
        }
        let marks = replaced.iter().map(|c| match *c {
            MUST => '2',
            MAY => '1',
            _ => '0',
        });
        Ok(json!({ "text": plain.iter().collect::<String>(), "marks": marks.collect::<String>() }))
    }

    /// What replacing the characters of a side could do: make other Markdown of numbers of items, labels of footnotes,
    /// boxes of tasks, targets, entities and tags.
    fn roles(&self, newer: bool) -> Vec<Role> {
        let characters: Vec<char> = self.side(newer).map(|c| c.value).collect();
        let mut roles = vec![Role::Text; characters.len()];
        let mut line_begins = true;
        let mut closer = None;
        for (at, c) in characters.iter().enumerate() {
            let next = |n: usize| characters.get(at + n).copied().unwrap_or('\n');
            if closer.is_none() {
                closer = match c {
                    '<' if let Some(end) = address_end(&characters[at..]) => {
                        roles[at] = Role::Bracket;
                        roles[at + end] = Role::Bracket;
                        None
                    }
                    '<' if next(1).is_ascii_alphabetic() || next(1) == '/' => Some('>'),
                    ']' if next(1) == '(' => Some(')'),
                    '[' if next(1) == '^' || next(2) == ']' => Some(']'),
                    '&' if characters[at..].iter().take(10).any(|c| *c == ';') => Some(';'),
                    _ => None,
                };
            }
            let numbers = characters[at..].iter().take_while(|c| c.is_ascii_digit()).count();
            let is_number = line_begins && numbers > 0 && matches!(next(numbers), '.' | ')');
            if closer.is_some() || is_number {
                roles[at] = Role::Syntax;
            }
            if closer == Some(*c) || *c == '\n' {
                closer = None;
            }
            line_begins = *c == '\n' || line_begins && (is_number || matches!(c, ' ' | '\t' | '>'));
        }
        roles
    }
}

#[derive(Clone, Copy, PartialEq)]
enum Role {
    Text,
    /// Stays as it is.
    Syntax,
    /// Of `<https://…>` or `<name@…>`, which without it is the same text.
    Bracket,
}

/// Where the address ends that stands in brackets at the start.
fn address_end(characters: &[char]) -> Option<usize> {
    let end = characters.iter().position(|c| *c == '>' || c.is_whitespace())?;
    (characters[end] == '>' && characters[..end].iter().any(|c| matches!(c, '@' | ':'))).then_some(end)
}

/// Letters, digits, marks, and what stands for them.
fn is_word(c: char) -> bool {
    c.is_alphanumeric() || is_mark(c) || matches!(c, '\u{10fff0}' | '\u{10fff1}')
}

/// Marks that Rust does not count as alphabetic: tone marks and accents.
fn is_mark(c: char) -> bool {
    matches!(c as u32, 0x300..=0x36f | 0xe31..=0xe3a | 0xe47..=0xe4e | 0xeb1..=0xebc | 0xec8..=0xece | 0x1036..=0x103a
        | 0x17b4..=0x17d3)
}
