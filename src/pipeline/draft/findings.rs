//! What should be looked at in the texts of a draft before it is published.

use super::value::{Draft, DraftPolicy};
use crate::check::{self, Catalogue, Given, Level, Lines, Neighbours, Place, Subject};
use crate::error::{Result, Warning};
use crate::pages::{Finding, FindingLevel};
use crate::pipeline::checking::{Desk, Off};
use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::{Arc, Mutex};

impl Draft<'_> {
    /// What should be looked at in each policy of the draft, in their order.
    ///
    /// # Errors
    /// The repository can't be read, or the settings name a rule that is none.
    pub fn findings(&self) -> Result<Vec<Vec<Finding>>> {
        if self.policies.iter().all(|policy| policy.edition.is_none()) {
            return Ok(self.policies.iter().map(|_| Vec::new()).collect());
        }
        let (archive, repository) = (self.archive, self.repository.opener()()?);
        let (now, published) = (repository.committed(&self.tip)?, repository.committed(&self.base)?);
        let policies = now.paths().filter(|path| archive.scope.covers(path)).map(str::to_owned).collect();
        let off = Off::of(&archive.config)?;
        let edited = BTreeMap::new();
        let desk = Desk { repository: Mutex::new(repository), now, published, policies, edited };
        let neighbours = Neighbours::new(&desk, &archive.scope);
        Ok(self.policies.iter().map(|policy| self.findings_of(policy, &neighbours, &off)).collect())
    }

    fn findings_of(&self, policy: &DraftPolicy, neighbours: &Neighbours<'_>, off: &Off) -> Vec<Finding> {
        let (Some(_), archive) = (&policy.edition, self.archive) else { return Vec::new() };
        let path = policy.policy.path.as_str();
        let Some(text) = neighbours.text(path) else { return policy.warnings.iter().map(of_reading).collect() };
        let before = policy.policy.versions.iter().rev().nth(1).and_then(|version| neighbours.published(&version.path));
        let off = off.for_file(archive.scope.below(path));
        let subject = Subject::new(Given {
            path,
            before,
            text: Arc::clone(&text),
            gone: None,
            message: None, // each of several commits may say what it changes
            neighbours,
            lang: archive.config.lang.as_ref(),
            off: &off,
            today: self.tip.date.date(&archive.config.time_zone),
        });
        let found = check::check(&subject);
        let catalogue = Catalogue::of(&policy.policy.lang);
        let lines = Lines::of(&text.source.text);
        let starts = text.source.leaf_starts();
        let places = Places { lines, starts, text: &text.source.text };
        let mut findings: Vec<Finding> = found.iter().map(|finding| in_words(finding, &places, &catalogue)).collect();
        // what reading the text warned of is mostly found by a rule, which says more of it
        let is_told = |warning: &&Warning| {
            let value = warning.message.split('`').nth(1);
            let is_same = |f: &Finding| value.is_some_and(|value| f.message.contains(&format!("`{value}`")));
            findings.iter().any(|f| (f.line.is_some() && f.line == warning.line) || is_same(f))
        };
        let others = policy.warnings.iter().filter(|w| !is_told(w)).map(of_reading);
        let others: Vec<Finding> =
            others.map(|f| Finding { leaf: f.line.and_then(|n| places.of_line(n)), ..f }).collect();
        findings.extend(others);
        findings
    }
}

/// Where the lines and the leaves of a text are.
struct Places<'a> {
    text: &'a str,
    lines: Lines<'a>,
    /// Where each leaf begins.
    starts: Vec<usize>,
}

impl Places<'_> {
    /// The leaf in which a stretch of the text stands, or in which its first line does; none if that is before all leaves.
    fn leaf(&self, range: &Range<usize>) -> Option<usize> {
        let line_end = self.text[range.start..].find('\n').map_or(self.text.len(), |end| range.start + end);
        let after = self.starts.partition_point(|start| *start < range.end.min(line_end).max(range.start + 1));
        let start = self.starts[after.checked_sub(1)?];
        Some(self.starts.partition_point(|other| *other < start)) // a block of HTML holds several
    }

    /// The leaf in which the line with this number, from 1, stands.
    fn of_line(&self, number: usize) -> Option<usize> {
        let start: usize = self.text.split_inclusive('\n').take(number.saturating_sub(1)).map(str::len).sum();
        self.leaf(&(start..self.text.len()))
    }
}

fn in_words(finding: &check::Finding, places: &Places<'_>, catalogue: &Catalogue) -> Finding {
    let (line, leaf) = match &finding.place {
        Place::Text(range) => (Some(places.lines.position(range.start).line), places.leaf(range)),
        Place::File | Place::Message(_) => (None, None),
    };
    Finding {
        level: match finding.level {
            Level::Note => FindingLevel::Note,
            Level::Warning => FindingLevel::Warning,
            Level::Error => FindingLevel::Error,
        },
        rule: Some(finding.rule.id),
        line,
        leaf,
        message: catalogue.message(&finding.said),
        hint: Some(catalogue.hint(&finding.said)).filter(|hint| !hint.is_empty()),
        lang: catalogue.lang(),
    }
}

/// What reading a text warned of.
fn of_reading(warning: &Warning) -> Finding {
    Finding {
        level: FindingLevel::Warning,
        rule: None,
        line: warning.line,
        leaf: None,
        message: warning.message.clone(),
        hint: None,
        lang: "en",
    }
}
