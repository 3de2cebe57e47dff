//! Where leaves and containers belong: opens the containers that they require, each of which becomes real with its
//! first leaf.

use super::{Builder, DEEPEST, Gap, Open, OpenLeaf};
use crate::document::divide::Part;
use crate::document::{Cell, Container, ContainerIx, ContainerKind, Content, Document, Item, Leaf, LeafKind};
use std::sync::Arc;

/// The start of a list that falls to 1.
pub(in crate::document) const NOT_SAID: u64 = u64::MAX;

impl Builder {
    /// Adds a part of another document, which sets no anchors but those of its headings.
    pub(in crate::document) fn repeat(&mut self, from: &Document, part: &Part) {
        let shift = |ix: ContainerIx| ix - part.containers.start + self.document.containers.len();
        let containers = from.containers[part.containers.clone()].iter();
        let containers =
            containers.map(|c| Container { parent: c.parent.map(shift), kind: c.kind.clone() }).collect::<Vec<_>>();
        for leaf in &from.leaves[part.leaves.clone()] {
            let heading = matches!(leaf.kind, LeafKind::Heading(_));
            let anchors = if heading { vec![self.anchors.of_heading(&leaf.text)] } else { Vec::new() };
            let parent = leaf.parent.map(shift);
            self.document.leaves.push(Leaf { parent, content: Arc::clone(&leaf.content), anchors });
        }
        self.document.containers.extend(containers);
    }

    /// Starts the leaf that text outside any leaf belongs to.
    pub(super) fn imply_leaf(&mut self) {
        self.imply_for_block();
        let holds_lines = |k: &ContainerKind| {
            matches!(k, ContainerKind::Item(_) | ContainerKind::Definition | ContainerKind::Caption)
        };
        let in_line = self.top().is_some_and(holds_lines);
        match self.top() {
            Some(ContainerKind::Row) => self.begin(LeafKind::Cell(Cell::plain(false))),
            _ if in_line => self.begin(LeafKind::Line),
            _ => self.begin(LeafKind::Paragraph),
        }
    }

    pub(super) fn begin(&mut self, kind: LeafKind) {
        let anchors = std::mem::take(&mut self.waiting_anchors);
        self.leaf = Some(OpenLeaf { kind, text: String::new(), spans: Vec::new(), anchors, repeated: 0 });
        self.gap = Gap::None;
    }

    pub(super) fn top(&self) -> Option<&ContainerKind> {
        self.open.last().map(|o| &o.kind)
    }

    pub(super) fn imply_unless(&mut self, fits: impl Fn(&ContainerKind) -> bool, wanted: impl Fn() -> ContainerKind) {
        if !self.top().is_some_and(fits) {
            self.imply_for_block();
            self.push(wanted(), true);
        }
    }

    /// Makes the innermost container one in which any block can stand.
    pub(super) fn imply_for_block(&mut self) {
        match self.top() {
            Some(ContainerKind::List(_)) => self.push(ContainerKind::Item(Item::default()), true),
            Some(ContainerKind::Definitions) => self.push(ContainerKind::Definition, true),
            Some(ContainerKind::Table(_) | ContainerKind::Head | ContainerKind::Body) => {
                self.imply_section();
                self.push(ContainerKind::Row, true);
            }
            _ => {}
        }
    }

    pub(super) fn imply_section(&mut self) {
        if !self.top().is_some_and(|k| matches!(k, ContainerKind::Head | ContainerKind::Body | ContainerKind::Row)) {
            self.imply_unless(|k| matches!(k, ContainerKind::Table(_)), || ContainerKind::Table(vec![]));
            self.push(ContainerKind::Body, true);
        }
    }

    pub(super) fn implied_may_go_on(&self) -> bool {
        matches!(self.top(), Some(ContainerKind::List(_) | ContainerKind::Definitions | ContainerKind::Body))
    }

    /// Whether a table is open in which nothing stands yet.
    pub(super) fn is_empty_table(&self) -> bool {
        self.open.last().is_some_and(|o| matches!(o.kind, ContainerKind::Table(_)) && o.ix.is_none() && !o.ghost)
    }

    /// Numbers the items of the list that ends as they are written; with none, as they say themselves. What follows the item
    /// before needs no number of its own.
    pub(in crate::document) fn number_items(&mut self, written: &[u64]) {
        let list = self.open.iter().rev().find(|o| matches!(o.kind, ContainerKind::List(_)));
        let Some(list) = list.and_then(|o| o.ix) else { return };
        let items = list + 1..self.document.containers.len();
        let items: Vec<ContainerIx> = items.filter(|ix| self.document.containers[*ix].parent == Some(list)).collect();
        let ContainerKind::List(Some(numbering)) = &mut self.document.containers[list].kind else { return };
        if numbering.start == NOT_SAID {
            numbering.start = items.len() as u64;
        }
        let numbering = *numbering;
        let mut next = numbering.start;
        for (place, ix) in items.iter().enumerate() {
            let ContainerKind::Item(item) = &mut self.document.containers[*ix].kind else { continue };
            let number = written.get(place).copied().or(item.number).unwrap_or(next);
            item.number = (number != next).then_some(number);
            next = numbering.after(number);
        }
    }

    /// Opens a container. It is left out, and with it all containers in it, where there is no room for it and what must
    /// stand in it; and in a row, which holds nothing but cells.
    pub(super) fn push(&mut self, kind: ContainerKind, implied: bool) {
        let inside = match kind {
            ContainerKind::Table(_) => 2,
            ContainerKind::Head | ContainerKind::Body | ContainerKind::List(_) | ContainerKind::Definitions => 1,
            _ => 0,
        };
        let deep = self.open.len() + inside >= DEEPEST;
        let ghost = match self.open.last() {
            Some(around) => deep || around.ghost || around.kind == ContainerKind::Row,
            None => deep,
        };
        self.too_deep |= deep;
        self.open.push(Open { kind, ix: None, implied, ghost });
    }

    pub(super) fn close_top(&mut self) {
        self.end_leaf();
        let Some(top) = self.open.last() else { return };
        let alone = matches!(
            top.kind,
            ContainerKind::Quote(_)
                | ContainerKind::Aside(_)
                | ContainerKind::Item(_)
                | ContainerKind::Footnote(_)
                | ContainerKind::Definition
        );
        if top.ix.is_none() && !top.ghost && alone {
            self.begin(LeafKind::Line);
            if let Some(line) = self.leaf.take() {
                self.add(line);
            }
        }
        self.open.pop();
    }

    pub(super) fn add(&mut self, leaf: OpenLeaf) {
        let OpenLeaf { kind, text, spans, anchors, .. } = leaf;
        let parent = self.realize();
        // where containers were left out, a leaf is what can stand in the one that is there
        let in_row = parent.is_some_and(|ix| self.document.containers[ix].kind == ContainerKind::Row);
        let in_definitions = parent.is_some_and(|ix| self.document.containers[ix].kind == ContainerKind::Definitions);
        let kind = match kind {
            kind if in_row => {
                if matches!(kind, LeafKind::Cell(_)) {
                    kind
                } else {
                    LeafKind::Cell(Cell::plain(false))
                }
            }
            LeafKind::Cell(_) => LeafKind::Paragraph,
            LeafKind::Term if !in_definitions => LeafKind::Paragraph,
            kind => kind,
        };
        self.document.leaves.push(Leaf { parent, content: Arc::new(Content::new(kind, text, spans)), anchors });
    }

    /// Makes all open containers real; the innermost one's place.
    pub(super) fn realize(&mut self) -> Option<ContainerIx> {
        let mut parent = None;
        for open in self.open.iter_mut().filter(|o| !o.ghost) {
            let ix = *open.ix.get_or_insert_with(|| {
                self.document.containers.push(Container { parent, kind: open.kind.clone() });
                self.document.containers.len() - 1
            });
            parent = Some(ix);
        }
        parent
    }
}
