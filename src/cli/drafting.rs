//! The part of the command line that is about drafts.

use super::source::From;
use crate::pipeline::{self, Folders, Source};
use clap::Args;
use std::path::{Path, PathBuf};

/// A proposal in place of what is published.
#[derive(Args)]
pub(super) struct OfDraft {
    /// Show what this branch, tag or commit would change, as separate pages; publish nothing
    ///
    /// Writes the text and the redline of each policy that it changes, marked as drafts, and a page that lists them, into a
    /// separate folder, never into one that holds a published site.
    #[arg(long, value_name = "REV", conflicts_with = "accept_rewrite")]
    pub(super) draft: Option<String>,
    /// What the draft is compared with [default: the revision of --rev]
    ///
    /// If it has new commits since the draft began, both are merged in memory, as git would. If they conflict, the draft is
    /// compared with the commit from which it began, and says so.
    #[arg(long, value_name = "REV", requires = "draft")]
    pub(super) base: Option<String>,
    /// What the draft is called on its pages, such as the title of a pull request [default: REV]
    #[arg(long, value_name = "NAME", requires = "draft")]
    pub(super) name: Option<String>,
}

impl OfDraft {
    /// What is published, of `source`.
    pub(super) fn published(&self, source: Source) -> Source {
        match &self.base {
            Some(base) => Source { rev: base.clone(), ..source },
            None => source,
        }
    }

    /// What the draft is called.
    pub(super) fn called(&self) -> Option<&str> {
        self.name.as_deref().or(self.draft.as_deref())
    }
}

#[derive(Args)]
pub(super) struct Preview {
    #[command(flatten)]
    pub(super) from: From,
    /// A folder of templates and styles that replace built-in ones of the same name
    #[arg(long, value_name = "DIR")]
    pub(super) theme: Option<PathBuf>,
    /// The port on 127.0.0.1; 0 for any that is free
    #[arg(long, value_name = "PORT", default_value_t = 4300)]
    pub(super) port: u16,
}

impl Preview {
    /// Where the published site is kept between previews of the repository at `location`: among the user's caches, else among
    /// temporary files.
    pub(super) fn folders(&self, location: &Path) -> Folders {
        let home = std::env::home_dir().filter(|home| home.is_absolute());
        let named = std::env::var_os("XDG_CACHE_HOME").map(PathBuf::from).filter(|path| path.is_absolute());
        let caches = named.or_else(|| Some(home.as_ref()?.join(".cache"))).unwrap_or_else(std::env::temp_dir);
        let place = caches.join("promulgate").join(pipeline::preview_name(location, &self.from.source()));
        Folders {
            out: place.join("site"),
            state: Some(place.join("state")),
            theme: self.theme.clone(),
            take_over: true,
            locks: locks(),
            home,
            ..Folders::default()
        }
    }
}

/// A folder of the user's own in the directory for temporary files.
#[cfg(unix)]
pub(super) fn locks() -> Option<PathBuf> {
    Some(std::env::temp_dir().join(format!("promulgate-{}", rustix::process::geteuid().as_raw())))
}

#[cfg(not(unix))]
pub(super) fn locks() -> Option<PathBuf> {
    Some(std::env::temp_dir().join("promulgate"))
}
