//! The site map: which files a site has, in which order they must appear, and which names it reserves.
//!
//! Everything that names a file of the site does so by a [`Place`]. Its [`SitePath`] and its [`Rank`] follow from it,
//! and so do the names that no policy may have: [`is_reserved_at_root`] and [`reserved_below_policy`] are derived from
//! the places themselves.

mod fold;
mod log;
mod month;
mod path;
mod rank;
mod reserved;
mod segment;

pub use fold::fold;
pub use log::OfLog;
pub use month::OfMonth;
pub use path::{LONGEST_PATH, LONGEST_SEGMENT, SitePath, is_text};
pub use rank::Rank;
pub use reserved::{is_reserved_at_root, reserved_below_policy};
pub use segment::{LONGEST_ID, beginning, is_fit, safe_name, tamed};

use crate::model::{Annex, Month, PolicyId, VersionNumber};
use serde::Serialize;

/// A file of the site.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
pub enum Place<'a> {
    /// One that all policies share.
    Site(OfSite),
    /// One of the policy with this id, or at an address that it had before.
    Policy(&'a PolicyId, OfPolicy),
    /// A file to which texts lead.
    Annex(&'a Annex),
    /// What the search knows of the words from this one on.
    Words(&'a str),
    /// What the search says of policies: the block with this number.
    Cards(u32),
    /// What was said of changes: the block with this number.
    Remarks(u32),
    /// A page of the list of policies, where they are many.
    List(&'a str),
    /// What changed in a month, over all policies.
    Month(Month, OfMonth),
    /// The home page in this language, by its tag, where that of the site is another.
    Home(&'a str),
    /// A file of the ledger.
    Log(OfLog<'a>),
    /// The digests of all files that belong to no policy, and of the lists of digests of each policy.
    Sums,
    /// What a proposal, in the folder of this name, would make of the policy with this id.
    Draft(&'a PolicyId, &'a str),
}

/// A file that all policies share.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[allow(missing_docs)]
pub enum OfSite {
    Home,
    /// Recent changes over all policies.
    Changes,
    Atom,
    /// The feed of changes of wordings alone.
    TextAtom,
    JsonFeed,
    /// Where the search finds what it looks through.
    Search,
    Policies,
    Sitemap,
    NotFound,
    Robots,
    Headers,
    NoJekyll,
    Style,
    /// The script of every page.
    Script,
    /// The script of pages that compare any two versions.
    CompareScript,
    /// What these pages load to show the changes one by one.
    CardsScript,
    /// The script of the home page and of histories.
    ListsScript,
    /// The script that other sites embed.
    NoticeScript,
    /// The picture by which browsers mark the site.
    Icon,
    /// The days from which versions hold, as a calendar; there if there is one.
    Dates,
    /// What a language model needs to know of the site.
    Llms,
    /// How the site works.
    About,
    /// The logo of the office, if it is a drawing.
    Drawing,
    /// The same if it is a picture of dots.
    Picture,
    /// The style of a page that was not found, for addresses with so many folders below the site's root.
    Depth(u8),
}

/// A file of one policy.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[allow(missing_docs)]
pub enum OfPolicy {
    /// The current text.
    Current,
    /// The newest versions.
    History,
    /// Older versions, a page of so many each, from 1.
    OlderHistory(u32),
    /// What became of each section of late.
    Sections,
    /// What became of the section of this number before, a page of so many events each, from 1.
    OlderSection(u32, u32),
    /// Any two versions.
    Compare,
    /// The redline from so many versions before the current one: an address that every policy has for good.
    Last(u32),
    /// The redline to the policy that replaced it, the one with this number of several, from 1.
    Successor(u32),
    Versions,
    TimeMap,
    /// The newest entries.
    Atom,
    /// Older entries, a document of so many versions each, from 1 (RFC 5005).
    OlderAtom(u32),
    /// The feed of changes of the wording alone.
    TextAtom,
    JsonFeed,
    /// What the script on other sites tells of the newest change.
    Notice,
    /// What other sites frame to tell of it.
    NoticePage,
    Version(VersionNumber),
    /// The exact bytes of a version.
    Source(VersionNumber),
    /// What stands in place of the bytes of a version whose text is withheld.
    Withheld(VersionNumber),
    /// The proof that a version is in the ledger.
    Receipt(VersionNumber),
    /// The redline from the version before.
    Redline(VersionNumber),
    /// The redline from the version before, for programs.
    MachineRedline(VersionNumber),
    /// What changed of late in the section of this number.
    SectionAtom(u32),
    /// The days from which its versions hold, as a calendar; there if there is one.
    Dates,
}

/// The folder of the ledger.
pub const LOG: &str = "log";
/// The name of a list of digests, as `sha256sum` reads it.
const SUMS: &str = "SHA256SUMS";
/// The folder of the files to which texts lead.
pub const ANNEXES: &str = "files";
/// The folder of what the search looks through.
pub const SEARCH: &str = "assets/search";
/// The folder of the pages of a long list of policies, and of home pages in other languages.
pub const LISTS: &str = "browse";
/// The folder, below a policy, of the pages of proposals about it.
pub const DRAFTS: &str = "draft";
/// The folder of the changes of each month.
const MONTHS: &str = "changes";
/// How many depths there are at which a page that is not found finds the site's style and home.
pub const DEPTHS: usize = 10;

/// Where their styles are.
#[rustfmt::skip]
const DEPTH_STYLES: [&str; DEPTHS] = [
    "assets/depth/0.css", "assets/depth/1.css", "assets/depth/2.css", "assets/depth/3.css", "assets/depth/4.css",
    "assets/depth/5.css", "assets/depth/6.css", "assets/depth/7.css", "assets/depth/8.css", "assets/depth/9.css",
];
/// How many digits of a digest stand in the address of such a file.
const DIGITS: usize = 16;

impl OfSite {
    /// All of them.
    pub const ALL: [Self; 24 + DEPTHS] = [
        Self::Home,
        Self::Changes,
        Self::Atom,
        Self::TextAtom,
        Self::JsonFeed,
        Self::Search,
        Self::Policies,
        Self::Sitemap,
        Self::NotFound,
        Self::Robots,
        Self::Headers,
        Self::NoJekyll,
        Self::Style,
        Self::Script,
        Self::CompareScript,
        Self::CardsScript,
        Self::ListsScript,
        Self::NoticeScript,
        Self::Icon,
        Self::Dates,
        Self::Llms,
        Self::About,
        Self::Drawing,
        Self::Picture,
        Self::Depth(0),
        Self::Depth(1),
        Self::Depth(2),
        Self::Depth(3),
        Self::Depth(4),
        Self::Depth(5),
        Self::Depth(6),
        Self::Depth(7),
        Self::Depth(8),
        Self::Depth(9),
    ];

    /// Its path below the site's root.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Home => "index.html",
            Self::Changes => "changes/index.html",
            Self::Atom => "feed.xml",
            Self::TextAtom => "feed-text.xml",
            Self::JsonFeed => "feed.json",
            Self::Search => "search.js",
            Self::Policies => "policies.json",
            Self::Sitemap => "sitemap.xml",
            Self::NotFound => "404.html",
            Self::Robots => "robots.txt",
            Self::Headers => "_headers",
            Self::NoJekyll => ".nojekyll",
            Self::Style => "assets/style.css",
            Self::Script => "assets/script.js",
            Self::CompareScript => "assets/compare.js",
            Self::CardsScript => "assets/cards.js",
            Self::ListsScript => "assets/lists.js",
            Self::NoticeScript => "assets/notice.js",
            Self::Icon => "assets/icon.svg",
            Self::Dates => "dates.ics",
            Self::Llms => "llms.txt",
            Self::About => "this-site/index.html",
            Self::Drawing => "assets/logo.svg",
            Self::Picture => "assets/logo.png",
            Self::Depth(depth) => DEPTH_STYLES[depth as usize],
        }
    }
}

impl OfPolicy {
    /// Its path below the policy's address.
    fn name(self) -> String {
        match self {
            Self::Current => "index.html".into(),
            Self::History => "history/index.html".into(),
            Self::OlderHistory(page) => format!("history/{page}/index.html"),
            Self::Sections => "sections/index.html".into(),
            Self::OlderSection(section, page) => format!("sections/{section}/{page}/index.html"),
            Self::Compare => "compare/index.html".into(),
            Self::Last(back) => format!("compare/last-{back}/index.html"),
            Self::Successor(place) => format!("compare/successor-{place}/index.html"),
            Self::Versions => "versions.json".into(),
            Self::TimeMap => "timemap.link".into(),
            Self::Atom => "feed.xml".into(),
            Self::OlderAtom(page) => format!("feed/{page}.xml"),
            Self::TextAtom => "feed-text.xml".into(),
            Self::JsonFeed => "feed.json".into(),
            Self::Notice => "notice.json".into(),
            Self::NoticePage => "notice.html".into(),
            Self::Version(n) => format!("v/{n}/index.html"),
            Self::Source(n) | Self::Withheld(n) => format!("v/{n}/source.md"),
            Self::Receipt(n) => format!("v/{n}/receipt.tlog-proof"),
            Self::Redline(n) => format!("v/{n}/changes/index.html"),
            Self::MachineRedline(n) => format!("v/{n}/changes/changes.json"),
            Self::SectionAtom(section) => format!("sections/{section}/feed.xml"),
            Self::Dates => "dates.ics".into(),
        }
    }

    /// One of each kind, with the longest path that it can have.
    fn kinds() -> [Self; 23] {
        let last = VersionNumber::at(usize::MAX);
        [
            Self::Current,
            Self::History,
            Self::OlderHistory(u32::MAX),
            Self::Sections,
            Self::OlderSection(u32::MAX, u32::MAX),
            Self::Compare,
            Self::Last(u32::MAX),
            Self::Successor(u32::MAX),
            Self::Versions,
            Self::TimeMap,
            Self::Atom,
            Self::OlderAtom(u32::MAX),
            Self::TextAtom,
            Self::JsonFeed,
            Self::Notice,
            Self::NoticePage,
            Self::Version(last),
            Self::Source(last),
            Self::Receipt(last),
            Self::Redline(last),
            Self::MachineRedline(last),
            Self::SectionAtom(u32::MAX),
            Self::Dates,
        ]
    }
}

impl Place<'_> {
    /// Where it is, below the site's root.
    pub fn path(self) -> SitePath {
        match self {
            Self::Site(file) => SitePath::trusted(file.name().into()),
            Self::Policy(id, file) => SitePath::trusted(format!("{id}/{}", file.name())),
            Self::Annex(annex) => {
                let digest = annex.digest.to_string();
                SitePath::trusted(format!("{ANNEXES}/{}/{}", &digest[..DIGITS], annex.name))
            }
            Self::Words(first) => SitePath::trusted(format!("{SEARCH}/w{}.js", hexadecimal(first))),
            Self::Cards(block) => SitePath::trusted(format!("{SEARCH}/p{block}.js")),
            Self::Remarks(block) => SitePath::trusted(format!("{SEARCH}/n{block}.js")),
            // below a folder that no policy may have; no page of the list is called so
            Self::List(name) | Self::Home(name) => SitePath::trusted(format!("{LISTS}/{name}/index.html")),
            Self::Draft(id, name) => SitePath::trusted(format!("{id}/{DRAFTS}/{name}/index.html")),
            Self::Month(month, file) => SitePath::trusted(format!("{MONTHS}/{month}/{}", file.name())),
            Self::Log(file) => SitePath::trusted(format!("{LOG}/{}", file.name())),
            Self::Sums => SitePath::trusted(SUMS.into()),
        }
    }

    /// When it is put into place.
    pub fn rank(self) -> Rank {
        match self {
            Self::Site(file) => match file {
                OfSite::Home => Rank::Home,
                OfSite::Changes | OfSite::NotFound | OfSite::About => Rank::Page,
                OfSite::Atom | OfSite::TextAtom | OfSite::JsonFeed | OfSite::Sitemap => Rank::Feed,
                OfSite::Dates => Rank::Feed,
                OfSite::Search | OfSite::Policies | OfSite::Llms => Rank::List,
                OfSite::Robots | OfSite::Headers | OfSite::NoJekyll => Rank::Leaf,
                OfSite::Style | OfSite::Script | OfSite::CompareScript | OfSite::CardsScript | OfSite::ListsScript => {
                    Rank::Leaf
                }
                OfSite::NoticeScript | OfSite::Icon => Rank::Leaf,
                OfSite::Drawing | OfSite::Picture | OfSite::Depth(_) => Rank::Leaf,
            },
            Self::Policy(_, file) => match file {
                OfPolicy::Current | OfPolicy::History | OfPolicy::Sections | OfPolicy::Compare => Rank::Page,
                OfPolicy::Last(_) | OfPolicy::Successor(_) | OfPolicy::Version(_) | OfPolicy::Redline(_) => Rank::Page,
                OfPolicy::OlderHistory(_) | OfPolicy::OlderSection(..) | OfPolicy::NoticePage => Rank::Page,
                OfPolicy::TimeMap | OfPolicy::Atom | OfPolicy::TextAtom | OfPolicy::JsonFeed => Rank::Feed,
                OfPolicy::OlderAtom(_) | OfPolicy::Notice | OfPolicy::Dates => Rank::Feed,
                OfPolicy::MachineRedline(_) | OfPolicy::SectionAtom(_) => Rank::Feed,
                OfPolicy::Versions => Rank::List,
                OfPolicy::Source(_) | OfPolicy::Withheld(_) | OfPolicy::Receipt(_) => Rank::Leaf,
            },
            Self::Annex(_) => Rank::Leaf,
            Self::Words(_) | Self::Cards(_) | Self::Remarks(_) => Rank::List,
            Self::List(_) | Self::Month(_, OfMonth::Newest | OfMonth::Older(_)) => Rank::Page,
            Self::Month(_, OfMonth::Atom | OfMonth::OlderAtom(_)) => Rank::Feed,
            Self::Home(_) => Rank::List,
            Self::Log(OfLog::Checkpoint) => Rank::Checkpoint,
            Self::Log(OfLog::Site | OfLog::Sums | OfLog::PolicySums(_)) | Self::Sums => Rank::Sums,
            Self::Log(_) => Rank::Leaf,
            Self::Draft(..) => Rank::Page,
        }
    }
}

/// The bytes of a word in the name of a file: the script finds the file by the word.
fn hexadecimal(word: &str) -> String {
    word.bytes().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests;
