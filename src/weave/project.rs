//! Reads versions off a weave.

use super::{LeafNode, Weave};
use crate::document::{Container, Content, Document, Leaf};
use crate::model::VersionNumber;
use std::sync::Arc;

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
                content: self.content_at(node, version),
                anchors: shape.anchors.clone(),
            });
        }
        let kind = |ix: usize| self.containers[ix].kind.at(version).clone();
        document.containers = places.containers(self, |ix, parent| Container { parent, kind: kind(ix) });
        document
    }

    /// What a leaf says in `version`, in which it stands.
    pub(super) fn content_at(&self, node: &LeafNode, version: u32) -> Arc<Content> {
        let is_at_hand = |_: &&Arc<Content>| version + 1 == self.versions;
        node.content.as_ref().filter(is_at_hand).cloned().unwrap_or_else(|| {
            let kind = node.shape.at(version).kind.clone();
            Arc::new(self.content(kind, *node.text.at(version), *node.setting.at(version)))
        })
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
