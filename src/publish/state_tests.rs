//! The promises of the state folder.

use super::tests::Desk;
use super::*;

#[test]
fn a_folder_with_two_states_has_one_publisher_and_a_state_one_folder() {
    let desk = Desk::new();
    let locks = Some(desk.place.path().join("locks"));
    let first = Folder::open(&Target { locks: locks.clone(), ..desk.target() }).expect("opened");
    let other = Target { state: Some(desk.place.path().join("other")), locks, ..desk.target() };
    assert!(Folder::open(&other).expect_err("refused").to_string().contains("another promulgate"));
    drop(first);
    drop(Folder::open(&other).expect("opened"));
    let elsewhere = Target { out: desk.place.path().join("elsewhere"), ..desk.target() };
    let error = Folder::open(&elsewhere).expect_err("refused");
    assert!(error.to_string().contains("belongs to the published folder"), "{error}");
    fs::rename(desk.out(), &elsewhere.out).expect("moved");
    Folder::open(&elsewhere).expect("a folder that was moved takes its state along");
}

#[test]
fn the_state_is_found_in_the_git_directory_or_in_the_users_folder() {
    let desk = Desk::new();
    let git = desk.place.path().join("repo.git");
    let user = desk.place.path().join("user");
    let target = Target { state: None, user_state: Some(user.clone()), ..desk.target() };
    let held = Folder::open(&target).expect("opened");
    assert!(held.state_place().starts_with(git.canonicalize().expect("there").join("promulgate")));
    drop(held);
    fs::remove_dir_all(&git).expect("removed");
    fs::write(&git, "no folder can be made here").expect("written");
    let held = Folder::open(&target).expect("opened");
    assert!(held.state_place().starts_with(user.canonicalize().expect("there").join("promulgate")));
}

#[test]
fn what_is_somebodys_own_is_no_folder_to_publish_into() {
    let desk = Desk::new();
    let place = desk.place.path();
    let (home, work, git) = (place.join("home"), place.join("work"), place.join("work/.git"));
    for folder in [&home, &work, &git, &git.join("refs"), &git.join("objects")] {
        fs::create_dir_all(folder).expect("made");
    }
    fs::write(git.join("HEAD"), "ref: refs/heads/main").expect("written");
    let target = |out: &Path| Target {
        out: out.to_owned(),
        git: git.clone(),
        work_tree: Some(work.clone()),
        home: Some(home.clone()),
        ..desk.target()
    };
    for out in [
        Path::new("/"),
        &home,
        &work,
        &git,
        &git.join("hooks"),
        &work.join("../work"),
        &home.join("."),
        &work.join("nope/.."),
    ] {
        let error = Folder::open(&target(out)).expect_err("refused");
        assert!(error.to_string().contains("nothing is published there"), "{}: {error}", out.display());
    }
    assert!(!git.join("hooks").exists());
    Folder::open(&target(&work.join("site"))).expect("a folder within the work tree");
    let inside = Target { state: Some(desk.out().join("state")), ..desk.target() };
    assert!(Folder::open(&inside).expect_err("refused").to_string().contains("would be published"));
}

#[test]
fn the_state_is_sealed() {
    let desk = Desk::new();
    desk.publish(&[], &[("a", "1")], &[]).expect("published");
    let (name, state) = (StateName::single("record"), desk.place.path().join("state"));
    let bytes = fs::read(state.join("record")).expect("read");
    assert_eq!(desk.open().read(&name).expect("read").as_deref(), Some(&b"1"[..]));
    for at in 0..bytes.len() {
        let mut other = bytes.clone();
        other[at] ^= 1;
        fs::write(state.join("record"), &other).expect("written");
        desk.open().read(&name).expect_err("damaged");
    }
    fs::write(state.join("record"), &bytes).expect("written");
    fs::copy(state.join("record"), state.join("other")).expect("copied");
    desk.open().read(&StateName::single("other")).expect_err("it is another file's");
    // another state's, however well it is made
    let other = Desk::new();
    other.publish(&[], &[("a", "1")], &[]).expect("published");
    fs::copy(other.place.path().join("state/record"), state.join("record")).expect("copied");
    desk.open().read(&name).expect_err("it is another state's");
}

#[test]
fn a_folder_of_somebody_is_no_state_folder() {
    let desk = Desk::new();
    for folder in ["served", "repo.git/x"] {
        let folder = desk.place.path().join(folder);
        fs::create_dir_all(&folder).expect("made");
        fs::write(folder.join("mine"), "x").expect("written");
        let target = Target { state: Some(folder.clone()), ..desk.target() };
        assert!(Folder::open(&target).expect_err("refused").to_string().contains("is not a state folder"));
        let names: Vec<_> = fs::read_dir(&folder).expect("read").map(|e| e.expect("an entry").file_name()).collect();
        assert_eq!(names, ["mine"]);
    }
    let around = Target { out: desk.place.path().join("state/out"), ..desk.target() };
    Folder::open(&around).expect_err("the state would hold the site");
}
