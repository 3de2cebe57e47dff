//! Serves a site to one reader on this machine, with drafts in front of it, and tells pages when there is something new.
//!
//! A small HTTP/1.1 server on threads of its own, for nobody but the person in front of the screen:
//! - it listens on the loopback interface alone, and answers only requests that were meant for it: their `Host` is this
//!   machine. So no other site can read what is served, by a name that leads here (DNS rebinding);
//! - it reads requests, and nothing but GET and HEAD: of bounded size, in bounded time, of bounded number ([`Server`]);
//! - a path leads to what was given to it or to a file of the site, never elsewhere (`target`);
//! - events are told to pages of its own alone (`request`).
//!
//! [`Board`] is what is shown now: values, put there by whoever makes them.

mod answer;
mod board;
mod events;
mod request;
mod server;
mod target;

pub use board::Board;
pub use server::{Server, SiteFile};

#[cfg(test)]
mod tests;
