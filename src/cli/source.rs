//! The part of the command line that names where policies come from.

use crate::pipeline::Source;
use clap::Args;
use std::path::PathBuf;

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
    pub(super) fn source(&self) -> Source {
        Source {
            repo: self.repo.clone().unwrap_or_else(|| PathBuf::from(".")),
            rev: self.rev.clone(),
            policies: self.policies.clone(),
            config: self.config.clone(),
        }
    }
}
