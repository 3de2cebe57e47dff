//! Which version of its original a translation reflects, and what the original changed since.

use super::maker::Maker;
use super::messages::{Messages, number};
use super::page::LAST;
use super::routes;
use crate::model::{Policy, Version, VersionNumber};
use serde::Serialize;
use std::collections::BTreeSet;

/// The version of the original that a translation reflects.
#[derive(Serialize)]
pub(super) struct Reflects {
    text: String,
    href: String,
    /// Set if the original changed since.
    behind: Option<Behind>,
}

/// What changed in the original since.
#[derive(Serialize)]
struct Behind {
    text: String,
    lang: String,
    sections: Vec<SectionView>,
    redline: String,
}

#[derive(Serialize)]
struct SectionView {
    heading: String,
    href: String,
}

/// What the current text of a translation reflects; `None` for an original.
pub(super) fn reflects(maker: &Maker<'_>, path: &str) -> Option<Reflects> {
    let original = maker.original?;
    let version = reflected(original, maker.policy.current())?;
    let name = [("version", number(version.get()))];
    Some(Reflects {
        text: maker.messages.with("reflects", &name),
        href: routes::relative(path, &routes::version(&original.id, version)),
        behind: behind(original, version, maker.messages, path),
    })
}

/// The version that the translation says it reflects, or else the one that stood when it was published.
fn reflected(original: &Policy, translation: &Version) -> Option<VersionNumber> {
    let said = translation.reflects.filter(|n| original.version(*n).is_some());
    let stood = || original.versions.iter().rev().find(|v| v.order <= translation.order).map(|v| v.number);
    said.or_else(stood)
}

fn behind(original: &Policy, version: VersionNumber, messages: &Messages, path: &str) -> Option<Behind> {
    let current = original.current().number;
    let back = (current.index() - version.index()) as u32;
    if back == 0 {
        return None;
    }
    let redline = match back {
        1 => routes::relative(path, &routes::changes(&original.id, current)),
        2..=LAST => routes::relative(path, &routes::last(&original.id, back)),
        _ => format!("{}#{version}..{current}", routes::relative(path, &routes::compare(&original.id))),
    };
    let page = routes::relative(path, &routes::sections(&original.id));
    let changed: BTreeSet<usize> = (original.sections.all.iter().enumerate())
        .filter(|(_, section)| section.changes.iter().any(|event| event.version > version))
        .map(|(ix, _)| ix)
        .collect();
    let counts = [("n", number(back)), ("sections", number(changed.len() as u32))];
    let view = |ix: &usize| {
        let heading = &original.sections.all[*ix].heading;
        SectionView {
            heading: if heading.is_empty() { messages.text("before-first-heading") } else { heading.clone() },
            href: format!("{page}#{}", super::sections::id(*ix as u32)),
        }
    };
    Some(Behind {
        text: messages.with("original-changed", &counts),
        lang: original.lang.to_string(),
        sections: changed.iter().map(view).collect(),
        redline,
    })
}
