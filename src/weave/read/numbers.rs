//! The numbers of items in numbered lists, in either version of a redline.

use crate::document::{ContainerKind, Item, Numbering};
use crate::weave::redline::{Change, RedContainer, Redline};
use rustc_hash::{FxHashMap, FxHashSet};

/// A container as far as numbers care.
pub(crate) struct Listed<'a> {
    /// The container around it.
    pub(crate) parent: Option<usize>,
    /// What it is, or was if it is gone.
    pub(crate) kind: &'a ContainerKind,
    /// What it was.
    pub(crate) was: &'a ContainerKind,
    /// Whether it stands in the newer version.
    pub(crate) current: bool,
}

/// The numbers of an item, in the versions in which it stands in a numbered list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Numbers {
    /// In the older version.
    pub(crate) old: Option<u64>,
    /// In the newer one.
    pub(crate) new: Option<u64>,
}

/// The numbers of all items. `leaves` are each leaf's container and what happened to it, in reading order.
pub(crate) fn numbers(
    containers: &[Listed<'_>],
    leaves: impl Iterator<Item = (Option<usize>, Change)>,
) -> FxHashMap<usize, Numbers> {
    let is_numbered = |c: usize| matches!(containers[c].kind, ContainerKind::List(Some(_)));
    if !(0..containers.len()).any(is_numbered) {
        return FxHashMap::default();
    }
    let (mut items, mut seen, mut stood) = (Vec::new(), FxHashSet::default(), FxHashSet::default());
    for (parent, change) in leaves {
        for item in std::iter::successors(parent, |c| containers[*c].parent) {
            let Some(list) = containers[item].parent.filter(|list| is_numbered(*list)) else { continue };
            items.extend(seen.insert(item).then_some((list, item)));
            stood.extend((change != Change::Inserted).then_some(item));
        }
    }
    let mut numbers = FxHashMap::default();
    let mut lists: FxHashMap<usize, (Counter, Counter)> = FxHashMap::default();
    for (list, item) in items {
        let counters = || (Counter::of(containers[list].was), Counter::of(containers[list].kind));
        let (old, new) = lists.entry(list).or_insert_with(counters);
        let item_of = &containers[item];
        let old = if stood.contains(&item) { old.number(item_of.was) } else { None };
        let new = if item_of.current { new.number(item_of.kind) } else { None };
        numbers.insert(item, Numbers { old, new });
    }
    numbers
}

/// Counts the items of a list in one version.
struct Counter(Option<(Numbering, u64)>);

impl Counter {
    fn of(list: &ContainerKind) -> Self {
        match list {
            ContainerKind::List(Some(numbering)) => Self(Some((*numbering, numbering.start))),
            _ => Self(None),
        }
    }

    /// The number of the next item.
    fn number(&mut self, item: &ContainerKind) -> Option<u64> {
        let (numbering, next) = self.0.as_mut()?;
        let own = if let ContainerKind::Item(item) = item { item.number } else { None };
        let number = own.unwrap_or(*next);
        *next = numbering.after(number);
        Some(number)
    }
}

/// Gives every item its number. An item whose number was written in one way and in the other is another only if it is not
/// the same number.
pub(super) fn place(redline: &mut Redline) {
    let listed = |c| Listed::of(c);
    let containers: Vec<Listed<'_>> = redline.containers.iter().map(listed).collect();
    let numbers = numbers(&containers, redline.leaves.iter().map(|leaf| (leaf.parent, leaf.change)));
    for (ix, container) in redline.containers.iter_mut().enumerate() {
        let Numbers { old, new } = numbers.get(&ix).copied().unwrap_or_default();
        container.number = if container.current { new } else { old };
        if let (ContainerKind::Item(now), Some(ContainerKind::Item(was))) = (&container.kind, &mut container.was) {
            *was = Item { number: old.filter(|_| old != new), ..*was };
            if now.task == was.task && was.number.is_none() {
                container.was = None;
            }
        }
    }
}

impl<'a> Listed<'a> {
    fn of(container: &'a RedContainer) -> Self {
        let RedContainer { parent, kind, was, current, .. } = container;
        Self { parent: *parent, kind, was: was.as_ref().unwrap_or(kind), current: *current }
    }
}
