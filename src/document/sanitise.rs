//! Makes raw HTML harmless: unsupported elements become text.

use super::tags::{UNDERSTOOD, meaning};
use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

/// The HTML with nothing but elements that are understood, well nested; all else is text in it.
pub(super) fn sanitise(html: &str) -> String {
    SANITISER.clean(&show_the_rest(html)).to_string()
}

static SANITISER: LazyLock<ammonia::Builder<'static>> = LazyLock::new(|| {
    let attributes: HashMap<&str, HashSet<&str>> = HashMap::from([
        ("a", HashSet::from(["href", "title", "name"])),
        ("img", HashSet::from(["src", "alt", "title"])),
        ("ol", HashSet::from(["start", "type", "reversed"])),
        ("li", HashSet::from(["value"])),
        ("td", HashSet::from(["colspan", "rowspan"])),
        ("th", HashSet::from(["colspan", "rowspan"])),
    ]);
    let mut builder = ammonia::Builder::empty();
    builder
        .tags(UNDERSTOOD.iter().copied().collect())
        .tag_attributes(attributes)
        .generic_attributes(HashSet::from(["id"]))
        .clean_content_tags(HashSet::new())
        .url_schemes(HashSet::from(["http", "https", "mailto", "tel"]))
        .url_relative(ammonia::UrlRelative::PassThrough)
        .link_rel(None)
        .strip_comments(true);
    builder
});

/// Escapes every tag that is not understood, and a comment that never ends.
fn show_the_rest(html: &str) -> String {
    let mut out = String::with_capacity(html.len());
    let mut rest = html;
    // the last place where a comment ends: behind it none is looked for
    let last_end = html.rfind("-->").unwrap_or(0);
    while let Some(at) = rest.find('<') {
        out.push_str(&rest[..at]);
        let tag = &rest[at..];
        let may_end = html.len() - tag.len() < last_end;
        let comment = tag.strip_prefix("<!--").filter(|_| may_end).and_then(|t| t.find("-->").map(|end| end + 7));
        let step = match comment {
            Some(end) => end, // dropped: it is not shown anywhere
            None => {
                let name = tag_name(tag);
                let known = !name.is_empty() && meaning(&name.to_ascii_lowercase()).is_some();
                out.push_str(if known { "<" } else { "&lt;" });
                1
            }
        };
        rest = &tag[step..];
    }
    out.push_str(rest);
    out
}

fn tag_name(tag: &str) -> &str {
    let name = tag[1..].trim_start_matches('/');
    let end = name.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(name.len());
    &name[..end]
}

/// How deep elements that do not close by themselves may stand in one another, where the parser is slow; and beyond any
/// depth, `usize::MAX`, where it would say the same elements again in so many blocks that the text grows without measure.
pub(super) fn depth(html: &str) -> usize {
    let (mut depth, mut deepest, mut repeated) = (0usize, 0, 0);
    for (at, _) in html.match_indices('<') {
        let tag = &html[at..];
        let name = tag_name(tag).to_ascii_lowercase();
        let closes_itself = matches!(
            name.as_str(),
            "" | "br"
                | "hr"
                | "img"
                | "wbr"
                | "p"
                | "li"
                | "dt"
                | "dd"
                | "tr"
                | "td"
                | "th"
                | "thead"
                | "tbody"
                | "tfoot"
        );
        if closes_itself || meaning(&name).is_none() {
            repeated += if closes_itself && !name.is_empty() { depth } else { 0 };
            continue;
        }
        depth = if tag.starts_with("</") { depth.saturating_sub(1) } else { depth + 1 };
        deepest = deepest.max(depth);
    }
    if repeated > 4 * html.len() { usize::MAX } else { deepest }
}
