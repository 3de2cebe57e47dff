//! `promulgate build`.

use super::args::{Build, Report};
use super::progress::Status;
use super::{complain, counted, print, tell, warn};
use crate::error::{Error, Result};
use crate::pipeline::Publisher;
use crate::showable::escaped_json;
use crate::tally;
use serde_json::json;
use std::collections::BTreeMap;

pub(super) fn run(arguments: &Build) -> Result<()> {
    let status = Status::new(arguments.from.quiet);
    let mut publisher = Publisher::new(arguments.folders());
    let report =
        publisher.publish(&arguments.from.source(), arguments.accept_rewrite.as_deref(), &|p| status.show(p))?;
    drop(status);
    for failure in &report.failures {
        complain("error", failure);
    }
    let (published, out) = (report.published, arguments.out.display());
    match arguments.format {
        Report::Json => print(&escaped_json(format!(
            "{:#}\n",
            json!({
                "commit": report.tip.commit.as_str(), "changed": report.changed, "policies": report.policies, "versions": report.versions,
                "files": published.files, "written": published.written, "removed": published.removed,
                "warnings": report.warnings.iter().map(ToString::to_string).collect::<Vec<_>>(),
                "failures": report.failures.iter().map(ToString::to_string).collect::<Vec<_>>(),
                "work": tally::counts().collect::<BTreeMap<_, _>>(),
            })
        )))?,
        Report::Text if !arguments.from.quiet => {
            warn(&report.warnings);
            tell(&format!(
                "published {}, {} from commit {} into {out}: {}, {} written, {} removed",
                counted(report.policies, ["policy", "policies"]),
                counted(report.versions, ["version", "versions"]),
                report.tip.commit.short(),
                counted(published.files, ["file", "files"]),
                published.written,
                published.removed
            ));
        }
        Report::Text => {}
    }
    match report.failures.len() {
        0 => Ok(()),
        n => {
            Err(Error::input(format!("{} could not be published; the others were", counted(n, ["policy", "policies"]))))
        }
    }
}
