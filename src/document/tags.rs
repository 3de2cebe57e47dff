//! Maps the supported elements of raw HTML to parts of a document.

use super::{Cell, ContainerKind, Item, LeafKind, Mark, Numbering};

/// What an element means.
pub(super) enum Meaning {
    /// Sets the text inside.
    Mark(Mark),
    /// A link or an anchor.
    A,
    Image,
    Break,
    Rule,
    /// A container.
    Container(ContainerKind),
    /// A block of text.
    Leaf(LeafKind),
    /// A block without a meaning of its own: text before and after it does not run into it.
    Block,
    /// Nothing: the text inside is as the text around.
    Transparent,
}

/// What the element `name`, in lower case, means; `None` for one that is not understood, which is shown as text.
pub(super) fn meaning(name: &str) -> Option<Meaning> {
    Some(match name {
        "b" | "strong" => Meaning::Mark(Mark::Strong),
        "i" | "em" => Meaning::Mark(Mark::Emphasis),
        "s" | "strike" | "del" => Meaning::Mark(Mark::Strike),
        "u" | "ins" => Meaning::Mark(Mark::Underline),
        "mark" => Meaning::Mark(Mark::Highlight),
        "small" => Meaning::Mark(Mark::Small),
        "sub" => Meaning::Mark(Mark::Sub),
        "sup" => Meaning::Mark(Mark::Sup),
        "kbd" => Meaning::Mark(Mark::Kbd),
        "code" | "samp" | "tt" => Meaning::Mark(Mark::Code),
        "a" => Meaning::A,
        "img" => Meaning::Image,
        "br" => Meaning::Break,
        "hr" => Meaning::Rule,
        "p" | "summary" | "figcaption" => Meaning::Leaf(LeafKind::Paragraph),
        "h1" => Meaning::Leaf(LeafKind::Heading(1)),
        "h2" => Meaning::Leaf(LeafKind::Heading(2)),
        "h3" => Meaning::Leaf(LeafKind::Heading(3)),
        "h4" => Meaning::Leaf(LeafKind::Heading(4)),
        "h5" => Meaning::Leaf(LeafKind::Heading(5)),
        "h6" => Meaning::Leaf(LeafKind::Heading(6)),
        "pre" => Meaning::Leaf(LeafKind::Code(String::new())),
        "dt" => Meaning::Leaf(LeafKind::Term),
        "td" => Meaning::Leaf(LeafKind::Cell(Cell::plain(false))),
        "th" => Meaning::Leaf(LeafKind::Cell(Cell::plain(true))),
        "blockquote" => Meaning::Container(ContainerKind::Quote(None)),
        "ul" => Meaning::Container(ContainerKind::List(None)),
        "ol" => Meaning::Container(ContainerKind::List(Some(Numbering::from(1)))),
        "li" => Meaning::Container(ContainerKind::Item(Item::default())),
        "dl" => Meaning::Container(ContainerKind::Definitions),
        "dd" => Meaning::Container(ContainerKind::Definition),
        "table" => Meaning::Container(ContainerKind::Table(vec![])),
        "caption" => Meaning::Container(ContainerKind::Caption),
        "thead" => Meaning::Container(ContainerKind::Head),
        "tbody" | "tfoot" => Meaning::Container(ContainerKind::Body),
        "tr" => Meaning::Container(ContainerKind::Row),
        "div" | "section" | "article" | "header" | "footer" | "main" | "aside" | "nav" | "address" | "center"
        | "details" | "figure" => Meaning::Block,
        "span" | "font" | "abbr" | "cite" | "dfn" | "var" | "time" | "big" | "wbr" | "bdi" | "bdo" | "data" | "q"
        | "picture" | "label" | "colgroup" | "col" => Meaning::Transparent,
        _ => return None,
    })
}

/// Every element that is understood.
pub(super) const UNDERSTOOD: &[&str] = &[
    "b",
    "strong",
    "i",
    "em",
    "s",
    "strike",
    "del",
    "u",
    "ins",
    "mark",
    "small",
    "sub",
    "sup",
    "kbd",
    "code",
    "samp",
    "tt",
    "a",
    "img",
    "br",
    "hr",
    "p",
    "summary",
    "figcaption",
    "caption",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "pre",
    "dt",
    "td",
    "th",
    "blockquote",
    "ul",
    "ol",
    "li",
    "dl",
    "dd",
    "table",
    "thead",
    "tbody",
    "tfoot",
    "tr",
    "div",
    "section",
    "article",
    "header",
    "footer",
    "main",
    "aside",
    "nav",
    "address",
    "center",
    "details",
    "figure",
    "span",
    "font",
    "abbr",
    "cite",
    "dfn",
    "var",
    "time",
    "big",
    "wbr",
    "bdi",
    "bdo",
    "data",
    "q",
    "picture",
    "label",
    "colgroup",
    "col",
];

/// One piece of HTML that the sanitiser wrote.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Token<'a> {
    Open(&'a str, Vec<(&'a str, String)>),
    Close(&'a str),
    Text(String),
}

/// Cuts HTML that the sanitiser wrote (closed quotes, five entities) into its pieces.
pub(super) fn tokens(mut html: &str) -> Vec<Token<'_>> {
    let mut tokens = Vec::new();
    while !html.is_empty() {
        if let Some(tag) = html.strip_prefix('<') {
            let end = tag_end(tag);
            let inside = tag[..end].trim_end_matches('/');
            tokens.push(match inside.strip_prefix('/') {
                Some(name) => Token::Close(name.trim()),
                None => open(inside),
            });
            html = tag.get(end + 1..).unwrap_or("");
        } else {
            let end = html.find('<').unwrap_or(html.len());
            tokens.push(Token::Text(unescape(&html[..end])));
            html = &html[end..];
        }
    }
    tokens
}

fn tag_end(tag: &str) -> usize {
    let mut quoted = false;
    for (at, byte) in tag.bytes().enumerate() {
        match byte {
            b'"' => quoted = !quoted,
            b'>' if !quoted => return at,
            _ => {}
        }
    }
    tag.len()
}

fn open(inside: &str) -> Token<'_> {
    let (name, mut rest) = inside.split_once(' ').unwrap_or((inside, ""));
    let mut attributes = Vec::new();
    while let Some((key, value)) = rest.split_once("=\"") {
        let Some((value, after)) = value.split_once('"') else { break };
        attributes.push((key.trim(), unescape(value)));
        rest = after;
    }
    Token::Open(name, attributes)
}

fn unescape(text: &str) -> String {
    let text = text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&nbsp;", "\u{a0}");
    text.replace("&amp;", "&")
}

/// The value of the attribute `key`.
pub(super) fn attribute<'a>(attributes: &'a [(&str, String)], key: &str) -> Option<&'a str> {
    attributes.iter().find(|(k, _)| *k == key).map(|(_, v)| v.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_of_elements_is_the_list_of_meanings() {
        for name in UNDERSTOOD {
            assert!(meaning(name).is_some(), "{name}");
        }
        assert!(meaning("script").is_none());
    }

    #[test]
    fn sanitised_html_is_cut_into_pieces() {
        assert_eq!(
            tokens("a<a href=\"x?a&amp;b\" title=\"&gt;\">b &lt; c</a><br>"),
            vec![
                Token::Text("a".into()),
                Token::Open("a", vec![("href", "x?a&b".into()), ("title", ">".into())]),
                Token::Text("b < c".into()),
                Token::Close("a"),
                Token::Open("br", vec![]),
            ]
        );
    }
}
