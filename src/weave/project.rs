//! Reads versions and redlines off a weave.

use super::redline::{Change, Piece, Pieces, RedContainer, RedLeaf, Redline};
use super::tidy::{Mark, tidy};
use super::words::weight;
use super::{LeafNode, Weave};
use crate::document::{Container, Document, Leaf, Span};
use crate::model::VersionNumber;
use std::collections::{HashMap, HashSet};

impl Weave {
    /// Version `n` as it was parsed; nothing for a version that is not in the weave.
    pub fn project(&self, n: VersionNumber) -> Document {
        let version = n.index() as u32;
        let mut document = Document::default();
        let mut places = HashMap::new();
        for node in self.leaves.iter().filter(|l| version < self.versions && l.alive.at(version)) {
            let shape = node.shape.at(version);
            let parent = shape.parent.map(|c| {
                place(
                    &mut document.containers,
                    &mut places,
                    c,
                    |ix, parent| Container { parent, kind: self.containers[ix].kind.at(version).clone() },
                    |ix| self.containers[ix].parent,
                )
            });
            let (text, spans) = self.text(node, version);
            document.leaves.push(Leaf {
                parent,
                kind: shape.kind.clone(),
                text,
                spans,
                anchors: shape.anchors.clone(),
            });
        }
        document
    }

    fn text(&self, node: &LeafNode, version: u32) -> (String, Vec<Span>) {
        let mut text = String::new();
        let mut spans: Vec<Span> = Vec::new();
        for word in node.words.iter().filter(|w| w.alive.at(version)) {
            let start = text.len();
            text.push_str(self.words.value(word.text));
            for span in self.settings.value(*word.setting.at(version)) {
                match spans.last_mut() {
                    Some(last) if last.marks == span.marks => last.end = start + span.end,
                    _ => spans.push(Span { end: start + span.end, marks: span.marks.clone() }),
                }
            }
        }
        (text, spans)
    }

    /// What changed from version `a` to version `b`; `b` may be the older one.
    pub fn redline(&self, a: VersionNumber, b: VersionNumber) -> Redline {
        let (a, b) = (a.index() as u32, b.index() as u32);
        let mut redline = Redline::default();
        let mut places = HashMap::new();
        let current = self.containers_at(b);
        for node in &self.leaves {
            let (before, after) = (a < self.versions && node.alive.at(a), b < self.versions && node.alive.at(b));
            if !before && !after {
                continue;
            }
            let shape = node.shape.at(if after { b } else { a });
            let parent = shape.parent.map(|c| {
                place(
                    &mut redline.containers,
                    &mut places,
                    c,
                    |ix, parent| {
                        let current = current.contains(&ix);
                        RedContainer {
                            parent,
                            kind: self.containers[ix].kind.at(if current { b } else { a }).clone(),
                            current,
                        }
                    },
                    |ix| self.containers[ix].parent,
                )
            });
            let was = &node.shape.at(a).kind;
            let leaf = RedLeaf {
                parent,
                kind: shape.kind.clone(),
                was: (before && after && *was != shape.kind).then(|| was.clone()),
                anchors: shape.anchors.clone(),
                change: match (before, after) {
                    (true, true) => Change::Same,
                    (true, false) => Change::Deleted,
                    _ => Change::Inserted,
                },
                pieces: self.pieces(node, a, b, &mut redline.words_added, &mut redline.words_removed),
            };
            redline.leaves.push(leaf);
        }
        redline
    }

    fn pieces(&self, node: &LeafNode, a: u32, b: u32, added: &mut usize, removed: &mut usize) -> Vec<Piece> {
        let mut marked = Vec::new();
        for (at, word) in node.words.iter().enumerate() {
            let change = match (word.alive.at(a), word.alive.at(b)) {
                (false, false) => continue,
                (true, false) => Change::Deleted,
                (false, true) => Change::Inserted,
                _ if word.setting.at(a) == word.setting.at(b) => Change::Same,
                _ => Change::Reformatted,
            };
            let text = self.words.value(word.text);
            marked.push(Mark { at, change, weight: weight(text), size: text.chars().count() });
        }
        let mut pieces = Pieces::default();
        for mark in tidy(marked) {
            let word = &node.words[mark.at];
            let words = usize::from(mark.weight > 0);
            let version = match mark.change {
                Change::Deleted => {
                    *removed += words;
                    a
                }
                Change::Inserted => {
                    *added += words;
                    b
                }
                _ => b,
            };
            let spans = self.settings.value(*word.setting.at(version));
            pieces.add(mark.change, self.words.value(word.text), spans);
        }
        pieces.0
    }

    /// The containers that stand in `version`.
    fn containers_at(&self, version: u32) -> HashSet<usize> {
        let mut found = HashSet::new();
        for node in self.leaves.iter().filter(|l| l.alive.at(version)) {
            let mut next = node.shape.at(version).parent;
            while let Some(ix) = next.filter(|ix| found.insert(*ix)) {
                next = self.containers[ix].parent;
            }
        }
        found
    }
}

/// The place of the weave's container `ix` among `containers`; it and those around it are added if they are not there.
fn place<C>(
    containers: &mut Vec<C>,
    places: &mut HashMap<usize, usize>,
    ix: usize,
    make: impl Fn(usize, Option<usize>) -> C,
    parent: impl Fn(usize) -> Option<usize>,
) -> usize {
    let missing: Vec<usize> =
        std::iter::successors(Some(ix), |c| parent(*c)).take_while(|c| !places.contains_key(c)).collect();
    for container in missing.into_iter().rev() {
        let around = parent(container).map(|p| places[&p]);
        containers.push(make(container, around));
        places.insert(container, containers.len() - 1);
    }
    places[&ix]
}
