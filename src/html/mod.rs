//! The only module that writes the markup of documents and redlines.
//!
//! Safe by construction: every element and attribute is written here from a fixed list, every text and value is
//! escaped, and a link leads to an allowed scheme or to an existing place. In a redline, `<ins>` and `<del>` are
//! inside leaf blocks, never around structure and never nested in one another. Where a block was split or merged, one
//! of them holds an empty `<div class="break">`: without it the two parts are one block. Notes about a change (its
//! kind, where a block moved) are attributes and never text, so that the text is the policy's alone; only in feeds,
//! where attributes are not shown, they are text. An invisible character that may deceive is in a `<bdi>` of its own,
//! on pages and redlines alike, so that it affects the direction of nothing but itself; the style sheet shows its
//! name.

mod data;
mod escape;
mod inline;
mod leaf;
mod note_kind;
pub mod notes;
mod numbers;
mod outline;
mod parts;
mod picture;
mod short;
mod signs;
mod tree;
mod url;
mod view;

pub use data::weave_data;
pub use note_kind::NoteKind;
pub use notes::Note;
pub use parts::{document_in_parts, redline_in_parts};
pub use short::{LeftOut, Stretch, redline_in_short};

use crate::document::{Document, LeafKind, without_pictures};
use crate::model::Shape;
use crate::weave::Redline;
use rustc_hash::FxHashSet;
use view::View;

/// What a text needs to know of the place where it is shown.
pub trait Links {
    /// The URL, relative to the page being written and percent-encoded, of what `href` means; `None` when it leads
    /// nowhere in the site. Asked only for links without a scheme that are no bare `#fragment`.
    fn locate(&self, href: &str) -> Option<String>;

    /// The file of the site to which `href` leads in the text that is shown; in a redline, in the newer version.
    fn annex(&self, _href: &str) -> Option<AnnexLink> {
        None
    }

    /// In a redline, the file to which `href` leads in the older version.
    fn annex_before(&self, href: &str) -> Option<AnnexLink> {
        self.annex(href)
    }

    /// The files to which `href` leads in all versions: the place of the first version from which on it is each.
    fn annexes(&self, _href: &str) -> Vec<(usize, Option<AnnexLink>)> {
        Vec::new()
    }

    /// What an image without a text is called.
    fn picture(&self) -> String {
        "image".to_owned()
    }

    /// A note about a change in words.
    fn say(&self, note: &Note) -> String {
        format!("{} {}", note.kind.key(), note.value).trim_end().to_owned()
    }

    /// What is said of the section below the heading at `place` among the headings of a document.
    fn section(&self, _place: usize) -> Option<&SectionLink> {
        None
    }

    /// What is to be looked at in the text.
    fn signs(&self) -> &[Sign] {
        &[]
    }

    /// Whether the text stands on a page, below its title; then its headings fit into the page's outline.
    fn on_a_page(&self) -> bool {
        true
    }
}

/// A file of the site, as seen from the page being written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AnnexLink {
    /// Its URL, percent-encoded.
    pub url: String,
    /// How it is shown.
    pub shape: Shape,
}

/// A link that stands after a heading, without text of its own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SectionLink {
    /// The id of the link itself.
    pub id: Option<String>,
    /// Where it leads, if anywhere.
    pub href: Option<String>,
    /// What it says; it stands in an attribute.
    pub said: String,
}

/// A sign at a block that there is something to look at. It has no text: the text of a page is the policy's alone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sign {
    /// The place of the block among the leaves of the text that is shown; in a redline, of the newer version.
    pub leaf: usize,
    /// How bad it is, as style sheets name it.
    pub class: &'static str,
    /// The id of the sign itself.
    pub id: String,
    /// The id of what it opens.
    pub opens: String,
    /// What it says; it stands in an attribute.
    pub said: String,
}

/// Links that all lead nowhere: for text that stands alone.
pub struct NoLinks;

impl Links for NoLinks {
    fn locate(&self, _href: &str) -> Option<String> {
        None
    }

    fn on_a_page(&self) -> bool {
        false
    }
}

/// The document as HTML: block elements, no element around them.
pub fn document(document: &Document, links: &dyn Links) -> String {
    let mut view = View::of_document(document);
    view.sign(links.signs());
    tree::write(&view, None, links, false)
}

/// The redline as HTML: block elements with `<ins>` and `<del>` inside, no element around them. Without every `<ins>` it
/// is the older version's text, without every `<del>` the newer one's.
///
/// On a page each change, as [`Redline::changes`] counts them, has an address: `<a class="change" id="c3"></a>` is the
/// first thing in its first leaf.
pub fn redline(redline: &Redline, links: &dyn Links) -> String {
    let mut view = View::of_redline(redline);
    if links.on_a_page() {
        view.address(redline);
        view.sign(links.signs());
    }
    tree::write(&view, None, links, false)
}

/// The id of the change with this number.
fn change_id(number: usize) -> String {
    format!("c{number}")
}

/// `text` as HTML.
pub fn text(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    escape::push(&mut out, text);
    out
}

/// The changed blocks of a redline, each part under its heading, and of a table the rows with changes: for
/// feeds. No style sheet shows them, so each mark, and what else is said of a change, is part of the text. After `most`
/// bytes of text the rest is left out, and the second value is `true`.
pub fn excerpt(redline: &Redline, links: &dyn Links, most: usize) -> (String, bool) {
    let cells = redline.leaves.iter().filter(|leaf| matches!(leaf.kind, LeafKind::Cell(_)));
    let rows: FxHashSet<_> = cells.filter(|leaf| leaf.is_marked()).filter_map(|leaf| leaf.parent).collect();
    let whole = View::of_redline(redline);
    let mut leaves = Vec::new();
    let (mut heading, mut length, mut cut) = (None, 0, false);
    for (leaf, view) in redline.leaves.iter().zip(&whole.leaves) {
        let is_heading = matches!(leaf.kind, LeafKind::Heading(_));
        if is_heading {
            heading = Some(view);
        }
        if leaf.is_marked() || leaf.parent.is_some_and(|row| rows.contains(&row)) {
            if length > most {
                cut = true;
                break;
            }
            length += 1 + view.text.length(); // blocks without text are many too
            leaves.extend(heading.take().filter(|_| !is_heading).cloned());
            leaves.push(view.clone());
            heading = heading.filter(|_| !is_heading);
        }
    }
    (tree::write(&whole, Some(&leaves), links, true), cut)
}

/// A heading of a document, for a table of contents.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// 1 to 6.
    pub level: u8,
    /// The heading's text, not escaped.
    pub text: String,
    /// Its place among all headings of the document, those without text too.
    pub place: usize,
    /// The anchor on the page, without `#`, not percent-encoded.
    pub anchor: String,
}

/// The headings of a document, in reading order.
pub fn contents(document: &Document) -> Vec<Entry> {
    let headings = document.leaves.iter().filter_map(|leaf| match leaf.kind {
        LeafKind::Heading(level) => Some((level, leaf)),
        _ => None,
    });
    let entry = |(place, (level, leaf)): (usize, (u8, &crate::document::Leaf))| {
        let text = without_pictures(&leaf.text);
        let anchor = leaf.anchors.first().filter(|_| !text.is_empty())?.clone();
        Some(Entry { level, text: text.replace('\n', " "), place, anchor })
    };
    headings.enumerate().filter_map(entry).collect()
}

#[cfg(test)]
mod tests;
