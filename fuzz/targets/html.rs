//! Whatever two texts hold, what is shown of them is well nested and made of the few elements, attributes and addresses
//! that we write; and without its marks a redline is one of the two texts.
#![no_main]

#[path = "../../tests/it/judge.rs"]
mod judge;
#[path = "../../tests/it/nesting.rs"]
mod nesting;

use judge::blocks;
use libfuzzer_sys::fuzz_target;
use nesting::fits;
use promulgate::document;
use promulgate::html::{self, Links, NoLinks};
use promulgate::model::VersionNumber;
use promulgate::weave::Weave;
use std::collections::HashSet;

/// Between the older text and the newer one: UTF-8 has no such byte.
const NEXT: u8 = 0xff;
const ELEMENTS: &[&str] = &[
    "a",
    "blockquote",
    "br",
    "code",
    "dd",
    "del",
    "div",
    "dl",
    "dt",
    "em",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "hr",
    "ins",
    "kbd",
    "li",
    "mark",
    "ol",
    "p",
    "pre",
    "s",
    "small",
    "span",
    "strong",
    "sub",
    "sup",
    "table",
    "tbody",
    "td",
    "th",
    "thead",
    "tr",
    "u",
    "ul",
];
const ATTRIBUTES: &[&str] = &["aria-label", "class", "href", "id", "scope", "start", "tabindex", "title", "value"];
const SCHEMES: &[&str] = &["http", "https", "mailto", "tel"];

/// Links of a text on a page, each of which leads to a policy.
struct OnAPage;

impl Links for OnAPage {
    fn locate(&self, _href: &str) -> Option<String> {
        Some("../other/index.html".to_owned())
    }
}

fuzz_target!(|bytes: &[u8]| {
    let mut texts = bytes.splitn(2, |byte| *byte == NEXT);
    let mut document = || document::parse(texts.next().unwrap_or_default(), "p.md").document;
    let (old, new) = (document(), document());
    let mut weave = Weave::default();
    weave.append(&old);
    weave.append(&new);
    let redline = weave.redline(VersionNumber::at(0), VersionNumber::at(1));
    let (before, after) = (html::document(&old, &NoLinks), html::document(&new, &NoLinks));
    let marked = html::redline(&redline, &NoLinks);
    assert_eq!(blocks(&marked, "ins"), blocks(&before, ""), "the older side of {marked}");
    assert_eq!(blocks(&marked, "del"), blocks(&after, ""), "the newer side of {marked}");
    for html in [&before, &marked, &html::document(&new, &OnAPage), &html::redline(&redline, &OnAPage)] {
        check(html, false);
    }
    check(&html::excerpt(&redline, &NoLinks, 8_000).0, true);
});

/// # Panics
/// An element, attribute or address that is not ours. Only what feeds show has styles.
fn check(html: &str, styled: bool) {
    blocks(html, "");
    let mut ids = HashSet::new();
    let mut open = vec!["div"];
    for tag in html.split('<').skip(1) {
        let tag = tag.split_once('>').expect("a tag that ends").0;
        let (name, mut rest) = tag.trim_start_matches('/').split_once(' ').unwrap_or((tag.trim_start_matches('/'), ""));
        assert!(ELEMENTS.contains(&name), "<{tag}> in {html}");
        if tag.starts_with('/') {
            open.pop();
        } else {
            let parent = open.last().expect("one that is open");
            assert!(fits(parent, name), "<{tag}> in <{parent}>: {html}");
            if !matches!(name, "br" | "hr") {
                open.push(name);
            }
        }
        while !rest.trim_start().is_empty() {
            let (attribute, value) = rest.trim_start().split_once("=\"").expect("an attribute in quotes");
            let (value, next) = value.split_once('"').expect("a value that ends");
            let ours =
                ATTRIBUTES.contains(&attribute) || attribute.starts_with("data-") || (styled && attribute == "style");
            assert!(ours, "{attribute} in <{tag}>");
            assert!(attribute != "href" || leads(value), "<{tag}>");
            assert!(attribute != "id" || ids.insert(value), "twice: <{tag}>");
            rest = next;
        }
    }
}

/// Whether an address has one of our schemes, or none.
fn leads(address: &str) -> bool {
    let before = address.split(['/', '?', '#']).next().unwrap_or_default();
    let plain = !address.chars().any(|c| c.is_control() || c == ' ');
    plain && before.split_once(':').is_none_or(|(scheme, _)| SCHEMES.contains(&scheme.to_ascii_lowercase().as_str()))
}
