//! promulgate: to make a law known by publishing it.
//!
//! From a git repository of Markdown policies this program makes a static site where anybody sees what changed, when,
//! and what it means. The library is the program; [`cli`] is its command line.
//!
//! # The flow
//!
//! [`pipeline::Publisher::publish`] is the whole program; `pipeline/update.rs` has its steps, one after the other:
//!
//! ```text
//!  git repository ──history──▶ Lineage of each policy ──catalog──▶ ids, titles, languages, links
//!                                     │ document (Markdown → tree of blocks; parsing never fails)
//!                                     ▼
//!                                 Document ──weave (align, words)──▶ Weave: every version of a policy in one
//!                                                                      │  project(n) = a version
//!                                                                      │  redline(a, b) = two versions as one text
//!                                                                      ▼        └──brief──▶ Brief: what changed, in facts
//!                                         html ─────▶ pages (html, feeds, json) ──▶ Page: place + key + how to render it
//!                                                                      ▼  those whose key is new
//!                                          publish (stage → intent → rename → remove) ──▶ folder, and a private state
//! ```
//!
//! [`watch`] tells when a commit landed: `promulgate watch` then does it all again, in a process whose death ends nothing. What was published is known from the
//! state that the last publication kept, so only new commits are walked, only changed policies are read, only pages with
//! another key are rendered.
//!
//! One policy flows through whole before the next needs memory; policies go side by side.
//!
//! # Words
//!
//! - **Policy**: a named text, one Markdown file over time, wherever it stood ([`model::Policy`]).
//! - **Version**: one committed state of it, numbered from 1 for good ([`model::Version`]).
//! - **Lineage**: the events of a policy's file on the published branch ([`history::Lineage`]).
//! - **Remark**: what a commit's message says to readers, without what is for tools ([`remark::Remark`]).
//! - **Withdrawn**: said of a policy whose file was deleted; it stays published, and may come back.
//! - **Document**: a version's text as a tree of blocks ([`document::Document`]): leaves (paragraph, heading, cell…) in
//!   reading order, each with the path of its containers (list, item, table…).
//! - **Weave**: every version of one policy in one sequence of nodes, each with the versions in which it stands
//!   ([`weave::Weave`]).
//! - **Redline**: two versions shown as one text with insertions and deletions ([`weave::Redline`]).
//! - **Change brief**: what a redline means, in facts: sections and facts that changed ([`model::Brief`]).
//! - **Fact**: a period, date, amount, address or word of duty that a text states ([`brief::Fact`]).
//! - **Site**: all pages of a publication ([`pages::Site`]).
//! - **Publication**: a site made live ([`publish::Publication`]).
//! - **Published line**: the commits that were published, in that order; it only grows ([`history::History`]).
//! - **Correction**: a rewritten history that was published all the same, openly ([`history::Correction`]).
//! - **Annex**: a file of the repository that a text leads to, such as an image or a form; published by its bytes ([`model::Annex`]).
//! - **Place**: a file of the site: its path, and when it is put there ([`places::Place`]).
//! - **Address**: a policy's id, below which its pages are; it belongs to the policy for good ([`catalog::names()`]).
//! - **State**: what one publication keeps for the next, in a folder of its own ([`publish`]).
//! - **Intent**: the list of what a publication is about to put where, by which another run can finish it.
//!
//! # The floors
//!
//! A module uses only modules of the floors below it; the readers don't know each other. Each outside crate has one
//! room. `tests/it/floors.rs` keeps both rules.

// 0 ground
pub mod compress;
pub mod config;
pub mod error;
pub mod model;
pub mod percent;
pub mod places;
pub mod remark;
pub mod showable;
pub mod store;
pub mod tally;

// 1 readers
pub mod annex;
pub mod document;
pub mod history;
pub mod watch;

// 2 meaning
pub mod catalog;
pub mod weave;

// 2 meaning of a redline
pub mod brief;

// 3 html
pub mod html;

// 5 pages
pub mod pages;

// 6 publish
pub mod publish;

// 7 pipeline
pub mod pipeline;

// 8 cli
pub mod cli;
