//! Links that lead nowhere.

use crate::check::{Fix, Level, Report, Rule, Subject, Target};
use crate::document::{Piece, PieceIx, PieceKind, Source};

/// A link to a file or an anchor that is not there.
pub(super) const BROKEN: Rule = Rule {
    id: "PM003",
    name: "broken-link",
    level: Level::Error,
    bad: "See [the fees](fees.md#late).",
    good: "See [the fees](fees.md#late-payment).",
    check: broken,
};

/// A link without words, or without an address.
pub(super) const EMPTY: Rule = Rule {
    id: "PM009",
    name: "empty-link",
    level: Level::Warning,
    bad: "Write to us: [](mailto:info@example.go.th)",
    good: "Write to us: [info@example.go.th](mailto:info@example.go.th)",
    check: empty,
};

/// A link to a place that only its author can reach.
pub(super) const PRIVATE: Rule = Rule {
    id: "PM027",
    name: "private-link",
    level: Level::Error,
    bad: "The [form](file:///C:/Users/malee/form.pdf)",
    good: "The [form](forms/form.pdf)",
    check: private,
};

/// A link whose first word is misspelt.
pub(super) const SCHEME: Rule = Rule {
    id: "PM028",
    name: "odd-scheme",
    level: Level::Error,
    bad: "[Ministry](htps://www.example.go.th)",
    good: "[Ministry](https://www.example.go.th)",
    check: scheme,
};

/// The links and images, with their addresses.
fn links<'s>(subject: &'s Subject<'_>) -> impl Iterator<Item = (&'s Piece, &'s str)> {
    subject.text.source.pieces.iter().filter_map(|piece| match &piece.kind {
        PieceKind::Link { to, .. } | PieceKind::Image { to, .. } => Some((piece, to.as_str())),
        _ => None,
    })
}

fn broken(subject: &Subject<'_>, report: &mut Report) {
    for (piece, to) in links(subject) {
        let place = piece.range.clone();
        match subject.neighbours.target(subject.path, to) {
            Target::Nowhere { path } => {
                let (key, better) = meant(to);
                let fix = better.as_ref().and_then(|better| replaced(subject, piece, to, better));
                let finding = report.at(place, key).with("path", path).with("to", to);
                if let Some(better) = better {
                    finding.with("better", better);
                }
                if let Some(fix) = fix {
                    finding.fix(fix);
                }
            }
            Target::Beyond => _ = report.at(place, "broken-link-beyond").with("to", to),
            Target::Here { anchor: Some(anchor) } => {
                if !has_anchor(&subject.text.parsed.document, &anchor) {
                    report.at(place, "broken-link-anchor-here").with("anchor", anchor);
                }
            }
            Target::File { path, anchor: Some(anchor) } => {
                let is_policy = subject.neighbours.policies().binary_search(&path).is_ok();
                let text = is_policy.then(|| subject.neighbours.text(&path)).flatten();
                if text.is_some_and(|text| !has_anchor(&text.parsed.document, &anchor)) {
                    report.at(place, "broken-link-anchor").with("anchor", anchor).with("path", path);
                }
            }
            Target::Here { anchor: None } | Target::File { anchor: None, .. } | Target::Outside => {}
        }
    }
}

fn has_anchor(document: &crate::document::Document, anchor: &str) -> bool {
    anchor == "top"
        || anchor.starts_with("fn.")
        || anchor.starts_with("user-content-")
        || document.anchors().any(|known| known == anchor)
}

/// What an address without a file probably means: the key of the message, and the better address.
fn meant(to: &str) -> (&'static str, Option<String>) {
    let name = to.split(['/', '?', '#']).next().unwrap_or(to);
    if let Some((user, host)) = to.split_once('@')
        && !user.is_empty()
        && host.contains('.')
        && !to.contains(['/', ' '])
    {
        return ("broken-link-mail", Some(format!("mailto:{to}")));
    }
    let labels: Vec<&str> = name.split('.').collect();
    let is_web =
        labels.len() >= 3 && labels[0].eq_ignore_ascii_case("www") && labels.iter().all(|label| !label.is_empty());
    let is_office = labels.len() >= 3 && matches!(labels[labels.len() - 2..], ["go" | "or" | "ac" | "co" | "in", "th"]);
    if is_web || is_office {
        return ("broken-link-web", Some(format!("https://{to}")));
    }
    ("broken-link", None)
}

/// The same link with a better address, if the address is written in it as it is read.
fn replaced(subject: &Subject<'_>, piece: &Piece, to: &str, better: &str) -> Option<Fix> {
    let text = &subject.text.source.text[piece.range.clone()];
    let at = piece.range.start + text.rfind(&format!("]({to}"))? + 2;
    Some(Fix::safe(at..at + to.len(), better))
}

fn empty(subject: &Subject<'_>, report: &mut Report) {
    let source = &subject.text.source;
    for (ix, piece) in source.pieces.iter().enumerate() {
        let PieceKind::Link { to, .. } = &piece.kind else { continue };
        let inside = &source.pieces[ix + 1..piece.end];
        let pictured = inside.iter().any(|piece| matches!(piece.kind, PieceKind::Image { .. } | PieceKind::InlineHtml));
        if to.trim().is_empty() {
            report.at(piece.range.clone(), "empty-link-address");
        } else if source.text_in(ix).trim().is_empty() && !pictured && !(to.starts_with('#') && in_heading(source, ix))
        {
            report.at(piece.range.clone(), "empty-link").with("to", to.as_str());
        }
    }
}

/// Whether a link stands in a heading, where one without words marks the address of the heading.
fn in_heading(source: &Source, ix: PieceIx) -> bool {
    source.around(ix).any(|piece| matches!(piece.kind, PieceKind::Heading { .. }))
}

fn private(subject: &Subject<'_>, report: &mut Report) {
    for (piece, to) in links(subject) {
        let lower = to.to_ascii_lowercase();
        let drive = lower.as_bytes().first().is_some_and(u8::is_ascii_lowercase)
            && lower[1..].starts_with([':'])
            && lower[2..].starts_with(['\\', '/'])
            && !lower[2..].starts_with("//");
        let host = lower.split_once("://").map(|(_, rest)| rest.split(['/', ':', '?', '#']).next().unwrap_or_default());
        let inner = host.is_some_and(|host| {
            host == "localhost"
                || host.starts_with("192.168.")
                || host.starts_with("10.") && host.split('.').count() == 4
                || host.starts_with("127.")
                || host.ends_with(".local")
                || host.ends_with(".internal")
        });
        if lower.starts_with("file:") || drive || to.starts_with("\\\\") || inner {
            report.at(piece.range.clone(), "private-link").with("to", to);
        }
    }
}

/// First words of addresses that are misspelt, each with what is meant.
const MISSPELT: [(&str, &str); 12] = [
    ("htp://", "http://"),
    ("htps://", "https://"),
    ("http//", "http://"),
    ("https//", "https://"),
    ("http:/", "http://"),
    ("https:/", "https://"),
    ("hhtps://", "https://"),
    ("hhtp://", "http://"),
    ("htttp://", "http://"),
    ("htttps://", "https://"),
    ("httpss://", "https://"),
    ("mail:", "mailto:"),
];

fn scheme(subject: &Subject<'_>, report: &mut Report) {
    for (piece, to) in links(subject) {
        let lower = to.to_ascii_lowercase();
        if ["http://", "https://"].iter().any(|sound| lower.starts_with(sound)) {
            if let Some(rest) = lower.split_once("://").map(|(_, rest)| rest)
                && (rest.starts_with("http://") || rest.starts_with("https://"))
            {
                report.at(piece.range.clone(), "odd-scheme-twice").with("to", to);
            }
            continue;
        }
        if let Some((wrong, right)) = MISSPELT.iter().find(|(wrong, _)| lower.starts_with(wrong)) {
            let better = format!("{right}{}", &to[wrong.len()..]);
            let fix = replaced(subject, piece, to, &better);
            let finding = report.at(piece.range.clone(), "odd-scheme").with("to", to).with("better", better);
            if let Some(fix) = fix {
                finding.fix(fix);
            }
        }
    }
}
