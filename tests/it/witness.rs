//! `promulgate witness`, against witnesses of the test's own: they check each proof with another implementation of the tree, and
//! refuse what does not go on from what they saw.

use crate::growth::{Published, terms};
use crate::ledger::{key, signed, verified};
use crate::sandbox::{Run, Sandbox, program};
use crate::whole::files;
use base64ct::{Base64, Encoding};
use ct_merkle::{ConsistencyProof, RootHash};
use ed25519_dalek::{Signer, SigningKey};
use promulgate::ledger::{Checkpoint, Note, PublicKey};
use promulgate::model::Digest;
use sha2::Sha256;
use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::os::unix::process::ExitStatusExt;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::{Arc, Mutex};
use std::thread;

/// How a witness behaves.
#[derive(Clone, Copy, PartialEq)]
enum Manner {
    Sound,
    /// Answers with this status alone.
    Status(u16),
    /// Answers 200 and something that is no cosignature.
    Garbage,
    /// Answers with more than anybody wants to read.
    Endless,
    /// Takes what is sent and says nothing.
    Silent,
    /// Cosigns with another key than its own.
    OtherKey,
    /// Cosigns another text, with its own key.
    OtherText,
    /// Says that it saw what it did not.
    Fickle,
}

struct Witness {
    name: &'static str,
    key: SigningKey,
    log: PublicKey,
    manner: Mutex<Manner>,
    /// The latest checkpoint that it cosigned.
    last: Mutex<Option<Checkpoint>>,
    /// The first line of each request.
    asked: Mutex<Vec<String>>,
    time: Mutex<u64>,
    port: u16,
}

impl Witness {
    /// Begins to listen, for as long as the test runs.
    fn start(name: &'static str, seed: u8, log: &str) -> Arc<Self> {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let witness = Arc::new(Self {
            name,
            key: SigningKey::from_bytes(&[seed; 32]),
            log: PublicKey::parse(log).expect("a key"),
            manner: Mutex::new(Manner::Sound),
            last: Mutex::default(),
            asked: Mutex::default(),
            time: Mutex::new(1_700_000_000),
            port: listener.local_addr().expect("an address").port(),
        });
        let own = Arc::clone(&witness);
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let own = Arc::clone(&own);
                thread::spawn(move || own.answer(stream));
            }
        });
        witness
    }

    fn line(&self) -> String {
        let public = self.key.verifying_key();
        let (id, bytes) = (self.id(&self.key), [&[4], public.as_bytes().as_slice()].concat());
        let vkey = format!("{}+{:08x}+{}", self.name, u32::from_be_bytes(id), Base64::encode_string(&bytes));
        format!("witness {} {vkey} http://127.0.0.1:{}/w/\n", self.name, self.port)
    }

    fn id(&self, key: &SigningKey) -> [u8; 4] {
        let named = [self.name.as_bytes(), b"\n\x04", key.verifying_key().as_bytes()].concat();
        Digest::of(&named).bytes()[..4].try_into().expect("four bytes")
    }

    fn behave(&self, manner: Manner) {
        *self.manner.lock().expect("a manner") = manner;
    }

    fn asked(&self) -> Vec<String> {
        std::mem::take(&mut self.asked.lock().expect("requests"))
    }

    fn answer(&self, mut stream: TcpStream) {
        let mut reader = BufReader::new(stream.try_clone().expect("a stream"));
        let mut line = String::new();
        reader.read_line(&mut line).expect("a line");
        assert_eq!(line, "POST /w/add-checkpoint HTTP/1.1\r\n");
        let mut length = 0;
        while line != "\r\n" {
            line.clear();
            reader.read_line(&mut line).expect("a line");
            if let Some(value) = line.to_ascii_lowercase().strip_prefix("content-length:") {
                length = value.trim().parse().expect("a number");
            }
        }
        let mut body = vec![0; length];
        reader.read_exact(&mut body).expect("a body");
        let body = String::from_utf8(body).expect("UTF-8");
        self.asked.lock().expect("requests").push(body.lines().next().expect("a line").to_owned());
        let manner = *self.manner.lock().expect("a manner");
        let (status, text) = match manner {
            Manner::Silent => return thread::sleep(std::time::Duration::from_secs(5)),
            Manner::Status(status) => (status, "no\n".to_owned()),
            Manner::Garbage => (200, "— not a signature\n<html>".to_owned()),
            Manner::Endless => (200, "x".repeat(1 << 20)),
            Manner::Fickle => (409, format!("{}\n", self.asked.lock().expect("requests").len())),
            _ => self.judged(&body, manner),
        };
        let head = format!("HTTP/1.1 {status} x\r\nContent-Length: {}\r\nConnection: close\r\n\r\n", text.len());
        let _ = stream.write_all((head + &text).as_bytes()); // a client may have had enough
    }

    /// As c2sp.org/tlog-witness has it, in its order.
    fn judged(&self, body: &str, manner: Manner) -> (u16, String) {
        let (head, note) = body.split_once("\n\n").expect("an empty line");
        let mut lines = head.lines();
        let old: u64 = lines.next().and_then(|line| line.strip_prefix("old ")?.parse().ok()).expect("a size");
        let proof: Vec<u8> = lines.flat_map(|line| Base64::decode_vec(line).expect("a hash")).collect();
        let note = Note::parse(note).expect("a note");
        let checkpoint = Checkpoint::parse(&note.text).expect("a checkpoint");
        if checkpoint.origin != self.log.name() {
            return (404, String::new());
        }
        if note.is_signed_by(&self.log) != Some(true) {
            return (403, String::new());
        }
        if old > checkpoint.size {
            return (400, String::new());
        }
        let mut last = self.last.lock().expect("the last one");
        let seen = last.as_ref().map_or(0, |last| last.size);
        if old != seen || last.as_ref().is_some_and(|last| last.size == checkpoint.size && last.root != checkpoint.root)
        {
            return (409, format!("{seen}\n"));
        }
        let root =
            |checkpoint: &Checkpoint| RootHash::<Sha256>::new((*checkpoint.root.bytes()).into(), checkpoint.size);
        let goes_on = match last.as_ref().filter(|last| last.size < checkpoint.size) {
            None => proof.is_empty(),
            Some(last) => ConsistencyProof::try_from_bytes(proof)
                .is_ok_and(|proof| root(&checkpoint).verify_consistency(&root(last), &proof).is_ok()),
        };
        if !goes_on {
            return (422, String::new());
        }
        *last = Some(checkpoint);
        let mut time = self.time.lock().expect("a time");
        *time += 1;
        let text = if manner == Manner::OtherText { "example.org/log\n1\n" } else { &note.text };
        let other = SigningKey::from_bytes(&[99; 32]);
        let signer = if manner == Manner::OtherKey { &other } else { &self.key };
        let signature = signer.sign(format!("cosignature/v1\ntime {time}\n{text}").as_bytes()).to_bytes();
        let bytes = [&self.id(signer), time.to_be_bytes().as_slice(), &signature].concat();
        // a line of a key that nobody knows is to be left out
        let further = format!("— somebody.else {}\n", Base64::encode_string(&[7; 76]));
        (200, format!("{further}— {} {}\n", self.name, Base64::encode_string(&bytes)))
    }
}

/// A signed site of five entries, two witnesses, and a policy that asks for both.
struct Office {
    published: Published,
    key: PathBuf,
    vkey: String,
    one: Arc<Witness>,
    two: Arc<Witness>,
    policy: PathBuf,
}

impl Office {
    fn new() -> Self {
        let published = Published::new();
        let repo = &published.repo;
        let (key, vkey) = key(repo, "key");
        assert_eq!(signed(repo, &key, &[]).code, 0);
        let (one, two) = (Witness::start("one.org/w", 1, &vkey), Witness::start("two.org/w", 2, &vkey));
        let policy = repo.place("policy.txt");
        let text = format!("log {vkey}\n{}{}group both all one.org/w two.org/w\nquorum both\n", one.line(), two.line());
        fs::write(&policy, text).expect("written");
        Self { published, key, vkey, one, two, policy }
    }

    fn repo(&self) -> &Sandbox {
        &self.published.repo
    }

    fn witness(&self) -> Run {
        let out = self.published.site();
        let arguments = ["witness", "--policy", text(&self.policy), "--out", text(out.root()), "--timeout", "2"];
        self.repo().run(&arguments)
    }

    fn build(&self) {
        let run = signed(self.repo(), &self.key, &[]);
        assert_eq!(run.code, 0, "{}", run.stderr);
    }

    fn verified(&self) -> Run {
        let site = self.published.site();
        verified(self.repo(), site.root(), &["--policy", text(&self.policy), "--key", &self.vkey])
    }

    fn checkpoint(&self) -> String {
        self.published.site().text("log/checkpoint")
    }
}

fn text(path: &Path) -> &str {
    path.to_str().expect("UTF-8")
}

#[test]
fn witnesses_cosign_a_ledger_that_only_grows() {
    let office = Office::new();
    let repo = office.repo();
    let few = office.verified();
    assert!(few.code == 1 && few.stderr.contains("cosigned by 0 of 2 witnesses, too few"), "{}", few.stderr);
    let run = office.witness();
    assert_eq!(run.code, 0, "{}", run.stderr);
    assert!(run.stdout.contains("one.org/w: cosigned 5 entries at 2023-11-14T22:13:21Z"), "{}", run.stdout);
    assert_eq!(office.one.asked(), ["old 0"]);
    let cosigned = office.checkpoint();
    assert_eq!(cosigned.lines().count(), 7, "its own signature and two more, no other: {cosigned}");
    let sound = office.verified();
    assert_eq!(sound.code, 0, "{}", sound.stderr);
    assert!(sound.stdout.contains("2 of 2 witnesses of the policy, which is enough"), "{}", sound.stdout);
    assert_eq!(verified(repo, office.published.site().root(), &[]).code, 0);

    // what adds no entry neither refuses nor loses them
    office.build();
    repo.write("promulgate.toml", "title = \"Rules\"\n").commit("another title");
    office.build();
    assert_eq!(office.checkpoint(), cosigned);
    let again = verified(repo, office.published.site().root(), &["--repo", text(repo.repo())]);
    assert_eq!(again.code, 0, "{}", again.stderr);
    let (fresh, state) = (repo.place("fresh"), repo.place("state"));
    let site = office.published.site();
    let further = ["--out", text(&fresh), "--state", text(&state), "--continue", text(site.root())];
    let key = [("PROMULGATE_KEY_FILE", text(&office.key))];
    assert_eq!(repo.run_in(repo.repo(), &[&["build"], &further[..]].concat(), &key).code, 0);
    assert_eq!(fs::read_to_string(fresh.join("log/checkpoint")).expect("a checkpoint"), cosigned);

    // they are of the ledger as it was
    repo.write("policy/terms.md", terms(4)).write("policy/rules.md", "# Rules\n").commit("fifth");
    office.build();
    assert_eq!(office.verified().code, 1);
    let run = office.witness();
    assert_eq!(run.code, 0, "{}", run.stderr);
    assert_eq!(office.two.asked(), ["old 0", "old 0", "old 5"], "asked what it saw, then with a proof from there");
    assert_eq!(office.verified().code, 0);
    // seen again, later
    let before = office.checkpoint();
    assert_eq!(office.witness().code, 0);
    assert!(office.checkpoint() != before && office.checkpoint().lines().count() == 7);
    office.build();
    assert_eq!(office.verified().code, 0);
}

#[test]
fn a_witness_refuses_another_ledger_than_it_saw() {
    let office = Office::new();
    let repo = office.repo();
    assert_eq!(office.witness().code, 0);
    let anew = |rev: &str| {
        let out = office.published.site();
        let _ = fs::remove_dir_all(out.root());
        fs::remove_dir_all(repo.repo().join(".git/promulgate")).expect("removed");
        let run = signed(repo, &office.key, &["--rev", rev]);
        assert_eq!(run.code, 0, "{}", run.stderr);
        files(out.root())
    };
    repo.git(&["commit", "-q", "--amend", "-m", "we never said that"]);
    for (rev, why) in
        [("main", "saw another ledger of 5 entries"), ("main~1", "saw 5 entries of this ledger, more than the 4")]
    {
        let before = anew(rev);
        let run = office.witness();
        assert!(run.code == 4 && run.stderr.contains(why), "{}", run.stderr);
        assert_eq!(files(office.published.site().root()), before, "nothing is published");
    }
    repo.write("policy/terms.md", terms(4)).commit("fifth");
    anew("main");
    let run = office.witness();
    assert!(run.code == 4 && run.stderr.contains("says that this ledger of 6 does not go on"), "{}", run.stderr);
}

#[test]
fn a_witness_that_fails_changes_nothing() {
    let office = Office::new();
    let before = files(office.published.site().root());
    office.two.behave(Manner::Status(500));
    for (manner, why, requests) in [
        (Manner::Status(400), "answers with the status 400", 1),
        (Manner::Status(403), "does not know the key", 1),
        (Manner::Status(404), "does not know the ledger `policies.example.org/log`", 1),
        (Manner::Status(302), "answers with the status 302", 1),
        (Manner::Status(409), "does not say how many entries", 1),
        (Manner::Garbage, "is not a list of cosignatures", 1),
        (Manner::Endless, "too long", 1),
        (Manner::Silent, "no answer: curl: ", 1),
        (Manner::OtherKey, "has no cosignature of the key", 1),
        (Manner::OtherText, "cosignature", 2),
        (Manner::Fickle, "saw other checkpoints while it was asked", 3),
    ] {
        office.one.behave(manner);
        let run = office.witness();
        assert_eq!(run.code, 3, "{why}: {}", run.stderr);
        assert!(run.stderr.contains("warning: one.org/w: ") && run.stderr.contains(why), "{why}: {}", run.stderr);
        assert_eq!(office.one.asked().len(), requests, "{why}");
        assert_eq!(files(office.published.site().root()), before, "{why}");
    }
    // one that comes is kept, although there should be two
    office.one.behave(Manner::Sound);
    let run = office.witness();
    assert!(run.code == 3 && run.stderr.contains("cosigned by 1 of 2 witnesses: too few"), "{}", run.stderr);
    assert_eq!(office.checkpoint().lines().count(), 6);
    office.two.behave(Manner::Sound);
    office.one.behave(Manner::Status(500));
    let run = office.witness();
    assert!(run.code == 0 && run.stderr.contains("cosigned by 2 of 2 witnesses: enough"), "{}", run.stderr);
    assert_eq!(office.checkpoint().lines().count(), 7);
    // a cosignature that was altered is found
    let path = office.published.site().root().join("log/checkpoint");
    let sound = office.checkpoint();
    let at = sound.rfind("two.org/w ").expect("a line") + 40;
    let other = if sound.as_bytes()[at] == b'A' { "B" } else { "A" };
    fs::write(path, format!("{}{other}{}", &sound[..at], &sound[at + 1..])).expect("written");
    let run = office.verified();
    assert!(run.code == 1 && run.stderr.contains("cosignature of two.org/w that is not valid"), "{}", run.stderr);
}

#[test]
fn what_is_not_signed_or_not_published_from_here_is_not_cosigned() {
    let published = Published::new();
    let repo = &published.repo;
    let policy = repo.place("policy.txt");
    fs::write(&policy, "quorum none\n").expect("written");
    let site = published.site();
    let witness = |further: &[&str]| {
        repo.run(&[&["witness", "--policy", text(&policy), "--out", text(site.root())], further].concat())
    };
    let unsigned = witness(&[]);
    assert!(unsigned.code == 1 && unsigned.stderr.contains("is not signed"), "{}", unsigned.stderr);
    fs::write(&policy, "quorum w\n").expect("written");
    let broken = witness(&[]);
    assert!(broken.code == 2 && broken.stderr.contains("line 1: nothing above is called `w`"), "{}", broken.stderr);
    let nothing = repo.run(&["witness", "--policy", text(&policy), "--out", text(&repo.place("nowhere"))]);
    assert!(nothing.code != 0, "{}", nothing.stderr);
    let (file, vkey) = key(repo, "key");
    assert_eq!(signed(repo, &file, &[]).code, 0);
    let other = Witness::start("one.org/w", 1, &vkey);
    fs::write(&policy, format!("{}quorum one.org/w\n", other.line())).expect("written");
    let state = repo.place("elsewhere");
    let stranger = witness(&["--state", text(&state)]);
    assert!(stranger.code == 2 && stranger.stderr.contains("it is not known that"), "{}", stranger.stderr);
    let (_, foreign) = key(repo, "foreign");
    fs::write(&policy, format!("log {foreign}\n{}quorum one.org/w\n", other.line())).expect("written");
    let stranger = witness(&[]);
    assert!(stranger.code == 1 && stranger.stderr.contains("not signed by a ledger of the witness policy"));
    assert_eq!(other.asked(), ["old 0"], "who is not meant is not asked");
}

/// Killed at any step, it leaves a site that is sound, and the next publication goes on from it.
#[test]
fn cosignatures_survive_a_kill() {
    let office = Office::new();
    let (repo, site) = (office.repo(), office.published.site());
    let before = office.checkpoint();
    let (mut killed, mut kept) = (0, 0);
    for call in ["rename,renameat,renameat2", "unlink,unlinkat", "write"] {
        for n in (1..40).step_by(if call == "write" { 5 } else { 1 }) {
            let names: String = call.split(',').map(|name| format!("?{name}")).collect::<Vec<_>>().join(",");
            let run = Command::new("strace")
                .args(["-f", "-qq", "-o", "/dev/null", "-e", &format!("trace={names}")])
                .args(["-e", &format!("inject={names}:signal=KILL:when={n}"), program()])
                .args(["witness", "--policy", text(&office.policy), "--out", text(site.root())])
                .current_dir(repo.repo())
                .env("HOME", repo.place(""))
                .output()
                .expect("strace runs");
            killed += usize::from(run.status.signal().is_some() || run.status.code() == Some(137));
            let found = verified(repo, site.root(), &[]);
            assert_eq!(found.code, 0, "{call} {n}: {}", found.stderr);
            office.build();
            assert_eq!(verified(repo, site.root(), &[]).code, 0, "{call} {n}");
            let now = office.checkpoint();
            assert!(now.starts_with(before.trim_end()), "{call} {n}: {now}");
            kept += usize::from(now != before);
            if run.status.success() {
                break;
            }
        }
    }
    assert!(killed > 4 && kept > 1, "it was killed {killed} times, and published {kept} times");
}
