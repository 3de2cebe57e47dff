//! What should be looked at in the texts of a draft before it is published.

use super::value::{Draft, DraftPolicy};
use crate::check::{self, Catalogue, Given, Level, Lines, Neighbours, Place, Subject};
use crate::error::{Result, Warning};
use crate::pages::{Finding, FindingLevel};
use crate::pipeline::checking::{Desk, Off};
use std::collections::BTreeMap;
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
            message: None, // each of several commits may say what it changes
            neighbours,
            lang: archive.config.lang.as_ref(),
            off: &off,
            today: self.tip.date.date(&archive.config.time_zone),
        });
        let found = check::check(&subject);
        let catalogue = Catalogue::of(&policy.policy.lang);
        let lines = Lines::of(&text.source.text);
        let mut findings: Vec<Finding> = found.iter().map(|finding| in_words(finding, &lines, &catalogue)).collect();
        // what reading the text warned of is mostly found by a rule, which says more of it
        let is_told = |warning: &&Warning| {
            let value = warning.message.split('`').nth(1);
            let is_same = |f: &Finding| value.is_some_and(|value| f.message.contains(&format!("`{value}`")));
            findings.iter().any(|f| (f.line.is_some() && f.line == warning.line) || is_same(f))
        };
        let others: Vec<Finding> = policy.warnings.iter().filter(|w| !is_told(w)).map(of_reading).collect();
        findings.extend(others);
        findings
    }
}

fn in_words(finding: &check::Finding, lines: &Lines<'_>, catalogue: &Catalogue) -> Finding {
    let line = match &finding.place {
        Place::Text(range) => Some(lines.position(range.start).line),
        Place::File | Place::Message(_) => None,
    };
    Finding {
        level: match finding.level {
            Level::Note => FindingLevel::Note,
            Level::Warning => FindingLevel::Warning,
            Level::Error => FindingLevel::Error,
        },
        rule: Some(finding.rule.id),
        line,
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
        message: warning.message.clone(),
        hint: None,
        lang: "en",
    }
}
