//! Writes images: those that the site has are shown, others are replaced by their text.

use super::escape::attribute;
use super::note_kind::NoteKind;
use super::view::PieceView;
use super::{AnnexLink, Links, Note};
use crate::document::{Mark, PICTURE};
use crate::model::Shape;
use crate::weave::Change;

/// An image of a text, which the site has.
pub(super) struct Picture<'p> {
    /// Its place among the marks of a piece.
    pub(super) at: usize,
    title: &'p str,
    file: AnnexLink,
    /// The other image that stood in its place in the older version of a redline.
    before: Option<AnnexLink>,
}

/// The image in which a piece stands, if the site has it and its element is not open: `open` elements are.
pub(super) fn of<'p>(links: &dyn Links, piece: &PieceView<'p>, open: usize) -> Option<Picture<'p>> {
    let image = |mark: &'p Mark| if let Mark::Image { src, title } = mark { Some((src, title)) } else { None };
    let (at, (src, title)) = piece.marks.iter().enumerate().find_map(|(at, mark)| Some((at, image(mark)?)))?;
    if at < open {
        return None;
    }
    let file = leads_to(links, src, piece.change == Change::Deleted).filter(is_shown)?;
    let before = match piece.change {
        Change::Same => leads_to(links, src, true),
        Change::Reformatted => piece.was.iter().find_map(image).and_then(|(src, _)| leads_to(links, src, true)),
        Change::Deleted | Change::Inserted => None,
    };
    let before = before.filter(is_shown).filter(|before| *before != file);
    Some(Picture { at, title, file, before })
}

/// The file to which `href` leads: in the older version of a redline, if `before`.
pub(super) fn leads_to(links: &dyn Links, href: &str, before: bool) -> Option<AnnexLink> {
    if before { links.annex_before(href.trim()) } else { links.annex(href.trim()) }
}

/// Writes an image whose text is that of `pieces`, in a link to its file unless it is in one.
pub(super) fn write_all(
    out: &mut String,
    links: &dyn Links,
    picture: &Picture<'_>,
    pieces: &[PieceView<'_>],
    in_link: bool,
) {
    let text: String = pieces.iter().map(|piece| piece.text).collect();
    let name = links.picture();
    // what looks alike and follows one another is one stretch of text
    let copies = if text.chars().all(|c| c == PICTURE) { text.chars().count().max(1) } else { 1 };
    let text = if copies > 1 { name.clone() } else { text.replace(PICTURE, &name).replace('\n', " ") };
    if let Some(before) = &picture.before {
        let said = links.say(&Note { kind: NoteKind::ImageReplaced, value: String::new() });
        out.push_str("<span class=\"replaced\"");
        attribute(out, "title", &said);
        out.push('>');
        write(out, before, (&said, ""), in_link);
    }
    for _ in 0..copies {
        write(out, &picture.file, (&text, picture.title), in_link);
    }
    out.push_str(if picture.before.is_some() { "</span>" } else { "" });
}

/// Writes an image whose text, which changed, follows.
pub(super) fn begin(
    out: &mut String,
    links: &dyn Links,
    (file, title): (&AnnexLink, &str),
    in_link: bool,
) -> &'static str {
    out.push_str("<span class=\"captioned\">");
    write(out, file, (&links.picture(), title), in_link);
    "</span>"
}

fn write(out: &mut String, file: &AnnexLink, (text, title): (&str, &str), in_link: bool) {
    if !in_link {
        out.push_str("<a");
        attribute(out, "href", &file.url);
        out.push_str(" class=\"picture\">");
    }
    out.push_str("<img");
    attribute(out, "src", &file.url);
    attribute(out, "alt", text);
    if !title.is_empty() {
        attribute(out, "title", title);
    }
    if let Shape::Picture(Some((width, height))) = file.shape {
        attribute(out, "width", &width.to_string());
        attribute(out, "height", &height.to_string());
    }
    out.push_str(" loading=\"lazy\">");
    out.push_str(if in_link { "" } else { "</a>" });
}

pub(super) fn is_shown(file: &AnnexLink) -> bool {
    matches!(file.shape, Shape::Picture(_))
}
