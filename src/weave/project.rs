//! Reads versions off a weave.

use super::Weave;
use crate::document::{Container, Document, Leaf};
use crate::model::VersionNumber;

impl Weave {
    /// Version `n` as it was parsed; nothing for a version that is not in the weave.
    pub fn project(&self, n: VersionNumber) -> Document {
        let version = n.index() as u32;
        let mut document = Document::default();
        if version >= self.versions {
            return document;
        }
        let mut places = Places::new(self);
        for node in self.leaves.iter().filter(|node| node.alive.at(version)) {
            let shape = node.shape.at(version);
            let parent = shape.parent.map(|c| places.of(self, c));
            document.leaves.push(Leaf {
                parent,
                kind: shape.kind.clone(),
                anchors: shape.anchors.clone(),
                ..self.leaf_of(*node.text.at(version), *node.setting.at(version))
            });
        }
        let kind = |ix: usize| self.containers[ix].kind.at(version).clone();
        document.containers = places.containers(self, |ix, parent| Container { parent, kind: kind(ix) });
        document
    }

    /// The container `ix` and those around it, from the inside out.
    pub(super) fn around(&self, ix: usize) -> impl Iterator<Item = usize> {
        std::iter::successors(Some(ix), |c| self.containers[*c].parent)
    }
}

/// Which containers of a weave stand in a text, in the order in which their first leaf stands.
pub(super) struct Places {
    /// For every container of the weave its place in the text.
    places: Vec<Option<usize>>,
    order: Vec<usize>,
}

impl Places {
    pub(super) fn new(weave: &Weave) -> Self {
        Self { places: vec![None; weave.containers.len()], order: Vec::new() }
    }

    /// The place of a container; it and those around it are given one if they have none.
    pub(super) fn of(&mut self, weave: &Weave, container: usize) -> usize {
        if let Some(place) = self.places[container] {
            return place;
        }
        if let Some(around) = weave.containers[container].parent {
            self.of(weave, around);
        }
        self.order.push(container);
        *self.places[container].insert(self.order.len() - 1)
    }

    /// The containers, each made from its number in the weave and the place of its parent.
    pub(super) fn containers<C>(&self, weave: &Weave, make: impl Fn(usize, Option<usize>) -> C) -> Vec<C> {
        let parent = |ix: usize| weave.containers[ix].parent.and_then(|p| self.places[p]);
        self.order.iter().map(|ix| make(*ix, parent(*ix))).collect()
    }
}
