//! Headings: by them readers find their way, and links lead to them.

use crate::check::{Heading, Level, Place, Report, Rule, Subject};
use crate::document::PieceKind;

/// Two headings of one name in one section.
pub(super) const SAME: Rule = Rule {
    id: "PM006",
    name: "same-heading",
    level: Level::Warning,
    bad: "## Fees\n\n30 baht\n\n## Fees\n\n40 baht\n",
    good: "## Fees for citizens\n\n30 baht\n\n## Fees for companies\n\n40 baht\n",
    check: same,
};

/// A heading more than one level below the one above it.
pub(super) const SKIPPED: Rule = Rule {
    id: "PM007",
    name: "skipped-level",
    level: Level::Note,
    bad: "# Rules\n\n#### Fees\n",
    good: "# Rules\n\n## Fees\n",
    check: skipped,
};

/// A heading without words.
pub(super) const EMPTY: Rule = Rule {
    id: "PM008",
    name: "empty-heading",
    level: Level::Error,
    bad: "##\n\nKept for 30 days.\n",
    good: "## Logs\n\nKept for 30 days.\n",
    check: empty,
};

/// A text without a title.
pub(super) const TITLE: Rule = Rule {
    id: "PM016",
    name: "no-title",
    level: Level::Warning,
    bad: "Kept for 30 days.\n",
    good: "# Logs\n\nKept for 30 days.\n",
    check: title,
};

fn same(subject: &Subject<'_>, report: &mut Report) {
    // the headings above each one, which name its section
    let mut above: Vec<Heading> = Vec::new();
    let mut seen: Vec<(Vec<String>, usize)> = Vec::new();
    let mut last: Option<Vec<String>> = None;
    for heading in top(subject) {
        above.retain(|outer| outer.level < heading.level);
        let name = heading.text.trim().to_lowercase();
        let mut path: Vec<String> = above.iter().map(|outer| outer.text.trim().to_lowercase()).collect();
        path.push(name.clone());
        match seen.iter_mut().find(|(known, ..)| *known == path) {
            Some((_, often)) => {
                *often += 1;
                if *often == 2 && !name.is_empty() {
                    let finding = report.at(line(subject, &heading), "same-heading");
                    finding.with("heading", heading.text.trim());
                    // passages that repeat may have a heading that repeats, but not twice in a row
                    if last.as_ref() != Some(&path) {
                        finding.level(Level::Note);
                    }
                }
            }
            None => seen.push((path.clone(), 1)),
        }
        last = Some(path);
        above.push(heading);
    }
}

/// The headings that stand in nothing else.
fn top(subject: &Subject<'_>) -> Vec<Heading> {
    let source = &subject.text.source;
    subject.text.headings().filter(|heading| source.pieces[heading.piece].parent.is_none()).collect()
}

fn line(subject: &Subject<'_>, heading: &Heading) -> std::ops::Range<usize> {
    let range = subject.text.source.pieces[heading.piece].range.clone();
    range.start..range.start + subject.text.source.text[range.clone()].trim_end().len()
}

fn skipped(subject: &Subject<'_>, report: &mut Report) {
    let headings = top(subject);
    for pair in headings.windows(2) {
        if pair[1].level > pair[0].level + 1 {
            let finding = report.at(line(subject, &pair[1]), "skipped-level");
            finding.with("level", usize::from(pair[1].level)).with("above", usize::from(pair[0].level));
        }
    }
}

fn empty(subject: &Subject<'_>, report: &mut Report) {
    let source = &subject.text.source;
    for heading in subject.text.headings().filter(|heading| heading.text.trim().is_empty()) {
        let inside = &source.pieces[heading.piece..source.pieces[heading.piece].end];
        let shows = |kind: &PieceKind| matches!(kind, PieceKind::Image { .. } | PieceKind::InlineHtml);
        if !inside.iter().any(|piece| shows(&piece.kind)) {
            report.at(line(subject, &heading), "empty-heading");
        }
    }
}

fn title(subject: &Subject<'_>, report: &mut Report) {
    let parsed = &subject.text.parsed;
    if parsed.front.title.is_none() && parsed.document.title().is_none() {
        report.at(Place::File, "no-title");
    }
}
