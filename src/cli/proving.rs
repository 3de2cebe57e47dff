//! The part of the command line that is about the ledger and what it proves.

use super::tongue::Tongue;
use crate::error::{Error, Result};
use crate::ledger::WitnessPolicy;
use clap::Args;
use std::path::{Path, PathBuf};

pub(super) const VERIFY_EXAMPLES: &str = "\
Examples:
  promulgate verify site
  promulgate verify site --repo policies    build it again from the repository, and compare every byte
  promulgate verify site --key 'policies.example.go.th/log+1a2b3c4d+AQ…' --earlier checkpoint-of-last-year
  promulgate verify --receipt receipt.tlog-proof --source source.md";

pub(super) const WITNESS_EXAMPLES: &str = "\
Examples:
  promulgate witness --policy witnesses.txt
  promulgate witness --policy witnesses.txt --repo /srv/git/policies.git --out /srv/www/policies

A policy with two witnesses, one of which must have seen the ledger:
  log policies.example.go.th/log+1a2b3c4d+AQ…
  witness archive witness.example.org+5e6f7a8b+BA… https://witness.example.org/
  witness library w.example.net+9c0d1e2f+BA… https://w.example.net/witness
  group either any archive library
  quorum either

Exit codes:
  0  enough witnesses cosigned
  3  too few did, or something is in the way
  4  a witness saw another ledger than this one";

#[derive(Args)]
pub(super) struct Witness {
    /// The witness policy (c2sp.org/tlog-policy): who the witnesses are, where they are, and how many are needed
    #[arg(long, value_name = "FILE")]
    pub(super) policy: PathBuf,
    /// The git repository [default: the repository containing the current directory]
    #[arg(long, value_name = "DIR", default_value = ".", hide_default_value = true)]
    pub(super) repo: PathBuf,
    /// The published folder
    #[arg(long, value_name = "DIR", default_value = "site")]
    pub(super) out: PathBuf,
    /// The folder of the state, if `build` was given one
    #[arg(long, value_name = "DIR")]
    pub(super) state: Option<PathBuf>,
    /// How long an answer of a witness may take
    #[arg(long, value_name = "SECONDS", default_value_t = 30, value_parser = clap::value_parser!(u32).range(1..))]
    pub(super) timeout: u32,
}

/// The witness policy in `file`.
pub(super) fn witness_policy(file: &Path) -> Result<WitnessPolicy> {
    let shown = file.display();
    let text = std::fs::read_to_string(file)
        .map_err(|e| Error::misuse(format!("can't read the witness policy `{shown}`")).because(e))?;
    WitnessPolicy::parse(&text).map_err(|why| {
        Error::misuse(format!("`{shown}` is not a witness policy: {why}"))
            .hint("c2sp.org/tlog-policy describes the format")
    })
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
    /// A witness policy (c2sp.org/tlog-policy): checks that enough of its witnesses cosigned the ledger
    #[arg(long, value_name = "FILE", conflicts_with = "receipt")]
    pub(super) policy: Option<PathBuf>,
    #[command(flatten)]
    pub(super) again: OfRepository,
    /// Print only errors
    #[arg(long, short)]
    pub(super) quiet: bool,
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

#[derive(Args)]
pub(super) struct Keygen {
    /// The name of the key and of the ledger: the address of the site without `https://`, and `/log`
    #[arg(long, value_name = "ORIGIN")]
    pub(super) origin: String,
    /// The file to write, which must not exist
    #[arg(long, value_name = "FILE")]
    pub(super) out: PathBuf,
}
