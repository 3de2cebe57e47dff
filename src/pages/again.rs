//! Redlines that were shown before: where texts flip back and forth, versions change the same again and again.
//!
//! The redline of a version that changes what an earlier one changed, the same text into the same, is not written once
//! more where it is large: more than [`LARGE`] bytes of text in its blocks with marks. Its page says which page has it, and
//! leads from the address of each change to that change there. The rule rests on the texts alone, so that it is the same for whoever
//! publishes them at once or one by one.

use super::maker::Maker;
use super::messages::number;
use super::{brief, routes, spoken};
use crate::brief::{Section, sections};
use crate::document::without_pictures;
use crate::model::{Lang, VersionNumber};
use crate::percent::encode;
use crate::weave::{RedLeaf, Redline, Weave};
use serde::Serialize;
use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

/// How many bytes the blocks with marks have, of both versions, in a redline that is not written once more.
const LARGE: usize = 8 << 10;

/// The version whose redline shows what `redline`, that of version `n`, has, if that is large and was there before.
pub(super) fn shown_by(weave: &Weave, n: VersionNumber, redline: &Redline) -> Option<VersionNumber> {
    let first = weave.first_step(n);
    (first < n && is_large(redline)).then_some(first)
}

fn is_large(redline: &Redline) -> bool {
    let blocks = redline.leaves.iter().zip(redline.changes());
    let marked = blocks.filter(|(leaf, number)| number.is_some() || leaf.is_marked());
    marked.map(|(leaf, _)| leaf.length()).sum::<usize>() > LARGE
}

/// What was found of redlines that come again, while the pages of one policy are made.
#[derive(Default)]
pub struct Repeats(RefCell<HashMap<Of, Option<Rc<AgainView>>>>);

/// The version that has a redline, and the language of both its texts.
type Of = (VersionNumber, String);

/// What a page shows in place of a redline that another one has.
#[derive(Serialize)]
pub(super) struct AgainView {
    /// The versions of the other one, as `5..6`.
    pair: String,
    said: String,
    /// The other page, and what it is called.
    pub(super) href: String,
    name: String,
    /// How many words are not shown.
    words: usize,
    lines: Vec<LineView>,
    /// Attributes of what the page says, and of the text in it.
    spoken: (String, String),
}

/// A section, with its changes.
#[derive(Serialize)]
struct LineView {
    heading: String,
    /// Where it stands in the newer version, if nothing in it changed.
    href: Option<String>,
    /// What happened to it, or how many words it has.
    said: String,
    changes: Vec<ChangeView>,
}

/// A change, by its number, and where it is shown.
#[derive(Serialize)]
struct ChangeView {
    n: usize,
    href: String,
}

/// What the page at `path` of `redline`, that of version `n` in `lang`, shows in its place if another page has it.
pub(super) fn view(
    maker: &Maker<'_>,
    path: &str,
    (redline, n, lang): (&Redline, VersionNumber, &str),
) -> Option<Rc<AgainView>> {
    let first = maker.texts.weave().first_step(n);
    if first == n {
        return None;
    }
    let mut known = maker.texts.repeats().0.borrow_mut();
    // all pages of redlines are equally far from all others
    let found = known.entry((first, lang.to_owned())).or_insert_with(|| {
        let make = || made(maker, path, redline, (first, n, lang));
        is_large(redline).then(|| Rc::new(make()))
    });
    found.clone()
}

fn made(
    maker: &Maker<'_>,
    path: &str,
    redline: &Redline,
    (first, n, lang): (VersionNumber, VersionNumber, &str),
) -> AgainView {
    let (id, messages) = (&maker.policy.id, maker.messages);
    let (page, text) = (&messages.lang, Lang::parse(lang).unwrap_or_else(Lang::unknown));
    let (new, sections) = (routes::relative(path, &routes::version(id, n)), sections(redline));
    let before = VersionNumber::at(first.index() - 1);
    let numbers = [("from", number(before.get())), ("to", number(first.get()))];
    let href = routes::relative(path, &routes::changes(id, first));
    let words = |section: &Section| redline.leaves[section.leaves.clone()].iter().map(RedLeaf::words).sum::<usize>();
    // each is told where it begins
    let (changes, mut told) = (redline.changes(), 0);
    let line = |section: &Section| {
        let mut begun = Vec::new();
        for n in changes[section.leaves.clone()].iter().flatten().copied() {
            if n > told {
                (told, _) = (n, begun.push(ChangeView { n, href: format!("{href}#c{n}") }));
            }
        }
        let anchor = section.anchor.as_ref().map_or_else(String::new, |anchor| format!("#{}", encode(anchor)));
        LineView {
            heading: match section.heading.is_empty() {
                true => messages.text("before-first-heading"),
                false => without_pictures(&section.heading).into_owned(),
            },
            href: section.state.is_none().then(|| format!("{new}{anchor}")),
            said: match section.state {
                Some(state) => brief::state_text(state, messages),
                None => messages.with("words-left", &[("n", number(words(section) as u32))]),
            },
            changes: begun,
        }
    };
    AgainView {
        pair: format!("{before}..{first}"),
        said: messages.with("changed-before", &numbers),
        name: messages.with("changes-of", &numbers),
        words: sections.iter().map(words).sum(),
        lines: sections.iter().map(line).collect(),
        spoken: (spoken::within(page, &text), spoken::within(&text, page)),
        href,
    }
}
