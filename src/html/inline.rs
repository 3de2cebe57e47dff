//! Writes the text of a leaf: marks nested in changes.

use super::Links;
use super::escape::{attribute, push};
use super::notes::{self, Note};
use super::picture;
use super::url::{Target, target};
use super::view::{PieceView, TextView};
use crate::document::{Mark, PICTURE, Span, footnote_anchor};
use crate::percent::encode;
use crate::showable::{self, Part, parts};
use crate::weave::Change;
use rustc_hash::FxHashSet;
use std::borrow::Cow;

/// What a leaf's text is written with.
pub(super) struct Context<'a> {
    pub(super) links: &'a dyn Links,
    /// Every id that the page will have.
    pub(super) ids: &'a FxHashSet<Cow<'a, str>>,
    /// Where places are that the page leaves out.
    pub(super) beyond: Option<Beyond<'a>>,
    /// Whether notes are part of the text.
    pub(super) notes_in_text: bool,
}

/// The page that has the whole of a text, and its ids.
#[derive(Clone, Copy)]
pub(super) struct Beyond<'a> {
    /// Its URL, percent-encoded.
    pub(super) page: &'a str,
    pub(super) ids: &'a FxHashSet<Cow<'a, str>>,
}

impl Context<'_> {
    /// The URL of the place with this id, if there is one.
    fn place(&self, id: &str) -> Option<String> {
        let page = match self.beyond {
            _ if self.ids.contains(id) => "",
            Some(beyond) if beyond.ids.contains(id) => beyond.page,
            _ => return None,
        };
        Some(format!("{page}#{}", encode(id)))
    }

    /// Writes the text of a leaf. One that is written alike wherever it stands is made once.
    pub(super) fn text(&self, out: &mut String, text: TextView<'_>) {
        if let TextView::Plain(content) = text
            && let Some(written) = content.written(|| {
                content.spans.iter().all(is_alike_everywhere).then(|| {
                    let mut out = String::with_capacity(content.text.len());
                    write(&mut out, &text.pieces(), self);
                    out
                })
            })
        {
            return out.push_str(written);
        }
        write(out, &text.pieces(), self);
    }
}

/// Whether the marks are written alike on every page: no link leads to another place of the site.
fn is_alike_everywhere(span: &Span) -> bool {
    span.marks.iter().all(|mark| match mark {
        Mark::Footnote(_) => false,
        Mark::Link { href: to, .. } | Mark::Image { src: to, .. } => {
            matches!(target(to), Target::Url(_) | Target::Nowhere)
        }
        _ => true,
    })
}

/// Writes the pieces of a leaf, one element for each run of one change. A link whose text changed in part is one link
/// with the change inside it.
fn write(out: &mut String, pieces: &[PieceView<'_>], context: &Context<'_>) {
    let one_run = |a: &PieceView<'_>, b: &PieceView<'_>| {
        let reformatted = a.change == Change::Reformatted;
        let moved = a.moved == b.moved || context.notes_in_text; // there words say of the block that it moved
        a.change == b.change && moved && (!reformatted || context.said(a) == context.said(b))
    };
    for (around, pieces) in changed_links(pieces, one_run) {
        let mut open = Vec::new();
        around.iter().for_each(|mark| begin(out, mark, (&mut open, false), context));
        for run in pieces.chunk_by(one_run) {
            write_change(out, run, &mut open, context);
        }
        end(out, &mut open, 0);
    }
}

/// The pieces in stretches: those of a link that hold several runs, with the marks that are around all of them, and what
/// is between.
fn changed_links<'p>(
    pieces: &'p [PieceView<'p>],
    one_run: impl Fn(&PieceView<'_>, &PieceView<'_>) -> bool + Copy,
) -> Vec<(&'p [Mark], &'p [PieceView<'p>])> {
    let mut stretches = Vec::new();
    let (mut from, mut to) = (0, 0);
    for group in pieces.chunk_by(|a, b| up_to_link(a) == up_to_link(b)) {
        let around = up_to_link(&group[0]);
        let next = to + group.len();
        if !around.is_empty() && group.chunk_by(one_run).count() > 1 {
            stretches.extend([(&[][..], &pieces[from..to]), (around, group)]);
            from = next;
        }
        to = next;
    }
    stretches.push((&[], &pieces[from..]));
    stretches
}

/// The marks of a piece from the outermost to its link or image, if it is in one.
fn up_to_link<'p>(piece: &PieceView<'p>) -> &'p [Mark] {
    let link = piece.marks.iter().position(|mark| matches!(mark, Mark::Link { .. } | Mark::Image { .. }));
    &piece.marks[..link.map_or(0, |at| at + 1)]
}

/// Writes pieces to which one thing happened, in an element that says so.
fn write_change<'p>(out: &mut String, run: &'p [PieceView<'p>], open: &mut Vec<Open<'p>>, context: &Context<'_>) {
    let (name, class) = match (run[0].change, run[0].moved) {
        (Change::Same, _) => return write_run(out, run, open, context),
        (Change::Deleted, moved) => ("del", if moved { "moved" } else { "" }),
        (Change::Inserted, moved) => ("ins", if moved { "moved" } else { "" }),
        (Change::Reformatted, _) => ("span", "reformatted"),
    };
    out.push('<');
    out.push_str(name);
    let said = context.said(&run[0]);
    for (attribute_name, value) in [("class", class), ("title", said.as_str())] {
        if !value.is_empty() {
            attribute(out, attribute_name, value);
        }
    }
    let sign = match run[0].change {
        Change::Reformatted => None,
        _ if !context.notes_in_text => None,
        change => Some(change == Change::Inserted),
    };
    let (style, before) = match sign {
        Some(true) => (INSERTED, "[+"),
        Some(false) => (DELETED, "[−"),
        None => ("", ""),
    };
    if sign.is_some() {
        attribute(out, "style", style);
    }
    out.push('>');
    let shows = run.iter().any(|piece| piece.block_end || !piece.text.trim().is_empty());
    out.push_str(if shows { before } else { "" });
    write_run(out, run, open, context);
    out.push_str(if shows && sign.is_some() { "]" } else { "" });
    out.push_str("</");
    out.push_str(name);
    out.push('>');
    context.aside(out, " ", &said, "");
}

/// How marks look where no style sheet is.
const INSERTED: &str = "background:#dff3e2;color:#0c4a1c";
const DELETED: &str = "background:#fde4e1;color:#8a1409";

impl Context<'_> {
    /// Writes the text of a piece. One that was written otherwise and reads the same is neither deleted nor inserted: an
    /// attribute has what stood there. Of these a date is shown as changed in its look, all else can't be seen.
    fn piece(&self, out: &mut String, piece: &PieceView<'_>) {
        let edited = matches!(piece.change, Change::Deleted | Change::Inserted);
        let Some(old) = piece.alike.filter(|_| !self.notes_in_text) else { return self.show(out, piece.text, edited) };
        let note = notes::of_alike(old, piece.text);
        out.push_str("<span");
        attribute(out, "class", if note.kind == notes::SAME_DATE { "reformatted" } else { "alike" });
        attribute(out, "title", &self.say(&[note]));
        attribute(out, "data-was", old);
        out.push('>');
        self.show(out, piece.text, false);
        out.push_str("</span>");
    }

    /// Writes a text that may have been edited. Characters that nobody sees are signs, in an element of their own so that
    /// they have no effect on the text around them; the style sheet shows what they are called.
    fn show(&self, out: &mut String, text: &str, edited: bool) {
        for part in parts(text, edited) {
            let c = match part {
                Part::Text(text) => {
                    push(out, text);
                    continue;
                }
                Part::Hidden(c) => c,
            };
            let name = showable::name(c);
            if self.notes_in_text {
                out.push_str(&format!("<bdi>[{name}]</bdi>"));
            } else {
                out.push_str(&format!("<bdi class=\"sign\" data-sign=\"{name}\">{c}</bdi>"));
            }
        }
    }

    /// Writes a note between `before` and `after` where notes are part of the text.
    pub(super) fn aside(&self, out: &mut String, before: &str, said: &str, after: &str) {
        if self.notes_in_text && !said.is_empty() {
            out.push_str(before);
            out.push_str("<small>(");
            push(out, said);
            out.push_str(")</small>");
            out.push_str(after);
        }
    }

    /// What is said of a piece that looks otherwise.
    fn said(&self, piece: &PieceView<'_>) -> String {
        match piece.change {
            Change::Reformatted => self.say(&notes::of_text(piece.was, piece.marks)),
            _ => String::new(),
        }
    }

    /// Notes in words, one after the other.
    pub(super) fn say(&self, notes: &[Note]) -> String {
        notes.iter().map(|note| self.links.say(note)).collect::<Vec<_>>().join(", ")
    }
}

/// A mark whose element is open, and what closes it.
type Open<'p> = (&'p Mark, &'static str);

/// Opens the element of `mark`, which leads where it led in the older version of a redline if `before`.
fn begin<'p>(out: &mut String, mark: &'p Mark, (open, before): (&mut Vec<Open<'p>>, bool), context: &Context<'_>) {
    let in_link = is_in_link(open);
    open.push((mark, start(out, mark, (in_link, before), context)));
}

fn is_in_link(open: &[Open<'_>]) -> bool {
    open.iter().any(|(_, close)| close.contains("</a>"))
}

/// Has the elements of `marks` open, and no others.
fn open_for<'p>(out: &mut String, marks: &'p [Mark], open: &mut Vec<Open<'p>>, context: &Context<'_>) {
    let shared = open.iter().zip(marks).take_while(|((a, _), b)| *a == *b).count();
    end(out, open, shared);
    for mark in &marks[shared..] {
        begin(out, mark, (open, false), context);
    }
}

/// Closes elements until so many are open.
fn end(out: &mut String, open: &mut Vec<Open<'_>>, depth: usize) {
    while open.len() > depth {
        out.extend(open.pop().map(|(_, close)| close));
    }
}

/// Writes pieces within the elements that are open, which are marks of all of them.
fn write_run<'p>(out: &mut String, run: &'p [PieceView<'p>], open: &mut Vec<Open<'p>>, context: &Context<'_>) {
    let around = open.len();
    let mut rest = run;
    while let [piece, more @ ..] = rest {
        rest = more;
        if let Some(picture) = picture::of(context.links, piece, around) {
            let marks = &piece.marks[..=picture.at];
            let alike = more.iter().take_while(|next| !next.block_end && next.marks.starts_with(marks)).count();
            open_for(out, &marks[..picture.at], open, context);
            let pieces = &run[run.len() - more.len() - 1..][..=alike];
            picture::write_all(out, context.links, &picture, pieces, is_in_link(open));
            rest = &more[alike..];
            continue;
        }
        let shared = open.iter().zip(piece.marks).take_while(|((a, _), b)| *a == *b).count();
        end(out, open, shared);
        if piece.block_end {
            out.push_str(match (context.notes_in_text, piece.item) {
                (false, false) => "<div class=\"break\"></div>",
                (false, true) => "<div class=\"break item\"></div>",
                (true, false) => "¶ ",
                (true, true) => "¶ • ",
            });
            continue;
        }
        for mark in &piece.marks[shared..] {
            begin(out, mark, (open, piece.change == Change::Deleted), context);
        }
        if !piece.marks.contains(&Mark::Break) {
            match piece.text.contains(PICTURE) && piece.marks.iter().any(|mark| matches!(mark, Mark::Image { .. })) {
                true => push(out, &piece.text.replace(PICTURE, &context.links.picture())),
                false => context.piece(out, piece),
            }
        }
    }
    end(out, open, around);
}

/// Opens the element of `mark`; what closes it.
fn start(out: &mut String, mark: &Mark, (in_link, before): (bool, bool), context: &Context<'_>) -> &'static str {
    let (open, close) = match mark {
        Mark::Emphasis => ("<em>", "</em>"),
        Mark::Strong => ("<strong>", "</strong>"),
        Mark::Strike => ("<s>", "</s>"),
        Mark::Underline => ("<u>", "</u>"),
        Mark::Highlight => ("<mark>", "</mark>"),
        Mark::Small => ("<small>", "</small>"),
        Mark::Sub => ("<sub>", "</sub>"),
        Mark::Sup => ("<sup>", "</sup>"),
        Mark::Kbd => ("<kbd>", "</kbd>"),
        Mark::Code => ("<code>", "</code>"),
        Mark::Break => ("<br>", ""),
        Mark::Footnote(label) => match context.place(&footnote_anchor(label)).filter(|_| !in_link) {
            None => ("<sup class=\"footnote-ref\">", "</sup>"),
            Some(url) => {
                out.push_str("<sup class=\"footnote-ref\"><a");
                attribute(out, "href", &url);
                (">", "</a></sup>")
            }
        },
        Mark::Link { href, title } => return link(out, (href, title, ""), (in_link, before), context),
        Mark::Image { src, title } => match picture::leads_to(context.links, src, before).filter(picture::is_shown) {
            Some(file) => return picture::begin(out, context.links, (&file, title), in_link),
            None => return link(out, (src, title, "image"), (in_link, before), context),
        },
    };
    out.push_str(open);
    close
}

fn link(
    out: &mut String,
    (href, title, class): (&str, &str, &str),
    (in_link, before): (bool, bool),
    context: &Context<'_>,
) -> &'static str {
    let url = match target(href) {
        Target::Url(url) => Some(url),
        Target::Fragment(id) => context.place(&id).map(Into::into),
        Target::Relative(href) => {
            let file = picture::leads_to(context.links, href, before).map(|file| file.url);
            file.or_else(|| context.links.locate(href)).map(Into::into)
        }
        Target::Nowhere => None,
    };
    let leads = url.is_some() && !in_link;
    out.push_str(if leads { "<a" } else { "<span" });
    if let Some(url) = url.filter(|_| leads) {
        attribute(out, "href", &url);
    } else if !href.is_empty() && !in_link {
        attribute(out, "data-target", href);
    }
    let nowhere = if leads || href.is_empty() || in_link { "" } else { "nowhere" };
    let classes: &str = match (class, nowhere) {
        ("", class) | (class, "") => class,
        (class, nowhere) => &[class, nowhere].join(" "),
    };
    for (name, value) in [("class", classes), ("title", title)] {
        if !value.is_empty() {
            attribute(out, name, value);
        }
    }
    out.push('>');
    if leads { "</a>" } else { "</span>" }
}
