//! The promises of the published folder.

use super::intent::{New, Removal};
use super::stage::system_time;
use super::*;
use crate::model::Timestamp;
use crate::places::Rank;

const DATE: i64 = 1_700_000_000;

/// A published folder with a state beside it.
pub(super) struct Desk {
    pub(super) place: tempfile::TempDir,
    take_over: bool,
}

impl Desk {
    pub(super) fn new() -> Self {
        Self { place: tempfile::tempdir().expect("a folder"), take_over: false }
    }

    pub(super) fn target(&self) -> Target {
        Target {
            out: self.out(),
            state: Some(self.place.path().join("state")),
            take_over: self.take_over,
            git: self.place.path().join("repo.git"),
            ..Target::default()
        }
    }

    pub(super) fn out(&self) -> PathBuf {
        self.place.path().join("out")
    }

    pub(super) fn open(&self) -> Folder {
        Folder::open(&self.target()).expect("opened")
    }

    pub(super) fn publish(&self, known: &[&str], files: &[(&str, &str)], gone: &[&str]) -> Result<Published> {
        let folder = self.open();
        let publication = folder.begin()?;
        let mut batch = publication.batch();
        for (path, text) in files {
            put(&mut batch, path, text, known.contains(path))?;
        }
        batch.keep(&StateName::single("record"), files.len().to_string().as_bytes())?;
        batch.add().expect("added");
        gone.iter().for_each(|gone| publication.remove(&path(gone), rank(gone)));
        publication.finish()
    }

    fn read(&self, path: &str) -> Option<String> {
        fs::read_to_string(self.out().join(path)).ok()
    }

    fn write(&self, path: &str, text: &str) {
        let place = self.out().join(path);
        fs::create_dir_all(place.parent().expect("a parent")).expect("made");
        fs::write(place, text).expect("written");
    }

    /// Everything that is in the published folder.
    fn all(&self) -> Vec<String> {
        let mut found = Vec::new();
        let mut folders = vec![self.out()];
        while let Some(folder) = folders.pop() {
            for entry in fs::read_dir(folder).expect("read") {
                let at = entry.expect("an entry").path();
                found.push(at.strip_prefix(self.out()).expect("inside").to_str().expect("UTF-8").to_owned());
                if at.is_dir() {
                    folders.push(at);
                }
            }
        }
        found.sort();
        found
    }
}

fn path(text: &str) -> SitePath {
    SitePath::parse(text).expect("a path")
}

fn rank(path: &str) -> Rank {
    match path {
        "index.html" => Rank::Home,
        path if path.ends_with(".html") => Rank::Page,
        _ => Rank::Leaf,
    }
}

fn put(batch: &mut Batch<'_>, at: &str, text: &str, known: bool) -> Result<()> {
    let (path, modified) = (path(at), Timestamp::from_unix(DATE));
    let frozen = at.ends_with("source.md");
    batch.put(&Slot { path: &path, rank: rank(at), modified, known, frozen }, text.as_bytes())
}

#[test]
fn files_are_put_replaced_and_removed_and_dated() {
    let desk = Desk::new();
    desk.write("foreign.txt", "x");
    let first = desk.publish(&[], &[("a/b/c.html", "1"), ("d", "2")], &[]).expect("published");
    assert_eq!((first.written, first.removed), (2, 0));
    let modified = fs::metadata(desk.out().join("a/b/c.html")).and_then(|m| m.modified()).ok();
    assert_eq!(modified, Some(system_time(Timestamp::from_unix(DATE))));
    let second = desk.publish(&["d"], &[("d", "3"), ("e", "4")], &["a/b/c.html"]).expect("published");
    assert_eq!((second.written, second.removed), (2, 1));
    assert_eq!(desk.all(), ["d", "e", "foreign.txt"]);
    let left: Vec<_> = fs::read_dir(desk.place.path().join("state")).expect("state").collect();
    let names: Vec<_> = left.into_iter().map(|e| e.expect("an entry").file_name()).collect();
    assert_eq!(names.len(), 3, "the lock, the binding, the record: {names:?}");
}

#[test]
fn foreign_files_are_never_overwritten() {
    let mut desk = Desk::new();
    desk.write("a", "mine");
    let error = desk.publish(&[], &[("b", "ours"), ("a", "ours")], &[]).expect_err("refused");
    assert!(error.to_string().contains("is not known to be written by promulgate"), "{error}");
    assert_eq!(desk.all(), ["a"]);
    desk.publish(&[], &[("a", "mine")], &[]).expect("the same bytes do no harm");
    desk.write("c", "mine");
    desk.take_over = true;
    desk.publish(&[], &[("c", "ours")], &[]).expect("taken over");
    assert_eq!(desk.read("c").as_deref(), Some("ours"));
    desk.write("d/source.md", "published");
    desk.publish(&[], &[("d/source.md", "another text")], &[]).expect_err("frozen for good");
    desk.publish(&[], &[("d/source.md", "published")], &[]).expect("the same text");
}

/// A page in whose place somebody put a folder.
fn blocked(desk: &Desk, path: &str) {
    let _ = fs::remove_file(desk.out().join(path));
    fs::create_dir_all(desk.out().join(path).join("by")).expect("made");
}

#[test]
fn what_is_new_is_taken_back_if_a_part_of_it_cannot_be_put_into_place() {
    let desk = Desk::new();
    desk.publish(&[], &[("a.html", "1"), ("gone.html", "x")], &[]).expect("published");
    {
        let held = desk.open();
        let publication = held.begin().expect("begun");
        let mut batch = publication.batch();
        for at in ["a.html", "b.html", "c/d/e.html", "z.html", "deep/f.html"] {
            put(&mut batch, at, "2", at == "a.html").expect("staged");
        }
        batch.add().expect("added");
        publication.remove(&path("gone.html"), Rank::Page);
        blocked(&desk, "z.html"); // stops it between two renames
        publication.finish().expect_err("stopped");
    }
    assert_eq!(desk.all(), ["a.html", "gone.html", "z.html", "z.html/by"], "placeholders too are taken back");
    assert_eq!(desk.read("a.html").as_deref(), Some("1"), "the site is as it was");
    desk.publish(&["a.html"], &[("a.html", "3"), ("b.html", "3")], &[]).expect("another publication is made");
    assert_eq!(desk.read("b.html").as_deref(), Some("3"));
}

#[test]
fn what_cannot_be_replaced_is_noted_and_keeps_nothing_else_back() {
    let desk = Desk::new();
    desk.publish(&[], &[("a.html", "1"), ("b.html", "1"), ("gone.html", "x")], &[]).expect("published");
    blocked(&desk, "a.html");
    let files = [("a.html", "2"), ("b.html", "2"), ("c.html", "2")];
    let error = desk.publish(&["a.html", "b.html"], &files, &["gone.html"]).expect_err("told");
    assert!(error.to_string().contains("a.html"), "{error}");
    assert_eq!((desk.read("b.html").as_deref(), desk.read("c.html").as_deref()), (Some("2"), Some("2")));
    assert!(desk.read("gone.html").is_some(), "what might still be led to stays");
    let left = desk.open().left().expect("read");
    assert_eq!(left, Left { written: vec![path("a.html")], removed: vec![path("gone.html")] });
    fs::remove_dir_all(desk.out().join("a.html")).expect("removed");
    desk.publish(&["b.html"], &[("a.html", "2")], &["gone.html"]).expect("published");
    assert_eq!(desk.all(), ["a.html", "b.html", "c.html"]);
    assert_eq!(desk.open().left().expect("read"), Left::default());
}

#[test]
fn what_was_not_finished_leaves_nothing() {
    let desk = Desk::new();
    let held = desk.open();
    put(&mut held.begin().expect("begun").batch(), "a", "1", false).expect("staged");
    let is_clear = || held.state.root.names().expect("read").iter().all(|name| !name.starts_with("staged"));
    assert!(desk.read("a").is_none() && is_clear());
    let publication = held.begin().expect("begun");
    put(&mut publication.batch(), "a", "1", false).expect("staged");
    publication.finish().expect("published");
    assert!(desk.read("a").is_none() && is_clear(), "the batch was not added");
}

#[test]
fn a_first_publication_brings_whole_folders_and_a_later_one_holds_places() {
    let desk = Desk::new();
    let files = [("a/index.html", "1"), ("a/v/1/index.html", "1"), ("index.html", "1"), ("b/x.html", "1")];
    let intent = |files: &[(&str, &str)], known: &[&str]| {
        let held = desk.open();
        let publication = held.begin().expect("begun");
        let mut batch = publication.batch();
        files.iter().try_for_each(|(at, text)| put(&mut batch, at, text, known.contains(at))).expect("staged");
        batch.add().expect("added");
        publication.intent().expect("planned")
    };
    let first = intent(&files, &[]);
    assert_eq!(first.folders, ["a", "b"]);
    assert!(first.root && first.new.iter().all(|file| file.held.is_none()));
    assert_eq!(first.new.last().map(|file| file.path.as_str()), Some("index.html"), "home comes last");
    desk.write("CNAME", "example.org");
    assert!(!intent(&files, &[]).root, "what is there stays");
    desk.publish(&[], &files, &[]).expect("published");
    let one_folder = [("a/v/2/index.html", "2"), ("a/v/2/x.html", "2"), ("a/index.html", "2")];
    let second = intent(&one_folder, &["a/index.html"]);
    assert_eq!(
        (second.folders.as_slice(), second.new.iter().any(|file| file.held.is_some())),
        (&["a/v/2".to_owned()][..], false)
    );
    let two = [("a/v/2/index.html", "2"), ("a/v/3/index.html", "2"), ("a/v/3/source.md", "2"), ("a/index.html", "2")];
    let third = intent(&two, &["a/index.html"]);
    let held = |file: &New| (file.path.as_str().to_owned(), file.held.is_some());
    assert!(third.folders.is_empty());
    assert_eq!(
        third.new.iter().map(held).collect::<Vec<_>>(),
        [("a/v/3/source.md", false), ("a/v/2/index.html", true), ("a/v/3/index.html", true)]
            .map(|(p, h)| (p.to_owned(), h))
    );
}

#[test]
fn intents_are_read_as_they_were_written_and_never_in_part_or_with_paths_that_lead_elsewhere() {
    let intent = Intent {
        staged: "0123456789abcdef0123456789abcdef".into(),
        within: true,
        root: false,
        folders: vec!["ก".into()],
        new: vec![New { path: path("ก/ข c/d"), held: Some(3) }, New { path: path("e"), held: None }],
        replace: vec![path("d")],
        remove: vec![Removal { path: path("e f"), held: Some(1) }],
        state: vec![StateName::single("record"), StateName::numbered("policies", 7)],
        forget: vec![StateName::numbered("facts", 0)],
    };
    let text = intent.to_text();
    assert_eq!(Intent::parse(&text), Some(intent));
    for end in (1..text.len()).filter(|end| text.is_char_boundary(*end)) {
        assert_eq!(Intent::parse(&text[..end]), None, "the first {end} bytes");
    }
    let sealed = |line: &str| {
        let text = format!("staged aside 0123456789abcdef0123456789abcdef\n{line}\n");
        format!("{text}end {}", crate::model::Digest::of(text.as_bytes()))
    };
    assert!(Intent::parse(&sealed("replace - a/b")).is_some());
    for bad in ["../x", "/etc/passwd", "a/../../x", ".git/hooks/x", ".promulgate/x", "", "a\\..\\b", "c:/x"] {
        for kind in ["replace", "new", "remove", "folder"] {
            assert_eq!(Intent::parse(&sealed(&format!("{kind} - {bad}"))), None, "{kind} {bad}");
        }
        assert_eq!(Intent::parse(&sealed(&format!("state - {bad}"))), None, "{bad}");
    }
    let other = text.replacen("0123", "../x", 1);
    assert_eq!(Intent::parse(&other), None);
}

#[test]
fn a_second_publisher_is_told_and_a_folder_that_was_removed_is_noticed() {
    let desk = Desk::new();
    let first = desk.open();
    let error = Folder::open(&desk.target()).expect_err("refused");
    assert!(error.to_string().contains("another promulgate"), "{error}");
    assert!(first.is_in_place());
    fs::remove_dir_all(desk.out()).expect("removed");
    assert!(!first.is_in_place());
    drop(first);
    assert!(desk.open().is_in_place());
}

#[test]
fn nothing_is_written_through_links_in_the_published_folder() {
    let desk = Desk::new();
    let outside = tempfile::tempdir().expect("a folder");
    desk.publish(&[], &[("a/b.html", "1"), ("c.html", "1")], &[]).expect("published");
    fs::rename(desk.out().join("a"), outside.path().join("a")).expect("moved");
    std::os::unix::fs::symlink(outside.path().join("a"), desk.out().join("a")).expect("linked");
    let known = ["a/b.html", "c.html"];
    desk.publish(&known, &[("a/b.html", "2"), ("c.html", "2")], &[]).expect_err("told");
    desk.publish(&known, &[("a/new.html", "2")], &[]).expect_err("told");
    desk.publish(&known, &[], &["a/b.html"]).expect("what is behind the link is not ours");
    assert_eq!(fs::read_to_string(outside.path().join("a/b.html")).expect("read"), "1");
    assert_eq!(fs::read_dir(outside.path().join("a")).expect("read").count(), 1);
    assert_eq!(desk.read("c.html").as_deref(), Some("2"));
}

#[test]
fn where_a_page_keeps_its_links_nothing_is_removed() {
    let desk = Desk::new();
    let files = [("d/index.html", "1"), ("d/feed.xml", "1"), ("d/history/index.html", "1"), ("e.html", "1")];
    desk.publish(&[], &files, &[]).expect("published");
    fs::rename(desk.out().join("d"), desk.out().join("aside")).expect("moved");
    fs::create_dir_all(desk.out().join("d")).expect("made");
    fs::create_dir_all(desk.out().join("d/index.html/by")).expect("a page that can't be replaced");
    desk.publish(&["e.html"], &[("e.html", "2")], &["d/index.html", "aside/feed.xml"]).expect("done as far as can be");
    assert!(desk.out().join("d/index.html/by").exists());
}

/// A run was killed after it replaced a page, and somebody took away a new file to which that page leads.
#[test]
fn what_public_pages_lead_to_is_not_taken_back() {
    let desk = Desk::new();
    desk.publish(&[], &[("a.html", "1"), ("z.html", "1")], &[]).expect("published");
    {
        let held = desk.open();
        let publication = held.begin().expect("begun");
        let mut batch = publication.batch();
        for at in ["a.html", "b.html", "c.html", "z.html"] {
            put(&mut batch, at, "2", matches!(at, "a.html" | "z.html")).expect("staged");
        }
        batch.add().expect("added");
        let intent = publication.intent().expect("planned");
        held.note(INTENT, intent.to_text().as_bytes()).expect("noted");
        let state = held.state.root.path();
        let staged = |at: &str| state.join(staging::site_place(&intent.staged, &path(at)));
        for (at, number) in intent.new.iter().filter_map(|file| Some((file.path.as_str(), file.held?))) {
            fs::rename(state.join(staging::held_place(&intent.staged, number)), desk.out().join(at)).expect("held");
        }
        for at in ["b.html", "c.html", "a.html"] {
            fs::rename(staged(at), desk.out().join(at)).expect("as the run did");
        }
        fs::remove_file(desk.out().join("b.html")).expect("as somebody did");
    }
    let held = desk.open();
    let found = ["a.html", "c.html", "z.html"].map(|at| desk.read(at).unwrap_or_default());
    assert_eq!(found, ["2", "2", "2"], "the rest is done");
    assert_eq!(held.left().expect("read").written, [path("b.html")], "and what is missing is written again");
}
