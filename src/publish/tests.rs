//! The promises of the published folder.

use super::*;

const DATE: i64 = 1_700_000_000;

fn publish(folder: &Path, known: &[&str], files: &[(&str, &str)], gone: &[&str]) -> Result<Published> {
    let folder = Folder::open(folder, None)?;
    let publication = folder.begin();
    let mut batch = publication.batch();
    for (path, text) in files {
        batch.put(path, text.as_bytes(), Timestamp::from_unix(DATE), known.contains(path))?;
    }
    batch.add();
    gone.iter().for_each(|path| publication.remove(path));
    publication.finish()
}

fn read(folder: &Path, path: &str) -> Option<String> {
    fs::read_to_string(folder.join(path)).ok()
}

#[test]
fn files_are_put_replaced_and_removed_and_dated() {
    let folder = tempfile::tempdir().expect("a folder");
    let at = folder.path();
    fs::write(at.join("foreign.txt"), "x").expect("written");
    let first = publish(at, &[], &[("a/b/c.html", "1"), ("d", "2")], &[]).expect("published");
    assert_eq!((first.written, first.removed), (2, 0));
    assert_eq!(
        fs::metadata(at.join("a/b/c.html")).and_then(|m| m.modified()).ok(),
        Some(system_time(Timestamp::from_unix(DATE)))
    );
    let second = publish(at, &["d"], &[("d", "3"), ("e", "4")], &["a/b/c.html"]).expect("published");
    assert_eq!((second.written, second.removed), (2, 1));
    assert!(!at.join("a").exists() && at.join("foreign.txt").exists());
    let left: Vec<_> = fs::read_dir(at.join(STATE)).expect("state").map(|e| e.expect("an entry").file_name()).collect();
    assert!(!left.iter().any(|name| name == "staged" || name == "intent"), "{left:?}");
}

#[test]
fn foreign_files_are_never_overwritten() {
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("a"), "mine").expect("written");
    let error = publish(folder.path(), &[], &[("b", "ours"), ("a", "ours")], &[]).expect_err("refused");
    assert!(error.to_string().contains("not ours"), "{error}");
    assert_eq!((read(folder.path(), "a"), read(folder.path(), "b")), (Some("mine".into()), None));
    publish(folder.path(), &[], &[("a", "mine")], &[]).expect("the same bytes do no harm");
}

#[test]
fn an_interrupted_publication_is_completed_by_whoever_opens_the_folder() {
    let folder = tempfile::tempdir().expect("a folder");
    let at = folder.path();
    publish(at, &[], &[("a", "1"), ("gone", "x")], &[]).expect("published");
    {
        let held = Folder::open(at, None).expect("opened");
        let publication = held.begin();
        let mut batch = publication.batch();
        for (path, text) in [("a", "2"), ("b.html", "3"), ("blocked", "4"), ("c", "5")] {
            batch.put(path, text.as_bytes(), Timestamp::from_unix(DATE), path == "a").expect("staged");
        }
        batch.add();
        publication.remove("gone");
        fs::create_dir_all(at.join("blocked/by")).expect("made"); // stops it between two renames
        publication.finish().expect_err("stopped");
    }
    assert!(at.join("gone").exists(), "nothing is removed before all is there");
    fs::remove_dir_all(at.join("blocked")).expect("removed");
    let held = Folder::open(at, None).expect("opened");
    let found = ["a", "b.html", "blocked", "c", "gone"].map(|path| read(at, path).unwrap_or_default());
    assert_eq!(found, ["2", "3", "4", "5", ""]);
    assert!(!held.state("intent").exists());
}

#[test]
fn what_was_not_finished_leaves_nothing() {
    let folder = tempfile::tempdir().expect("a folder");
    let held = Folder::open(folder.path(), None).expect("opened");
    held.begin().batch().put("a", b"1", Timestamp::from_unix(DATE), false).expect("staged");
    assert!(read(folder.path(), "a").is_none() && !held.state(STAGED).exists());
    let publication = held.begin();
    publication.batch().put("a", b"1", Timestamp::from_unix(DATE), false).expect("staged");
    publication.finish().expect("published");
    assert!(read(folder.path(), "a").is_none() && !held.state(STAGED).exists(), "the batch was not added");
}

#[test]
fn intents_are_read_as_they_were_written_and_never_in_part() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("intent");
    let file = |staged, path: &str| Move { staged, path: path.into() };
    let intent = Intent { new: vec![file(0, "ก ข/c")], replace: vec![file(7, "d")], remove: vec!["e f".into()] };
    intent.write(&path).expect("written");
    assert_eq!(Intent::read(&path).expect("read"), Some(intent));
    let whole = fs::read_to_string(&path).expect("read");
    for end in (1..whole.len()).filter(|end| whole.is_char_boundary(*end)) {
        fs::write(&path, &whole[..end]).expect("written");
        assert_eq!(Intent::read(&path).expect("read"), None, "the first {end} bytes");
    }
}

#[test]
fn a_second_publisher_is_told_and_a_folder_that_was_removed_is_noticed() {
    let folder = tempfile::tempdir().expect("a folder");
    let first = Folder::open(folder.path(), None).expect("opened");
    let error = Folder::open(folder.path(), None).expect_err("refused");
    assert!(error.to_string().contains("another promulgate"), "{error}");
    assert!(first.is_held());
    fs::remove_dir_all(folder.path()).expect("removed");
    assert!(!first.is_held());
    Folder::open(folder.path(), None).expect("made anew");
    assert!(!first.is_held());
}

#[test]
fn state_may_be_kept_elsewhere_and_two_states_are_two_publishers() {
    let (site, state) = (tempfile::tempdir().expect("a folder"), tempfile::tempdir().expect("a folder"));
    let folder = Folder::open(site.path(), Some(state.path())).expect("opened");
    let publication = folder.begin();
    let mut batch = publication.batch();
    batch.put("a", b"1", Timestamp::from_unix(DATE), false).expect("staged");
    batch.keep("x/y", b"2").expect("staged");
    batch.add();
    publication.finish().expect("published");
    assert_eq!((read(site.path(), "a"), read(state.path(), "x/y")), (Some("1".into()), Some("2".into())));
    assert!(!site.path().join(STATE).join("x").exists());
    assert!(Folder::open(site.path(), None).is_err(), "the folder is taken, whatever the state");
}
