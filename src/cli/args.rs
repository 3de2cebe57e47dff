//! The definition of the command line: commands, options and their help texts.

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
  promulgate check                          what would be wrong with the policies as they stand here

Exit codes:
  0  done
  1  invalid input
  2  usage error
  3  system error
  4  would rewrite published history";

const WATCH_EXAMPLES: &str = "\
Examples:
  promulgate watch --repo /srv/git/policies.git --rev main --out /srv/www/policies
                                            for a bare repository that people push to
  promulgate watch --poll                   on a network drive, without file-change events
  promulgate watch --format json | while read -r line; do …; done";

const CHECK_EXAMPLES: &str = "\
Examples:
  promulgate check                          all policies as they stand here
  promulgate check policy/privacy.md        one of them
  promulgate check --staged --message .git/COMMIT_EDITMSG
                                            what is about to be committed, as in a hook
  promulgate check origin/main..HEAD --format github
                                            what a pull request changes, as annotations
  promulgate check --fix --diff             what --fix would change
  promulgate check --explain PM003          what a rule finds, why, and how to mend it
  promulgate check --explain all            every rule

Exit codes:
  0  nothing was found, or nothing as bad as --fail-level
  1  something was found
  2  usage error";

#[derive(Subcommand)]
pub(super) enum Command {
    /// Publish everything committed, once
    ///
    /// Reads the history of the published revision and updates the site. Uncommitted edits are not published. Writes only
    /// files that changed, and removes only files that promulgate wrote.
    Build(Build),
    /// Publish now, and again after every commit, until stopped
    ///
    /// Keeps the site up to date with the newest commit of the published revision. Publishes a single commit at once, and
    /// a burst of commits (a large push, a script) as soon as it is over. When publishing `HEAD`, waits for a rebase or
    /// bisection to finish.
    ///
    /// Errors do not stop it: each is reported once, and the site stays as it was. Waits for a missing repository; retries
    /// after a full disk, missing write permission or a missing folder. The first SIGTERM or Ctrl-C finishes the current
    /// publication and exits with code 0; a second exits at once.
    ///
    /// Prints one line per publication: the commit, the number of files and the time taken. With `--format json`, prints
    /// one JSON object per line on stdout; its `event` is watching, published, error, waiting, polling or stopped.
    #[command(after_help = WATCH_EXAMPLES)]
    Watch(Watch),
    /// Show what changed between two files, or two versions of a policy
    ///
    /// Compares the text that readers see, not the Markdown: words that were added or removed (in Thai too), blocks that
    /// were split, merged or moved, and changes of formatting, which are described in words.
    ///
    /// The text format marks [-removed-], {+added+} and <~reformatted~> words, and ¶ where a block was split or merged; it
    /// uses colours if the terminal supports them. The format `html` is one HTML fragment: without its `ins` elements it
    /// is the old text, without its `del` elements the new one. The format `json` is described in docs/diff-json.md.
    Diff(Diff),
    /// Find what is wrong with texts before they are published
    ///
    /// Without arguments, checks every policy as it stands in the work tree, committed or not, against the one that is
    /// published: broken links, lost headings, marks of unfinished merges, dates, what is said of the change, the traps of
    /// Thai in Markdown, personal data that was not there before. For each finding it shows the file, the line, and how to
    /// mend it.
    ///
    /// A comment in a text turns rules off, until it ends or until `promulgate-enable`:
    /// `<!-- promulgate-disable PM003 -->`; or for one line: `<!-- promulgate-disable-next-line PM003 -->`. The setting
    /// `[check] disable` does so for files.
    #[command(after_help = CHECK_EXAMPLES)]
    Check(Check),
    /// Show findings in an editor as one types
    ///
    /// A language server: an editor starts it and talks to it on stdin and stdout. It shows what `promulgate check` finds in
    /// the texts that are open, saved or not, and offers the same fixes. Over a heading it tells how often its section changed
    /// and when last; over a reference to a clause, what the clause says.
    Lsp(Lsp),
    /// Show the change log of all policies or of one
    Log(Log),
}

/// The source of the policies.
#[derive(Args)]
pub(super) struct From {
    /// The git repository [default: the repository containing the current directory]
    #[arg(long, value_name = "DIR")]
    repo: Option<PathBuf>,
    /// The branch, tag or commit to publish
    #[arg(long, value_name = "REV", default_value = "HEAD")]
    rev: String,
    /// The folder of the repository with the policies [default: `policy` if it is or was there, else the whole tree]
    ///
    /// A published site keeps using the same folder, even after its last policy is withdrawn.
    #[arg(long, value_name = "DIR")]
    policies: Option<String>,
    /// The settings file [default: promulgate.toml at the root of the published revision]
    #[arg(long, value_name = "FILE")]
    config: Option<PathBuf>,
    /// Print only errors
    #[arg(long, short)]
    pub(super) quiet: bool,
}

impl From {
    /// Whether it names a repository.
    pub(super) fn names_a_repository(&self) -> bool {
        self.repo.is_some()
    }

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
    /// The folder to publish into; any web server can serve it, under any address
    #[arg(long, value_name = "DIR", default_value = "site")]
    pub(super) out: PathBuf,
    /// A folder of templates and styles that replace built-in ones of the same name
    #[arg(long, value_name = "DIR")]
    pub(super) theme: Option<PathBuf>,
    /// Directory for incremental build state [default: promulgate/… in the git directory]
    ///
    /// It is private, and belongs to one published folder. If the git directory is not writable, the default is in the
    /// user's state directory ($XDG_STATE_HOME, or ~/.local/state).
    #[arg(long, value_name = "DIR")]
    pub(super) state: Option<PathBuf>,
    /// Overwrite files in the published folder that are not known to be written by promulgate
    ///
    /// For a folder whose state was lost. Not needed for files that already have the right content. Never overwrites a
    /// published text (source.md) with a different one. Leaves files alone that are not part of the site.
    #[arg(long)]
    pub(super) take_over: bool,
    /// Publish even though published history was rewritten; the site shows this reason
    ///
    /// Published versions are permanent: if a commit that made one is no longer part of the history (force-push, amend,
    /// reset), nothing is published. With a reason, it is: published versions keep their numbers and pages, marked as no
    /// longer in the repository, and history pages, feeds and versions.json show the correction.
    #[arg(long, value_name = "REASON", value_parser = clap::builder::NonEmptyStringValueParser::new())]
    pub(super) accept_rewrite: Option<String>,
    /// The format of the report
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

/// A folder of the user's own in the directory for temporary files.
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
    /// Poll for commits every two seconds instead of using file-system events, as on network drives
    #[arg(long)]
    pub(super) poll: bool,
}

#[derive(Args)]
pub(super) struct Diff {
    #[command(flatten)]
    pub(super) from: From,
    /// Two files (OLD.md NEW.md), or a policy's id or path and two version numbers (POLICY A B)
    #[arg(num_args = 2..=3, required = true, value_names = ["OLD", "NEW"])]
    pub(super) what: Vec<String>,
    /// The output format: `text` for terminals, `html` with insertions and deletions marked, or `json`
    #[arg(long, value_enum, value_name = "FORMAT", default_value_t = Format::Text)]
    pub(super) format: Format,
}

#[derive(Args)]
pub(super) struct Check {
    #[command(flatten)]
    pub(super) from: From,
    /// Files or folders to check, or one range of commits (A..B) [default: all policies]
    #[arg(value_name = "PATH|A..B", conflicts_with = "explain")]
    pub(super) what: Vec<String>,
    /// Check what is staged, as a commit would have it
    #[arg(long, conflicts_with_all = ["what", "fix"])]
    pub(super) staged: bool,
    /// A file with the message of the commit, which is checked too; lines that begin with # are none of it
    #[arg(long, value_name = "FILE")]
    pub(super) message: Option<PathBuf>,
    /// The output format: `text` for terminals; `json` and `sarif` for programs; `github` for annotations of GitHub Actions,
    /// `gitlab` for its code quality reports, `junit` for other CI systems
    #[arg(long, value_enum, value_name = "FORMAT", default_value_t = CheckFormat::Text)]
    pub(super) format: CheckFormat,
    /// Explain a rule, by its id or name, or `all` rules, and check nothing
    #[arg(long, value_name = "RULE")]
    pub(super) explain: Option<String>,
    /// Mend what can be mended without changing anything else
    #[arg(long)]
    pub(super) fix: bool,
    /// With --fix: print the changes and write nothing
    #[arg(long, requires = "fix")]
    pub(super) diff: bool,
    /// How bad a finding must be for exit code 1
    #[arg(long, value_enum, value_name = "LEVEL", default_value_t = FailLevel::Error)]
    pub(super) fail_level: FailLevel,
    /// The language of messages: `th` or `en` [default: that of $LC_ALL, $LC_MESSAGES or $LANG, else English]
    #[arg(long, value_enum, value_name = "LANG")]
    pub(super) lang: Option<CheckLang>,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum CheckFormat {
    Text,
    Json,
    Github,
    Gitlab,
    Sarif,
    Junit,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum FailLevel {
    Note,
    Warning,
    Error,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum CheckLang {
    Th,
    En,
}

#[derive(Args)]
pub(super) struct Lsp {
    #[command(flatten)]
    pub(super) from: From,
}

#[derive(Args)]
pub(super) struct Log {
    #[command(flatten)]
    pub(super) from: From,
    /// The policy's id or path [default: all policies, newest change first]
    pub(super) policy: Option<String>,
    /// The output format
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
