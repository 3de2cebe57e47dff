//! Reads versions off a weave.

use super::Weave;
use crate::document::{Container, Document, Leaf};
use crate::model::VersionNumber;
use std::collections::HashMap;

impl Weave {
    /// Version `n` as it was parsed; nothing for a version that is not in the weave.
    pub fn project(&self, n: VersionNumber) -> Document {
        let version = n.index() as u32;
        let mut document = Document::default();
        if version >= self.versions {
            return document;
        }
        let mut places = HashMap::new();
        for node in self.leaves.iter().filter(|node| node.alive.at(version)) {
            let shape = node.shape.at(version);
            let make = |ix: usize, parent| Container { parent, kind: self.containers[ix].kind.at(version).clone() };
            let parent = shape.parent.map(|c| self.place(&mut document.containers, &mut places, c, make));
            document.leaves.push(Leaf {
                parent,
                kind: shape.kind.clone(),
                anchors: shape.anchors.clone(),
                ..self.leaf_of(*node.text.at(version), *node.setting.at(version))
            });
        }
        document
    }

    /// The place of the weave's container `ix` among `containers`; it and those around it are added if they are not
    /// there.
    pub(super) fn place<C>(
        &self,
        containers: &mut Vec<C>,
        places: &mut HashMap<usize, usize>,
        ix: usize,
        make: impl Fn(usize, Option<usize>) -> C,
    ) -> usize {
        let missing: Vec<usize> = self.around(ix).take_while(|c| !places.contains_key(c)).collect();
        for container in missing.into_iter().rev() {
            let parent = self.containers[container].parent.map(|p| places[&p]);
            containers.push(make(container, parent));
            places.insert(container, containers.len() - 1);
        }
        places[&ix]
    }

    /// The container `ix` and those around it, from the inside out.
    pub(super) fn around(&self, ix: usize) -> impl Iterator<Item = usize> {
        std::iter::successors(Some(ix), |c| self.containers[*c].parent)
    }
}
