//! `promulgate build`.

use super::args::{Build, ReportFormat};
use super::progress::Status;
use super::{complain, counted, print, publication, tell, warn};
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
    std::mem::forget(publisher); // what it knows goes with the process, faster than piece by piece
    for failure in &report.failures {
        complain("error", failure);
    }
    let (published, out) = (report.published, arguments.out.display());
    match arguments.format {
        ReportFormat::Json => {
            let work = json!({"work": tally::counts().collect::<BTreeMap<_, _>>()});
            print(&escaped_json(format!("{:#}\n", publication::as_json(&report, &report.warnings, work))))?;
        }
        ReportFormat::Text if !arguments.from.quiet => {
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
        ReportFormat::Text => {}
    }
    match report.failures.len() {
        0 => Ok(()),
        n => {
            Err(Error::input(format!("{} could not be published; the others were", counted(n, ["policy", "policies"]))))
        }
    }
}
