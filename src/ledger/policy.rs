//! Which witnesses must have seen a ledger (<https://c2sp.org/tlog-policy>), read as UTF-8.

use super::cosigner::Cosigner;
use super::key::PublicKey;
use std::collections::{HashMap, HashSet};

/// Which ledgers are meant, who their witnesses are, and how many of them are needed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WitnessPolicy {
    /// The keys of the ledgers; none where those follow from elsewhere.
    pub logs: Vec<PublicKey>,
    /// All witnesses.
    pub witnesses: Vec<Witness>,
    /// Witnesses and groups by name; groups only have members before them.
    members: Vec<Member>,
    /// The place of the one that is needed; none is.
    quorum: Option<usize>,
}

/// A witness.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Witness {
    /// What the policy calls it.
    pub name: String,
    /// Its key.
    pub key: Cosigner,
    /// Where it takes checkpoints, without a slash at its end.
    pub url: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Member {
    /// The witness with this number.
    Witness(usize),
    /// So many of these.
    Group { needed: usize, of: Vec<usize> },
}

impl WitnessPolicy {
    /// The policy that `text` is.
    ///
    /// # Errors
    /// What is wrong, and in which line.
    pub fn parse(text: &str) -> Result<Self, String> {
        let mut reader = Reader::default();
        for (ix, line) in text.split('\n').enumerate() {
            let words: Vec<&str> = line.split([' ', '\t']).filter(|word| !word.is_empty()).collect();
            let at = |what: String| format!("line {}: {what}", ix + 1);
            if line.chars().any(|c| c.is_ascii_control() && c != '\t') {
                return Err(at("there is a control character".into()));
            }
            if words.first().is_some_and(|first| !first.starts_with('#')) {
                reader.line(&words).map_err(at)?;
            }
        }
        let quorum = reader.quorum.ok_or("there is no line `quorum …`")?;
        let Reader { logs, witnesses, members, .. } = reader;
        Ok(Self { logs, witnesses, members, quorum })
    }

    /// Whether it is enough that the witnesses for which `has_seen` holds, by their numbers, have seen a ledger.
    pub fn is_met(&self, has_seen: &dyn Fn(usize) -> bool) -> bool {
        let mut met: Vec<bool> = Vec::new();
        for member in &self.members {
            let is_met = match member {
                Member::Witness(number) => has_seen(*number),
                Member::Group { needed, of } => of.iter().filter(|at| met[**at]).count() >= *needed,
            };
            met.push(is_met);
        }
        self.quorum.is_none_or(|at| met[at])
    }
}

/// A policy while its lines are read.
#[derive(Default)]
struct Reader {
    logs: Vec<PublicKey>,
    witnesses: Vec<Witness>,
    members: Vec<Member>,
    names: HashMap<String, usize>,
    /// The places that are members of a group.
    taken: HashSet<usize>,
    quorum: Option<Option<usize>>,
}

impl Reader {
    fn line(&mut self, words: &[&str]) -> Result<(), String> {
        match *words {
            ["log", vkey] | ["log", vkey, _] => self.log(vkey),
            ["witness", name, vkey] => self.witness(name, vkey, None),
            ["witness", name, vkey, url] => self.witness(name, vkey, Some(url)),
            ["group", name, needed, ref members @ ..] if !members.is_empty() => self.group(name, needed, members),
            ["quorum", name] if self.quorum.is_none() => {
                self.quorum = Some(if name == NONE { None } else { Some(self.named(name)?) });
                Ok(())
            }
            ["quorum", _] => Err("there is a second quorum".into()),
            _ => {
                Err("this is not `log VKEY`, `witness NAME VKEY URL`, `group NAME NUMBER MEMBERS…` or `quorum NAME`"
                    .into())
            }
        }
    }

    fn log(&mut self, vkey: &str) -> Result<(), String> {
        let key = PublicKey::parse(vkey).ok_or_else(|| format!("`{vkey}` is not the key of a ledger (Ed25519)"))?;
        if self.logs.iter().any(|known| known.is_same_key(&key)) {
            return Err("this ledger is here twice".into());
        }
        self.logs.push(key);
        Ok(())
    }

    fn witness(&mut self, name: &str, vkey: &str, url: Option<&str>) -> Result<(), String> {
        let key = Cosigner::parse(vkey).ok_or_else(|| format!("`{vkey}` is not the key of a witness"))?;
        if self.witnesses.iter().any(|known| known.key.is_same_key(&key)) {
            return Err("this witness is here twice".into());
        }
        if let Some(url) = url.filter(|url| !url.starts_with("https://") && !url.starts_with("http://")) {
            return Err(format!("`{url}` is not an address that begins with https:// or http://"));
        }
        self.add(name, Member::Witness(self.witnesses.len()))?;
        let url = url.map(|url| url.trim_end_matches('/').to_owned());
        self.witnesses.push(Witness { name: name.to_owned(), key, url });
        Ok(())
    }

    fn group(&mut self, name: &str, needed: &str, members: &[&str]) -> Result<(), String> {
        let of: Vec<usize> = members.iter().map(|member| self.named(member)).collect::<Result<_, _>>()?;
        let needed = match needed {
            "all" => of.len(),
            "any" => 1,
            number => Some(number)
                .filter(|number| number.bytes().all(|b| b.is_ascii_digit()))
                .and_then(|number| number.parse().ok())
                .filter(|n| (1..=of.len()).contains(n))
                .ok_or_else(|| format!("`{number}` is not `all`, `any` or a number from 1 to {}", of.len()))?,
        };
        for (at, member) in of.iter().zip(members) {
            if !self.taken.insert(*at) {
                return Err(format!("`{member}` is in a group already"));
            }
        }
        self.add(name, Member::Group { needed, of })
    }

    fn add(&mut self, name: &str, member: Member) -> Result<(), String> {
        if name == NONE || self.names.insert(name.to_owned(), self.members.len()).is_some() {
            return Err(format!("the name `{name}` is taken"));
        }
        self.members.push(member);
        Ok(())
    }

    fn named(&self, name: &str) -> Result<usize, String> {
        self.names.get(name).copied().ok_or_else(|| format!("nothing above is called `{name}`"))
    }
}

/// Stands for no witness.
const NONE: &str = "none";

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ledger::base64::encoded;
    use crate::ledger::key::id;
    use ed25519_dalek::SigningKey;

    /// The key of the witness with this number.
    fn vkey(number: u8, kind: u8) -> String {
        let key = SigningKey::from_bytes(&[number; 32]).verifying_key();
        let id = u32::from_be_bytes(id("w.org", kind, key.as_bytes()));
        format!("w.org+{id:08x}+{}", encoded(&[&[kind], key.as_bytes().as_slice()].concat()))
    }

    fn error(text: &str) -> String {
        WitnessPolicy::parse(text).expect_err("it is wrong")
    }

    #[test]
    fn groups_of_groups_are_counted() {
        let witnesses: String = (1..=6).map(|n| format!("witness w{n} {} http://w{n}.org/\n", vkey(n, 4))).collect();
        let text = format!(
            " # a policy\nlog {}\n{witnesses}\n\tgroup x 2 w1 w2 w3\ngroup y any w4 w5 w6\ngroup both all x y\nquorum both\n",
            vkey(9, 1)
        );
        let policy = WitnessPolicy::parse(&text).expect("a policy");
        assert_eq!((policy.logs.len(), policy.witnesses.len()), (1, 6));
        assert_eq!(policy.witnesses[0].url.as_deref(), Some("http://w1.org"));
        let met = |seen: &[usize]| policy.is_met(&|number| seen.contains(&(number + 1)));
        assert!(met(&[1, 3, 6]) && met(&[1, 2, 3, 4, 5, 6]));
        assert!(!met(&[1, 2, 3]) && !met(&[1, 4]) && !met(&[4, 5, 6]) && !met(&[]));
        let none = WitnessPolicy::parse("quorum none").expect("a policy");
        assert!(none.is_met(&|_| false) && none.witnesses.is_empty());
        let one = WitnessPolicy::parse(&format!("witness w {}\nquorum w\n", vkey(1, 4))).expect("a policy");
        assert!(one.is_met(&|_| true) && !one.is_met(&|_| false));
    }

    #[test]
    fn what_is_no_policy_says_in_which_line() {
        let (one, two) = (format!("witness a {}\n", vkey(1, 4)), format!("witness b {}\n", vkey(2, 4)));
        assert!(error("").contains("no line `quorum"));
        assert!(error("quorum none\nquorum none\n").contains("line 2: there is a second"));
        assert!(error(&format!("{one}quorum b\n{two}")).contains("line 2: nothing above is called `b`"));
        assert!(error(&format!("{one}{one}")).contains("line 2: this witness is here twice"));
        assert!(error(&format!("witness none {}\n", vkey(1, 4))).contains("taken"));
        assert!(error(&format!("witness a {}\n", vkey(1, 1))).contains("not the key of a witness"));
        assert!(error(&format!("log {}\n", vkey(1, 4))).contains("not the key of a ledger"));
        assert!(error(&format!("witness a {} file:///x\n", vkey(1, 4))).contains("not an address"));
        for needed in ["0", "3", "01x", "some"] {
            assert!(error(&format!("{one}{two}group g {needed} a b\n")).contains("from 1 to 2"), "{needed}");
        }
        assert!(error(&format!("{one}{two}group g any a\ngroup h any a b\n")).contains("`a` is in a group already"));
        assert!(error(&format!("{one}group g any a a\n")).contains("`a` is in a group already"));
        assert!(error("group g any\n").contains("line 1: this is not"));
        assert!(error("quorum none\r\n").contains("control character"));
    }
}
