//! A text as HTML in parts, each of whole blocks, so that something can stand beside each.

use super::Links;
use super::tree::{Ids, Writer};
use super::view::View;
use crate::document::Document;
use crate::weave::Redline;

/// The document as HTML, as [`document`](super::document) writes it, in parts that begin with the leaves at `starts`. The first
/// is 0; no part begins within a container.
pub fn document_in_parts(document: &Document, starts: &[usize], links: &dyn Links) -> Vec<String> {
    write(&View::of_document(document), starts, links)
}

/// The redline as HTML, as [`redline`](super::redline) writes it, in such parts.
pub fn redline_in_parts(redline: &Redline, starts: &[usize], links: &dyn Links) -> Vec<String> {
    let mut view = View::of_redline(redline);
    view.address(redline);
    write(&view, starts, links)
}

fn write(view: &View<'_>, starts: &[usize], links: &dyn Links) -> Vec<String> {
    let ids = Ids::of(view, &view.leaves);
    let mut writer = Writer::new(view, &view.leaves, links, &ids, false);
    let mut written = Writer::addresses(&view.leaves);
    let ends = starts.iter().skip(1).copied().chain([view.leaves.len()]);
    let part = |(start, end): (&usize, usize)| {
        writer.leaves(&view.leaves[*start..end], &mut written);
        writer.close_to(0);
        std::mem::take(&mut writer.out)
    };
    starts.iter().zip(ends).map(part).collect()
}
