//! The settings of a site: `promulgate.toml` at the root of the published revision.

mod address;
mod colour;
mod host;
mod office;

pub use colour::Colour;
pub use host::Host;
pub use office::{ByLang, Link, Office, Text};

use crate::error::{Error, Result};
use crate::model::{Lang, Zone};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The name of the configuration file.
pub const FILE: &str = "promulgate.toml";

/// The settings, with every default filled in.
///
/// Serialized they are what pages depend on directly: every setting, unless it says otherwise.
#[derive(Debug, Clone, Serialize)]
pub struct Config {
    /// The site's title; without one, the interface's own word for "policies".
    pub title: Option<String>,
    /// The interface language of shared pages, and of policies whose language has no interface; and the language of texts that
    /// say none and do not look like another one. Without one it is the language of most policies.
    #[serde(skip)] // the catalog has the result
    pub lang: Option<Lang>,
    /// Whose the policies are; shown with their titles.
    #[serde(skip)] // the catalog has the result
    pub publisher: Option<String>,
    /// The zone in which dates are shown; without one each commit's own.
    pub time_zone: Zone,
    /// Whether the repository records texts that others publish: its commits tell when a text was recorded.
    pub archive: bool,
    /// Where the site is published, ending in `/`: a valid URL of nothing but ASCII, without a user, a query or a
    /// fragment. Needed only for what must be absolute.
    pub base_url: Option<String>,
    /// The folder that holds the policies, without slashes at its ends; "" is the whole tree. Without one it is
    /// `policy` where that exists, else the whole tree.
    #[serde(skip)] // it decides what is read
    pub policies: Option<String>,
    /// Whether authors' names are published.
    pub show_authors: bool,
    /// Whether a file that is moved into the policies folder brings the versions along that it had before.
    #[serde(skip)] // it decides what is read
    pub import_history: bool,
    /// Patterns, relative to the policies folder, of files to publish although they are left out by default.
    #[serde(skip)] // it decides what is read
    pub include: Vec<String>,
    /// Patterns, relative to the policies folder, of files to leave out.
    #[serde(skip)] // it decides what is read
    pub exclude: Vec<String>,
    /// Whether each redline is published for programs too.
    pub machine_redlines: bool,
    /// Whether sections have feeds of their own.
    pub section_feeds: bool,
    /// The largest size in bytes of a file that is published because a text links to it.
    #[serde(skip)] // it decides what is read
    pub annex_limit: u64,
    /// Patterns of refs that hold proposals, such as `refs/heads/proposal/*`.
    #[serde(skip)] // the pages of proposals know what they are of
    pub drafts: Vec<String>,
    /// Whether text files are published compressed too, for servers that send such files.
    #[serde(skip)] // it changes no page
    pub precompress: bool,
    /// Where the site is published; a warning tells when it passes a limit of that host.
    #[serde(skip)] // it changes no page
    pub host: Option<Host>,
    /// What is checked before a text is published.
    #[serde(skip)] // it changes no page
    pub check: Check,
    /// The file of the key that signs the ledger.
    #[serde(skip)] // it changes no page
    pub key: Option<String>,
    /// The file of the key that is to follow it.
    #[serde(skip)] // it changes no page
    pub next_key: Option<String>,
    /// Whose site it is: what its header and footer say.
    pub office: Office,
}

/// The settings in `[check]`.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Check {
    /// By a pattern of paths, relative to the policies folder: the rules that are not applied to these files.
    #[serde(default)]
    pub disable: BTreeMap<String, Vec<String>>,
}

/// So many megabytes a file may have where nothing else is set.
const ANNEX_LIMIT: u32 = 20;

/// The file as written.
#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields)]
struct File {
    title: Option<String>,
    lang: Option<String>,
    publisher: Option<String>,
    time_zone: Option<String>,
    base_url: Option<String>,
    policies: Option<String>,
    #[serde(default)]
    archive: bool,
    #[serde(default)]
    show_authors: bool,
    #[serde(default)]
    import_history: bool,
    #[serde(default)]
    include: Vec<String>,
    #[serde(default)]
    exclude: Vec<String>,
    annex_limit: Option<u32>,
    #[serde(default)]
    machine_redlines: bool,
    #[serde(default)]
    section_feeds: bool,
    #[serde(default)]
    drafts: Vec<String>,
    #[serde(default)]
    precompress: bool,
    host: Option<Host>,
    key: Option<String>,
    next_key: Option<String>,
    #[serde(default)]
    check: Check,
    #[serde(default)]
    office: Office,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            title: None,
            lang: None,
            publisher: None,
            time_zone: Zone::own(),
            archive: false,
            base_url: None,
            policies: None,
            show_authors: false,
            import_history: false,
            include: Vec::new(),
            exclude: Vec::new(),
            machine_redlines: false,
            section_feeds: false,
            drafts: Vec::new(),
            precompress: false,
            host: None,
            key: None,
            next_key: None,
            annex_limit: megabytes(ANNEX_LIMIT),
            check: Check::default(),
            office: Office::default(),
        }
    }
}

impl Config {
    /// The settings in `text`, the content of the file called `name` in messages.
    ///
    /// # Errors
    /// A key that is unknown or a value that can't be used, with its line.
    pub fn parse(text: &str, name: &str) -> Result<Self> {
        let file: File = toml::from_str(text).map_err(|e| {
            let line = e.span().map_or(1, |s| 1 + text[..s.start].matches('\n').count());
            Error::input(format!("{name}, line {line}: {}", e.message()))
                .hint("the settings are: title, lang, publisher, time_zone, base_url, policies, include, exclude, import_history, archive, show_authors, annex_limit, machine_redlines, section_feeds, drafts, precompress, host, key, next_key; in [office]: name, logo, colour, contact, accessibility; in [check]: disable")
        })?;
        let lang = file.lang.map(|tag| {
            Lang::read(&tag).ok_or_else(|| {
                Error::input(format!("{name}: `lang = \"{tag}\"` is not a valid language tag"))
                    .hint("use one such as `th` or `en`")
            })
        });
        let base_url = file.base_url.map(|url| base_url(&url, name));
        let time_zone = file.time_zone.map(|zone| {
            Zone::named(&zone).map_err(|e| Error::input(format!("{name}: {e}")).hint("use a name such as Asia/Bangkok"))
        });
        Ok(Self {
            title: file.title,
            lang: lang.transpose()?,
            publisher: file.publisher.map(|name| name.trim().to_owned()).filter(|name| !name.is_empty()),
            time_zone: time_zone.transpose()?.unwrap_or_else(Zone::own),
            base_url: base_url.transpose()?,
            policies: file.policies.map(|folder| folder.trim_matches('/').to_owned()),
            archive: file.archive,
            show_authors: file.show_authors,
            import_history: file.import_history,
            include: file.include,
            exclude: file.exclude,
            machine_redlines: file.machine_redlines,
            section_feeds: file.section_feeds,
            drafts: drafts(file.drafts, name)?,
            precompress: file.precompress,
            host: file.host,
            key: file.key,
            next_key: file.next_key,
            annex_limit: megabytes(file.annex_limit.unwrap_or(ANNEX_LIMIT)),
            check: file.check,
            office: file.office,
        })
    }
}

fn drafts(patterns: Vec<String>, name: &str) -> Result<Vec<String>> {
    match patterns.iter().find(|pattern| !pattern.starts_with("refs/") || pattern.contains("..")) {
        Some(odd) => Err(Error::input(format!("{name}: `drafts = [{odd:?}]` names no branches"))
            .hint("write the whole name, such as refs/heads/proposal/*")),
        None => Ok(patterns),
    }
}

fn megabytes(count: u32) -> u64 {
    u64::from(count) * 1_000_000
}

fn base_url(url: &str, name: &str) -> Result<String> {
    address::parse(url).map_err(|why| {
        let hint = match url.is_ascii() {
            true => "use the full address of the home page, such as https://www.example.go.th/policies/",
            false => "use the full address of the home page, with the host in its ASCII form (`xn--…`)",
        };
        Error::input(format!("{name}: `base_url = {url:?}` {why}")).hint(hint)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn error(text: &str) -> String {
        Config::parse(text, "promulgate.toml").expect_err("an error").to_string()
    }

    #[test]
    fn every_setting_has_a_default() {
        let config = Config::parse("", "promulgate.toml").expect("settings");
        assert!(config.title.is_none() && !config.show_authors && config.include.is_empty());
        assert!(!config.machine_redlines && !config.section_feeds, "they cost more files than are promised");
        assert!(!config.precompress && config.host.is_none());
    }

    #[test]
    fn settings_are_read() {
        let text =
            "lang = 'th'\nbase_url = 'https://x.org/p'\ntime_zone = 'Asia/Bangkok'\npolicies = '/a/'\narchive = true";
        let config = Config::parse(text, "promulgate.toml").expect("settings");
        assert_eq!(config.base_url.as_deref(), Some("https://x.org/p/"));
        assert_eq!(config.policies.as_deref(), Some("a"));
        assert_eq!((config.time_zone.name(), config.archive), (Some("Asia/Bangkok"), true));
    }

    #[test]
    fn an_office_is_read_in_each_language() {
        let text = "[office]\nname = { th = 'สำนักงาน', en = ' Office ' }\ncontact = ['a']\naccessibility = 'https://x.org/a#b'\ncolour = '#FC0'";
        let office = Config::parse(text, "promulgate.toml").expect("settings").office;
        let (thai, english, french) = (Lang::thai(), Lang::english(), Lang::parse("fr").expect("a tag"));
        let name = |lang: &Lang, site| office.name.as_ref().and_then(|name| name.within(lang, site)).expect("a name");
        assert_eq!(name(&english, &thai).0.as_str(), "Office");
        assert_eq!(name(&french, &thai).0.as_str(), "สำนักงาน");
        assert_eq!(name(&french, &french).1, &english);
        assert_eq!(office.colour.map(|colour| colour.to_string()).as_deref(), Some("#ffcc00"));
    }

    #[test]
    fn mistakes_about_an_office_are_named_with_their_line() {
        for (line, why) in [
            ("colour = 'red'", "is not a valid colour"),
            ("color = '#fff'", "unknown field `color`"),
            ("name = ''", "expected a valid value"),
            ("name = { Thai = 'x' }", "expected a valid value"),
            ("contact = 'x'", "expected a valid value"),
            ("logo = ' '", "is empty"),
            ("accessibility = 'javascript:alert(1)'", "is not a valid web address"),
        ] {
            let error = error(&format!("title = 'x'\n[office]\n{line}"));
            assert!(error.starts_with("promulgate.toml, line 3: ") && error.contains(why), "{error}");
        }
    }

    #[test]
    fn mistakes_are_named_with_their_line() {
        assert!(error("title = 'x'\ntitel = 'y'").starts_with("promulgate.toml, line 2: unknown field `titel`"));
        assert!(error("lang = 'Thai'").contains("not a valid language tag"));
        assert!(error("host = 'geocities'").contains("expected one of `github-pages`, `gitlab-pages`"));
        assert!(error("base_url = 'x.org'").contains("not a valid web address"));
        let broken = error(r#"base_url = "https://x.org/\nDisallow: /""#);
        assert_eq!(broken, r#"promulgate.toml: `base_url = "https://x.org/\nDisallow: /"` contains '\n'"#);
        assert!(error("time_zone = 'Bangkok'").starts_with("promulgate.toml: "));
        assert!(error("time_zone = 'Bangkok'").contains("`Bangkok` is unknown"));
    }
}
