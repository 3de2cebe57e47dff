//! State that another version of the program wrote.

use super::*;
use crate::publish::Target;

#[test]
fn a_state_of_another_format_is_called_so_whatever_its_layout() {
    let place = tempfile::tempdir().expect("a folder");
    let folder = || {
        let (out, state) = (place.path().join("out"), Some(place.path().join("state")));
        Folder::open(&Target { out, state, git: place.path().join("git"), ..Target::default() }).expect("opened")
    };
    let load = |bytes: Vec<u8>| {
        let folder = folder();
        let publication = folder.begin().expect("begun");
        let mut batch = publication.batch();
        batch.keep(&record_name(), &bytes).expect("kept");
        batch.add().expect("added");
        publication.finish().expect("published");
        State::load(&folder).map(|_| ())
    };
    let told = load(store::to_bytes(&(FORMAT - 1, "another layout"))).expect_err("refused").to_string();
    assert!(told.contains("was written by another version of promulgate"), "{told}");
    let told = load(store::to_bytes(&(FORMAT, "another layout"))).expect_err("refused").to_string();
    assert!(told.contains("is damaged"), "{told}");
    let told = load(b"no state".to_vec()).expect_err("refused").to_string();
    assert!(told.contains("is damaged"), "{told}");
    assert!(load(store::to_bytes(&Record { format: FORMAT, ..Record::default() })).is_ok());
}
