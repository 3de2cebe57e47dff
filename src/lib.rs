//! promulgate: to make a law known by publishing it.
//!
//! This program turns a git repository of Markdown policies into a static site that shows what changed, when, and what
//! it means. The library is the program; [`cli`] is its command line.
//!
//! # The flow
//!
//! One publication is one short function, `publish` in `src/pipeline/mod.rs`. Each of its steps is a function in the file of
//! the same name:
//!
//! 1. **advance** reads the commits that are new on the published branch.
//! 2. **catalog** gives each policy its address, title and language.
//! 3. **plan** determines what each policy needs, before any text is read.
//! 4. **guard** refuses what would break published history.
//! 5. **policies** reads new versions and stages the pages of each policy that changed, side by side.
//! 6. **ledger** adds what is new to the ledger, and stages its files.
//! 7. **shared** stages the pages that all policies share.
//! 8. **statement** stages the digests of all files, and what the ledger states of them.
//! 9. **record** keeps what the next publication needs, and removes what is no longer part of the site.
//! 10. **finish** (in `mod.rs`) puts everything into place.
//!
//! [`pipeline::Publisher`] runs it again and again. What flows through:
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
//! [`watch`] reports when a commit lands; `promulgate watch` then publishes again, in a separate process, so that a crash
//! there does not end the watch. The state of the last publication records what was published, so only new commits are
//! walked, only changed policies are read, and only pages with a changed key are rendered.
//!
//! Policies are processed in parallel, each from start to end, so memory is needed only for those in progress.
//!
//! # Words
//!
//! - **Policy**: a named text, one Markdown file over time, wherever it was ([`model::Policy`]).
//! - **Version**: one committed state of it, with a permanent number, from 1 ([`model::Version`]).
//! - **Lineage**: the events of a policy's file on the published branch ([`history::Lineage`]).
//! - **Remark**: what a commit message says to readers, without what is meant for tools ([`remark::Remark`]).
//! - **Withdrawn**: a policy whose file was deleted; it stays published, and may return.
//! - **Document**: a version's text as a tree of blocks ([`document::Document`]): leaves (paragraph, heading, cell…) in
//!   reading order, each with the path of its containers (list, item, table…).
//! - **Weave**: every version of one policy in one sequence of nodes, each with the versions that contain it
//!   ([`weave::Weave`]).
//! - **Redline**: two versions shown as one text with insertions and deletions ([`weave::Redline`]).
//! - **Change brief**: what a redline means, in facts: sections and facts that changed ([`model::Brief`]).
//! - **Fact**: a period, date, amount, address or word of duty that a text states ([`brief::Fact`]).
//! - **Site**: all pages of a publication ([`pages::Site`]).
//! - **Publication**: a site made live ([`publish::Publication`]).
//! - **Published line**: the commits that were published, in order; it only grows ([`history::History`]).
//! - **Correction**: a rewritten history that was published anyway, openly ([`history::Correction`]).
//! - **Annex**: a file of the repository that a text links to, such as an image or a form; published by its bytes ([`model::Annex`]).
//! - **Addendum**: what the file of changes of a policy, `changes/<id>.toml`, states about one of its versions
//!   ([`model::Addendum`]).
//! - **Place**: a file of the site: its path, and when it is put in place ([`places::Place`]).
//! - **Address**: a policy's id, which is the folder of its pages; it belongs to the policy permanently ([`catalog::names()`]).
//! - **State**: what one publication keeps for the next, in a separate folder ([`publish`]).
//! - **Ledger**: the append-only list of everything ever published, with proofs ([`ledger`]).
//! - **Intent**: the list of files that a publication is about to put in place, so that another run can finish it.
//!
//! # The floors
//!
//! A module uses only modules of the floors below it, and readers don't use each other. Each external crate is used in
//! one module. `tests/it/floors.rs` enforces both rules.

// 0 ground
pub mod compress;
pub mod config;
pub mod error;
pub mod init;
pub mod languages;
pub mod letters;
pub mod model;
pub mod percent;
pub mod places;
pub mod remark;
pub mod showable;
pub mod store;
pub mod tally;

// 1 readers
pub mod addenda;
pub mod annex;
pub mod document;
pub mod history;
pub mod watch;

// 2 meaning
pub mod catalog;
pub mod weave;

// 3 meaning of a redline
pub mod brief;

// 4 html, and what is wrong with a text
pub mod check;
pub mod html;

// 5 ledger
pub mod ledger;

// 6 pages
pub mod pages;

// 7 publish, preview, verify, witness
pub mod preview;
pub mod publish;
pub mod verify;
pub mod witness;

// 8 pipeline
pub mod pipeline;

// 9 cli
pub mod cli;
