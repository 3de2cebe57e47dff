//! Properties of a document's blocks other than their text.

use serde::{Deserialize, Serialize};

/// How the items of a list are numbered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Numbering {
    /// The number of the first item.
    pub start: u64,
    /// How numbers are written.
    pub numerals: Numerals,
    /// Whether they fall.
    pub reversed: bool,
}

impl Numbering {
    /// Rises from `start`.
    pub fn from(start: u64) -> Self {
        Self { start, numerals: Numerals::Decimal, reversed: false }
    }

    /// The number after this one.
    pub fn after(&self, number: u64) -> u64 {
        if self.reversed { number.saturating_sub(1) } else { number.saturating_add(1) }
    }
}

/// How the numbers of items are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[allow(missing_docs)]
pub enum Numerals {
    Decimal,
    LowerLetters,
    UpperLetters,
    LowerRoman,
    UpperRoman,
    Thai,
    Lao,
    Khmer,
    Burmese,
    Arabic,
    Persian,
    Devanagari,
    Bengali,
}

impl Numerals {
    /// Their name in CSS; `None` for the usual ones.
    pub fn name(self) -> Option<&'static str> {
        match self {
            Self::Decimal => None,
            Self::LowerLetters => Some("lower-alpha"),
            Self::UpperLetters => Some("upper-alpha"),
            Self::LowerRoman => Some("lower-roman"),
            Self::UpperRoman => Some("upper-roman"),
            Self::Thai => Some("thai"),
            Self::Lao => Some("lao"),
            Self::Khmer => Some("khmer"),
            Self::Burmese => Some("myanmar"),
            Self::Arabic => Some("arabic-indic"),
            Self::Persian => Some("persian"),
            Self::Devanagari => Some("devanagari"),
            Self::Bengali => Some("bengali"),
        }
    }

    /// The zero of those that are digits.
    pub(super) fn zero(self) -> Option<char> {
        Some(match self {
            Self::Thai => '๐',
            Self::Lao => '໐',
            Self::Khmer => '០',
            Self::Burmese => '၀',
            Self::Arabic => '٠',
            Self::Persian => '۰',
            Self::Devanagari => '०',
            Self::Bengali => '০',
            _ => return None,
        })
    }

    /// Those of the attribute `type` of HTML's lists.
    pub(super) fn of_type(value: &str) -> Self {
        match value {
            "a" => Self::LowerLetters,
            "A" => Self::UpperLetters,
            "i" => Self::LowerRoman,
            "I" => Self::UpperRoman,
            _ => Self::Decimal,
        }
    }
}

/// An item of a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
pub struct Item {
    /// Whether its task is done, where it is one.
    pub task: Option<bool>,
    /// Its number, where that is not the one after the number of the item before.
    pub number: Option<u64>,
}

/// A cell of a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Cell {
    /// Whether it says what its row or column is.
    pub head: bool,
    /// How many columns it fills; at least 1.
    pub columns: u16,
    /// How many rows it fills; at least 1.
    pub rows: u16,
}

impl Cell {
    /// A cell of one row and one column.
    pub const fn plain(head: bool) -> Self {
        Self { head, columns: 1, rows: 1 }
    }

    /// Whether it fills more than one place.
    pub fn is_wide(&self) -> bool {
        (self.columns, self.rows) != (1, 1)
    }
}

/// A note beside the text.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Aside {
    /// What it is called, as its author wrote it, in lower case; empty for one whose kind nobody sees.
    pub kind: String,
    /// Whether its first line is its title, which is shown in place of the kind.
    pub titled: bool,
}

/// How a column of a table is set.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[allow(missing_docs)]
pub enum Align {
    None,
    Left,
    Center,
    Right,
}
