//! promulgate: to make a law known by publishing it.

// 0 ground
pub mod config;
pub mod error;
pub mod model;
pub mod percent;
pub mod showable;

// 1 readers
pub mod document;
pub mod history;

// 2 meaning
pub mod catalog;
pub mod weave;

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
