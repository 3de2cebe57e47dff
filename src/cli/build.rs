//! `promulgate build`.

use super::args::{Build, Report};
use super::progress::Status;
use super::{complain, print, tell, warn};
use crate::error::{Error, Result};
use crate::pipeline::Publisher;
use crate::showable::escaped_json;
use serde_json::json;

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
            })
        )))?,
        Report::Text if !arguments.from.quiet => {
            warn(&report.warnings);
            tell(&format!(
                "published {} policies, {} versions from commit {} into {out}: {} files, {} written, {} removed",
                report.policies,
                report.versions,
                report.tip.commit.short(),
                published.files,
                published.written,
                published.removed
            ));
        }
        Report::Text => {}
    }
    match report.failures.len() {
        0 => Ok(()),
        n => Err(Error::input(format!("{n} policies could not be published; the others were"))),
    }
}
