//! The promises of packs.

use super::packs::is_large;
use super::tests::Desk;
use super::*;
use std::collections::BTreeMap;

fn name(number: usize) -> StateName {
    StateName::numbered("facts", number)
}

/// Publishes with these state files kept and those forgotten.
fn keep(desk: &Desk, files: &[(usize, Vec<u8>)], gone: &[usize]) -> Vec<StateName> {
    let folder = desk.open();
    let publication = folder.begin().expect("begun");
    let mut batch = publication.batch();
    files.iter().for_each(|(number, bytes)| batch.keep(&name(*number), bytes).expect("kept"));
    batch.add().expect("added");
    gone.iter().for_each(|number| publication.forget(name(*number)));
    let kept = publication.kept();
    for (number, bytes) in files {
        let there = publication.read(&name(*number), &kept).expect("read");
        assert_eq!(there.as_deref(), Some(bytes.as_slice()), "{number} before it is in its place");
    }
    let state = publication.intent().expect("an intent").state;
    drop(publication);
    // once more, to its end
    let publication = folder.begin().expect("begun");
    let mut batch = publication.batch();
    files.iter().for_each(|(number, bytes)| batch.keep(&name(*number), bytes).expect("kept"));
    batch.add().expect("added");
    gone.iter().for_each(|number| publication.forget(name(*number)));
    publication.finish().expect("published");
    state
}

/// State files that are kept, the numbers of those that go, and the files that are there then.
type Step<'a> = (&'a [(usize, Vec<u8>)], &'a [usize], &'a [&'a str]);

/// The files of the state, but for those that are always there.
fn files(desk: &Desk) -> Vec<String> {
    let root = desk.place.path().join("state");
    let mut found = Vec::new();
    for kind in ["pack", "facts"] {
        let names = fs::read_dir(root.join(kind)).into_iter().flatten();
        found.extend(names.map(|e| format!("{kind}/{}", e.expect("an entry").file_name().to_string_lossy())));
    }
    found.sort();
    found
}

#[test]
fn small_files_share_one_and_large_ones_stand_alone_through_all_changes() {
    let desk = Desk::new();
    let small = |n: u8| vec![n; 9];
    let large = |n: u8| vec![n; 1 << 16];
    assert!(is_large(large(0).len()) && !is_large(small(0).len()));
    let mut expected: BTreeMap<usize, Vec<u8>> = BTreeMap::new();
    let steps: &[Step<'_>] = &[
        (&[(1, small(1)), (257, small(2)), (2, large(3))], &[], &["facts/2", "pack/1", "pack/2"]),
        (&[(257, large(4)), (2, small(5)), (513, vec![])], &[], &["facts/257", "pack/1", "pack/2"]),
        (&[(257, large(6))], &[1, 999], &["facts/257", "pack/1", "pack/2"]),
        (&[(3, small(7))], &[2], &["facts/257", "pack/1", "pack/3"]),
        (&[], &[257, 513, 3], &[]),
    ];
    for (kept, gone, there) in steps {
        keep(&desk, kept, gone);
        gone.iter().for_each(|number| _ = expected.remove(number));
        expected.extend(kept.iter().cloned());
        assert_eq!(files(&desk), *there);
        let folder = desk.open();
        for number in [1, 2, 3, 257, 513, 999] {
            assert_eq!(folder.read(&name(number)).expect("read"), expected.get(&number).cloned(), "{number}");
        }
        let all = (0..PACKS).flat_map(|pack| folder.read_kind("facts", pack).expect("read"));
        assert_eq!(all.collect::<BTreeMap<_, _>>(), expected);
        assert!(folder.read_kind("others", 1).expect("read").is_empty());
    }
}

#[test]
fn a_pack_in_which_nothing_changes_is_not_written() {
    let desk = Desk::new();
    let all: Vec<(usize, Vec<u8>)> = (0..9).map(|n| (n, vec![n as u8; 40])).collect();
    assert_eq!(keep(&desk, &all, &[]).len(), 9);
    assert_eq!(keep(&desk, &all, &[777]), [], "the same again");
    let other = [(4, vec![1; 40]), (5, all[5].1.clone())];
    assert_eq!(keep(&desk, &other, &[]), [StateName::of("pack", 4)]);
}

#[test]
fn what_is_damaged_in_a_pack_is_told_and_hides_nothing_else() {
    let desk = Desk::new();
    keep(&desk, &[(1, vec![1; 40]), (257, vec![2; 40])], &[]);
    let place = desk.place.path().join("state/pack/1");
    let bytes = fs::read(&place).expect("read");
    let (mut whole, mut other_whole) = (0, 0);
    for at in 0..bytes.len() {
        let mut other = bytes.clone();
        other[at] ^= 1;
        fs::write(&place, &other).expect("written");
        let folder = desk.open();
        let [first, second] = [1, 257].map(|number| folder.read(&name(number)));
        assert!(first.is_err() || second.is_err(), "byte {at}");
        for (read, value, count) in [(first, 1, &mut whole), (second, 2, &mut other_whole)] {
            if let Ok(read) = read {
                assert_eq!(read, Some(vec![value; 40]), "byte {at}");
                *count += 1;
            }
        }
        drop(folder);
        fs::write(&place, &bytes[..at]).expect("written");
        assert!(desk.open().read(&name(257)).is_err(), "the first {at} bytes");
    }
    assert_eq!((whole, other_whole), (40, 40), "where the other one is damaged");
    // that of another state, and another of this one
    let other = Desk::new();
    keep(&other, &[(1, vec![1; 40]), (2, vec![2; 40])], &[]);
    fs::copy(other.place.path().join("state/pack/1"), &place).expect("copied");
    desk.open().read(&name(1)).expect_err("it is another state's");
    let state = other.place.path().join("state/pack");
    fs::copy(state.join("2"), state.join("1")).expect("copied");
    other.open().read(&name(1)).expect_err("it is another pack");
}
