//! Judges HTML as a browser would see it: what may stand where, which elements, attributes, addresses and characters a text
//! may have. It shares no code with what wrote the HTML.

use crate::judge::{INLINE, VOID};

/// The attributes that elements of a text may have.
const ATTRIBUTES: &[&str] = &[
    "class",
    "id",
    "href",
    "title",
    "value",
    "start",
    "scope",
    "tabindex",
    "role",
    "aria-label",
    "data-label",
    "data-target",
    "data-sign",
    "data-was",
    "style",
    "colspan",
    "rowspan",
    "reversed",
];

/// What is wrong with `html`, as a browser would see it: elements that are not well nested or stand where none may,
/// elements and attributes that no text has, addresses that run something, characters that no page can hold.
pub(crate) fn faults(html: &str) -> Vec<String> {
    let mut faults = Vec::new();
    let mut open: Vec<&str> = Vec::new();
    let mut rest = html;
    let unfit = |c: char| {
        let code = u32::from(c);
        (c.is_control() && !matches!(c, '\n' | '\t')) || (0xfdd0..=0xfdef).contains(&code) || code & 0xfffe == 0xfffe
    };
    if let Some(c) = html.chars().find(|c| unfit(*c)) {
        faults.push(format!("the character {c:?}"));
    }
    while let Some(at) = rest.find('<') {
        let text = &rest[..at];
        let holds_text =
            open.last().is_none_or(|o| !matches!(*o, "ul" | "ol" | "dl" | "table" | "thead" | "tbody" | "tr"));
        if !holds_text && !text.trim().is_empty() {
            faults.push(format!("text in {open:?}"));
        }
        let Some(length) = rest[at..].find('>') else {
            faults.push("a tag that does not end".into());
            return faults;
        };
        let tag = &rest[at + 1..at + length];
        rest = &rest[at + length + 1..];
        let name = tag.trim_start_matches('/').split(' ').next().unwrap_or_default();
        if tag.starts_with('/') {
            if open.pop() != Some(name) {
                faults.push(format!("</{name}> closes another element"));
                return faults;
            }
            continue;
        }
        faults.extend(attributes(tag[name.len()..].trim_start()));
        if !fits(name, &open) {
            faults.push(format!("<{name}> in {open:?}"));
        }
        if !VOID.contains(&name) {
            open.push(name);
        }
    }
    if !open.is_empty() {
        faults.push(format!("{open:?} are left open"));
    }
    faults
}

/// Whether an element may stand in those that are open.
fn fits(name: &str, open: &[&str]) -> bool {
    let parent = open.last().copied().unwrap_or("div");
    let phrasing = open
        .iter()
        .any(|o| (INLINE.contains(o) && *o != "div") || matches!(*o, "p" | "pre" | "dt" | "td" | "th") || heading(o));
    match name {
        "li" => matches!(parent, "ul" | "ol"),
        "thead" | "tbody" | "caption" => parent == "table",
        "tr" => matches!(parent, "thead" | "tbody"),
        "td" | "th" => parent == "tr",
        "dt" | "dd" => parent == "dl",
        "table" => parent == "div",
        "ins" | "del" => !open.iter().any(|o| matches!(*o, "ins" | "del")) && holds_flow(parent),
        "a" => !open.contains(&"a") && holds_flow(parent),
        // the break of a block that was split or merged, in `ins` or `del`
        "div" if matches!(parent, "ins" | "del") => true,
        "p" | "pre" | "div" | "ul" | "ol" | "dl" | "blockquote" | "hr" => !phrasing && holds_flow(parent),
        name if heading(name) => !phrasing && holds_flow(parent),
        name => INLINE.contains(&name) && holds_flow(parent),
    }
}

fn heading(name: &str) -> bool {
    matches!(name, "h1" | "h2" | "h3" | "h4" | "h5" | "h6")
}

fn holds_flow(parent: &str) -> bool {
    !matches!(parent, "ul" | "ol" | "dl" | "table" | "thead" | "tbody" | "tr")
}

fn attributes(mut rest: &str) -> Vec<String> {
    let mut faults = Vec::new();
    while !rest.is_empty() {
        let Some((name, after)) = rest.split_once("=\"") else {
            return vec![format!("an attribute that is none: {rest}")];
        };
        let Some((value, after)) = after.split_once('"') else { return vec![format!("a value without end: {rest}")] };
        if !ATTRIBUTES.contains(&name) {
            faults.push(format!("the attribute {name}"));
        }
        let schemes = ["http://", "https://", "mailto:", "tel:", "#"];
        if name == "href" && !schemes.iter().any(|scheme| value.starts_with(scheme)) {
            faults.push(format!("the address {value}"));
        }
        rest = after.trim_start();
    }
    faults
}
