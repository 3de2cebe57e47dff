//! The site map has no two files at one place.

use super::reserved::first;
use super::*;
use std::collections::HashSet;

#[test]
fn no_two_files_of_the_site_share_a_path() {
    let paths: HashSet<String> = OfSite::ALL.iter().map(|file| fold(Place::Site(*file).path().as_str())).collect();
    assert_eq!(paths.len(), OfSite::ALL.len());
    let month = Month { year: 2026, month: 3 };
    let many = [
        Place::Words(""),
        Place::Words("a"),
        Place::Words("å"),
        Place::Cards(0),
        Place::Cards(1),
        Place::Remarks(0),
        Place::List("a"),
        Place::Month(month, OfMonth::Newest),
        Place::Month(month, OfMonth::Older(1)),
        Place::Month(month, OfMonth::Atom),
        Place::Month(month, OfMonth::OlderAtom(1)),
        Place::Home("en"),
    ];
    let more: HashSet<String> = many.iter().map(|place| fold(place.path().as_str())).collect();
    assert!(more.len() == many.len() && more.is_disjoint(&paths), "{more:?}");
    assert!(more.iter().all(|path| is_reserved_at_root(first(path))), "{more:?}");
    let id = PolicyId::new("a");
    let kinds = OfPolicy::kinds();
    let below: HashSet<SitePath> = kinds.iter().map(|file| Place::Policy(&id, *file).path()).collect();
    assert_eq!(below.len(), kinds.len());
}

#[test]
fn reserved_names_follow_from_the_places() {
    for name in
        ["assets", "ASSETS", "changes", "feed.xml", "index.html", "404.html", "log", "files", "browse", "this-site"]
    {
        assert!(is_reserved_at_root(name), "{name}");
    }
    assert!(!is_reserved_at_root("history") && !is_reserved_at_root("privacy"));
    for name in ["sections", "history", "feed", "v", "compare", "versions.json", "timemap.link"] {
        assert!(reserved_below_policy().iter().any(|own| own == name), "{name}");
    }
}

#[test]
fn what_leads_to_others_comes_after_them() {
    let id = PolicyId::new("a");
    let n = VersionNumber::at(0);
    let order = [OfPolicy::Source(n), OfPolicy::Atom, OfPolicy::Version(n), OfPolicy::Versions];
    let ranks: Vec<Rank> = order.iter().map(|file| Place::Policy(&id, *file).rank()).collect();
    assert!(ranks.is_sorted() && OfSite::ALL.iter().all(|file| Place::Site(*file).rank() <= Rank::Home));
    assert_eq!(OfSite::ALL.iter().filter(|file| Place::Site(**file).rank() == Rank::Home).count(), 1);
}
