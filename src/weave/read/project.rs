//! Reads versions off a weave.

use crate::document::{Container, Content, Document, Leaf, LeafKind};
use crate::model::VersionNumber;
use crate::tally::{Work, count};
use crate::weave::nodes::{LeafNode, Weave};
use crate::weave::words::{weight, words};
use std::sync::Arc;

impl Weave {
    /// Version `n` as it was parsed; nothing for a version that is not in the weave.
    pub fn project(&self, n: VersionNumber) -> Document {
        let mut document = Document::default();
        let Some(text) = self.text_of(n) else { return document };
        count(Work::NodesVisited, self.leaves.len());
        let mut places = Places::new(self);
        for node in self.leaves.iter().filter(|node| node.alive.at(text)) {
            let shape = node.shape.at(text);
            let parent = shape.parent.map(|c| places.of(self, c));
            document.leaves.push(Leaf { parent, content: self.content_at(node, text), anchors: shape.anchors.clone() });
        }
        let kind = |ix: usize| self.containers[ix].kind.at(text).clone();
        document.containers = places.containers(self, |ix, parent| Container { parent, kind: kind(ix) });
        document
    }

    /// The number of words of version `n`.
    pub fn words(&self, n: VersionNumber) -> usize {
        let Some(text) = self.text_of(n) else { return 0 };
        count(Work::NodesVisited, self.leaves.len());
        let leaves = self.leaves.iter().filter(|node| node.alive.at(text));
        let count = |node| {
            let content = self.content_at(node, text);
            words(&content).iter().filter(|w| weight(w.text) > 0).count()
        };
        leaves.map(count).sum()
    }

    /// What a leaf says in `text`, in which it stands.
    pub(super) fn content_at(&self, node: &LeafNode, text: u32) -> Arc<Content> {
        let is_at_hand = |_: &&Arc<Content>| text + 1 == self.next_text();
        node.content.as_ref().filter(is_at_hand).cloned().unwrap_or_else(|| {
            let kind = node.shape.at(text).kind.clone();
            Arc::new(self.content(kind, *node.text.at(text), *node.setting.at(text)))
        })
    }

    /// A leaf of this text, set in this way.
    pub(in crate::weave) fn content(&self, kind: LeafKind, text: u32, setting: u32) -> Content {
        Content::new(kind, self.texts.value(text).to_owned(), self.settings.value(setting).to_vec())
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
