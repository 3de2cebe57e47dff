//! What is checked, with all that a rule may look at.

use super::neighbours::Neighbours;
use super::text::Text;
use crate::brief;
use crate::catalog;
use crate::history::Message;
use crate::model::{Brief, Date, Lang};
use crate::weave::{self, Redline};
use std::sync::{Arc, OnceLock};

/// What is given of a text that is to be checked.
pub struct Given<'a> {
    /// The path in the repository, with `/`.
    pub path: &'a str,
    /// The file as it is to be published.
    pub text: Arc<Text>,
    /// The same policy as it is published.
    pub before: Option<Arc<Text>>,
    /// The path of a published policy that is gone, and that it seems to be, although it says other things.
    pub gone: Option<&'a str>,
    /// The message of the commit with which it is to be published.
    pub message: Option<&'a str>,
    /// The other files of the repository.
    pub neighbours: &'a Neighbours<'a>,
    /// The language that the settings name.
    pub lang: Option<&'a Lang>,
    /// The ids or names of the rules that the settings turn off for this file.
    pub off: &'a [String],
    /// The day on which it is checked.
    pub today: Date,
}

/// A text that is checked.
pub struct Subject<'a> {
    /// The path in the repository, with `/`.
    pub path: &'a str,
    /// The text as it is to be published.
    pub text: Arc<Text>,
    /// The same policy as it is published, if it is.
    pub before: Option<Arc<Text>>,
    /// The path of a published policy that is gone, and that it seems to be, although it says other things.
    pub gone: Option<&'a str>,
    /// The message of the commit, as written, without comments.
    pub message: Option<&'a str>,
    /// The same taken apart.
    pub said: Option<Message>,
    /// The other files of the repository.
    pub neighbours: &'a Neighbours<'a>,
    /// The language of the text.
    pub lang: Lang,
    /// The day on which it is checked.
    pub today: Date,
    /// The ids or names of the rules that the settings turn off for the file.
    pub off: &'a [String],
    change: OnceLock<Option<Change>>,
}

/// What is changed by a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// From the published text to the new one.
    pub redline: Redline,
    /// What it means.
    pub brief: Brief,
}

impl<'a> Subject<'a> {
    /// What is given, read.
    pub fn new(given: Given<'a>) -> Self {
        let Given { path, text, before, gone, message, neighbours, lang, off, today } = given;
        Self {
            lang: catalog::language(&text.parsed.front, &text.parsed.document, path, lang),
            said: message.map(Message::of),
            change: OnceLock::new(),
            path,
            text,
            before,
            gone,
            message,
            neighbours,
            today,
            off,
        }
    }

    /// What changes from the published text; `None` if there is none. It is determined once.
    pub fn change(&self) -> Option<&Change> {
        let change = || {
            let before = self.before.as_ref()?;
            let redline = weave::redline(&before.parsed.document, &self.text.parsed.document);
            let brief = brief::brief(&redline, &self.lang);
            Some(Change { redline, brief })
        };
        self.change.get_or_init(change).as_ref()
    }

    /// Whether the text is Thai.
    pub fn is_thai(&self) -> bool {
        self.lang.primary() == "th"
    }
}
