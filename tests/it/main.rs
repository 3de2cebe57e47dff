//! End-to-end tests: the program on real repositories made with real git, and the rules of the house.

mod brief;
mod build;
mod corrections;
mod crash;
mod diff;
mod disturb;
mod faults;
mod feeds;
mod floors;
mod folder;
mod gallery;
mod growth;
mod history;
mod incremental;
mod inputs;
mod judge;
mod messages;
mod redlines;
mod rewrites;
mod sandbox;
mod search;
mod store;
mod texts;
mod watch;
mod watching;
mod whole;
