//! What a page shows in place of a redline that another page has.

use super::maker::Maker;
use super::messages::number;
use super::repeats::{AgainView, ChangeView, LineView, Spoken, is_large};
use super::{brief, routes, spoken};
use crate::brief::{Section, sections};
use crate::document::without_pictures;
use crate::model::{Lang, VersionNumber};
use crate::percent::encode;
use crate::weave::{RedLeaf, Redline};
use std::sync::{Arc, PoisonError};

/// What the page at `path` of `redline`, that of version `n` in `lang`, shows in its place if another page has it.
pub(super) fn view(
    maker: &Maker<'_>,
    path: &str,
    (redline, n, lang): (&Redline, VersionNumber, &str),
) -> Option<Arc<AgainView>> {
    let first = maker.texts.weave().first_step(n);
    if first == n {
        return None;
    }
    let mut known = maker.texts.repeats().0.lock().unwrap_or_else(PoisonError::into_inner);
    // all pages of redlines are equally far from all others
    let found = known.entry((first, lang.to_owned())).or_insert_with(|| {
        let make = || made(maker, path, redline, (first, n, lang));
        is_large(redline).then(|| Arc::new(make()))
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
            heading: if section.heading.is_empty() {
                messages.text("before-first-heading")
            } else {
                without_pictures(&section.heading).into_owned()
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
        spoken: Spoken { said: spoken::within(page, &text), text: spoken::within(&text, page) },
        href,
    }
}
