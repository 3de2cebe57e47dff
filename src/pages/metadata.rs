//! What a text page says of itself to programs: schema.org data, and what other services show where its address is
//! shared.

use super::maker::Maker;
use super::site::Site;
use super::{json, routes};
use crate::error::Result;
use crate::model::{Lang, Version};
use serde::Serialize;

/// A text as schema.org describes it.
#[derive(Serialize)]
struct DigitalDocument<'a> {
    #[serde(rename = "@context")]
    context: &'static str,
    #[serde(rename = "@type")]
    kind: &'static str,
    url: String,
    name: &'a str,
    #[serde(rename = "inLanguage", skip_serializing_if = "Option::is_none")]
    lang: Option<&'a str>,
    version: String,
    #[serde(rename = "datePublished")]
    published: String,
    #[serde(rename = "dateModified")]
    modified: String,
    /// From the day it takes effect on.
    #[serde(rename = "temporalCoverage", skip_serializing_if = "Option::is_none")]
    effective: Option<String>,
    #[serde(skip_serializing_if = "str::is_empty")]
    description: &'a str,
    /// The version before.
    #[serde(rename = "isBasedOn", skip_serializing_if = "Option::is_none")]
    based_on: Option<String>,
    #[serde(rename = "translationOfWork", skip_serializing_if = "Option::is_none")]
    translation_of: Option<Work>,
    #[serde(rename = "isPartOf")]
    part_of: Work,
    encoding: MediaObject<'a>,
}

#[derive(Serialize)]
struct Work {
    #[serde(rename = "@type")]
    kind: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<String>,
    url: String,
}

/// The exact bytes of a version.
#[derive(Serialize)]
struct MediaObject<'a> {
    #[serde(rename = "@type")]
    kind: &'static str,
    #[serde(rename = "contentUrl")]
    url: String,
    #[serde(rename = "encodingFormat")]
    format: &'a str,
    #[serde(rename = "contentSize")]
    size: String,
    sha256: String,
}

/// The schema.org data of `version` as its page at `path` has it: the page of the current text, which tells of the whole
/// policy, or the version's own.
pub(super) fn linked_data(maker: &Maker<'_>, version: &Version, path: &str, is_current: bool) -> Result<String> {
    let policy = maker.policy;
    let address = |to: String| address(maker.site, path, &to);
    let before = version.number.index().checked_sub(1).map(|ix| &policy.versions[ix]);
    let first = if is_current { &policy.versions[0] } else { version };
    let name = if is_current { &policy.title } else { &version.title };
    json::inline(&DigitalDocument {
        context: "https://schema.org",
        kind: "DigitalDocument",
        url: address(path.to_owned()),
        name,
        lang: Some(&policy.lang).filter(|lang| lang.is_known()).map(Lang::as_str),
        version: version.number.to_string(),
        published: first.published.to_string(),
        modified: version.published.to_string(),
        effective: version.effective().map(|stated| format!("{}/..", stated.date)),
        description: Some(version.note.explanation(&policy.lang)).filter(|said| *said != name).unwrap_or_default(),
        based_on: before.map(|before| address(routes::version(&policy.id, before.number))),
        translation_of: policy.translation_of.as_ref().map(|id| Work {
            kind: "DigitalDocument",
            name: None,
            url: address(routes::current(id)),
        }),
        part_of: Work {
            kind: "WebSite",
            name: Some(maker.site.title(maker.messages)),
            url: address(routes::HOME.to_owned()),
        },
        encoding: MediaObject {
            kind: "MediaObject",
            url: address(routes::source(&policy.id, version.number)),
            format: "text/markdown",
            size: format!("{} B", version.size),
            sha256: version.sha256.to_string(),
        },
    })
}

/// The address of `to`: absolute where the site knows its own, else as seen from the page at `path`.
fn address(site: &Site<'_>, path: &str, to: &str) -> String {
    match site.config.base_url {
        Some(_) => site.public(path, to),
        None => routes::relative(path, to),
    }
}
