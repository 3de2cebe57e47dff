//! The output of `watch`: one line for each publication and each new problem, for people or for programs.

use super::super::args::{self, Watch};
use super::super::{complain, counted, print, publication, tell, warn};
use super::service::Service;
use crate::error::{Error, Fault, Result, Warning};
use crate::pipeline::Report;
use crate::showable::escaped_json;
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::path::Path;
use std::time::Duration;

/// Reports everything once: a problem that persists is not reported again until it is over.
pub(super) struct Voice {
    json: bool,
    quiet: bool,
    polls: bool,
    service: Service,
    /// What is waited for.
    waiting: Option<String>,
    /// What failed since the last publication, or in it.
    failures: BTreeSet<String>,
    /// Warnings of the last publication.
    warnings: BTreeSet<Warning>,
    /// Whether it was reported that notifications are unavailable.
    polling: bool,
}

impl Voice {
    pub(super) fn new(arguments: &Watch) -> Self {
        Self {
            json: arguments.build.format == args::ReportFormat::Json,
            quiet: arguments.build.from.quiet,
            polls: arguments.poll,
            service: Service::of_environment(),
            waiting: None,
            failures: BTreeSet::new(),
            warnings: BTreeSet::new(),
            polling: false,
        }
    }

    /// A repository is there and watched.
    pub(super) fn watching(&mut self, repository: &Path, rev: &str) -> Result<()> {
        self.waited();
        let poll = self.polls || self.polling;
        let text = format!("watching {rev} of {}", repository.display());
        self.service.status(&text);
        self.say(
            || json!({"event": "watching", "repository": repository.display().to_string(), "rev": rev, "poll": poll}),
            || text,
        )
    }

    /// Notifications are unavailable: the watch polls.
    pub(super) fn polling(&mut self, error: &Error) -> Result<()> {
        match std::mem::replace(&mut self.polling, true) {
            true => Ok(()),
            false => self.complain("polling", "warning", error),
        }
    }

    /// Something has to come first: a repository, a commit, the end of a rebase.
    pub(super) fn waiting(&mut self, error: &Error) -> Result<()> {
        match self.waiting.replace(error.to_string()) == self.waiting {
            true => Ok(()),
            false => {
                self.service.status(&format!("waiting: {error}"));
                self.complain("waiting", "waiting", error)
            }
        }
    }

    /// What was waited for is there.
    pub(super) fn waited(&mut self) {
        if self.waiting.take().is_some() {
            self.service.status("watching");
        }
    }

    /// A publication, or a policy in it, failed.
    pub(super) fn failed(&mut self, error: &Error) -> Result<()> {
        match self.failures.insert(error.to_string()) {
            true => {
                self.service.status(&format!("error: {error}"));
                self.complain("error", "error", error)
            }
            false => Ok(()),
        }
    }

    /// A publication was made; reports its failures and warnings, except those of the last one.
    pub(super) fn published(&mut self, report: &Report, subject: &str, took: Duration) -> Result<()> {
        let failures: BTreeSet<String> = report.failures.iter().map(ToString::to_string).collect();
        for failure in &report.failures {
            self.failed(failure)?;
        }
        self.failures = failures;
        let fresh: Vec<Warning> = report.warnings.iter().filter(|w| !self.warnings.contains(*w)).cloned().collect();
        self.warnings = report.warnings.iter().cloned().collect();
        if !self.json && !self.quiet {
            warn(&fresh);
        }
        let (published, commit, ms) = (&report.published, &report.tip.commit, took.as_millis());
        let missing = match report.failures.len() {
            0 => String::new(),
            count => format!(", but for {count} that failed"),
        };
        self.service.ready(&format!("published {} “{subject}”{missing}", commit.short()));
        self.say(
            || {
                let ms = ms as u64;
                let more = json!({"event": "published", "subject": subject, "ms": ms});
                publication::as_json(report, &fresh, more)
            },
            || {
                format!(
                    "published {} “{subject}”: {}; {} written, {} removed, in {ms} ms",
                    commit.short(),
                    changed(report),
                    counted(published.written, ["file", "files"]),
                    published.removed,
                )
            },
        )
    }

    /// The end.
    pub(super) fn stopped(&self) -> Result<()> {
        self.service.stopping();
        self.say(|| json!({"event": "stopped"}), || "stopped".into())
    }

    fn complain(&self, event: &str, kind: &str, error: &Error) -> Result<()> {
        if self.json {
            let fault = match error.fault() {
                Fault::Input => "input",
                Fault::Misuse => "misuse",
                Fault::Environment => "environment",
                Fault::PublishedHistory => "published history",
            };
            return line(
                &json!({"event": event, "fault": fault, "message": error.to_string(), "hint": error.hint_text()}),
            );
        }
        complain(kind, error);
        Ok(())
    }

    fn say(&self, json: impl FnOnce() -> Value, text: impl FnOnce() -> String) -> Result<()> {
        if self.json {
            return line(&json());
        }
        if !self.quiet {
            tell(&text());
        }
        Ok(())
    }
}

/// Which policies changed, or how many.
fn changed(report: &Report) -> String {
    match report.changed.as_slice() {
        [] => "no policy changed".into(),
        few if few.len() <= 3 => few.join(", "),
        many => format!("{} of {} policies", many.len(), report.policies),
    }
}

/// A line of JSON, out at once: stdout keeps back no whole line.
fn line(value: &Value) -> Result<()> {
    print(&escaped_json(format!("{value}\n")))
}
