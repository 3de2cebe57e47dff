//! What became of the files to which texts lead, while the text stayed and from version to version.

use super::dates::DateView;
use super::links::annex_url;
use super::maker::Maker;
use super::messages::Messages;
use crate::html;
use crate::model::{Annex, AnnexEvent, VersionNumber};
use serde::Serialize;
use std::sync::Arc;

/// A file that came, went or was replaced while the text stayed.
#[derive(Serialize)]
pub(super) struct AnnexView {
    date: DateView,
    text: String,
    /// The way to what stood before, and to what stands since.
    old: Option<String>,
    new: Option<String>,
}

/// A file that is another one in the newer version.
#[derive(Serialize)]
pub(super) struct ReplacedView {
    text: String,
    old: String,
    new: String,
}

/// What became of the files while version `n` stood, newest first, as the page at `path` shows it.
pub(super) fn since(maker: &Maker<'_>, path: &str, n: VersionNumber) -> Vec<AnnexView> {
    let view = |event: &AnnexEvent| AnnexView {
        date: DateView::at(maker.site, event.date, maker.messages),
        text: said(event, maker.messages),
        old: event.old.as_ref().map(|annex| annex_url(path, annex)),
        new: event.new.as_ref().map(|annex| annex_url(path, annex)),
    };
    maker.policy.annexes.since(n).rev().map(view).collect()
}

/// A file that a proposal changes, while the text stays.
#[derive(Serialize)]
pub(super) struct ProposedView {
    text: String,
    /// The way to what is published, and to what is proposed.
    old: Option<String>,
    new: Option<String>,
}

/// A change of a file that is proposed, as the page at `path` shows it.
pub(super) fn proposed(event: &AnnexEvent, path: &str, messages: &Messages) -> ProposedView {
    let url = |annex: &Option<Arc<Annex>>| annex.as_ref().map(|annex| annex_url(path, annex));
    ProposedView { text: said(event, messages), old: url(&event.old), new: url(&event.new) }
}

/// The files that are others in version `b` than in `a`, as the page at `path` shows it.
pub(super) fn replaced(maker: &Maker<'_>, path: &str, (a, b): (VersionNumber, VersionNumber)) -> Vec<ReplacedView> {
    let view = |(old, new): (&Annex, &Annex)| ReplacedView {
        text: maker.messages.with("annex-replaced", &[("file", new.name.clone().into())]),
        old: annex_url(path, old),
        new: annex_url(path, new),
    };
    maker.policy.annexes.replaced(a, b).into_iter().map(view).collect()
}

/// What happened, in words.
pub(super) fn said(event: &AnnexEvent, messages: &Messages) -> String {
    let (key, annex) = match (&event.old, &event.new) {
        (Some(_), Some(new)) => ("annex-replaced", Some(new)),
        (None, new) => ("annex-came", new.as_ref()),
        (old, None) => ("annex-went", old.as_ref()),
    };
    let file = annex.map_or_else(String::new, |annex| annex.name.clone());
    messages.with(key, &[("file", file.into())])
}

/// Links to the file before and the file since, as HTML with addresses that `url` gives.
pub(super) fn links(
    old: Option<&Annex>,
    new: Option<&Annex>,
    messages: &Messages,
    url: impl Fn(&Annex) -> String,
) -> String {
    let link = |annex: &Annex, key: &str| {
        format!("<a href=\"{}\">{}</a>", html::text(&url(annex)), html::text(&messages.text(key)))
    };
    let links = [old.map(|old| link(old, "annex-before")), new.map(|new| link(new, "annex-since"))];
    links.into_iter().flatten().collect::<Vec<_>>().join(" · ")
}
