//! The numbers of list items, as they are written.

use super::Numerals;

/// A list that is open.
pub(super) struct Listed {
    /// The numerals of its items.
    pub(super) numerals: Numerals,
    /// The numbers of its items, as they are written.
    pub(super) numbers: Vec<u64>,
}

impl Listed {
    /// Whether the numbers are the items' own: they rise, and leave some out. CommonMark counts from the first.
    pub(super) fn rise_with_gaps(&self) -> bool {
        let steps = || self.numbers.iter().zip(self.numbers.iter().skip(1)).map(|(a, b)| b.checked_sub(*a));
        steps().all(|step| step.is_some_and(|step| step > 0)) && steps().any(|step| step > Some(1))
    }
}

/// The number with which an item is written.
pub(super) fn written_number(item: &str) -> Option<u64> {
    let end = item.find(|c: char| !c.is_ascii_digit())?;
    item[..end].parse().ok()
}
