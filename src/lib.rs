//! promulgate: to make a law known by publishing it.

// 0 ground
pub mod config;
pub mod error;
pub mod model;

// 1 readers
pub mod document;

// 2 meaning
pub mod weave;

// 3 html
pub mod html;
