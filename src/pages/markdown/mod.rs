//! A redline as Markdown, for the comment of a pull request: what GitHub, GitLab and Forgejo show of it is what is meant.
//!
//! `escape` lets a text stand for itself, `marks` writes what came and went, `blocks` the changed blocks of a redline by
//! sections, `facts` the brief; `comment` puts everything together and stays below the length that forges accept.

mod blocks;
mod comment;
mod escape;
mod facts;
mod marks;

pub use comment::{LONGEST, redline_as_markdown};
