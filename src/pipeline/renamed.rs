//! Which new text is a published one that went to another path, where no history says so yet.

use crate::catalog;
use crate::check::{Neighbours, Text};
use crate::history::Scope;
use crate::model::PolicyId;
use std::collections::HashMap;
use std::sync::Arc;

/// Two texts are one if they share this part of the longer one, in percent, as `history` has it.
const SIMILAR: usize = 50;
/// The same for a file that kept its name in another folder.
const SIMILAR_NAMESAKE: usize = 20;
/// A text that shares less than that, and at least this much, may be meant to be the other.
const KIN: usize = 15;

/// What a new text was before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Origin {
    /// The text at this path.
    Same(String),
    /// Perhaps the text at this path: history will say that it is another.
    Rewritten(String),
}

/// What each of the `new` paths was before, of the published paths that are `gone`. The best pairs come first; each path is in
/// one.
pub(super) fn origins(
    (gone, new): (&[String], &[String]),
    neighbours: &Neighbours<'_>,
    scope: &Scope,
) -> HashMap<String, Origin> {
    let mut pairs: Vec<(usize, &String, &String, bool)> = Vec::new();
    for from in gone {
        for to in new {
            let (Some(before), Some(now)) = (neighbours.published(from), neighbours.text(to)) else { continue };
            let id = |path: &str| PolicyId::from_path(scope.below(path));
            let shared = shared(&before.source.text, &now.source.text);
            let least = if name(from) == name(to) { SIMILAR_NAMESAKE } else { SIMILAR };
            let is_same = id(from) == id(to) || shared >= least;
            let score = if id(from) == id(to) { 101 } else { shared };
            if is_same || may_be(&before, &now, shared) {
                pairs.push((score, from, to, is_same));
            }
        }
    }
    pairs.sort_by(|a, b| (b.3, b.0, a.1, a.2).cmp(&(a.3, a.0, b.1, b.2)));
    let (mut found, mut taken) = (HashMap::new(), Vec::new());
    for (_, from, to, is_same) in pairs {
        if !found.contains_key(to) && !taken.contains(&from) {
            taken.push(from);
            let origin = if is_same { Origin::Same(from.clone()) } else { Origin::Rewritten(from.clone()) };
            found.insert(to.clone(), origin);
        }
    }
    found
}

/// Whether somebody may mean both to be one policy: they have some lines in common, or the title; and the new one does not say
/// what it replaces.
fn may_be(before: &Arc<Text>, now: &Arc<Text>, shared: usize) -> bool {
    let title = |text: &Text| catalog::title(&text.parsed.front, &text.parsed.document, "");
    let (old, new) = (title(before), title(now));
    now.parsed.front.replaces.is_empty() && (shared >= KIN || !new.is_empty() && old == new)
}

fn name(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}

/// How much two texts share, in percent of the longer one: whole lines, by their bytes.
fn shared(old: &str, new: &str) -> usize {
    let mut lines: HashMap<&str, usize> = HashMap::new();
    for line in old.lines() {
        *lines.entry(line.trim_end()).or_default() += 1;
    }
    let mut both = 0;
    for line in new.lines().map(str::trim_end) {
        if let Some(count) = lines.get_mut(line).filter(|count| **count > 0) {
            *count -= 1;
            both += line.len() + 1;
        }
    }
    100 * both / old.len().max(new.len()).max(1)
}

#[cfg(test)]
mod tests {
    use super::shared;

    #[test]
    fn texts_share_whole_lines() {
        assert_eq!(shared("a\nb\n", "b\na\n"), 100);
        assert_eq!(shared("aaaa\nbbbb\n", "aaaa\ncccc\n"), 50);
        assert_eq!(shared("", ""), 0);
    }
}
