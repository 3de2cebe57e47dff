//! Makes a site again from its repository, in a private folder for as long as that takes, and compares every byte.

use super::told::Findings;
use super::words::{self, Reason};
use crate::cli::progress::Status;
use crate::cli::proving::OfRepository;
use crate::cli::tell;
use crate::cli::tongue::Tongue;
use crate::error::{Error, Fault, Result};
use crate::model::CommitId;
use crate::pipeline::{Folders, Publisher, Report, Source};
use crate::verify::{self, Differences, Folder, Served};
use serde_json::Value;
use std::fs::{self, DirBuilder};
use std::io;
use std::path::{Path, PathBuf};

/// How many differences are printed.
const TOLD: usize = 20;
/// The program, as a site names it.
const GENERATOR: &str = concat!("promulgate ", env!("CARGO_PKG_VERSION"));

/// What a site says of itself in `policies.json`.
struct Stated {
    /// The published commit.
    commit: Option<String>,
    /// The program that made it, and its version.
    generator: Option<String>,
}

/// Makes the `site` in the folder `place` again, and adds what differs to `findings`. What is proven, if nothing does.
pub(super) fn check(
    (site, place): (&Folder, &Path),
    of: &OfRepository,
    (tongue, quiet): (Tongue, bool),
    findings: &mut Findings,
) -> Result<Option<String>> {
    let Some(repo) = of.repo.clone() else { return Ok(None) };
    let stated = Stated::of(site);
    let rev = of.rev.clone().or_else(|| stated.commit.clone()).ok_or_else(|| {
        Error::input("the site does not say of which commit it is")
            .hint("name the commit, the branch or the tag with --rev")
    })?;
    let source = Source { repo, rev, policies: of.policies.clone(), config: of.config.clone() };
    let temporary = Temporary::new()?;
    let report = match publish(&source, of, (place, quiet), &temporary.0) {
        Ok(report) => report,
        Err(error) if matches!(error.fault(), Fault::Misuse | Fault::Environment) => return Err(error),
        Err(error) => {
            findings.add(format!("the site can't be made again from the repository: {error}"));
            if site.read("log/leaves.txt").is_some_and(|lines| has_rewrite(&lines)) {
                tell(words::rewritten(tongue));
            } else if let Some(hint) = error.hint_text() {
                tell(&format!("  hint: {hint}"));
            }
            return Ok(None);
        }
    };
    let differences = verify::compared(site, &Folder::open(&temporary.0.join("site"))?);
    for failure in &report.failures {
        findings.add(format!("this can't be made again from the repository: {failure}"));
    }
    let commit = &report.tip.commit;
    say(&differences, commit, findings);
    if differences.count() == 0 && report.failures.is_empty() {
        return Ok(Some(words::made_again(differences.files, commit.short(), of.theme.is_some(), tongue)));
    }
    reasons(&stated, &differences, commit).into_iter().for_each(|reason| tell(&words::reason(&reason, tongue)));
    Ok(None)
}

/// Builds the site into `temporary`. The ledger goes on from the one of the site, whose signatures are repeated.
fn publish(source: &Source, of: &OfRepository, (site, quiet): (&Path, bool), temporary: &Path) -> Result<Report> {
    let folders = Folders {
        out: temporary.join("site"),
        state: Some(temporary.join("state")),
        theme: of.theme.clone(),
        continued: Some(site.to_owned()),
        repeated: Some(site.to_owned()),
        ..Folders::default()
    };
    let status = Status::new(quiet);
    Publisher::new(folders).publish(source, None, &|progress| status.show(progress))
}

fn say(differences: &Differences, commit: &CommitId, findings: &mut Findings) {
    let commit = commit.short();
    let Differences { altered, missing, extra, .. } = differences;
    let what = [
        (missing, format!("is missing: commit {commit} gives it")),
        (extra, format!("is extra: commit {commit} does not give it")),
        (altered, format!("is not what commit {commit} gives")),
    ];
    let all = what.iter().flat_map(|(paths, what)| paths.iter().map(move |path| format!("{path}: {what}")));
    findings.add_some(all.collect(), TOLD);
}

fn reasons(stated: &Stated, differences: &Differences, commit: &CommitId) -> Vec<Reason> {
    let other = |stated: &Option<String>, own: &str| stated.clone().filter(|stated| stated != own);
    let is_asset = |path: &&String| path.starts_with("assets/") && !path.starts_with("assets/search/");
    let mut reasons = Vec::new();
    reasons.extend(other(&stated.commit, commit.as_str()).map(Reason::Commit));
    match other(&stated.generator, GENERATOR) {
        Some(program) => reasons.push(Reason::Program(program)),
        None if differences.altered.iter().any(|path| is_asset(&path)) => reasons.push(Reason::Theme),
        None => {}
    }
    reasons
}

fn has_rewrite(lines: &[u8]) -> bool {
    let lines = String::from_utf8_lossy(lines);
    lines.lines().any(|line| line.starts_with("policy-log/v1 rewrite "))
}

impl Stated {
    fn of(site: &Folder) -> Self {
        let value: Option<Value> = site.read("policies.json").and_then(|bytes| serde_json::from_slice(&bytes).ok());
        let text = |value: Option<&Value>| value.and_then(Value::as_str).map(str::to_owned);
        let value = value.as_ref();
        Self {
            // nothing but the id of a commit: it is looked up in the repository
            commit: text(value.and_then(|value| value.get("commit")))
                .filter(|id| matches!(id.len(), 40 | 64) && id.bytes().all(|b| b.is_ascii_hexdigit())),
            generator: text(value.and_then(|value| value.get("site")?.get("generator"))),
        }
    }
}

/// A private folder among temporary files, removed with all that is in it when this value goes.
struct Temporary(PathBuf);

impl Temporary {
    fn new() -> Result<Self> {
        let all = std::env::temp_dir();
        let mut builder = DirBuilder::new();
        #[cfg(unix)]
        std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
        let cannot = |e: io::Error| {
            Error::environment(format!("can't make a folder in `{}`", all.display()))
                .hint("name a writable folder with room for the site in the variable TMPDIR")
                .because(e)
        };
        for n in 0.. {
            let place = all.join(format!("promulgate-verify-{}-{n}", std::process::id()));
            match builder.create(&place) {
                Ok(()) => return Ok(Self(place)),
                Err(e) if e.kind() == io::ErrorKind::AlreadyExists && n < 1000 => {}
                Err(e) => return Err(cannot(e)),
            }
        }
        Err(cannot(io::ErrorKind::AlreadyExists.into()))
    }
}

impl Drop for Temporary {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}
