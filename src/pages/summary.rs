//! What a version changed, in a few lines of plain text that lead to the redline: for lists of versions and for feeds.
//!
//! Where texts flip back and forth, versions change the same again and again. A list says it once where it is long.

use super::brief::state_text;
use super::labels::{Part, parts};
use super::messages::{Messages, number};
use crate::model::{FactChange, PolicyId, Version, VersionNumber};
use serde::Serialize;
use std::cell::RefCell;
use std::collections::HashMap;

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
    let sections = brief.sections.iter().map(|section| {
        let heading = if section.heading.is_empty() {
            Part::own(messages.text("before-first-heading"))
        } else {
            Part::quoted(&section.heading)
        };
        let state = Part::own(format!("{}: ", state_text(section.state, messages)));
        Line { parts: vec![state, heading], href: href(section.change) }
    });
    let mut lines: Vec<Line> = facts(version, page, messages).chain(sections).take(most).collect();
    let rest = (brief.facts.len() + brief.sections.len()).saturating_sub(most) as u32;
    if rest > 0 {
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
pub(super) fn facts<'a>(
    version: &'a Version,
    page: &'a str,
    messages: &'a Messages,
) -> impl Iterator<Item = Line> + 'a {
    version.brief.facts.iter().map(move |fact| fact_line(fact, page, messages))
}

fn fact_line(fact: &FactChange, page: &str, messages: &Messages) -> Line {
    Line { parts: parts(fact, messages), href: format!("{page}#c{}", fact.change) }
}

/// What a list of versions, the newest first, told so far: for each policy by its words, with the version and the place of
/// which it was told.
#[derive(Default)]
pub(super) struct Told(RefCell<HashMap<(PolicyId, String), (VersionNumber, String)>>);

/// The most bytes of lines that a list tells twice.
const LONG: usize = 200;

impl Told {
    /// The `lines` of version `n` of a policy; where the list told the same of a later one and it is long, one that says so.
    pub(super) fn once(&self, policy: &PolicyId, n: VersionNumber, lines: Vec<Line>, messages: &Messages) -> Vec<Line> {
        let words: String = lines.iter().map(|line| line.html() + "\n").collect();
        let Some(href) = lines.first().map(|line| &line.href).filter(|_| words.len() > LONG) else { return lines };
        let mut told = self.0.borrow_mut();
        let (above, place) = told.entry((policy.clone(), words)).or_insert_with(|| (n, href.clone()));
        if *above == n {
            return lines;
        }
        let again = Part::own(messages.with("told-above", &[("version", number(above.get()))]));
        vec![Line { parts: vec![again], href: place.clone() }]
    }
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

    #[test]
    fn what_is_long_is_told_once_on_a_page() {
        let theme = Theme::load(None).expect("the built-in theme");
        let messages = theme.languages.english();
        let (told, [one, other]) = (Told::default(), ["a", "b"].map(PolicyId::new));
        let say = |policy: &PolicyId, n: usize, words: &str| -> (String, String) {
            let line = Line { parts: vec![Part::quoted(words)], href: format!("v/{n}#c1") };
            let mut lines = told.once(policy, VersionNumber::at(n - 1), vec![line], messages);
            (lines[0].html(), lines.remove(0).href)
        };
        let long = "We keep it for 30 days. ".repeat(20);
        let whole = say(&one, 9, &long);
        assert_eq!(whole.1, "v/9#c1");
        assert_eq!(say(&one, 8, "short"), say(&one, 8, "short"), "what is short is told again");
        assert_eq!(say(&one, 7, "short").0, "<bdi>short</bdi>");
        assert_eq!(say(&one, 7, &long), ("the same as in version 9, above".into(), "v/9#c1".into()));
        assert_eq!(say(&one, 5, &long).1, "v/9#c1", "the first of all is named");
        assert_eq!(say(&other, 5, &long).0, whole.0, "of another policy it was not told");
    }
}
