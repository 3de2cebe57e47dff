//! The marks that are active while a text is read.

use crate::document::Mark;
use std::mem::{Discriminant, discriminant};

/// Marks of one kind, each with the number that it was put on as.
type Stack = Vec<(usize, Mark)>;

/// Marks that are on, a stack for each kind: what opens and closes one costs the same however many are on.
#[derive(Default)]
pub(super) struct Marks {
    stacks: Vec<(Discriminant<Mark>, Stack)>,
    /// The outermost of each kind, from the outside in: how text is set.
    set: Vec<Mark>,
    /// How many were put on so far.
    count: usize,
}

impl Marks {
    /// How text is set.
    pub(super) fn set(&self) -> &Vec<Mark> {
        &self.set
    }

    /// Puts a mark on. One of a kind that is on changes nothing but how often it must be taken off.
    pub(super) fn put(&mut self, mark: Mark) {
        let kind = discriminant(&mark);
        add_kind(&mut self.set, &mark);
        let number = self.count;
        self.count += 1;
        match self.stacks.iter_mut().find(|(own, _)| *own == kind) {
            Some((_, stack)) => stack.push((number, mark)),
            None => self.stacks.push((kind, vec![(number, mark)])),
        }
    }

    /// Takes off the innermost mark of a kind for which `is` holds.
    pub(super) fn take(&mut self, is: impl Fn(&Mark) -> bool) {
        let on = |(_, stack): &(_, Stack)| stack.last().filter(|(_, mark)| is(mark)).map(|(number, _)| *number);
        let innermost = (0..self.stacks.len()).filter_map(|ix| Some((on(&self.stacks[ix])?, ix))).max();
        if let Some((_, ix)) = innermost {
            self.stacks[ix].1.pop();
            self.settle();
        }
    }

    /// A number for now, with which [`Marks::back_to`] takes off what is put on from now on.
    pub(super) fn now(&self) -> usize {
        self.count
    }

    /// Takes off what was put on since `then`; all of it for 0.
    pub(super) fn back_to(&mut self, then: usize) {
        if self.stacks.is_empty() {
            return;
        }
        for (_, stack) in &mut self.stacks {
            stack.truncate(stack.partition_point(|(number, _)| *number < then));
        }
        self.settle();
    }

    fn settle(&mut self) {
        self.stacks.retain(|(_, stack)| !stack.is_empty());
        self.set.retain(|mark| self.stacks.iter().any(|(kind, _)| *kind == discriminant(mark)));
    }

    pub(super) fn is_empty(&self) -> bool {
        self.stacks.is_empty()
    }
}

/// Adds a mark, if none of its kind is there.
pub(super) fn add_kind(marks: &mut Vec<Mark>, mark: &Mark) {
    if !marks.iter().any(|m| discriminant(m) == discriminant(mark)) {
        marks.push(mark.clone());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_set_in_the_outermost_mark_of_each_kind() {
        let link = |href: &str| Mark::Link { href: href.into(), title: String::new() };
        let mut marks = Marks::default();
        marks.put(Mark::Strong);
        let inside = marks.now();
        for mark in [link("a"), Mark::Strong, link("b")] {
            marks.put(mark);
        }
        assert_eq!(marks.set(), &[Mark::Strong, link("a")]);
        marks.take(|m| matches!(m, Mark::Link { .. }));
        marks.take(|m| *m == Mark::Strong);
        assert_eq!(marks.set(), &[Mark::Strong, link("a")], "one of each is still on");
        marks.back_to(inside);
        assert_eq!(marks.set(), &[Mark::Strong]);
        marks.take(|m| *m == Mark::Code);
        marks.back_to(0);
        assert!(marks.is_empty() && marks.set().is_empty());
    }
}
