//! Comments that turn rules off: for the line that follows, or until another comment turns them on again.

use super::rule::{Finding, Place, Report};
use super::subject::Subject;
use crate::document::Source;
use std::ops::Range;

/// What every such comment begins with.
const PREFIX: &str = "promulgate-";

/// A comment to the program.
struct Comment<'t> {
    verb: Verb,
    /// The ids or names of rules; all rules if there is none.
    rules: Vec<&'t str>,
    place: Range<usize>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Verb {
    Disable,
    Enable,
    NextLine,
    /// What is none of these.
    Unknown,
}

/// Removes the findings that comments of the text turn off. What is found before the text begins, and in the whole file, is
/// turned off by any comment that is not for a line.
pub(super) fn remove(source: &Source, findings: &mut Vec<Finding>) {
    let comments: Vec<Comment<'_>> = comments(source).collect();
    if !comments.is_empty() {
        findings.retain(|finding| !comments.iter().fold(false, |off, comment| comment.applies(source, finding, off)));
    }
}

/// Reports comments that turn nothing off, since they are misspelt.
pub(super) fn unknown(subject: &Subject<'_>, report: &mut Report) {
    for comment in comments(&subject.text.source) {
        if comment.verb == Verb::Unknown {
            report.at(comment.place.clone(), "unknown-rule-verb");
        }
        for rule in comment.rules.iter().filter(|name| super::rule(name).is_none()) {
            report.at(comment.place.clone(), "unknown-rule").with("rule", *rule);
        }
    }
}

fn comments(source: &Source) -> impl Iterator<Item = Comment<'_>> {
    source.comments().filter_map(|(place, said)| {
        let mut words = said.strip_prefix(PREFIX)?.split([' ', ',', '\t', '\n', '\r']).filter(|word| !word.is_empty());
        let verb = match words.next()? {
            "disable" => Verb::Disable,
            "enable" => Verb::Enable,
            "disable-next-line" => Verb::NextLine,
            _ => Verb::Unknown,
        };
        // a reason may follow the rules
        let rules = words.take_while(|word| !matches!(*word, "-" | "--" | "—" | ":")).collect();
        Some(Comment { verb, rules, place })
    })
}

impl Comment<'_> {
    /// Whether a finding is off after this comment, when it was `off` before it.
    fn applies(&self, source: &Source, finding: &Finding, off: bool) -> bool {
        let named = |name: &&str| name.eq_ignore_ascii_case(finding.rule.id) || *name == finding.rule.name;
        if !(self.rules.is_empty() || self.rules.iter().any(named)) {
            return off;
        }
        match (&finding.place, self.verb) {
            (Place::Text(found), _) if found.start >= source.body => match self.verb {
                Verb::NextLine => off || self.next_line(source).contains(&found.start),
                Verb::Disable if found.start >= self.place.start => true,
                Verb::Enable if found.start >= self.place.start => false,
                _ => off,
            },
            (_, Verb::Disable) => true,
            _ => off,
        }
    }

    /// The line that follows, but for empty ones.
    fn next_line(&self, source: &Source) -> Range<usize> {
        let text = &source.text;
        let Some(end) = text[self.place.end..].find('\n') else { return 0..0 };
        let rest = &text[self.place.end + end..];
        let start = text.len() - rest.trim_start().len();
        start..start + text[start..].find('\n').unwrap_or(text.len() - start) + 1
    }
}
