//! The pages that compare versions of one policy: redlines and their list.

use super::legend::{self, Sample};
use super::maker::Maker;
use super::views::{self, Chrome, VersionView};
use super::{TextLinks, routes};
use crate::error::Result;
use crate::html;
use crate::model::{Version, VersionNumber};
use serde::Serialize;
use std::sync::Arc;

#[derive(Serialize)]
struct RedlineView<'a> {
    chrome: Chrome,
    from: u32,
    to: u32,
    lang: &'a str,
    heading: &'a str,
    title: String,
    version: VersionView,
    unchanged: Option<String>,
    coarse: Option<String>,
    legend: Vec<Sample>,
    withdrawn: Option<String>,
    old: String,
    old_name: String,
    new: String,
    new_name: String,
    current: String,
    history: String,
    previous: Option<String>,
    next: Option<String>,
}

#[derive(Serialize)]
struct CompareView<'a> {
    chrome: Chrome,
    heading: &'a str,
    lang: &'a str,
    pairs: Vec<PairView>,
    withdrawn: Option<String>,
    history: String,
}

#[derive(Serialize)]
struct PairView {
    text: String,
    redline: String,
    old: String,
    old_name: String,
    new: String,
    new_name: String,
    class: &'static str,
    version: VersionView,
}

/// The redline of what `version` changed.
pub(super) fn redline(maker: &Maker<'_>, version: &Version) -> Result<Vec<u8>> {
    let (id, n) = (&maker.policy.id, version.number);
    let before = VersionNumber::at(n.index() - 1);
    let path = routes::changes(id, n);
    let to = |target: String| routes::relative(&path, &target);
    let redline = maker.texts.redline(n);
    let title =
        maker.messages.with("changes-of", &[("from", views::number(before.get())), ("to", views::number(n.get()))]);
    let (previous, next) = maker.neighbours(n);
    let links = TextLinks { site: maker.site, messages: maker.messages, file: &version.path, page: &path };
    let view = RedlineView {
        chrome: maker
            .chrome(&path, &format!("{title} · {}", maker.policy.title))
            .noindex(true)
            .crumb(&maker.name(n), Some(to(routes::version(id, n))), None)
            .crumb(&maker.messages.text("changes"), None, None),
        from: before.get(),
        to: n.get(),
        lang: maker.policy.lang.as_str(),
        heading: &maker.policy.title,
        title,
        version: maker.view(&path, version),
        unchanged: redline.is_unchanged().then(|| maker.messages.text("nothing-visible-changed")),
        coarse: redline.coarse.then(|| maker.messages.text("coarse-marks")),
        legend: legend::legend(&redline, maker.messages),
        withdrawn: maker.withdrawn(),
        old: to(routes::version(id, before)),
        old_name: maker.name(before),
        new: to(routes::version(id, n)),
        new_name: maker.name(n),
        current: to(routes::current(id)),
        history: to(routes::history(id)),
        previous: previous.filter(|n| n.index() > 0).map(|n| to(routes::changes(id, n))),
        next: next.map(|n| to(routes::changes(id, n))),
    };
    let article = html::redline(&redline, &links);
    maker.site.theme.render("redline.html", maker.messages, &view, Some(article))
}

/// The list of redlines.
pub(super) fn compare(maker: &Maker<'_>) -> Result<Vec<u8>> {
    let id = &maker.policy.id;
    let path = routes::compare(id);
    let to = |target: String| routes::relative(&path, &target);
    let heading = maker.messages.text("compare");
    let pair = |version: &Arc<Version>| {
        let (old, new) = (VersionNumber::at(version.number.index().checked_sub(1)?), version.number);
        let numbers = [("from", views::number(old.get())), ("to", views::number(new.get()))];
        Some(PairView {
            text: maker.messages.with("changes-of", &numbers),
            redline: to(routes::changes(id, new)),
            old: to(routes::version(id, old)),
            old_name: maker.name(old),
            new: to(routes::version(id, new)),
            new_name: maker.name(new),
            class: version.class.as_str(),
            version: maker.view(&path, version),
        })
    };
    let view = CompareView {
        chrome: maker.chrome(&path, &format!("{heading} · {}", maker.policy.title)).crumb(&heading, None, None),
        heading: &maker.policy.title,
        lang: maker.policy.lang.as_str(),
        pairs: maker.policy.versions.iter().rev().filter_map(pair).collect(),
        withdrawn: maker.withdrawn(),
        history: to(routes::history(id)),
    };
    maker.site.theme.render("compare.html", maker.messages, &view, None)
}
