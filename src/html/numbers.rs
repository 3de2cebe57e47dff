//! The numbers of items in numbered lists.

use super::view::View;
use crate::document::ContainerKind;
use crate::weave::Change;
use rustc_hash::{FxHashMap, FxHashSet};

/// For every item of a numbered list its number in the newer version, or, for one that is gone, in the older one.
pub(super) fn numbers(text: &View<'_>) -> FxHashMap<usize, u64> {
    if !text.containers.iter().any(|c| matches!(c.kind, ContainerKind::List(Some(_)))) {
        return FxHashMap::default();
    }
    let (mut items, mut seen, mut stood) = (Vec::new(), FxHashSet::default(), FxHashSet::default());
    for leaf in &text.leaves {
        for item in std::iter::successors(leaf.parent, |c| text.containers[*c].parent) {
            let Some(list) = text.containers[item].parent else { continue };
            if matches!(text.containers[list].kind, ContainerKind::List(Some(_))) {
                items.extend(seen.insert(item).then_some((list, item)));
                stood.extend((leaf.change != Change::Inserted).then_some(item));
            }
        }
    }
    let mut numbers = FxHashMap::default();
    let mut next: FxHashMap<usize, Next> = FxHashMap::default();
    for (list, item) in items {
        let next = next.entry(list).or_insert_with(|| {
            let list = &text.containers[list];
            Next { old: first(list.red.and_then(|c| c.was.as_ref()).unwrap_or(list.kind)), new: first(list.kind) }
        });
        let current = text.containers[item].current;
        numbers.extend(if current { next.new } else { next.old }.map(|number| (item, number)));
        next.old = next.old.map(|n| n.saturating_add(u64::from(stood.contains(&item))));
        next.new = next.new.map(|n| n.saturating_add(u64::from(current)));
    }
    numbers
}

/// The numbers that the next items of a list have, in the versions in which it is numbered.
struct Next {
    old: Option<u64>,
    new: Option<u64>,
}

fn first(list: &ContainerKind) -> Option<u64> {
    match list {
        ContainerKind::List(start) => *start,
        _ => None,
    }
}
