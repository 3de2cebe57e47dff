//! Findings as workflow commands of GitHub Actions, which become annotations of a pull request.
//!
//! Source: docs.github.com, "Workflow commands for GitHub Actions": `::error file=…,line=…,col=…,endColumn=…,title=…::…`.
//! Values escape `%`, CR, LF, `:` and `,`; the message `%`, CR and LF. Columns are used only where a finding is in one line.

use super::{Told, told::Stands};
use crate::check::Level;
use std::fmt::Write as _;

pub(super) fn show(told: &[Told<'_>]) -> String {
    let mut out = String::new();
    for finding in told {
        let command = match finding.level {
            Level::Error => "error",
            Level::Warning => "warning",
            Level::Note => "notice",
        };
        let mut properties = Vec::new();
        if finding.stands == Stands::InFile {
            properties.push(format!("file={}", value(&finding.path)));
            if let Some((start, end)) = finding.region {
                properties.push(format!("line={}", start.line));
                match start.line == end.line {
                    true => properties.push(format!("col={},endColumn={}", start.column, end.column.max(start.column))),
                    false => properties.push(format!("endLine={}", end.line)),
                }
            }
        }
        properties.push(format!("title={}", value(&format!("{} {}", finding.rule.id, finding.rule.name))));
        let said = format!("{}\n{}", finding.message, finding.hint);
        let _ = writeln!(out, "::{command} {}::{}", properties.join(","), data(&said));
    }
    out
}

fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

fn value(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
