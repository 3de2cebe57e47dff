//! Writes the blocks: opens and closes containers so that every leaf stands in its own.

use super::Links;
use super::escape::attribute;
use super::inline::{self, Context};
use super::outline::Outline;
use crate::document::{Alert, Align, ContainerKind, LeafKind, footnote_anchor};
use crate::weave::{Change, RedLeaf, Redline};
use std::collections::{HashMap, HashSet};

/// The redline as HTML.
pub(super) fn write(redline: &Redline, links: &dyn Links) -> String {
    let ids = Ids::of(redline);
    let context = Context { links, ids: &ids.all };
    let mut writer = Writer {
        redline,
        context,
        ids: &ids,
        out: String::new(),
        open: Vec::new(),
        widths: widths(redline),
        outline: Outline::default(),
    };
    let mut written = HashSet::new();
    for leaf in &redline.leaves {
        writer.move_to(leaf, &mut written);
        writer.leaf(leaf, &mut written);
    }
    writer.close_to(0);
    writer.out
}

/// Ids of the page. A place that is gone keeps its id unless the newer version uses it.
struct Ids {
    all: HashSet<String>,
    current: HashSet<String>,
}

impl Ids {
    fn of(redline: &Redline) -> Self {
        let (mut all, mut current) = (HashSet::new(), HashSet::new());
        let mut add = |id: String, stands: bool| {
            if stands {
                current.insert(id.clone());
            }
            all.insert(id);
        };
        for leaf in &redline.leaves {
            leaf.anchors.iter().for_each(|a| add(a.clone(), leaf.change != Change::Deleted));
        }
        for container in &redline.containers {
            if let ContainerKind::Footnote(label) = &container.kind {
                add(footnote_anchor(label), container.current);
            }
        }
        Self { all, current }
    }

    /// Whether a place writes this id: once on the page, and what stands comes before what is gone.
    fn take(&self, id: &str, stands: bool, written: &mut HashSet<String>) -> bool {
        (stands || !self.current.contains(id)) && written.insert(id.to_owned())
    }
}

/// The most cells that a row of each table has.
fn widths(redline: &Redline) -> HashMap<usize, usize> {
    let mut cells: HashMap<usize, usize> = HashMap::new();
    for leaf in redline.leaves.iter().filter(|l| matches!(l.kind, LeafKind::Cell(_))) {
        if let Some(row) = leaf.parent {
            *cells.entry(row).or_default() += 1;
        }
    }
    let mut widths = HashMap::new();
    for (row, count) in cells {
        if let Some(table) = ancestors(redline, Some(row)).find(|c| is_table(&redline.containers[*c].kind)) {
            let width: &mut usize = widths.entry(table).or_default();
            *width = count.max(*width);
        }
    }
    widths
}

fn ancestors(redline: &Redline, innermost: Option<usize>) -> impl Iterator<Item = usize> {
    std::iter::successors(innermost, |c| redline.containers[*c].parent)
}

fn is_table(kind: &ContainerKind) -> bool {
    matches!(kind, ContainerKind::Table(_))
}

struct Writer<'a> {
    redline: &'a Redline,
    context: Context<'a>,
    ids: &'a Ids,
    out: String,
    open: Vec<Open>,
    widths: HashMap<usize, usize>,
    outline: Outline,
}

/// An element that is open.
struct Open {
    container: usize,
    children: usize,
    /// Whether the last child is a term.
    after_term: bool,
}

impl Writer<'_> {
    fn kind(&self, container: usize) -> &ContainerKind {
        &self.redline.containers[container].kind
    }

    /// Closes and opens containers until the innermost is the leaf's.
    fn move_to(&mut self, leaf: &RedLeaf, written: &mut HashSet<String>) {
        let mut path: Vec<usize> = ancestors(self.redline, leaf.parent).collect();
        path.reverse();
        let mut shared = self.open.iter().zip(&path).take_while(|(open, wanted)| open.container == **wanted).count();
        let head_comes_late = path.get(shared).is_some_and(|next| *self.kind(*next) == ContainerKind::Head)
            && shared > 0
            && self.open[shared - 1].children > 0;
        if head_comes_late {
            shared -= 1; // a table has one head, at its start: this is another table
        }
        self.close_to(shared);
        for container in &path[shared..] {
            self.open(*container, written);
        }
    }

    fn child(&mut self, term: bool) {
        if let Some(around) = self.open.last_mut() {
            around.children += 1;
            around.after_term = term;
        }
    }

    fn open(&mut self, container: usize, written: &mut HashSet<String>) {
        let term_missing = self.open.last().is_some_and(|o| o.children == 0);
        self.child(false);
        let redline = self.redline;
        match &redline.containers[container].kind {
            ContainerKind::Quote(None) => self.out.push_str("<blockquote>\n"),
            ContainerKind::Quote(Some(alert)) => {
                self.out.push_str("<blockquote");
                attribute(&mut self.out, "class", alert_class(*alert));
                self.out.push_str(">\n");
            }
            ContainerKind::List(None) => self.out.push_str("<ul>\n"),
            ContainerKind::List(Some(1)) => self.out.push_str("<ol>\n"),
            ContainerKind::List(Some(start)) => {
                // what does not fit HTML's integers starts at the largest
                self.out.push_str(&format!("<ol start=\"{}\">\n", start.min(&2_147_483_647)));
            }
            ContainerKind::Item(None) => self.out.push_str("<li>"),
            ContainerKind::Item(Some(false)) => self.out.push_str("<li class=\"task\">"),
            ContainerKind::Item(Some(true)) => self.out.push_str("<li class=\"task done\">"),
            // what scrolls sideways must be reached with the keyboard
            ContainerKind::Table(_) if self.context.links.on_a_page() => {
                self.out.push_str("<div class=\"table\" tabindex=\"0\"><table>\n");
            }
            ContainerKind::Table(_) => self.out.push_str("<div class=\"table\"><table>\n"),
            ContainerKind::Head => self.out.push_str("<thead>\n"),
            ContainerKind::Body => self.out.push_str("<tbody>\n"),
            ContainerKind::Row => self.out.push_str("<tr>"),
            ContainerKind::Footnote(label) => {
                let anchor = footnote_anchor(label);
                self.out.push_str("<div class=\"footnote\"");
                if self.ids.take(&anchor, redline.containers[container].current, written) {
                    attribute(&mut self.out, "id", &anchor);
                }
                attribute(&mut self.out, "data-label", &format!("[{label}]"));
                self.out.push('>');
            }
            ContainerKind::Definitions => self.out.push_str("<dl>\n"),
            ContainerKind::Definition if term_missing => self.out.push_str("<dt></dt><dd>"),
            ContainerKind::Definition => self.out.push_str("<dd>"),
        }
        self.open.push(Open { container, children: 0, after_term: false });
    }

    fn close_to(&mut self, depth: usize) {
        while self.open.len() > depth {
            let Some(open) = self.open.pop() else { return };
            let end = match self.kind(open.container) {
                ContainerKind::Quote(_) => "</blockquote>\n",
                ContainerKind::List(None) => "</ul>\n",
                ContainerKind::List(Some(_)) => "</ol>\n",
                ContainerKind::Item(_) => "</li>\n",
                ContainerKind::Table(_) => "</table></div>\n",
                ContainerKind::Head => "</thead>\n",
                ContainerKind::Body => "</tbody>\n",
                ContainerKind::Row => {
                    let table = self.open.iter().rev().find(|o| is_table(self.kind(o.container)));
                    let width = table.and_then(|t| self.widths.get(&t.container)).copied().unwrap_or(0);
                    self.out.push_str(&"<td></td>".repeat(width.saturating_sub(open.children)));
                    "</tr>\n"
                }
                ContainerKind::Footnote(_) => "</div>\n",
                ContainerKind::Definitions if open.after_term => "<dd></dd></dl>\n",
                ContainerKind::Definitions => "</dl>\n",
                ContainerKind::Definition => "</dd>\n",
            };
            self.out.push_str(end);
        }
    }

    fn leaf(&mut self, leaf: &RedLeaf, written: &mut HashSet<String>) {
        let first = self.open.last().is_none_or(|o| o.children == 0);
        let column = self.open.last().map_or(0, |o| o.children);
        self.child(leaf.kind == LeafKind::Term);
        let stands = leaf.change != Change::Deleted;
        let mut anchors: Vec<&str> =
            leaf.anchors.iter().map(String::as_str).filter(|a| self.ids.take(a, stands, written)).collect();
        let bare = leaf.kind == LeafKind::Line && first;
        let level = match leaf.kind {
            LeafKind::Heading(level) if self.context.links.on_a_page() => self.outline.level(level),
            LeafKind::Heading(level) => level,
            _ => 0,
        };
        let name = match leaf.kind {
            LeafKind::Heading(_) => ["h1", "h2", "h3", "h4", "h5", "h6"][usize::from(level.clamp(1, 6)) - 1],
            LeafKind::Paragraph => "p",
            LeafKind::Line => "div",
            LeafKind::Cell(true) => "th",
            LeafKind::Cell(false) => "td",
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
            self.leaf_attributes(leaf, level, column);
            self.out.push('>');
        }
        for anchor in anchors {
            self.out.push_str("<a");
            attribute(&mut self.out, "id", anchor);
            self.out.push_str("></a>");
        }
        match leaf.kind {
            LeafKind::Rule => self.out.push('\n'),
            LeafKind::Code(_) => {
                self.out.push_str("<code>");
                inline::write(&mut self.out, &leaf.pieces, &self.context);
                self.out.push_str("</code></pre>\n");
            }
            _ => {
                inline::write(&mut self.out, &leaf.pieces, &self.context);
                if !bare {
                    self.out.push_str("</");
                    self.out.push_str(name);
                    self.out.push('>');
                    if !matches!(leaf.kind, LeafKind::Cell(_)) {
                        self.out.push('\n');
                    }
                }
            }
        }
    }

    /// `level` is the one that a heading is given.
    fn leaf_attributes(&mut self, leaf: &RedLeaf, level: u8, column: usize) {
        let mut classes = Vec::new();
        if let LeafKind::Heading(written) = leaf.kind
            && written != level
        {
            classes.push(["as-h2", "as-h3", "as-h4", "as-h5", "as-h6"][usize::from(written.clamp(2, 6)) - 2]);
        }
        if let LeafKind::Cell(header) = leaf.kind {
            let in_head = self.open.iter().any(|o| *self.kind(o.container) == ContainerKind::Head);
            if header {
                attribute(&mut self.out, "scope", if in_head { "col" } else { "row" });
            }
            let table = self.open.iter().rev().find_map(|o| match self.kind(o.container) {
                ContainerKind::Table(aligns) => Some(aligns),
                _ => None,
            });
            match table.and_then(|aligns| aligns.get(column)) {
                Some(Align::Center) => classes.push("center"),
                Some(Align::Right) => classes.push("right"),
                _ => {}
            }
        }
        match leaf.change {
            Change::Deleted => classes.push("deleted"),
            Change::Inserted => classes.push("inserted"),
            _ if leaf.was.is_some() => classes.push("reformatted"),
            _ => {}
        }
        if !classes.is_empty() {
            attribute(&mut self.out, "class", &classes.join(" "));
        }
    }
}

fn alert_class(alert: Alert) -> &'static str {
    match alert {
        Alert::Note => "alert-note",
        Alert::Tip => "alert-tip",
        Alert::Important => "alert-important",
        Alert::Warning => "alert-warning",
        Alert::Caution => "alert-caution",
    }
}
