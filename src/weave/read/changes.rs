//! The changes of a redline, counted as a reader counts them.

use crate::document::{ContainerKind, LeafKind};
use crate::weave::redline::{Change, RedContainer, RedLeaf, Redline};

impl Redline {
    /// For each leaf the number, from 1, of the change that it belongs to; `None` where nothing changed.
    ///
    /// A change is a block with marks. Neighbours that came or went as a whole are one change, up to the next heading;
    /// so are the cells of one row. A block of which only the number changed is none.
    pub fn changes(&self) -> Vec<Option<usize>> {
        let mut numbers = Vec::with_capacity(self.leaves.len());
        let (mut count, mut before): (usize, Option<&RedLeaf>) = (0, None);
        let mut told = vec![false; self.containers.len()];
        for leaf in &self.leaves {
            let in_other = self.is_in_other_container(leaf, &mut told);
            let changed = (leaf.is_marked() && !leaf.renumbered) || in_other;
            if changed && !before.is_some_and(|before| self.together(before, leaf)) {
                count += 1;
            }
            numbers.push(changed.then_some(count));
            before = changed.then_some(leaf);
        }
        numbers
    }

    /// Whether this is the first leaf of a container that was another.
    fn is_in_other_container(&self, leaf: &RedLeaf, told: &mut [bool]) -> bool {
        let mut around = leaf.parent;
        let mut other = false;
        while let Some(at) = around.filter(|at| !std::mem::replace(&mut told[*at], true)) {
            let RedContainer { was, kind, .. } = &self.containers[at];
            // a footnote that is called otherwise is the same
            other |= was.is_some() && !matches!(kind, ContainerKind::Footnote(_));
            around = self.containers[at].parent;
        }
        other
    }

    fn together(&self, before: &RedLeaf, leaf: &RedLeaf) -> bool {
        let whole = |leaf: &RedLeaf| matches!(leaf.change, Change::Deleted | Change::Inserted);
        let heading = matches!(leaf.kind, LeafKind::Heading(_));
        let cell = matches!(leaf.kind, LeafKind::Cell(_)) && leaf.parent == before.parent;
        let way = |leaf: &RedLeaf| leaf.moved.map(|m| (m.number, leaf.change == Change::Deleted));
        cell || (whole(before) && whole(leaf) && !heading && way(before) == way(leaf))
    }
}

#[cfg(test)]
mod tests {
    use crate::document;
    use crate::weave;

    fn check(old: &str, new: &str, expected: &[Option<usize>]) {
        let [before, now] = [old, new].map(|text| document::parse(text.as_bytes(), "p.md").document);
        let redline = weave::redline(&before, &now);
        assert_eq!(redline.changes(), expected, "{old} → {new}");
    }

    #[test]
    fn blocks_with_marks_are_changes() {
        check("a b c\n\nd e f\n\ng h i", "a x c\n\nd e f\n\ng h j", &[Some(1), None, Some(2)]);
        check("a b c", "a b c", &[None]);
    }

    #[test]
    fn what_came_together_is_one_change() {
        let (old, new) = ("One thing stays here.", "One thing stays here.\n\nAnother came.\n\nAnd a third came.");
        check(old, new, &[None, Some(1), Some(1)]);
        check(
            old,
            &format!("{old}\n\n## Head\n\nText\n\n## Tail\n\nMore"),
            &[None, Some(1), Some(1), Some(2), Some(2)],
        );
    }

    #[test]
    fn numbers_alone_are_no_change() {
        check("# 1. One thing\n\na", "# 2. One thing\n\na", &[None, None]);
    }

    #[test]
    fn a_row_is_one_change() {
        let table = |cells: &str| format!("| a | b |\n|--|--|\n| {cells} |\n| same | here |");
        let expected = [None, None, Some(1), Some(1), None, None];
        check(&table("old words | kept for 30 days"), &table("new words | kept for 90 days"), &expected);
    }

    #[test]
    fn another_kind_of_list_is_one_change() {
        check("- one two\n- three", "1. one two\n2. three", &[Some(1), None]);
        check("- one two\n- three", "1. one\n2. three", &[Some(1), None]);
    }
}
