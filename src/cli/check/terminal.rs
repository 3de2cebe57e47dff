//! Findings for a person at a terminal: file, line, what is meant, and how to mend it.

use super::{Told, told::Stands};
use crate::check::{Catalogue, Level};
use crate::showable::for_terminal;
use annotate_snippets::{AnnotationKind, Group, Level as Title, Origin, Renderer, Snippet};

pub(super) fn show(told: &[Told<'_>], texts: usize, catalogue: &Catalogue, colour: bool) -> String {
    let renderer = if colour { Renderer::styled() } else { Renderer::plain() };
    let mut out = String::new();
    for finding in told {
        out += &renderer.render(&[group(finding, catalogue)]);
        out += "\n\n";
    }
    out + &summary(told, texts, catalogue) + "\n"
}

fn group<'a>(finding: &'a Told<'_>, catalogue: &Catalogue) -> Group<'a> {
    let title = match finding.level {
        Level::Error => Title::ERROR,
        Level::Warning => Title::WARNING,
        Level::Note => Title::NOTE,
    };
    let key = format!("level-{}", finding.level.as_str());
    let title = title.with_name(catalogue.text(&key, &[]));
    let title = title.primary_title(for_terminal(&finding.message)).id(finding.rule.id);
    let hint = Title::HELP.with_name(catalogue.text("hint", &[])).message(for_terminal(&finding.hint));
    let in_message = catalogue.text("commit-message", &[]);
    let Some((start, _)) = finding.region else {
        return title.element(Origin::path(&*finding.path)).element(hint);
    };
    let path = match finding.stands {
        Stands::InFile => finding.path.clone(),
        Stands::InMessage => in_message,
    };
    // the lines that are meant, at most so many
    const MOST: usize = 6;
    let from = finding.text[..finding.range.start].rfind('\n').map_or(0, |at| at + 1);
    let mut until = finding.text.len();
    if let Some((at, _)) = finding.text[finding.range.start..].match_indices('\n').nth(MOST) {
        until = finding.range.start + at;
    }
    let lines = &finding.text[from..until];
    let span = finding.range.start - from..finding.range.end.min(until) - from;
    let last = lines[span.end..].find('\n').map_or(lines.len(), |at| span.end + at);
    let snippet = Snippet::source(&lines[..last]).line_start(start.line).path(path);
    title.element(snippet.annotation(AnnotationKind::Primary.span(span))).element(hint)
}

fn summary(told: &[Told<'_>], texts: usize, catalogue: &Catalogue) -> String {
    let count = |level: Level| told.iter().filter(|told| told.level == level).count();
    let values = [
        ("texts", texts.into()),
        ("errors", count(Level::Error).into()),
        ("warnings", count(Level::Warning).into()),
        ("notes", count(Level::Note).into()),
    ];
    catalogue.text(if told.is_empty() { "summary-clean" } else { "summary" }, &values)
}
