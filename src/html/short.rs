//! A redline that leaves out what did not change.

use super::escape::{attribute, push};
use super::tree::{Ids, Writer};
use super::view::{LeafView, View};
use super::{Links, inline::Beyond};
use crate::weave::Redline;
use std::ops::Range;

/// What a page in short has of a redline, in reading order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Stretch {
    /// These of its leaves, as they are.
    Shown(Range<usize>),
    /// What is left out in this place, a line for each.
    LeftOut(Vec<LeftOut>),
}

/// A line in place of a section, or of a part of one, that is the same in both versions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LeftOut {
    /// Where it stands in the newer version: an URL, percent-encoded.
    pub href: String,
    /// Its heading, unless that stands above the line; not escaped.
    pub heading: Option<String>,
    /// How much it is, in words; not escaped, and empty where there is nothing to say.
    pub said: String,
}

/// Some leaves of a redline as HTML, as [`redline`](super::redline) writes them, and lists of what is left out between:
/// `<ul class="left-out">`, outside all other elements. These are no part of the text: but for them, it is without every
/// `<ins>` what the older version says in the leaves that are shown, and without every `<del>` what the newer one says.
///
/// `spoken` are attributes of what the page itself says, and of the text in it, where these are in different languages.
/// A link to a place that is left out leads to that place in `whole`, the page of the newer version.
pub fn redline_in_short(
    redline: &Redline,
    stretches: &[Stretch],
    links: &dyn Links,
    whole: &str,
    spoken: (&str, &str),
) -> String {
    let mut view = View::of_redline(redline);
    view.address(redline);
    view.sign(links.signs());
    let leaves = |stretch: &Stretch| match stretch {
        Stretch::Shown(leaves) => leaves.clone(),
        Stretch::LeftOut(_) => 0..0,
    };
    let shown: Vec<LeafView<'_>> = stretches.iter().flat_map(leaves).map(|ix| view.leaves[ix].clone()).collect();
    let (ids, all) = (Ids::of(&view, &shown), Ids::of(&view, &view.leaves));
    let mut writer = Writer::new(&view, &shown, links, &ids, false);
    writer.context.beyond = Some(Beyond { page: whole, ids: &all.current });
    let mut written = Writer::addresses(&shown);
    for stretch in stretches {
        match stretch {
            Stretch::Shown(leaves) => writer.leaves(&view.leaves[leaves.clone()], &mut written),
            Stretch::LeftOut(lines) => {
                writer.close_to(0);
                list(&mut writer.out, lines, spoken);
            }
        }
    }
    writer.close_to(0);
    writer.out
}

fn list(out: &mut String, lines: &[LeftOut], (page, text): (&str, &str)) {
    out.push_str("<ul class=\"left-out\"");
    out.push_str(page);
    out.push_str(">\n");
    for line in lines {
        out.push_str("<li><a");
        attribute(out, "href", &line.href);
        if let Some(heading) = &line.heading {
            out.push_str(text);
            out.push('>');
            push(out, heading);
            out.push_str(if line.said.is_empty() { "</a>" } else { "</a> · " });
            push(out, &line.said);
        } else {
            out.push('>');
            push(out, &line.said);
            out.push_str("</a>");
        }
        out.push_str("</li>\n");
    }
    out.push_str("</ul>\n");
}
