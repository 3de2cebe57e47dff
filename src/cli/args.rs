//! What may be said on the command line.

use crate::pipeline::{Folders, Source};
use clap::{Args, Parser, Subcommand, ValueEnum};
use std::path::PathBuf;

/// Publishes a git repository of Markdown policies as a static site: the current text, every version at a permanent
/// address, a change log, redlines between versions, and feeds.
#[derive(Parser)]
#[command(name = "promulgate", version, max_term_width = 100, after_help = EXAMPLES)]
pub(super) struct Line {
    #[command(subcommand)]
    pub(super) command: Command,
}

const EXAMPLES: &str = "\
Examples:
  promulgate build                          publish the policies of this repository into site/
  promulgate build --repo ~/policies --out /srv/www/policies
  promulgate watch --out /srv/www/policies  the same, and again after every commit
  promulgate log privacy                    the change log of one policy
  promulgate diff privacy 3 5               what changed from version 3 to version 5
  promulgate diff old.md new.md             what changed between two files

Exit codes: 0 done, 1 the input needs mending, 2 misuse, 3 the environment failed, 4 published history would be broken.";

const WATCH_EXAMPLES: &str = "\
Examples:
  promulgate watch --repo /srv/git/policies.git --rev main --out /srv/www/policies
                                            a bare repository that people push to
  promulgate watch --poll                   on a network drive, where changes are not told of
  promulgate watch --format json | while read -r line; do …; done";

#[derive(Subcommand)]
pub(super) enum Command {
    /// Publish everything committed, once
    ///
    /// Reads the history of the published revision (uncommitted edits are not published), and writes the whole site:
    /// only files that changed are written, and only files that promulgate wrote are ever removed.
    Build(Build),
    /// Publish now, and again after every commit, until stopped
    ///
    /// Keeps the folder at the newest commit of the published revision. A commit is published at once, a burst of them
    /// (a push of many, a script) as soon as it is over; with `HEAD` published, a rebase or a bisection is waited for.
    ///
    /// Nothing that goes wrong ends it: it says so once, leaves the site as it was, and goes on. A repository that is not
    /// there is waited for; a full disk, a folder that may not be written or that vanished is tried again. SIGTERM and
    /// Ctrl-C end it when the publication at work is done, with exit code 0; a second one, at once.
    ///
    /// One line tells of each publication: the commit, how many files, how long it took. With `--format json` that is
    /// one object a line on stdout; its `event` is watching, published, error, waiting, polling or stopped.
    #[command(after_help = WATCH_EXAMPLES)]
    Watch(Watch),
    /// Show what changed between two files, or two versions of a policy
    ///
    /// Compares the text that readers see, not the Markdown: words that were added and removed, in Thai too, blocks that
    /// were split, merged or moved, and, said in words, what only looks different.
    ///
    /// In the terminal [-this was removed-], {+this was added+}, <~this looks different~>, and ¶ stands where a block was
    /// split or merged; in colour where the terminal has it. The format `html` is one fragment of HTML: without its `ins`
    /// elements the old text, without `del` the new one. The format `json` is described in docs/diff-json.md.
    Diff(Diff),
    /// Show the change log of all policies or of one
    Log(Log),
}

/// Where policies come from.
#[derive(Args)]
pub(super) struct From {
    /// The git repository [default: the one around the working directory]
    #[arg(long, value_name = "DIR")]
    repo: Option<PathBuf>,
    /// The branch, tag or commit that is published
    #[arg(long, value_name = "REV", default_value = "HEAD")]
    rev: String,
    /// The folder that holds the policies [default: `policy` where that is or was, else the whole tree]
    ///
    /// A site keeps the folder that it was published from, also when its last policy is withdrawn.
    #[arg(long, value_name = "DIR")]
    policies: Option<String>,
    /// The settings [default: promulgate.toml at the root of the published revision]
    #[arg(long, value_name = "FILE")]
    config: Option<PathBuf>,
    /// Say nothing but errors
    #[arg(long, short)]
    pub(super) quiet: bool,
}

impl From {
    pub(super) fn source(&self) -> Source {
        Source {
            repo: self.repo.clone().unwrap_or_else(|| PathBuf::from(".")),
            rev: self.rev.clone(),
            policies: self.policies.clone(),
            config: self.config.clone(),
        }
    }
}

#[derive(Args)]
pub(super) struct Build {
    #[command(flatten)]
    pub(super) from: From,
    /// The folder to publish into; it may be served as it is, at any address
    #[arg(long, value_name = "DIR", default_value = "site")]
    pub(super) out: PathBuf,
    /// Templates and styles that replace built-in ones of the same name
    #[arg(long, value_name = "DIR")]
    pub(super) theme: Option<PathBuf>,
    /// The folder for the private state of incremental builds [default: promulgate/… in the git directory]
    ///
    /// It belongs to one published folder and is never published. Where the git directory can't be written, the default
    /// is in the user's state folder ($XDG_STATE_HOME, ~/.local/state).
    #[arg(long, value_name = "DIR")]
    pub(super) state: Option<PathBuf>,
    /// Overwrite files in the published folder that are not known to be promulgate's, where the site has others
    ///
    /// For a folder whose state was lost. Files that already are what would be written need no flag; published texts
    /// (source.md) are never overwritten by others; files that the site does not have stay.
    #[arg(long)]
    pub(super) take_over: bool,
    /// Publish although published history was rewritten, and say so on the site with this reason
    ///
    /// What was published is permanent: when a commit that made a version is no longer part of the history (force-push,
    /// amend, reset), nothing is published. With a reason it is: published versions keep their numbers and pages, marked as
    /// no longer in the repository, and history pages, feeds and versions.json show the correction.
    #[arg(long, value_name = "REASON", value_parser = clap::builder::NonEmptyStringValueParser::new())]
    pub(super) accept_rewrite: Option<String>,
    /// How to report what was done
    #[arg(long, value_enum, value_name = "FORMAT", default_value_t = ReportFormat::Text)]
    pub(super) format: ReportFormat,
}

impl Build {
    pub(super) fn folders(&self) -> Folders {
        let home = std::env::home_dir().filter(|home| home.is_absolute());
        let named = |name: &str| std::env::var_os(name).map(PathBuf::from).filter(|path| path.is_absolute());
        Folders {
            out: self.out.clone(),
            theme: self.theme.clone(),
            state: self.state.clone(),
            take_over: self.take_over,
            user_state: named("XDG_STATE_HOME").or_else(|| Some(home.as_ref()?.join(".local/state"))),
            home,
            locks: locks(),
        }
    }
}

/// A folder of the user's own among those for temporary files.
#[cfg(unix)]
fn locks() -> Option<PathBuf> {
    Some(std::env::temp_dir().join(format!("promulgate-{}", rustix::process::geteuid().as_raw())))
}

#[cfg(not(unix))]
fn locks() -> Option<PathBuf> {
    Some(std::env::temp_dir().join("promulgate"))
}

#[derive(Args)]
pub(super) struct Watch {
    #[command(flatten)]
    pub(super) build: Build,
    /// Look for commits every two seconds instead of being told of them, as on network drives
    #[arg(long)]
    pub(super) poll: bool,
}

#[derive(Args)]
pub(super) struct Diff {
    #[command(flatten)]
    pub(super) from: From,
    /// OLD.md NEW.md, or POLICY A B with the policy's id or path and two version numbers
    #[arg(num_args = 2..=3, required = true, value_names = ["OLD", "NEW"])]
    pub(super) what: Vec<String>,
    /// How to show it: `text` for people, `html` with insertions and deletions marked, or `json`
    #[arg(long, value_enum, value_name = "FORMAT", default_value_t = Format::Text)]
    pub(super) format: Format,
}

#[derive(Args)]
pub(super) struct Log {
    #[command(flatten)]
    pub(super) from: From,
    /// The policy's id or path [default: all policies, newest change first]
    pub(super) policy: Option<String>,
    /// How to show it
    #[arg(long, value_enum, value_name = "FORMAT", default_value_t = ReportFormat::Text)]
    pub(super) format: ReportFormat,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
    Text,
    Html,
    Json,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum ReportFormat {
    Text,
    Json,
}
