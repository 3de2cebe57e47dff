//! What a publication keeps for the next one may be damaged: other bytes, under a right digest too, are refused or read,
//! in memory that the bytes warrant; a weave that is read tells its versions.
#![no_main]

use libfuzzer_sys::fuzz_target;
use promulgate::model::{Digest, Policy, Sections, Version, VersionNumber};
use promulgate::pages::search::Labels;
use promulgate::pages::{Excerpt, Moment};
use promulgate::store;
use promulgate::weave::Weave;

/// How long a digest is.
const DIGEST: usize = 32;
/// How many versions are looked at: a number that was made up may say four billion.
const LOOKED_AT: usize = 4;

fuzz_target!(|bytes: &[u8]| {
    let Some((kind, body)) = bytes.split_first() else { return };
    let sealed = [Digest::of(body).bytes(), body].concat();
    match kind {
        b'w' => weave(&sealed),
        b'v' => drop(store::from_bytes::<Vec<Version>>(&sealed)),
        b'p' => drop(store::from_bytes::<Policy>(&sealed)),
        b's' => drop(store::from_bytes::<Sections>(&sealed)),
        b'e' => drop(store::from_bytes::<Vec<Excerpt>>(&sealed)),
        b't' => drop(store::from_bytes::<Labels>(&sealed)),
        b'm' => drop(store::from_bytes::<Vec<Moment>>(&sealed)),
        _ => assert!(store::from_bytes::<Labels>(bytes).is_none() || bytes.len() >= DIGEST),
    }
});

fn weave(sealed: &[u8]) {
    let head = Weave::default().to_bytes();
    let head = &head[..head.iter().position(|byte| *byte == b'\n').expect("a first line") + 1];
    let Some(weave) = Weave::from_bytes(&[head, sealed].concat()) else { return };
    for n in (0..weave.versions().min(LOOKED_AT)).map(VersionNumber::at) {
        weave.project(n);
        weave.words(n);
    }
}
