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
    let mut found: Vec<Kind> = redline.leaves.iter().flat_map(kinds).collect();
    found.extend(redline.containers.iter().filter(|c| c.was.is_some()).map(|_| Kind::Reformatted));
    let shown = KINDS.iter().filter(|(kind, ..)| found.contains(kind));
    shown.map(|(_, class, key)| Sample { class, text: messages.text(key) }).collect()
}

fn kinds(leaf: &RedLeaf) -> Vec<Kind> {
    if leaf.renumbered {
        return vec![Kind::Renumbered];
    }
    let mut kinds: Vec<Kind> = leaf.was.iter().map(|_| Kind::Reformatted).collect();
    if leaf.kind == LeafKind::Rule {
        kinds.extend(kind(leaf.change, leaf.moved.is_some(), false));
    }
    // a space beside a break is nothing to explain
    let shown = leaf.pieces.iter().filter(|p| p.block_end || !p.text.trim().is_empty());
    kinds.extend(shown.filter_map(|p| kind(p.change, p.moved, p.block_end)));
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
    use crate::model::VersionNumber;
    use crate::pages::messages::Languages;
    use crate::weave::Weave;

    fn check(old: &str, new: &str, expected: &[&str]) {
        let mut weave = Weave::default();
        for text in [old, new] {
            weave.append(&document::parse(text.as_bytes(), "p.md").document);
        }
        let redline = weave.redline(VersionNumber::at(0), VersionNumber::at(1));
        let languages = Languages::load(&|file| {
            Ok(std::fs::read_to_string(format!("{}/templates/{file}", env!("CARGO_MANIFEST_DIR"))).expect("a template"))
        });
        let samples = legend(&redline, languages.expect("texts").english());
        assert_eq!(samples.iter().map(|s| s.class).collect::<Vec<_>>(), expected, "{old} → {new}");
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
