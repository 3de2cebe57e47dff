//! One tag of raw HTML within a line of Markdown.

use super::build::Builder;
use super::sanitise::sanitise;
use super::tags::{Meaning, Token, attribute, meaning, tokens};
use super::{LeafKind, Mark, PICTURE};

/// Reads one tag or comment. A tag that is not understood is text.
pub(super) fn read(html: &str, builder: &mut Builder) {
    if html.starts_with("<!--") {
        return;
    }
    let inside = html.trim_start_matches('<').trim_end_matches('>');
    let (closing, inside) = (inside.starts_with('/'), inside.trim_start_matches('/'));
    let name = inside.split(|c: char| c.is_whitespace() || c == '/').next().unwrap_or("").to_ascii_lowercase();
    match meaning(&name) {
        None => builder.text(html),
        Some(meaning) if closing => close(&meaning, builder),
        Some(_) => {
            for token in tokens(&sanitise(html)) {
                if let Token::Open(name, attributes) = token
                    && let Some(found) = meaning(name)
                {
                    open(found, &attributes, builder);
                    return;
                }
            }
            // the parser drops table parts outside a table: they divide text and no more
            builder.line_break();
        }
    }
}

/// Opens what has a meaning within a line; a block divides text.
pub(super) fn open(meaning: Meaning, attributes: &[(&str, String)], builder: &mut Builder) {
    if let Some(anchor) = attribute(attributes, "id").or_else(|| attribute(attributes, "name")) {
        builder.anchor(anchor);
    }
    let title = || attribute(attributes, "title").unwrap_or_default().to_owned();
    match meaning {
        Meaning::Mark(mark) => builder.mark(mark),
        Meaning::A => match attribute(attributes, "href") {
            Some(href) => builder.mark(Mark::Link { href: href.to_owned(), title: title() }),
            None => builder.mark(Mark::Link { href: String::new(), title: String::new() }),
        },
        Meaning::Image => {
            let src = attribute(attributes, "src").unwrap_or_default();
            let alt = attribute(attributes, "alt").filter(|a| !a.trim().is_empty());
            builder.mark(Mark::Image { src: src.to_owned(), title: title() });
            builder.text(alt.unwrap_or(PICTURE.encode_utf8(&mut [0; 3])));
            builder.unmark(|m| matches!(m, Mark::Image { .. }));
        }
        Meaning::Break | Meaning::Rule | Meaning::Container(_) | Meaning::Block => builder.line_break(),
        Meaning::Leaf(LeafKind::Cell(_)) => builder.text(" "),
        Meaning::Leaf(_) => builder.line_break(),
        Meaning::Transparent => {}
    }
}

/// Closes what [`open`] opened.
pub(super) fn close(meaning: &Meaning, builder: &mut Builder) {
    match meaning {
        Meaning::Mark(mark) => builder.unmark(|m| m == mark),
        Meaning::A => builder.unmark(|m| matches!(m, Mark::Link { .. })),
        Meaning::Container(_) | Meaning::Block | Meaning::Leaf(_) => builder.text(" "),
        Meaning::Image | Meaning::Break | Meaning::Rule | Meaning::Transparent => {}
    }
}
