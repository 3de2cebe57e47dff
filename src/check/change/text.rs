//! Changes of the file that readers see nothing of, or that they see and should not.

use super::facts::class;
use crate::check::{Fix, Place, Report, Subject};
use crate::document::FrontMatter;
use crate::letters::is_direction;
use crate::model::{Class, VersionNumber};

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

/// Characters that turn the direction of the text, and were not there before.
pub(super) fn direction(subject: &Subject<'_>, report: &mut Report) {
    let Some(before) = &subject.before else { return };
    let turns = |c: char| is_direction(c) && !matches!(c, '\u{200e}' | '\u{200f}' | '\u{61c}');
    let count = |text: &str| text.chars().filter(|c| turns(*c)).count();
    let text = &subject.text.source.text;
    // right-to-left scripts need them
    let right_to_left =
        text.contains(|c: char| matches!(c, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{fefc}'));
    if right_to_left || count(text) <= count(&before.source.text) {
        return;
    }
    let lines: std::collections::BTreeSet<&str> = before.source.text.lines().collect();
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let new = !lines.contains(line.trim_end_matches(['\n', '\r']));
        if let Some((first, c)) = line.char_indices().find(|(_, c)| turns(*c)).filter(|_| new) {
            let place = at + first..at + first + c.len_utf8();
            let finding = report.at(place.clone(), "turned-text").with("code", format!("U+{:04X}", u32::from(c)));
            finding.fix(Fix::offered(place, ""));
        }
        at += line.len();
    }
}

/// A translation says which version of the original it reflects, and that is no number of a version.
pub(super) fn reflects(subject: &Subject<'_>, report: &mut Report) {
    let Some(value) = &subject.text.parsed.front.reflects else { return };
    if value.parse().ok().and_then(VersionNumber::new).is_none() {
        let place = subject.text.source.front_value("reflects").map_or(Place::File, Place::Text);
        report.at(place, "bad-reflects").with("value", value.as_str());
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
        between.is_some_and(|lang| crate::model::Lang::parse(lang).is_some())
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
