//! Versions in which readers find nothing new, and translations that do not follow.

use super::facts::class;
use crate::check::{Place, Report, Subject};
use crate::document::FrontMatter;
use crate::model::{Class, Lang};

/// A new version in which readers find nothing new.
pub(super) fn no_change(subject: &Subject<'_>, report: &mut Report) {
    let Some(before) = &subject.before else { return };
    let says = |front: &FrontMatter| {
        // what is about the change is no change
        FrontMatter {
            summary: None,
            summaries: Default::default(),
            change_type: None,
            reference: None,
            ..front.clone()
        }
    };
    let same = class(subject) == Some(Class::None) && says(&before.parsed.front) == says(&subject.text.parsed.front);
    if same && before.bytes != subject.text.bytes {
        report.at(Place::File, "no-change");
    }
}

/// A translation beside the text that was not changed with it.
pub(super) fn translation(subject: &Subject<'_>, report: &mut Report) {
    if class(subject) != Some(Class::Text) {
        return;
    }
    let Some(stem) = subject.path.strip_suffix(".md") else { return };
    let is_translation = |path: &String| {
        let between =
            path.strip_prefix(stem).and_then(|rest| rest.strip_prefix('.')).and_then(|rest| rest.strip_suffix(".md"));
        between.is_some_and(|lang| Lang::parse(lang).is_some())
    };
    for path in subject.neighbours.policies().iter().filter(|path| is_translation(path)) {
        let (now, published) = (subject.neighbours.text(path), subject.neighbours.published(path));
        if let (Some(now), Some(published)) = (now, published)
            && now.bytes == published.bytes
        {
            report.at(Place::File, "stale-translation").with("path", subject.neighbours.below(path));
        }
    }
}
