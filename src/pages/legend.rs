//! How to read a redline: a sample of each kind of mark that it has.

use super::messages::Messages;
use crate::document::LeafKind;
use crate::weave::{Change, RedLeaf, Redline};
use serde::Serialize;

/// A mark and what it means.
#[derive(Debug, Serialize)]
pub(super) struct Sample {
    /// The class that makes it look like the mark.
    class: &'static str,
    text: String,
}

/// Every kind of mark, as it is looked for, as it looks, and as it is explained.
const KINDS: [(Kind, &str, &str); 8] = [
    (Kind::Added, "added", "legend-inserted"),
    (Kind::Removed, "removed", "legend-deleted"),
    (Kind::Moved, "moved removed", "legend-moved-away"),
    (Kind::Moved, "moved added", "legend-moved-here"),
    (Kind::Split, "break added", "legend-split"),
    (Kind::Joined, "break removed", "legend-joined"),
    (Kind::Renumbered, "renumbered", "legend-renumbered"),
    (Kind::Reformatted, "reformatted", "legend-reformatted"),
];

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Added,
    Removed,
    Moved,
    Split,
    Joined,
    Renumbered,
    Reformatted,
}

/// Samples of what is marked in `redline`, in a fixed order.
pub(super) fn legend(redline: &Redline, messages: &Messages) -> Vec<Sample> {
    occurring(redline).map(|(_, class, key)| Sample { class, text: messages.text(key) }).collect()
}

/// Samples of every kind of mark.
pub(super) fn every(messages: &Messages) -> Vec<Sample> {
    KINDS.into_iter().map(|(_, class, key)| Sample { class, text: messages.text(key) }).collect()
}

fn occurring(redline: &Redline) -> impl Iterator<Item = (Kind, &'static str, &'static str)> {
    let mut found: Vec<Kind> = redline.leaves.iter().flat_map(kinds).collect();
    found.extend(redline.containers.iter().filter(|c| c.was.is_some()).map(|_| Kind::Reformatted));
    KINDS.into_iter().filter(move |(kind, ..)| found.contains(kind))
}

fn kinds(leaf: &RedLeaf) -> Vec<Kind> {
    let mut kinds: Vec<Kind> = leaf.was.iter().map(|_| Kind::Reformatted).collect();
    if leaf.kind == LeafKind::Rule {
        kinds.extend(kind(leaf.change, leaf.moved.is_some(), false));
    }
    let several = leaf.marked_pieces().iter().any(|p| p.block_end);
    // a space in place of the end of a paragraph goes without saying
    let told = leaf.marked_pieces().iter().filter(|p| p.block_end || !several || !p.text.trim().is_empty());
    kinds.extend(told.filter_map(|p| kind(p.change, p.moved, p.block_end)));
    if leaf.renumbered {
        kinds.retain(|kind| *kind == Kind::Reformatted);
        kinds.push(Kind::Renumbered);
    }
    kinds
}

fn kind(change: Change, moved: bool, block_end: bool) -> Option<Kind> {
    match change {
        Change::Same => None,
        Change::Reformatted => Some(Kind::Reformatted),
        Change::Inserted | Change::Deleted if moved => Some(Kind::Moved),
        Change::Inserted => Some(if block_end { Kind::Split } else { Kind::Added }),
        Change::Deleted => Some(if block_end { Kind::Joined } else { Kind::Removed }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document;
    use crate::weave;

    fn check(old: &str, new: &str, expected: &[&str]) {
        let [before, now] = [old, new].map(|text| document::parse(text.as_bytes(), "p.md").document);
        let redline = weave::redline(&before, &now);
        let classes: Vec<&str> = occurring(&redline).map(|(_, class, _)| class).collect();
        assert_eq!(classes, expected, "{old} → {new}");
    }

    #[test]
    fn only_what_occurs_is_explained() {
        check("one two three", "one two three", &[]);
        check("one two three", "one four three", &["added", "removed"]);
        check("one **two** three", "one two three", &["reformatted"]);
        check("- one two\n- three", "1. one two\n2. three", &["reformatted"]);
        check("one two three.\n\nfour five six.", "one two three. four five six.", &["break removed"]);
        check("one two three. four five six.", "one two three.\n\nfour five six.", &["break added"]);
        check("# 1. One thing\n\na", "# 2. One thing\n\na", &["renumbered"]);
        let (a, b, c) =
            ("We keep what you send to us for 30 days.", "Write to the office.", "It closes at noon on Fridays.");
        check(&format!("{a}\n\n{b}\n\n{c}"), &format!("{b}\n\n{c}\n\n{a}"), &["moved removed", "moved added"]);
    }
}
