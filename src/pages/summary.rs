//! What a version changed, in a few lines of plain text that lead to the redline: for lists of versions and for feeds.

use super::brief::state_text;
use super::labels::{Part, parts};
use super::messages::{Messages, number};
use crate::model::{FactChange, Version};
use serde::Serialize;

/// A line, and the place that it is about.
#[derive(Serialize)]
pub(super) struct Line {
    parts: Vec<Part>,
    pub(super) href: String,
}

impl Line {
    /// As HTML, for feeds.
    pub(super) fn html(&self) -> String {
        self.parts.iter().map(Part::html).collect()
    }
}

/// What `version` changed, in at most `most` lines: facts first. They lead to places on the redline, at `page`.
pub(super) fn lines(version: &Version, page: &str, messages: &Messages, most: usize) -> Vec<Line> {
    let href = |change: usize| format!("{page}#c{change}");
    let brief = &version.brief;
    let facts = facts(version, page, messages);
    let sections = brief.sections.iter().map(|section| {
        let heading = if section.heading.is_empty() {
            Part::own(messages.text("before-first-heading"))
        } else {
            Part::quoted(&section.heading)
        };
        let state = Part::own(format!("{}: ", state_text(section.state, messages)));
        Line { parts: vec![state, heading], href: href(section.change) }
    });
    let mut lines: Vec<Line> = facts.into_iter().chain(sections).collect();
    let rest = (lines.len() as u32).saturating_sub(most as u32);
    if rest > 0 {
        lines.truncate(most);
        let more = Part::own(messages.with("lines-more", &[("n", number(rest))]));
        lines.push(Line { parts: vec![more], href: page.to_owned() });
    }
    lines
}

/// The facts that `version` changed in the section whose first change is `change`, at most `most`.
pub(super) fn facts_of(version: &Version, change: usize, page: &str, messages: &Messages, most: usize) -> Vec<Line> {
    let later = version.brief.sections.iter().map(|section| section.change).filter(|other| *other > change);
    let end = later.min().unwrap_or(usize::MAX);
    let facts = version.brief.facts.iter().filter(|fact| (change..end).contains(&fact.change));
    facts.take(most).map(|fact| fact_line(fact, page, messages)).collect()
}

/// The facts that `version` changed, a line each.
pub(super) fn facts(version: &Version, page: &str, messages: &Messages) -> Vec<Line> {
    version.brief.facts.iter().map(|fact| fact_line(fact, page, messages)).collect()
}

fn fact_line(fact: &FactChange, page: &str, messages: &Messages) -> Line {
    Line { parts: parts(fact, messages), href: format!("{page}#c{}", fact.change) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Brief, FactKind, SectionChange, SectionState};
    use crate::pages::Theme;

    fn version(brief: Brief) -> Version {
        Version::sample(1, brief)
    }

    #[test]
    fn facts_come_first_and_the_rest_is_counted() {
        let fact = |old: &str, change| FactChange {
            kind: FactKind::Period,
            old: Some(old.into()),
            new: Some("2 years".into()),
            change,
        };
        let section = SectionChange {
            state: SectionState::Added,
            heading: "Data".into(),
            was: None,
            level: 2,
            anchor: None,
            change: 3,
            added: 5,
            removed: 0,
        };
        let brief =
            Brief { facts: vec![fact("90 days", 1), fact("1 year", 2)], sections: vec![section], ..Brief::default() };
        let theme = Theme::load(None).expect("the built-in theme");
        let said = |most| -> Vec<(String, String)> {
            let lines = lines(&version(brief.clone()), "page", theme.languages.english(), most);
            lines.into_iter().map(|line| (line.html(), line.href)).collect()
        };
        let all = said(5);
        assert!(all[0].0.ends_with(": <bdi>90 days</bdi> → <bdi>2 years</bdi>") && all[0].1 == "page#c1", "{all:?}");
        assert!(all[2].0.ends_with(": <bdi>Data</bdi>") && all[2].1 == "page#c3", "{all:?}");
        assert_eq!(said(1)[1], ("and 2 more".into(), "page".into()));
    }
}
