//! Writes a leaf block: its element, its anchors, what happened to it, and its text.

use super::change_id;
use super::escape::attribute;
use super::note_kind::NoteKind;
use super::notes::{self, Note};
use super::signs;
use super::tree::{Writer, Written};
use super::view::LeafView;
use crate::document::{Align, Cell, ContainerKind, LeafKind};
use crate::weave::Change;

impl Writer<'_> {
    /// Writes a leaf into the container that is open.
    pub(super) fn leaf(&mut self, leaf: &LeafView<'_>, written: &mut Written) {
        if matches!(leaf.kind, LeafKind::Cell(_)) {
            let before = leaf.column.min(self.width());
            while self.open.last().is_some_and(|row| row.children < before) {
                self.out.push_str("<td></td>");
                self.child(false);
            }
        }
        let first = self.open.last().is_none_or(|o| o.children == 0);
        if leaf.is_plain() {
            return self.plain(leaf, first);
        }
        let stands = leaf.change != Change::Deleted;
        let column = self.aligned_column(leaf);
        self.child(*leaf.kind == LeafKind::Term);
        if let Some(around) = self.open.last_mut() {
            around.current += usize::from(stands);
        }
        let mut anchors: Vec<&str> =
            leaf.anchors.iter().map(String::as_str).filter(|a| self.ids.take(a, stands, written)).collect();
        let level = match *leaf.kind {
            LeafKind::Heading(level) if self.context.links.on_a_page() => self.outline.level(level),
            LeafKind::Heading(level) => level,
            _ => 0,
        };
        let said = leaf.red.map(|leaf| self.context.say(&notes::of_leaf(leaf))).unwrap_or_default();
        let classes = self.classes(leaf, level, column, !said.is_empty());
        let bare =
            *leaf.kind == LeafKind::Line && first && classes.iter().all(|c| matches!(*c, "deleted" | "inserted"));
        let name = match leaf.kind {
            LeafKind::Heading(_) => ["h1", "h2", "h3", "h4", "h5", "h6"][usize::from(level.clamp(1, 6)) - 1],
            LeafKind::Paragraph if classes.contains(&"paragraphs") => "div",
            LeafKind::Paragraph => "p",
            LeafKind::Line => "div",
            LeafKind::Cell(Cell { head: true, .. }) => "th",
            LeafKind::Cell(_) => "td",
            LeafKind::Code(_) => "pre",
            LeafKind::Term => "dt",
            LeafKind::Rule => "hr",
        };
        if !bare {
            self.out.push('<');
            self.out.push_str(name);
            if level > 0 && !anchors.is_empty() {
                attribute(&mut self.out, "id", anchors.remove(0));
            }
            if let LeafKind::Cell(cell) = leaf.kind {
                self.places(cell);
            }
            for (name, value) in [("class", classes.join(" ").as_str()), ("title", said.as_str())] {
                if !value.is_empty() {
                    attribute(&mut self.out, name, value);
                }
            }
            self.out.push('>');
        }
        if let Some(number) = leaf.begins {
            self.out.push_str("<a class=\"change\"");
            attribute(&mut self.out, "id", &change_id(number));
            self.out.push_str("></a>");
        }
        for anchor in anchors {
            self.out.push_str("<a");
            attribute(&mut self.out, "id", anchor);
            self.out.push_str("></a>");
        }
        if *leaf.kind != LeafKind::Rule {
            leaf.signs.iter().for_each(|sign| signs::write(&mut self.out, sign));
        }
        self.way(leaf);
        if *leaf.kind == LeafKind::Rule {
            self.out.push('\n');
            return;
        }
        let code = matches!(leaf.kind, LeafKind::Code(_));
        self.out.push_str(if code { "<code>" } else { "" });
        self.context.text(&mut self.out, leaf.text);
        self.out.push_str(if code { "</code>" } else { "" });
        self.context.aside(&mut self.out, " ", &said, "");
        if !bare {
            self.out.push_str("</");
            self.out.push_str(name);
            self.out.push_str(if matches!(leaf.kind, LeafKind::Cell(_)) { ">" } else { ">\n" });
        }
        if matches!(leaf.kind, LeafKind::Heading(_)) {
            self.section();
        }
    }

    /// What a cell is a heading of, and the places that it fills.
    fn places(&mut self, cell: &Cell) {
        if cell.head {
            let in_head = self.open.iter().any(|o| *self.kind(o.container) == ContainerKind::Head);
            attribute(&mut self.out, "scope", if in_head { "col" } else { "row" });
        }
        for (name, count) in [("colspan", cell.columns), ("rowspan", cell.rows)] {
            if count > 1 {
                attribute(&mut self.out, name, &count.to_string());
            }
        }
    }

    /// What is said of a section, after its heading. It has no text: what it says stands in an attribute.
    fn section(&mut self) {
        let place = self.headings;
        self.headings += 1;
        let Some(link) = self.context.links.section(place) else { return };
        self.out.push_str("<a class=\"section\"");
        let values = [("id", &link.id), ("href", &link.href)];
        for (name, value) in values.into_iter().filter_map(|(name, value)| Some((name, value.as_ref()?))) {
            attribute(&mut self.out, name, value);
        }
        if link.href.is_some() {
            attribute(&mut self.out, "aria-label", &link.said);
        }
        self.out.push_str("></a>\n");
    }

    /// Writes a leaf of which nothing is to be said but its text.
    fn plain(&mut self, leaf: &LeafView<'_>, first: bool) {
        self.child(*leaf.kind == LeafKind::Term);
        if let Some(around) = self.open.last_mut() {
            around.current += 1;
        }
        let (open, close) = match leaf.kind {
            LeafKind::Term => ("<dt>", "</dt>\n"),
            LeafKind::Line if first => ("", ""),
            LeafKind::Line => ("<div>", "</div>\n"),
            _ => ("<p>", "</p>\n"),
        };
        self.out.push_str(open);
        self.context.text(&mut self.out, leaf.text);
        self.out.push_str(close);
    }

    /// The way from where a block was moved away to where it stands now, and back. It has no text: what it is called
    /// stands in an attribute.
    fn way(&mut self, leaf: &LeafView<'_>) {
        let Some(moved) = leaf.moved.filter(|m| m.first && *leaf.kind != LeafKind::Rule) else { return };
        let (key, here, there) = match (leaf.change, moved.edited) {
            (Change::Deleted, false) => (NoteKind::MovedToPlace, "from", "to"),
            (Change::Deleted, true) => (NoteKind::MovedAndEdited, "from", "to"),
            (_, false) => (NoteKind::MovedFromPlace, "to", "from"),
            (_, true) => (NoteKind::EditedAndMoved, "to", "from"),
        };
        let say = |kind| self.context.links.say(&Note { kind, value: String::new() });
        if self.context.notes_in_text {
            let said = say(if leaf.change == Change::Deleted { NoteKind::MovedAway } else { NoteKind::MovedHere });
            return self.context.aside(&mut self.out, "", &said, " ");
        }
        let said = say(key);
        self.out.push_str("<a class=\"way\"");
        attribute(&mut self.out, "id", &format!("ui.move-{}-{here}", moved.number));
        attribute(&mut self.out, "href", &format!("#ui.move-{}-{there}", moved.number));
        attribute(&mut self.out, "title", &said);
        attribute(&mut self.out, "aria-label", &said);
        self.out.push_str("></a>");
    }

    /// `level` is the one that a heading is given, `column` the one by which a cell is aligned.
    fn classes(&self, leaf: &LeafView<'_>, level: u8, column: Option<usize>, reformatted: bool) -> Vec<&'static str> {
        let mut classes = Vec::new();
        if let LeafKind::Heading(written) = *leaf.kind
            && written != level
        {
            classes.push(["as-h1", "as-h2", "as-h3", "as-h4", "as-h5", "as-h6"][usize::from(written.clamp(1, 6)) - 1]);
        }
        if let LeafKind::Cell(_) = leaf.kind {
            let table = self.open.iter().rev().find_map(|o| match self.kind(o.container) {
                ContainerKind::Table(aligns) => Some(aligns),
                _ => None,
            });
            match table.zip(column).and_then(|(aligns, column)| aligns.get(column)) {
                Some(Align::Center) => classes.push("center"),
                Some(Align::Right) => classes.push("right"),
                _ => {}
            }
        }
        let several = *leaf.kind == LeafKind::Paragraph && leaf.text.has_block_end();
        classes.extend(several.then_some("paragraphs"));
        match leaf.change {
            Change::Deleted => classes.push("deleted"),
            Change::Inserted => classes.push("inserted"),
            _ if reformatted => classes.push("reformatted"),
            _ => {}
        }
        classes.extend(leaf.moved.map(|_| "moved"));
        classes.extend(leaf.renumbered.then_some("renumbered"));
        classes
    }
}
