//! `llms.txt`: what a language model needs to know of the site, in the shape of <https://llmstxt.org>. It names no version
//! and no day, so that it stays as it is while titles and the list of policies do.

use super::lists::Lists;
use super::routes;
use super::site::Site;
use crate::model::{Digest, Policy};
use crate::places::{OfPolicy, OfSite};
use crate::showable::plain;
use crate::store;

/// How many policies are listed one by one.
const MOST: usize = 200;

/// How a reader finds what changed.
const HOW: &str = "\
Each policy has an address, here called `<id>/`:

- `<id>/` is the current text, `<id>/history/` the change log.
- `<id>/versions.json` lists all versions, oldest first: number, days, SHA-256, what changed, and as `source_url` where
  the exact Markdown is. The last one is current.
- `<id>/v/<n>/source.md` is the exact Markdown of version n, or says that it is withheld and why. It never changes otherwise: cite it with its number and its day.
- `<id>/v/<n>/changes/` shows what version n changed, with `<ins>` and `<del>`.
- `<id>/feed.xml` has the newest versions with their changes.

Only what has a day of effect is in force from a known day; of all else it is known when it was published.
";

/// A digest of all that it has.
pub(super) fn key<'s>(site: &'s Site<'_>, policies: &'s [Policy]) -> Digest {
    let told = |policy: &'s Policy| {
        let (gone, of) = (policy.withdrawn.is_some(), &policy.translation_of);
        (&policy.id, policy.name(), &policy.lang, gone, of, site.catalog.folder(&policy.path))
    };
    store::key(&(site.key, "llms", policies.iter().map(told).collect::<Vec<_>>()))
}

/// The bytes of it.
pub(super) fn text(site: &Site<'_>, policies: &[Policy], lists: &Lists<'_>) -> Vec<u8> {
    let to = |path: &str| site.public(OfSite::Llms.name(), path);
    let link = |name: &str, path: &str, more: &str| format!("- [{}]({}): {more}\n", named(name), to(path));
    let mut text = format!(
        "# {}\n\n> Policies as they were published, with every version since the first and what each one changed. Made from a \
         git repository by promulgate.\n\n{HOW}",
        named(&site.title(site.messages(site.lang())))
    );
    text.push_str("\n## Policies\n\n");
    text.push_str(&link(
        "All policies as JSON",
        routes::of_site(OfSite::Policies),
        "id, title, language, address, status",
    ));
    if policies.len() > MOST {
        for (name, path) in lists.named_sheets(site.lang()) {
            text.push_str(&link(&name, &path, "a page of the list of policies"));
        }
    } else {
        for policy in policies {
            let lang = if policy.lang.is_known() { format!(", in {}", policy.lang) } else { String::new() };
            let of = if policy.translation_of.is_some() { ", a translation" } else { "" };
            let gone = if policy.withdrawn.is_some() { ", withdrawn" } else { "" };
            let versions = to(&routes::of(&policy.id, OfPolicy::Versions));
            let more = format!("[versions]({versions}){lang}{of}{gone}");
            text.push_str(&link(&policy.name(), &routes::current(&policy.id), &more));
        }
    }
    text.push_str("\n## Optional\n\n");
    text.push_str(&link("Recent changes", routes::CHANGES, "over all policies, and by month"));
    text.push_str(&link("Feed", routes::FEED, "Atom; older entries by prev-archive (RFC 5005)"));
    text.into_bytes()
}

/// A name between brackets.
fn named(name: &str) -> String {
    plain(name).replace('\\', "\\\\").replace('[', "\\[").replace(']', "\\]").replace(['\n', '\r'], " ")
}
