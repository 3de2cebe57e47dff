//! Writes the blocks: opens and closes containers so that every leaf is inside its own.

use super::escape::attribute;
use super::inline::Context;
use super::notes::{self, alert_name};
use super::numbers::numbers;
use super::outline::Outline;
use super::view::{LeafView, View};
use super::{Links, change_id};
use crate::document::{Alert, Aside, ContainerKind, LeafKind, Numbering, footnote_anchor, is_filled_up};
use crate::weave::Change;
use rustc_hash::{FxHashMap, FxHashSet};
use std::borrow::Cow;
use std::collections::BTreeSet;

/// The text as HTML, or some of its leaves.
pub(super) fn write(text: &View<'_>, some: Option<&[LeafView<'_>]>, links: &dyn Links, notes_in_text: bool) -> String {
    let leaves = some.unwrap_or(&text.leaves);
    let ids = Ids::of(text, leaves);
    let mut writer = Writer::new(text, leaves, links, &ids, notes_in_text);
    writer.out.reserve(text.length() * 5 / 4);
    writer.leaves(leaves, &mut Writer::addresses(leaves));
    writer.close_to(0);
    writer.out
}

/// Ids of the page. A place that is gone keeps its id unless the newer version uses it.
pub(super) struct Ids<'a> {
    all: FxHashSet<Cow<'a, str>>,
    pub(super) current: FxHashSet<Cow<'a, str>>,
}

/// Ids that are on the page already.
pub(super) type Written = FxHashSet<String>;

impl<'a> Ids<'a> {
    /// The ids of some leaves of a text, and of the footnotes in which they stand.
    pub(super) fn of(text: &View<'a>, leaves: &[LeafView<'a>]) -> Self {
        let (mut all, mut current) = (FxHashSet::default(), FxHashSet::default());
        let mut add = |id: Cow<'a, str>, stands: bool| {
            if stands {
                current.insert(id.clone());
            }
            all.insert(id);
        };
        for leaf in leaves {
            leaf.anchors.iter().for_each(|a| add(a.into(), leaf.change != Change::Deleted));
        }
        for container in around(text, leaves).into_iter().map(|ix| &text.containers[ix]) {
            if let ContainerKind::Footnote(label) = container.kind {
                add(footnote_anchor(label).into(), container.current);
            }
        }
        Self { all, current }
    }

    /// Whether a place writes this id: once on the page, and what stands comes before what is gone.
    pub(super) fn take(&self, id: &str, stands: bool, written: &mut Written) -> bool {
        (stands || !self.current.contains(id)) && written.insert(id.to_owned())
    }
}

/// The most cells that a row of each table has. A table in which many times more places are empty than there are cells has
/// none: its rows are written as they are; so are those of a table with cells that fill several places.
fn widths(text: &View<'_>, leaves: &[LeafView<'_>]) -> FxHashMap<usize, usize> {
    #[derive(Default)]
    struct Size {
        rows: usize,
        cells: usize,
        width: usize,
    }
    let mut rows: FxHashMap<usize, (usize, usize)> = FxHashMap::default();
    let table = |row| ancestors(text, Some(row)).find(|c| is_table(text.containers[*c].kind));
    let mut wide: FxHashSet<Option<usize>> = FxHashSet::default();
    for leaf in leaves {
        if let (LeafKind::Cell(cell), Some(row)) = (leaf.kind, leaf.parent) {
            let (cells, width) = rows.entry(row).or_default();
            *cells += 1;
            *width = (*width + 1).max(leaf.column + 1);
            wide.extend(cell.is_wide().then(|| table(row)));
        }
    }
    let mut sizes: FxHashMap<usize, Size> = FxHashMap::default();
    for (row, (cells, width)) in rows {
        if let Some(table) = table(row).filter(|table| !wide.contains(&Some(*table))) {
            let size = sizes.entry(table).or_default();
            size.rows += 1;
            size.cells += cells;
            size.width = size.width.max(width);
        }
    }
    let is_full = |size: &Size| is_filled_up(size.rows, size.width, size.cells);
    sizes.into_iter().filter(|(_, size)| is_full(size)).map(|(table, size)| (table, size.width)).collect()
}

/// The columns of each table that stand in the newer version, by their places among the columns of both, in order.
fn standing(text: &View<'_>, leaves: &[LeafView<'_>]) -> FxHashMap<usize, Vec<usize>> {
    let mut columns: FxHashMap<usize, BTreeSet<usize>> = FxHashMap::default();
    let cells = leaves.iter().filter(|l| matches!(l.kind, LeafKind::Cell(_)) && l.change != Change::Deleted);
    for cell in cells {
        if let Some(table) = ancestors(text, cell.parent).find(|c| is_table(text.containers[*c].kind)) {
            columns.entry(table).or_default().insert(cell.column);
        }
    }
    columns.into_iter().map(|(table, columns)| (table, columns.into_iter().collect())).collect()
}

/// The containers around some leaves of a text.
fn around(text: &View<'_>, leaves: &[LeafView<'_>]) -> Vec<usize> {
    let mut seen = vec![false; text.containers.len()];
    for leaf in leaves {
        let mut next = leaf.parent;
        while let Some(ix) = next.filter(|ix| !std::mem::replace(&mut seen[*ix], true)) {
            next = text.containers[ix].parent;
        }
    }
    (0..seen.len()).filter(|ix| seen[*ix]).collect()
}

fn ancestors(text: &View<'_>, innermost: Option<usize>) -> impl Iterator<Item = usize> {
    std::iter::successors(innermost, |c| text.containers[*c].parent)
}

fn is_table(kind: &ContainerKind) -> bool {
    matches!(kind, ContainerKind::Table(_))
}

/// The largest of HTML's integers; what does not fit is that.
pub(super) const MOST: u64 = 2_147_483_647;

pub(super) struct Writer<'a> {
    pub(super) text: &'a View<'a>,
    pub(super) context: Context<'a>,
    pub(super) ids: &'a Ids<'a>,
    pub(super) out: String,
    pub(super) open: Vec<Open>,
    widths: FxHashMap<usize, usize>,
    standing: FxHashMap<usize, Vec<usize>>,
    numbers: FxHashMap<usize, u64>,
    pub(super) outline: Outline,
    /// How many headings were written.
    pub(super) headings: usize,
}

/// An element that is open.
pub(super) struct Open {
    pub(super) container: usize,
    pub(super) children: usize,
    /// Children that stand in the newer version.
    pub(super) current: usize,
    /// Whether the last child is a term.
    after_term: bool,
    /// How a numbered list counts, and the number that its next item would have.
    number: Option<(Numbering, u64)>,
}

impl<'a> Writer<'a> {
    pub(super) fn new(
        text: &'a View<'a>,
        leaves: &[LeafView<'_>],
        links: &'a dyn Links,
        ids: &'a Ids<'a>,
        notes_in_text: bool,
    ) -> Self {
        Writer {
            text,
            context: Context { links, ids: &ids.all, beyond: None, notes_in_text },
            ids,
            out: String::new(),
            open: Vec::new(),
            widths: widths(text, leaves),
            standing: standing(text, leaves),
            numbers: numbers(text),
            outline: Outline::default(),
            headings: 0,
        }
    }
}

impl Writer<'_> {
    /// The addresses of the changes in all leaves that are going to be written: they come before a place of the text that
    /// is called the same.
    pub(super) fn addresses(leaves: &[LeafView<'_>]) -> Written {
        leaves.iter().filter_map(|leaf| leaf.begins).map(change_id).collect()
    }

    /// Writes leaves, each in its containers.
    pub(super) fn leaves(&mut self, leaves: &[LeafView<'_>], written: &mut Written) {
        for leaf in leaves {
            self.move_to(leaf, written);
            self.leaf(leaf, written);
        }
    }

    pub(super) fn kind(&self, container: usize) -> &ContainerKind {
        self.text.containers[container].kind
    }

    /// Closes and opens containers until the innermost is the leaf's.
    fn move_to(&mut self, leaf: &LeafView<'_>, written: &mut Written) {
        if self.open.last().map(|open| open.container) == leaf.parent {
            return;
        }
        let mut path: Vec<usize> = ancestors(self.text, leaf.parent).collect();
        path.reverse();
        let mut shared = self.open.iter().zip(&path).take_while(|(open, wanted)| open.container == **wanted).count();
        let begins = |next: &usize| matches!(self.kind(*next), ContainerKind::Head | ContainerKind::Caption);
        let head_comes_late = path.get(shared).is_some_and(begins) && shared > 0 && self.open[shared - 1].children > 0;
        if head_comes_late {
            shared -= 1; // a table has one head, at its start, and one caption before: this is another table
        }
        self.close_to(shared);
        for container in &path[shared..] {
            self.open(*container, written);
        }
    }

    /// The column of its table by which the next cell is aligned; `None` in a column that is gone.
    pub(super) fn aligned_column(&self, cell: &LeafView<'_>) -> Option<usize> {
        if cell.change != Change::Deleted {
            return self.open.last().map(|row| row.current);
        }
        let table = self.open.iter().rev().find(|o| is_table(self.kind(o.container)))?.container;
        match self.standing.get(&table) {
            Some(columns) => columns.binary_search(&cell.column).ok(),
            None => Some(cell.column), // the whole table is gone
        }
    }

    /// How many cells the rows of the table that is open are filled up to; 0 if they are not.
    pub(super) fn width(&self) -> usize {
        let table = self.open.iter().rev().find(|o| is_table(self.kind(o.container)));
        table.and_then(|t| self.widths.get(&t.container)).copied().unwrap_or(0)
    }

    pub(super) fn child(&mut self, term: bool) {
        if let Some(around) = self.open.last_mut() {
            around.children += 1;
            around.after_term = term;
        }
    }

    fn open(&mut self, container: usize, written: &mut Written) {
        let term_missing = self.open.last().is_some_and(|o| o.children == 0);
        let text = self.text;
        if *text.containers[container].kind != ContainerKind::Caption {
            self.child(false);
        }
        match text.containers[container].kind {
            ContainerKind::Quote(alert) => {
                let label = alert.map_or(Cow::from(">\n"), |a| format!(" data-label=\"{}\">\n", alert_name(a)).into());
                self.start("blockquote", alert.map(alert_class), container, &label);
            }
            ContainerKind::List(None) => self.start("ul", None, container, ">\n"),
            ContainerKind::List(Some(numbering)) => {
                self.start("ol", numbering.numerals.name(), container, &list_attributes(numbering));
            }
            ContainerKind::Aside(aside) => {
                let (class, label) = aside_attributes(aside);
                self.start("div", Some(&class), container, &label);
            }
            ContainerKind::Caption => self.out.push_str("<caption>"),
            ContainerKind::Item(item) => {
                let class = item.task.map(|done| if done { "task done" } else { "task" });
                let end = self.value(container).map_or(Cow::from(">"), |number| format!(" value=\"{number}\">").into());
                self.start("li", class, container, &end);
            }
            // what scrolls sideways must be reached with the keyboard
            ContainerKind::Table(_) if self.context.links.on_a_page() => {
                self.start("div", Some("table"), container, " tabindex=\"0\"><table>\n");
            }
            ContainerKind::Table(_) => self.start("div", Some("table"), container, "><table>\n"),
            ContainerKind::Head => self.out.push_str("<thead>\n"),
            ContainerKind::Body => self.out.push_str("<tbody>\n"),
            ContainerKind::Row => match whole(text.containers[container].whole) {
                Some(class) => self.out.push_str(&format!("<tr class=\"{class}\">")),
                None => self.out.push_str("<tr>"),
            },
            ContainerKind::Footnote(label) => {
                let anchor = footnote_anchor(label);
                self.out.push_str("<div class=\"footnote\"");
                if self.ids.take(&anchor, text.containers[container].current, written) {
                    attribute(&mut self.out, "id", &anchor);
                }
                attribute(&mut self.out, "data-label", &format!("[{label}]"));
                self.out.push('>');
            }
            ContainerKind::Definitions => self.out.push_str("<dl>\n"),
            ContainerKind::Definition if term_missing => self.out.push_str("<dt></dt><dd>"),
            ContainerKind::Definition => self.out.push_str("<dd>"),
        }
        let number = match *text.containers[container].kind {
            ContainerKind::List(Some(numbering)) => Some((numbering, numbering.start)),
            _ => None,
        };
        self.open.push(Open { container, children: 0, current: 0, after_term: false, number });
    }

    /// The number of an item, if it is not the one that a browser gives it: where others are gone, or a list is in parts.
    fn value(&mut self, item: usize) -> Option<u64> {
        let number = *self.numbers.get(&item)?;
        let (numbering, next) = self.open.last_mut()?.number.as_mut()?;
        let own = *next != number;
        *next = numbering.after(number);
        own.then_some(number.min(MOST))
    }

    /// Starts the element of a container, with what is said of it if it was something else.
    fn start(&mut self, name: &str, class: Option<&str>, container: usize, end: &str) {
        let red = self.text.containers[container].red;
        let said = red.map(|c| self.context.say(&notes::of_container(c))).unwrap_or_default();
        let reformatted = (!said.is_empty()).then_some("reformatted");
        let whole = whole(self.text.containers[container].whole).filter(|_| name == "li");
        let classes: Vec<&str> = class.into_iter().chain(reformatted).chain(whole).collect();
        if name != "li" {
            self.context.aside(&mut self.out, "", &said, "\n");
        }
        self.out.push('<');
        self.out.push_str(name);
        for (name, value) in [("class", classes.join(" ").as_str()), ("title", said.as_str())] {
            if !value.is_empty() {
                attribute(&mut self.out, name, value);
            }
        }
        self.out.push_str(end);
        if name == "li" {
            self.context.aside(&mut self.out, "", &said, " ");
        }
    }

    pub(super) fn close_to(&mut self, depth: usize) {
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
                    self.out.push_str(&"<td></td>".repeat(self.width().saturating_sub(open.children)));
                    "</tr>\n"
                }
                ContainerKind::Footnote(_) | ContainerKind::Aside(_) => "</div>\n",
                ContainerKind::Caption => "</caption>\n",
                ContainerKind::Definitions if open.after_term => "<dd></dd></dl>\n",
                ContainerKind::Definitions => "</dl>\n",
                ContainerKind::Definition => "</dd>\n",
            };
            self.out.push_str(end);
        }
    }
}

/// The attributes of a numbered list, with the end of its tag.
fn list_attributes(numbering: &Numbering) -> String {
    let falls = if numbering.reversed { " reversed=\"\"" } else { "" };
    match numbering.start {
        1 if !numbering.reversed => ">\n".into(),
        start => format!("{falls} start=\"{}\">\n", start.min(MOST)),
    }
}

/// The class of a note, and its other attributes with the end of its tag. It is called as its author's tool calls it.
fn aside_attributes(aside: &Aside) -> (String, String) {
    let class = if aside.kind.is_empty() { "aside".into() } else { format!("aside aside-{}", aside.kind) };
    let mut label = String::from(" role=\"note\"");
    if !aside.titled && !aside.kind.is_empty() {
        attribute(&mut label, "data-label", &aside.kind);
    }
    (class, label + ">\n")
}

/// The class of a container that came or went whole.
fn whole(change: Option<Change>) -> Option<&'static str> {
    match change? {
        Change::Deleted => Some("deleted"),
        Change::Inserted => Some("inserted"),
        _ => None,
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
