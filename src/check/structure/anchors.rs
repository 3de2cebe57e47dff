//! Headings whose address was there and is no more.

use crate::check::{Fix, Level, Place, Report, Rule, Subject};
use crate::document::LeafKind;
use crate::model::SectionState;
use std::ops::Range;

/// A heading whose address others link to.
pub(super) const LOST: Rule = Rule {
    id: "PM004",
    name: "lost-anchor",
    level: Level::Error,
    bad: "## Late payments\n\nwhere it was “Late payment”, and `rules.md` links to `fees.md#late-payment`",
    good: "## Late payments {#late-payment}\n",
    check: lost,
};

fn lost(subject: &Subject<'_>, report: &mut Report) {
    let (Some(before), text) = (&subject.before, &subject.text) else { return };
    let standing: Vec<&str> = text.parsed.document.anchors().collect();
    let headings = before.parsed.document.leaves.iter().filter(|leaf| matches!(leaf.kind, LeafKind::Heading(_)));
    let mut outside = Vec::new();
    for heading in headings {
        let Some(anchor) = heading.anchors.first().filter(|anchor| !standing.contains(&anchor.as_str())) else {
            continue;
        };
        let links = subject.neighbours.references(subject.path);
        let from = links.iter().find(|link| link.from != subject.path && link.anchor.as_deref() == Some(anchor));
        let now = renamed(subject, &heading.text);
        let place = now.clone().map_or(Place::File, Place::Text);
        let Some(from) = from else {
            // a heading without letters has an address that nobody writes down
            outside
                .extend(now.filter(|_| anchor.chars().any(char::is_alphabetic)).map(|place| (anchor.as_str(), place)));
            continue;
        };
        let finding = report.at(place, if now.is_some() { "lost-anchor-renamed" } else { "lost-anchor" });
        finding.with("anchor", anchor.as_str()).with("heading", &*heading.text);
        finding.with("from", from.from.as_str()).with("line", from.line);
        if let Some(range) = now.filter(|range| !text.source.text[range.clone()].contains('{')) {
            finding.fix(Fix::safe(range.end..range.end, format!(" {{#{anchor}}}")));
        }
    }
    elsewhere(&outside, report);
}

/// Headings that have another address than before, to which nothing in the repository links: other sites may. All are one
/// finding, at the first of them.
fn elsewhere(outside: &[(&str, Range<usize>)], report: &mut Report) {
    let Some((_, place)) = outside.first() else { return };
    let some: Vec<String> = outside.iter().take(FEW).map(|(anchor, _)| format!("#{anchor}")).collect();
    let finding = report.at(place.clone(), "lost-anchor-outside").level(Level::Note);
    finding.with("anchors", some.join(", ")).with("first", outside[0].0).with("count", outside.len());
}

/// So many addresses are named.
const FEW: usize = 3;

/// The line of the heading that had these words before.
fn renamed(subject: &Subject<'_>, was: &str) -> Option<Range<usize>> {
    let sections = &subject.change()?.brief.sections;
    let section = sections.iter().find(|s| s.state == SectionState::Renamed && s.was.as_deref() == Some(was))?;
    let heading = subject.text.headings().find(|heading| heading.text.trim() == section.heading)?;
    let range = subject.text.source.pieces[heading.piece].range.clone();
    let line = subject.text.source.text[range.clone()].lines().next().unwrap_or_default();
    Some(range.start..range.start + line.trim_end().len())
}
