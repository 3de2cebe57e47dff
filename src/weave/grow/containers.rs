//! Which list, item, table, row… of the new version is which of the weave: decided by the leaves that they share.

use crate::document::{Container, ContainerKind, Document};
use crate::weave::life::Track;
use crate::weave::nodes::{ContainerNode, Weave};
use rustc_hash::{FxHashMap, FxHashSet};

/// For every container of `document` its place among the weave's, new ones added; and whether any is other than it was.
///
/// `assigned` says which node each new leaf is. A container is the one of the weave, of the same kind and in the same
/// container, with which it shares most leaves; of two that want the same one, the first gets it.
pub(super) fn place(weave: &mut Weave, document: &Document, assigned: &[Option<usize>]) -> (Vec<usize>, bool) {
    let votes = votes(weave, document, assigned);
    let now = weave.next_text();
    let mut places: Vec<usize> = Vec::with_capacity(document.containers.len());
    let mut taken = FxHashSet::default();
    let mut changed = false;
    for (ix, container) in document.containers.iter().enumerate() {
        let parent = container.parent.map(|p| places[p]);
        let fits = |old: &usize| {
            let node = &weave.containers[*old];
            node.parent == parent && same_kind(node.kind.now(), &container.kind) && !taken.contains(old)
        };
        let voted = votes.get(&ix).into_iter().flatten().filter(|(old, _)| fits(old));
        let best = voted.max_by_key(|(old, count)| (*count, std::cmp::Reverse(*old))).map(|(old, _)| *old);
        let place = best.or_else(|| only_choice(weave, container, parent).filter(fits));
        changed |= match place {
            Some(old) => weave.containers[old].kind.set(now, container.kind.clone()),
            None => true,
        };
        let place = place.unwrap_or_else(|| {
            weave.containers.push(ContainerNode { parent, kind: Track::new(container.kind.clone()) });
            weave.containers.len() - 1
        });
        taken.insert(place);
        places.push(place);
    }
    (places, changed)
}

type Votes = FxHashMap<usize, Vec<(usize, usize)>>;

/// For every new container: containers of the weave at the same depth around the same leaves, with how many leaves.
fn votes(weave: &Weave, document: &Document, assigned: &[Option<usize>]) -> Votes {
    let mut counts: FxHashMap<(usize, usize), usize> = FxHashMap::default();
    let (mut old, mut new) = (Vec::new(), Vec::new());
    let parents = document.leaves.iter().zip(assigned).filter_map(|(leaf, node)| {
        let old = weave.leaves[(*node)?].shape.now().parent?;
        Some((old, leaf.parent?))
    });
    let mut parents = parents.peekable();
    while let Some(pair) = parents.next() {
        let mut count = 1;
        while parents.next_if_eq(&pair).is_some() {
            count += 1;
        }
        chain(&mut old, Some(pair.0), |c| weave.containers[c].parent);
        chain(&mut new, Some(pair.1), |c| document.containers[c].parent);
        for pair in new.iter().rev().zip(old.iter().rev()) {
            *counts.entry((*pair.0, *pair.1)).or_default() += count;
        }
    }
    let mut votes = Votes::default();
    for ((new, old), count) in counts {
        votes.entry(new).or_default().push((old, count));
    }
    votes
}

/// Fills `chain` with the containers from the innermost to the outermost.
fn chain(chain: &mut Vec<usize>, innermost: Option<usize>, parent: impl Fn(usize) -> Option<usize>) {
    chain.clear();
    chain.extend(std::iter::successors(innermost, |c| parent(*c)));
}

/// A table has one head and one caption: it is the same although nothing of it is.
fn only_choice(weave: &Weave, container: &Container, parent: Option<usize>) -> Option<usize> {
    if !matches!(container.kind, ContainerKind::Head | ContainerKind::Caption) {
        return None;
    }
    let parent = parent?;
    weave.containers.iter().position(|c| c.parent == Some(parent) && *c.kind.now() == container.kind)
}

/// Whether one may have become the other.
fn same_kind(a: &ContainerKind, b: &ContainerKind) -> bool {
    std::mem::discriminant(a) == std::mem::discriminant(b)
}
