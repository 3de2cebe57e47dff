//! How one page names another. Where each stands is said by [`crate::places`].

use crate::model::{PolicyId, VersionNumber};
use crate::percent::encode;
use crate::places::{OfPolicy, OfSite, Place};

pub(super) const HOME: &str = OfSite::Home.name();
pub(super) const CHANGES: &str = OfSite::Changes.name();
pub(super) const FEED: &str = OfSite::Atom.name();
pub(super) const TEXT_FEED: &str = OfSite::TextAtom.name();
pub(super) const JSON_FEED: &str = OfSite::JsonFeed.name();
pub(super) const DATES: &str = OfSite::Dates.name();
pub(super) const SITEMAP: &str = OfSite::Sitemap.name();
pub(super) const NOT_FOUND: &str = OfSite::NotFound.name();
pub(super) const STYLE: &str = OfSite::Style.name();
pub(super) const SCRIPT: &str = OfSite::Script.name();
pub(super) const COMPARE_SCRIPT: &str = OfSite::CompareScript.name();
pub(super) const LISTS_SCRIPT: &str = OfSite::ListsScript.name();
pub(super) const ICON: &str = OfSite::Icon.name();
pub(super) const ABOUT: &str = OfSite::About.name();
pub(super) const HOW_TO_CHECK: &str = OfSite::HowToCheck.name();

/// Whether a policy of so many versions has a feed of its words alone. In the first version all words are new.
pub(super) fn has_text_feed(versions: usize) -> bool {
    versions > 1
}

/// The folder of the policy `id`, with a slash at its end.
pub(super) fn folder(id: &PolicyId) -> String {
    format!("{id}/")
}

/// The path of a file that all policies share.
pub(super) const fn of_site(file: OfSite) -> &'static str {
    file.name()
}

/// The path of a file of the policy `id`.
pub(super) fn of(id: &PolicyId, file: OfPolicy) -> String {
    Place::Policy(id, file).path().into()
}

pub(super) fn current(id: &PolicyId) -> String {
    of(id, OfPolicy::Current)
}

pub(super) fn history(id: &PolicyId) -> String {
    of(id, OfPolicy::History)
}

pub(super) fn sections(id: &PolicyId) -> String {
    of(id, OfPolicy::Sections)
}

pub(super) fn compare(id: &PolicyId) -> String {
    of(id, OfPolicy::Compare)
}

pub(super) fn version(id: &PolicyId, n: VersionNumber) -> String {
    of(id, OfPolicy::Version(n))
}

pub(super) fn source(id: &PolicyId, n: VersionNumber) -> String {
    of(id, OfPolicy::Source(n))
}

pub(super) fn changes(id: &PolicyId, n: VersionNumber) -> String {
    of(id, OfPolicy::Redline(n))
}

/// The redline from `back` versions before the current one.
pub(super) fn last(id: &PolicyId, back: u32) -> String {
    of(id, OfPolicy::Last(back))
}

/// The redline to the policy that replaced it, the one with this number.
pub(super) fn successor(id: &PolicyId, place: u32) -> String {
    of(id, OfPolicy::Successor(place))
}

/// The address, seen from the page at `from`, of what stands at `to`; both are paths below the site's root. It names
/// the file, so that it also works where no server adds `index.html`.
pub(super) fn relative(from: &str, to: &str) -> String {
    let folder: Vec<&str> = from.rsplit_once('/').map_or_else(Vec::new, |(folder, _)| folder.split('/').collect());
    let target: Vec<&str> = to.split('/').collect();
    let shared = folder.iter().zip(&target[..target.len() - 1]).take_while(|(a, b)| a == b).count();
    let up = "../".repeat(folder.len() - shared);
    let down = encode(&target[shared..].join("/"));
    // a first segment with a colon would read as a scheme; `encode` leaves none
    format!("{up}{down}")
}

/// The public address, below the site's root, of the page at `path`: a folder in place of its `index.html`.
pub(super) fn public(path: &str) -> String {
    let folder = path.strip_suffix("index.html").filter(|f| f.is_empty() || f.ends_with('/'));
    encode(folder.unwrap_or(path))
}

/// The public address of the page at `to` as seen from the file at `from`: what [`public`] names, for a program that
/// knows where it found the file.
pub(super) fn relative_public(from: &str, to: &str) -> String {
    let address = relative(from, to);
    match address.strip_suffix("index.html").filter(|f| f.is_empty() || f.ends_with('/')) {
        // nothing at all would name the file itself
        Some("") => "./".to_owned(),
        Some(folder) => folder.to_owned(),
        None => address,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_relative() {
        assert_eq!(relative("index.html", "a/b/index.html"), "a/b/index.html");
        assert_eq!(relative("a/b/v/1/index.html", "a/b/v/2/index.html"), "../2/index.html");
        assert_eq!(relative("a/index.html", "assets/style.css"), "../assets/style.css");
        assert_eq!(relative("a/index.html", "a/index.html"), "index.html");
        assert_eq!(
            relative("index.html", "นโยบาย/index.html"),
            "%E0%B8%99%E0%B9%82%E0%B8%A2%E0%B8%9A%E0%B8%B2%E0%B8%A2/index.html"
        );
    }

    #[test]
    fn public_addresses_are_folders() {
        assert_eq!(public("index.html"), "");
        assert_eq!(public("a/v/1/index.html"), "a/v/1/");
        assert_eq!(public("a/v/1/source.md"), "a/v/1/source.md");
        assert_eq!(relative_public("feed.xml", "index.html"), "./");
        assert_eq!(relative_public("a/feed.xml", "a/index.html"), "./");
        assert_eq!(relative_public("a/feed.xml", "a/feed.xml"), "feed.xml");
        assert_eq!(relative_public("a/b/feed.xml", "a/v/1/index.html"), "../v/1/");
        assert_eq!(relative_public("a/feed.xml", "index.html"), "../");
        assert_eq!(relative_public("old/feed.xml", "ก:/xindex.html"), "../%E0%B8%81%3A/xindex.html");
    }
}
