//! Findings as a code quality report of GitLab.
//!
//! Source: docs.gitlab.com, "Code Quality": description, check_name, fingerprint, severity, location.path and
//! location.lines.begin. A fingerprint names a finding from one report to the next, so it holds the words of the line and not
//! its number.

use super::Told;
use crate::check::Level;
use crate::model::Digest;
use crate::showable::escaped_json;
use serde_json::{Value, json};
use std::collections::BTreeMap;

pub(super) fn show(told: &[Told<'_>]) -> String {
    let mut often: BTreeMap<String, usize> = BTreeMap::new();
    let mut report = Vec::new();
    for finding in told {
        let named = format!("{}\0{}\0{}\0{}", finding.rule.id, finding.path, finding.line(), finding.message);
        let again = often.entry(named.clone()).or_default();
        let fingerprint = Digest::of(format!("{named}\0{again}").as_bytes()).to_string();
        *again += 1;
        report.push(issue(finding, &fingerprint));
    }
    escaped_json(format!("{:#}\n", Value::Array(report)))
}

fn issue(finding: &Told<'_>, fingerprint: &str) -> Value {
    let severity = match finding.level {
        Level::Error => "major",
        Level::Warning => "minor",
        Level::Note => "info",
    };
    json!({
        "description": format!("{} ({})", finding.message, finding.hint),
        "check_name": finding.rule.id,
        "fingerprint": fingerprint,
        "severity": severity,
        "location": { "path": finding.path, "lines": { "begin": finding.region.map_or(1, |(start, _)| start.line) } },
    })
}
