//! `promulgate redact`.

use super::progress::Status;
use super::source::From;
use super::{print, tell};
use crate::addenda::{self, About};
use crate::error::{Error, Result};
use crate::model::{Policy, VersionNumber};
use crate::pipeline;
use clap::Args;
use std::fs;
use std::io;
use std::path::Path;

pub(super) const REDACT_EXAMPLES: &str = "\
Example:
  promulgate redact privacy 3 --reason 'It had the name and telephone number of a person'";

#[derive(Args)]
pub(super) struct Redact {
    #[command(flatten)]
    pub(super) from: From,
    /// The policy: its id, or the path of its file
    #[arg(value_name = "POLICY")]
    pub(super) policy: String,
    /// The number of the version
    #[arg(value_name = "VERSION", value_parser = clap::value_parser!(u32).range(1..))]
    pub(super) version: u32,
    /// Why the text is withheld; the site shows it
    #[arg(long, value_name = "REASON", value_parser = clap::builder::NonEmptyStringValueParser::new())]
    pub(super) reason: String,
}

pub(super) fn run(arguments: &Redact) -> Result<()> {
    let source = arguments.from.source();
    let status = Status::new(arguments.from.quiet);
    let (policy, work_tree) = pipeline::checked_out(&source, &arguments.policy, &|p| status.show(p))?;
    drop(status);
    let numbers = same_text(&policy, arguments.version)?;
    let open: Vec<VersionNumber> = numbers.iter().filter(|n| !is_withheld(&policy, **n)).copied().collect();
    if open.is_empty() {
        return print(&format!("{} is withheld already\n", named(&policy, &numbers)));
    }
    let path = addenda::path(policy.id.as_str());
    refuse_links(&work_tree, &path)?;
    if !append(&work_tree.join(&path), &open, &policy, &arguments.reason, &path)? {
        return print(&format!("{path} says so already: commit it\n"));
    }
    print(&format!("{path} says now that {} is withheld\n", named(&policy, &open)))?;
    tell("hint: commit that file; the next publication takes the text out of all pages, feeds and lists");
    tell("hint: the repository still has the text, and so have copies of the site: see docs/operations.md");
    Ok(())
}

/// Version `n`, and all others with the same bytes.
fn same_text(policy: &Policy, n: u32) -> Result<Vec<VersionNumber>> {
    let last = policy.current();
    let version = VersionNumber::new(n).and_then(|n| policy.version(n)).ok_or_else(|| {
        Error::misuse(format!("the policy `{}` has no version {n}", policy.id))
            .hint(format!("it has versions 1 to {}", last.number))
    })?;
    if version.sha256 == last.sha256 {
        return Err(Error::misuse(format!("version {n} has the text that is current, which can't be withheld"))
            .hint("publish a version without what must go; then withhold this one"));
    }
    let same = policy.versions.iter().filter(|other| other.sha256 == version.sha256);
    Ok(same.map(|other| other.number).collect())
}

fn is_withheld(policy: &Policy, n: VersionNumber) -> bool {
    policy.version(n).is_some_and(|version| version.withheld.is_some())
}

fn named(policy: &Policy, numbers: &[VersionNumber]) -> String {
    let listed: Vec<String> = numbers.iter().map(ToString::to_string).collect();
    match listed.as_slice() {
        [one] => format!("the text of version {one} of `{}`", policy.id),
        _ => format!("the text of versions {} of `{}`", listed.join(" and "), policy.id),
    }
}

/// Refuses to write through a link: a repository may bring one that leads out of it.
fn refuse_links(work_tree: &Path, path: &str) -> Result<()> {
    let parts = path.match_indices('/').map(|(at, _)| &path[..at]).chain([path]);
    match parts.into_iter().find(|part| work_tree.join(part).is_symlink()) {
        Some(link) => Err(Error::input(format!("`{link}` is a link to another place"))
            .hint("nothing is written there; put a folder or a file in its place")),
        None => Ok(()),
    }
}

/// Adds to the file of changes, which is called `path` in the repository, that these versions are withheld. Whether it does not
/// say so of all of them already.
fn append(file: &Path, numbers: &[VersionNumber], policy: &Policy, reason: &str, path: &str) -> Result<bool> {
    let failed = |e: io::Error| Error::environment(format!("can't write `{}`", file.display())).because(e);
    let before = match fs::read_to_string(file) {
        Ok(text) => text,
        Err(e) if e.kind() == io::ErrorKind::NotFound => String::new(),
        Err(e) => return Err(failed(e)),
    };
    let entries = addenda::read(before.as_bytes(), path)?;
    let says = |n: &&VersionNumber| {
        let version = policy.version(**n);
        entries.iter().filter(|entry| entry.withheld.is_some()).any(|entry| match &entry.about {
            About::Number(number) => number == *n,
            About::Commit(digits) => version.is_some_and(|version| version.commit.as_str().starts_with(digits)),
            About::Bytes(digest) => version.is_some_and(|version| version.sha256.to_string() == *digest),
        })
    };
    let open: Vec<VersionNumber> = numbers.iter().filter(|n| !says(n)).copied().collect();
    if open.is_empty() {
        return Ok(false);
    }
    let gap = if before.is_empty() || before.ends_with("\n\n") { "" } else { "\n" };
    let end = if before.is_empty() || before.ends_with('\n') { "" } else { "\n" };
    if let Some(folder) = file.parent() {
        fs::create_dir_all(folder).map_err(failed)?;
    }
    fs::write(file, format!("{before}{end}{gap}{}", addenda::withholding(&open, reason))).map_err(failed)?;
    Ok(true)
}
