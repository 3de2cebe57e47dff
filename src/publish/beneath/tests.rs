//! Nothing leads out of the folder; the two ways to the disk do the same.

use super::{Access, Kind, portable, unix};
use std::fs;
use std::io::Write;
use std::os::unix::fs::symlink;

macro_rules! for_both {
    ($($name:ident($root:ident, $place:ident) $body:block)*) => {
        mod by_descriptors {
            use super::*;
            use unix::Root;
            $(#[test] fn $name() { let $place = tempfile::tempdir().expect("a folder");
                let $root = Root::open($place.path()).expect("opened"); $body })*
        }
        mod by_paths {
            use super::*;
            use portable::Root;
            $(#[test] fn $name() { let $place = tempfile::tempdir().expect("a folder");
                let $root = Root::open($place.path()).expect("opened"); $body })*
        }
    };
}

for_both! {
    files_are_made_moved_and_removed(root, place) {
        root.create("a/b/c", Access::Public).and_then(|mut f| f.write_all(b"1")).expect("made");
        assert_eq!(root.kind("a/b/c").expect("seen"), Some(Kind::File(1)));
        assert_eq!(root.kind("a/b").expect("seen"), Some(Kind::Folder));
        assert_eq!(root.kind("a/x/y").expect("seen"), None);
        root.create("a/b/c", Access::Public).expect_err("it is there");
        root.rename("a/b/c", &root, "d/e", Access::Public).expect("renamed");
        assert_eq!(root.read("d/e").expect("read"), b"1");
        root.prune("a/b/c");
        assert!(!place.path().join("a").exists());
        root.remove("d/e").and_then(|()| root.remove("d/e")).expect("removed, and gone");
        root.create("d/f/g", Access::Public).expect("made");
        root.remove_all("d").and_then(|()| root.remove_all("d")).expect("removed, and gone");
        assert!(fs::read_dir(place.path()).expect("read").next().is_none() && root.is_in_place());
    }

    links_are_not_followed(root, place) {
        let outside = tempfile::tempdir().expect("a folder");
        fs::write(outside.path().join("precious"), "x").expect("written");
        fs::create_dir(place.path().join("real")).expect("made");
        symlink(outside.path(), place.path().join("link")).expect("linked");
        symlink(outside.path().join("precious"), place.path().join("file")).expect("linked");
        root.create("link/new", Access::Public).expect_err("through a link");
        root.make("link/folder", Access::Public).expect_err("through a link");
        root.read("link/precious").expect_err("through a link");
        root.read("file").expect_err("a link");
        root.remove("link/precious").expect_err("through a link");
        root.kind("link/precious").expect_err("through a link");
        assert_eq!(root.kind("file").expect("seen"), Some(Kind::Other));
        root.create("ours", Access::Public).expect("made");
        root.rename("ours", &root, "link/ours", Access::Public).expect_err("through a link");
        root.rename("ours", &root, "file", Access::Public).expect("in the place of the link itself");
        root.prune("link/precious");
        symlink(outside.path(), place.path().join("real/link")).expect("linked");
        root.remove_all("real").expect("removed");
        let left: Vec<_> = fs::read_dir(outside.path()).expect("read").map(|e| e.expect("an entry").file_name()).collect();
        assert_eq!(left, ["precious"]);
        assert_eq!(fs::read(outside.path().join("precious")).expect("read"), b"x");
    }

    no_path_leads_out(root, place) {
        let inner = place.path().join("inner");
        fs::create_dir(&inner).expect("made");
        fs::write(place.path().join("precious"), "x").expect("written");
        drop(root);
        let root = Root::open(&inner).expect("opened");
        root.read("../precious").expect_err("out");
        root.create("../new", Access::Public).expect_err("out");
        root.remove("../precious").expect_err("out");
        assert!(place.path().join("precious").exists() && !place.path().join("new").exists());
    }
}

#[test]
fn step_by_step_is_as_strict_as_one_call() {
    let place = tempfile::tempdir().expect("a folder");
    let root = unix::Root::open(place.path()).expect("opened");
    root.make("a/b", Access::Public).expect("made");
    symlink(place.path(), place.path().join("link")).expect("linked");
    root.step_by_step("a/b").expect("a folder");
    for bad in ["link", "link/a", "..", "a/../..", "a/x"] {
        root.step_by_step(bad).expect_err(bad);
    }
}

#[test]
fn what_is_private_is_so_whatever_the_umask() {
    use std::os::unix::fs::PermissionsExt;
    let place = tempfile::tempdir().expect("a folder");
    let root = unix::Root::open(place.path()).expect("opened");
    root.create("a/b", Access::Private).expect("made");
    let mode = |path: &str| fs::metadata(place.path().join(path)).expect("there").permissions().mode() & 0o777;
    assert_eq!((mode("a"), mode("a/b")), (0o700, 0o600));
    let lock = root.lock_file("lock").expect("opened");
    drop(lock);
    assert_eq!(mode("lock"), 0o600);
}
