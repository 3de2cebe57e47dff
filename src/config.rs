//! The settings of a site: `promulgate.toml` at the root of the published revision.

use crate::error::Result;
use crate::model::{Lang, Zone};

/// The settings, with every default filled in.
#[derive(Debug, Clone)]
pub struct Config {
    /// The site's title; without one the interface's own word for "policies" stands in its place.
    pub title: Option<String>,
    /// The interface language of shared pages, and of policies whose language has no interface.
    pub lang: Option<Lang>,
    /// The zone in which dates are shown.
    pub time_zone: Zone,
    /// Where the site is published, ending in `/`; needed only for what must be absolute.
    pub base_url: Option<String>,
    /// The folder that holds the policies, without slashes at its ends; "" is the whole tree.
    pub policies: Option<String>,
    /// Whether authors' names are published.
    pub show_authors: bool,
    /// Patterns of files to publish although they are left out by default.
    pub include: Vec<String>,
    /// Patterns of files to leave out.
    pub exclude: Vec<String>,
}

impl Config {
    /// The settings in `text`, the content of `promulgate.toml`.
    pub fn parse(_text: &str) -> Result<Self> {
        Ok(Self {
            title: None,
            lang: None,
            time_zone: Zone::utc(),
            base_url: None,
            policies: None,
            show_authors: false,
            include: vec![],
            exclude: vec![],
        })
    }
}
