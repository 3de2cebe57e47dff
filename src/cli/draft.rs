//! `promulgate build --draft`.

use super::args::{BuildOnce, ReportFormat};
use super::progress::Status;
use super::{complain, counted, print, tell, warn};
use crate::error::{Error, Result};
use crate::history::Proposal;
use crate::pages::Theme;
use crate::pipeline::{self, DRAFT_JSON, Drafts};

pub(super) fn run(BuildOnce { build: arguments, draft: of }: &BuildOnce) -> Result<()> {
    let status = Status::new(arguments.from.quiet);
    let rev = of.draft.clone().unwrap_or_default();
    let theme = Theme::load(arguments.theme.as_deref())?;
    let source = of.published(arguments.from.source());
    let mut drafts = Drafts::open(&source, &|p| status.show(p))?;
    let draft = drafts.draft(&Proposal::Revision(rev))?;
    let files = draft.files(&theme, &draft.alone(), of.called())?;
    let published = pipeline::write_draft(&draft, &files, &arguments.folders())?;
    drop(status);
    for (_, failure) in &draft.failures {
        complain("error", failure);
    }
    match arguments.format {
        ReportFormat::Json => {
            let report = files.get(DRAFT_JSON).map_or(&[][..], Vec::as_slice);
            print(&String::from_utf8_lossy(report))?;
        }
        ReportFormat::Text if !arguments.from.quiet => {
            warn(&draft.warnings);
            for policy in &draft.policies {
                warn(&policy.warnings);
            }
            if !draft.conflicts.is_empty() {
                tell(&format!(
                    "warning: the draft conflicts with {} in {}; it is compared with {}, from which it began",
                    source.rev,
                    draft.conflicts.join(", "),
                    draft.base.commit.short()
                ));
            }
            tell(&format!(
                "wrote a draft of {} into {}: {}, compared with commit {}",
                counted(draft.policies.len(), ["policy", "policies"]),
                arguments.out.display(),
                counted(published.files, ["file", "files"]),
                draft.base.commit.short()
            ));
        }
        ReportFormat::Text => {}
    }
    match draft.failures.len() {
        0 => Ok(()),
        n => Err(Error::input(format!("{} can't be shown; the others are", counted(n, ["policy", "policies"])))),
    }
}
