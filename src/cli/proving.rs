//! The part of the command line that is about the ledger and what it proves.

use clap::{Args, ValueEnum};
use std::path::PathBuf;

pub(super) const VERIFY_EXAMPLES: &str = "\
Examples:
  promulgate verify site
  promulgate verify site --repo policies    build it again from the repository, and compare every byte
  promulgate verify site --key 'policies.example.go.th/log+1a2b3c4d+AQ…' --earlier checkpoint-of-last-year
  promulgate verify --receipt receipt.tlog-proof --source source.md";

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
    #[command(flatten)]
    pub(super) again: OfRepository,
    /// The language of the summary [default: Thai where LC_ALL, LC_MESSAGES or LANG says so, else English]
    #[arg(long, value_enum, value_name = "LANG")]
    pub(super) lang: Option<Tongue>,
}

/// The repository of which a site is made again.
#[derive(Args)]
pub(super) struct OfRepository {
    /// The git repository of the site: builds the site again, and compares every byte
    ///
    /// The site is built in a private temporary folder (in TMPDIR), which is removed afterwards. No key is needed: signatures
    /// are checked, and repeated where the signed text is the same.
    #[arg(long, value_name = "DIR", conflicts_with = "receipt")]
    pub(super) repo: Option<PathBuf>,
    /// The branch, tag or commit to build [default: the commit that the site names in policies.json]
    #[arg(long, value_name = "REV", requires = "repo")]
    pub(super) rev: Option<String>,
    /// The policies folder, if `build` was given one
    #[arg(long, value_name = "DIR", requires = "repo")]
    pub(super) policies: Option<String>,
    /// The settings file, if `build` was given one
    #[arg(long, value_name = "FILE", requires = "repo")]
    pub(super) config: Option<PathBuf>,
    /// The theme with which the site was built
    #[arg(long, value_name = "DIR", requires = "repo")]
    pub(super) theme: Option<PathBuf>,
}

/// A language of the summary.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Tongue {
    En,
    Th,
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
