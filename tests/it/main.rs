//! End-to-end tests: the program on real repositories made with real git, and the rules of the house.

mod build;
mod diff;
mod floors;
mod gallery;
mod history;
mod inputs;
mod judge;
mod redlines;
mod sandbox;
mod texts;
