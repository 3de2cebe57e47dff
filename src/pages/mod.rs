//! Every page of a site: where it stands, what it depends on and how it is rendered. Planning knows all pages and
//! renders none.
//!
//! From the ground up: what all pages share, the parts of which they are put together, the pages of a policy, those of the
//! site, feeds and files for programs, what is planned before a text is read, and the rendering, which alone names the maker
//! of each file.

// what all pages share
mod cut;
mod logo;
mod messages;
mod routes;
mod site;
mod spoken;
mod theme;

// what they are given
mod excerpt;
mod maker;
mod outline;
mod page;
mod repeats;
mod texts;

// parts of pages
mod annexes;
mod brief;
mod card;
mod chrome;
mod cite;
mod dates;
mod family;
mod groups;
mod head;
mod kinds;
mod labels;
mod later;
mod latest;
mod lean;
mod legend;
mod links;
mod log;
mod metadata;
mod office;
mod sheets;
mod short;
mod succession;
mod summary;
mod timeline;
mod translation;
mod views;
mod withheld;

// pages of a policy
mod again;
mod compare;
mod history;
mod moved;
mod notice;
mod policy;
mod redline;
mod replaced;
mod sections;

// drafts
mod consultation;
mod draft;
pub mod markdown;

// pages of the site
mod about;
mod changes;
mod home;
mod lists;
mod month;
mod months;
pub mod search;

// feeds, and files for programs
mod calendar;
mod diff_json;
mod entry;
mod feed;
mod files;
mod json;
mod llms;
mod section_feed;
mod syndicate;
mod urn;

// all of them
mod plan;
mod render;

pub use consultation::Consultation;
pub use diff_json::as_json as redline_as_json;
pub use draft::{DraftKind, DraftOf, DraftText, Finding, FindingLevel, Stand};
pub use excerpt::{Excerpt, Excerpts};
pub use feed::open;
pub use links::alone;
pub use lists::{ListPage, Lists};
pub use logo::Logo;
pub use months::{Months, Telling};
pub use outline::{Moment, Outline};
pub use page::{Page, Part};
pub use plan::{of_policy, of_site};
pub use render::Related;
pub use repeats::Repeats;
pub use sheets::Sheet;
pub use site::Site;
pub use texts::{Shelf, Texts};
pub use theme::{Theme, ThemeFiles};
