//! The numbers of items in numbered lists, as shown.

use super::view::View;
use crate::weave::{Listed, numbers as of_items};
use rustc_hash::FxHashMap;

/// For every item of a numbered list its number in the newer version, or, for one that is gone, in the older one.
pub(super) fn numbers(text: &View<'_>) -> FxHashMap<usize, u64> {
    if text.containers.iter().any(|c| c.red.is_some()) {
        let number = |(ix, c): (usize, &super::view::ContainerView<'_>)| Some((ix, c.red?.number?));
        return text.containers.iter().enumerate().filter_map(number).collect();
    }
    let containers = text.containers.iter();
    let containers: Vec<Listed<'_>> =
        containers.map(|c| Listed { parent: c.parent, kind: c.kind, was: c.kind, current: c.current }).collect();
    let numbers = of_items(&containers, text.leaves.iter().map(|leaf| (leaf.parent, leaf.change)));
    numbers.into_iter().filter_map(|(item, numbers)| Some((item, numbers.new?))).collect()
}
