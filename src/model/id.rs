//! Names of things: policies, versions, commits.

use super::Lang;
use serde::{Deserialize, Serialize};
use std::fmt;
use std::num::NonZeroU32;
use unicode_normalization::UnicodeNormalization;

/// A policy's name and, below the site's root, its address.
///
/// Segments separated by `/`; each holds letters, marks and digits of any script in NFC, ASCII in lower case,
/// and `-`, `.`, `_`, `~`. Never empty, no segment is empty or only dots.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct PolicyId(String);

impl PolicyId {
    /// The id of the file at `path`, given below the policies folder: without its suffix and a trailing `/index` or
    /// `/README`.
    pub fn from_path(path: &str) -> Self {
        let stem = stem(path).unwrap_or(path);
        let stem = stem.strip_suffix("/index").or_else(|| stem.strip_suffix("/README")).unwrap_or(stem);
        Self::new(stem)
    }

    /// The id that `name` gives once unsafe characters are replaced.
    pub fn new(name: &str) -> Self {
        let segments: Vec<String> = name.split('/').filter(|s| !s.is_empty()).map(safe_segment).collect();
        if segments.is_empty() { Self("-".into()) } else { Self(segments.join("/")) }
    }

    /// The id of this policy's translation into `lang`.
    pub fn translation(&self, lang: &Lang) -> Self {
        Self::new(&format!("{}/{}", self.0, lang))
    }

    /// The id as text, not percent-encoded.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

fn safe_segment(segment: &str) -> String {
    let safe: String = segment
        .nfc()
        .map(|c| match c {
            'A'..='Z' => c.to_ascii_lowercase(),
            '-' | '.' | '_' | '~' => c,
            c if is_word_char(c) => c,
            _ => '-',
        })
        .collect();
    if safe.bytes().all(|b| b == b'.') { "-".repeat(safe.len()) } else { safe }
}

/// Suffixes of Markdown files, in any case.
const SUFFIXES: &[&str] = &[".md", ".markdown", ".mdown", ".mkd"];

/// The path of a Markdown file without its suffix; `None` for other files.
pub fn stem(path: &str) -> Option<&str> {
    let split = |suffix: &&str| path.split_at_checked(path.len().checked_sub(suffix.len())?);
    SUFFIXES.iter().find_map(|suffix| split(suffix).filter(|(_, end)| end.eq_ignore_ascii_case(suffix))).map(|(s, _)| s)
}

/// A text in Unicode normalization form C.
pub fn composed(text: &str) -> String {
    text.nfc().collect()
}

/// Whether `c` is part of words: a letter, mark or digit of any script.
pub fn is_word_char(c: char) -> bool {
    c.is_alphanumeric() || (!c.is_ascii() && unicode_normalization::char::is_combining_mark(c))
}

impl fmt::Display for PolicyId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The number of a version within its policy: 1, 2, 3…
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct VersionNumber(NonZeroU32);

impl VersionNumber {
    /// The number of the version at `index`, counted from 0, oldest first.
    pub fn at(index: usize) -> Self {
        let n = u32::try_from(index).unwrap_or(u32::MAX).saturating_add(1);
        Self(NonZeroU32::new(n).unwrap_or(NonZeroU32::MIN))
    }

    /// The number `n`, unless it is 0.
    pub fn new(n: u32) -> Option<Self> {
        NonZeroU32::new(n).map(Self)
    }

    /// The number as an integer.
    pub fn get(self) -> u32 {
        self.0.get()
    }

    /// The place of this version among its policy's versions, counted from 0.
    pub fn index(self) -> usize {
        self.0.get() as usize - 1
    }
}

impl fmt::Display for VersionNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.0, f)
    }
}

/// A commit's full id in lower-case hexadecimal: 40 digits, or 64 in a SHA-256 repository.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct CommitId(String);

impl CommitId {
    /// Wraps an id that git gave.
    pub fn new(hex: impl Into<String>) -> Self {
        Self(hex.into())
    }

    /// All digits.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The first 10 digits, for people.
    pub fn short(&self) -> &str {
        self.0.get(..10).unwrap_or(&self.0)
    }
}

impl fmt::Display for CommitId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(path: &str, id: &str) {
        assert_eq!(PolicyId::from_path(path).as_str(), id, "{path}");
    }

    #[test]
    fn ids_are_paths_made_safe() {
        check("privacy.md", "privacy");
        check("Claude.ai/Acceptable Use Policy.md", "claude.ai/acceptable-use-policy");
        check("PRIVACY.MD", "privacy");
        check("Cookies.Markdown", "cookies");
        check("terms/index.mdown", "terms");
        check("terms/index.md", "terms");
        check("terms/README.md", "terms");
        check("index.md", "index");
        check("Q&A #1.md", "q-a--1");
        check("../.././x.md", "--/--/-/x");
        check("นโยบาย/ความเป็นส่วนตัว.md", "นโยบาย/ความเป็นส่วนตัว");
        check("cafe\u{301}.md", "caf\u{e9}");
        check(".md", "-");
    }

    #[test]
    fn making_an_id_twice_changes_nothing() {
        for name in ["A b/C", "../x", "ก็ ข", "e\u{301}?"] {
            let once = PolicyId::new(name);
            assert_eq!(PolicyId::new(once.as_str()), once);
        }
    }
}
