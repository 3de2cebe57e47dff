//! What one publication is made of, and where it goes.

use super::Listener;
use super::archive::Archive;
use crate::model::Digest;
use crate::pages::Theme;
use crate::publish::Folder;

/// Tells this program from every other that may have published before.
pub(super) const PROGRAM: &str = env!("PROMULGATE_PROGRAM");

/// What one publication is made of, and where it goes.
pub(super) struct Inputs<'a> {
    pub(super) archive: Archive,
    pub(super) theme: &'a Theme,
    /// The script by which pages follow what is saved, in a preview.
    pub(super) live: Option<&'static str>,
    /// The published folder.
    pub(super) folder: &'a Folder,
    /// A digest of the program and of the settings on which the reading of a text depends.
    pub(super) reader: Digest,
    /// A digest of the program, all settings and the theme.
    pub(super) key: Digest,
    /// The reason for which a rewritten history is published all the same.
    pub(super) accept: Option<&'a str>,
    pub(super) listener: Listener<'a>,
}
