//! The names of state files.

use std::fmt;

/// The name of a state file: letters, and a number where there are many of its kind.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct StateName(String);

impl StateName {
    /// The only one of its kind. `kind` is a word of ASCII letters.
    pub fn single(kind: &'static str) -> Self {
        Self(kind.into())
    }

    /// The one of its kind with this number.
    pub fn numbered(kind: &'static str, number: usize) -> Self {
        Self::of(kind, number)
    }

    pub(super) fn parse(text: &str) -> Option<Self> {
        let (kind, number) = text.split_once('/').map_or((text, "0"), |(kind, number)| (kind, number));
        let sound = !kind.is_empty() && kind.bytes().all(|b| b.is_ascii_lowercase());
        (sound && !number.is_empty() && number.bytes().all(|b| b.is_ascii_digit())).then(|| Self(text.to_owned()))
    }

    pub(super) fn as_str(&self) -> &str {
        &self.0
    }

    /// The one of this kind with this number.
    pub(super) fn of(kind: &str, number: usize) -> Self {
        Self(format!("{kind}/{number}"))
    }

    /// The kind and the number, of a name that has one.
    pub(super) fn parts(&self) -> Option<(&str, usize)> {
        let (kind, number) = self.0.split_once('/')?;
        Some((kind, number.parse().ok()?))
    }
}

impl fmt::Display for StateName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
