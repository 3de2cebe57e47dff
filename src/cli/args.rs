//! The definition of the command line: commands, options and their help texts.

use super::drafting::{OfDraft, Preview, locks};
use super::init::Init;
use super::source::From;
use super::terminal::Display;
use super::tongue::Tongue;
use crate::pipeline::Folders;
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
  promulgate preview                        the site on this machine, with the edits that are not committed
  promulgate log privacy                    the change log of one policy
  promulgate diff privacy 3 5               what changed from version 3 to version 5
  promulgate diff old.md new.md             what changed between two files
  promulgate init policies                  start a repository of policies
  promulgate check                          find mistakes in the policies as they are here

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

const INIT_EXAMPLES: &str = "\
Examples:
  promulgate init policies --lang th              a new folder, in Thai
  promulgate init --ci github --cms               with publishing by GitHub, and a form in the browser
  promulgate init --host nginx                    with the configuration of a web server";

const CHECK_EXAMPLES: &str = "\
Examples:
  promulgate check                          all policies as they are here
  promulgate check policy/privacy.md        one of them
  promulgate check --staged --message .git/COMMIT_EDITMSG
                                            what is about to be committed, as in a hook
  promulgate check origin/main..HEAD --format github
                                            what a pull request changes, as annotations
  promulgate check --fix --diff             what --fix would change
  promulgate check --explain PM003          what a rule finds, why, and how to fix it
  promulgate check --explain all            every rule

Exit codes:
  0  nothing was found, or nothing as bad as --fail-level
  1  something was found
  2  usage error";

const VERIFY_EXAMPLES: &str = "\
Examples:
  promulgate verify site
  promulgate verify site --key 'policies.example.go.th/log+1a2b3c4d+AQ…' --earlier checkpoint-of-last-year
  promulgate verify --receipt receipt.tlog-proof --source source.md";

#[derive(Subcommand)]
pub(super) enum Command {
    /// Publish everything committed, once
    ///
    /// Reads the history of the published revision and updates the site. Uncommitted edits are not published. Writes only
    /// files that changed, and removes only files that promulgate wrote.
    ///
    /// With --draft, shows what a branch would change, without publishing anything.
    Build(Box<BuildOnce>),
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
    Watch(Box<Watch>),
    /// Show the site on this machine, with uncommitted edits as a draft, while you write
    ///
    /// Serves the published site with the edits in front of it: each policy that was changed is shown as it would be, with a
    /// redline against the published version, what that means, and what should be checked. Open pages update when a file is
    /// saved and keep the place where you are reading. If a template or file is broken, the page says so and keeps what it
    /// showed before.
    ///
    /// Only programs on this machine can read it. Nothing is published, and nothing is written into the repository. Ctrl-C
    /// ends it.
    Preview(Preview),
    /// Show what changed between two files, or two versions of a policy
    ///
    /// Compares the text that readers see, not the Markdown: words that were added or removed (in Thai too), blocks that
    /// were split, merged or moved, and changes of formatting, which are described in words.
    ///
    /// The text format marks [-removed-], {+added+} and <~reformatted~> words, and ¶ where a block was split or merged; in a
    /// terminal it uses colours beside the marks, and a pager. The format `html` is one HTML fragment: without its `ins`
    /// elements it is the old text, without its `del` elements the new one. The format `json` is described in
    /// docs/diff-json.md. The format `markdown` is for comments on GitHub, GitLab and Forgejo: what changed in short, then the
    /// changed sections with ~~removed~~ and **added** words, in less than 65,536 characters.
    Diff(Diff),
    /// Find mistakes in texts before they are published
    ///
    /// Without arguments, checks every policy as it is in the work tree, committed or not, against the one that is
    /// published: broken links, lost headings, conflict marks of unfinished merges, dates, the summary and date of the
    /// change, the pitfalls of Thai in Markdown, personal data that was not there before. For each finding it shows the
    /// file, the line, and how to fix it.
    ///
    /// A comment in a text turns rules off, until it ends or until `promulgate-enable`:
    /// `<!-- promulgate-disable PM003 -->`; or for one line: `<!-- promulgate-disable-next-line PM003 -->`. The setting
    /// `[check] disable` does so for files.
    #[command(after_help = CHECK_EXAMPLES)]
    Check(Check),
    /// Show findings in an editor as you type
    ///
    /// A language server: an editor starts it and talks to it on stdin and stdout. It shows what `promulgate check` finds in
    /// the texts that are open, saved or not, and offers the same fixes. Hovering over a heading shows how often its section
    /// changed and when last; over a reference to a clause, what the clause says.
    Lsp(Lsp),
    /// Show the change log of all policies or of one
    Log(Log),
    /// Start a repository of policies, or add what is missing to one
    ///
    /// Creates the folder and the repository if they are not there, and in them settings with comments, a first policy, a
    /// template for commit messages, and hooks that check what is committed. Never overwrites a file.
    #[command(after_help = INIT_EXAMPLES)]
    Init(Init),
    /// Check that nothing in a published site was altered, removed or added
    ///
    /// Reads all files of the site and checks them against its ledger: every text, receipt, tile, checkpoint and signature,
    /// and the digests of all files. Says what that proves and what it does not. Exits with code 1 if anything is wrong.
    #[command(after_help = VERIFY_EXAMPLES)]
    Verify(Verify),
    /// Make a key that signs the ledger
    ///
    /// Writes the secret half into a new file that only you can read, and prints the public half (the vkey). Keep a copy of
    /// the file offline: without it, nothing can be published where something signed is published.
    Keygen(Keygen),
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
    /// Continue from the published ledger in this folder if there is no state
    ///
    /// For a fresh clone, as in CI. The folder has `log/checkpoint` and `log/leaves.txt` of the published site. What they
    /// say must still be true of the repository: otherwise nothing is published.
    #[arg(long = "continue", value_name = "DIR")]
    pub(super) continued: Option<PathBuf>,
    /// The format of the report
    #[arg(long, value_enum, value_name = "FORMAT", default_value_t = ReportFormat::Text)]
    pub(super) format: ReportFormat,
}

/// A build, of what is published or of a draft.
#[derive(Args)]
pub(super) struct BuildOnce {
    #[command(flatten)]
    pub(super) build: Build,
    #[command(flatten)]
    pub(super) draft: OfDraft,
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
            live: None,
            user_state: named("XDG_STATE_HOME").or_else(|| Some(home.as_ref()?.join(".local/state"))),
            home,
            key: std::env::var_os("PROMULGATE_KEY_FILE").filter(|file| !file.is_empty()).map(PathBuf::from),
            continued: self.continued.clone(),
            locks: locks(),
        }
    }
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
    #[arg(num_args = 2..=3, required_unless_present_any = ["draft", "git_external"], value_names = ["OLD", "NEW"])]
    pub(super) what: Vec<String>,
    /// The output format: `text` for terminals, `html` with insertions and deletions marked, `json`, or `markdown` for a
    /// comment on a forge [default: text; with --draft: markdown]
    #[arg(long, value_enum, value_name = "FORMAT")]
    pub(super) format: Option<Format>,
    /// Show what this branch, tag or commit would change, as a comment for a pull request
    #[arg(long, value_name = "REV", conflicts_with = "what")]
    pub(super) draft: Option<String>,
    /// What the draft is compared with [default: the revision of --rev]
    #[arg(long, value_name = "REV", requires = "draft")]
    pub(super) base: Option<String>,
    /// What the draft is called, such as the title of a pull request [default: REV]
    #[arg(long, value_name = "NAME", requires = "draft")]
    pub(super) name: Option<String>,
    /// Where the pages of the draft are served, as `build --draft` writes them
    #[arg(long, value_name = "URL", requires = "draft")]
    pub(super) link: Option<String>,
    /// What git gives a program that shows changes in its place (gitattributes(5), `diff.….command`)
    #[arg(long, hide = true, num_args = 1..=9, allow_hyphen_values = true, conflicts_with_all = ["what", "draft"])]
    pub(super) git_external: Option<Vec<String>>,
    #[command(flatten)]
    pub(super) display: Display,
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
    /// A file with the message of the commit, which is checked too; lines that begin with # are ignored
    #[arg(long, value_name = "FILE")]
    pub(super) message: Option<PathBuf>,
    /// The output format: `text` for terminals; `json` and `sarif` for programs; `github` for annotations of GitHub Actions,
    /// `gitlab` for its code quality reports, `junit` for other CI systems
    #[arg(long, value_enum, value_name = "FORMAT", default_value_t = CheckFormat::Text)]
    pub(super) format: CheckFormat,
    /// Explain a rule, by its id or name, or `all` rules, and check nothing
    #[arg(long, value_name = "RULE")]
    pub(super) explain: Option<String>,
    /// Fix what can be fixed without changing anything else
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
    #[command(flatten)]
    pub(super) display: Display,
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
    #[command(flatten)]
    pub(super) display: Display,
}

#[derive(Args)]
pub(super) struct Verify {
    /// The folder of the site, or a copy of it
    #[arg(required_unless_present = "receipt", value_name = "SITE")]
    pub(super) site: Option<PathBuf>,
    /// The public key that should have signed, as `keygen` printed it; trust one from elsewhere than the site
    #[arg(long, value_name = "VKEY")]
    pub(super) key: Option<String>,
    /// A copy of `log/checkpoint` that you kept: checks that the ledger has only grown since
    #[arg(long, value_name = "FILE")]
    pub(super) earlier: Option<PathBuf>,
    /// A receipt to check by itself, without the site
    #[arg(long, value_name = "FILE", requires = "source", conflicts_with_all = ["site", "earlier"])]
    pub(super) receipt: Option<PathBuf>,
    /// The text that the receipt is for
    #[arg(long, value_name = "FILE", requires = "receipt")]
    pub(super) source: Option<PathBuf>,
    /// The language of the summary [default: Thai where LC_ALL, LC_MESSAGES or LANG says so, else English]
    #[arg(long, value_enum, value_name = "LANG")]
    pub(super) lang: Option<Tongue>,
}

#[derive(Args)]
pub(super) struct Keygen {
    /// The name of the key and of the ledger: the address of the site without `https://`, and `/log`
    #[arg(long, value_name = "ORIGIN")]
    pub(super) origin: String,
    /// The file to write, which must not exist
    #[arg(long, value_name = "FILE")]
    pub(super) out: PathBuf,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
    Text,
    Html,
    Json,
    Markdown,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum ReportFormat {
    Text,
    Json,
}
