//! The plan of a publication, recorded so that another run can finish it.

use super::name::StateName;
use super::state::is_fresh_name;
use crate::model::Digest;
use crate::places::{Rank, SitePath};
use std::cmp::Reverse;
use std::collections::HashSet;

/// What goes where.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Intent {
    /// The name of the folder in which all of it is staged: no other publication ever has it.
    pub(super) staged: String,
    /// Whether files of the site are staged within the published folder, as its file system demands.
    pub(super) within: bool,
    /// Whether the site comes as one folder, in the place of an empty one, if the system can do that.
    pub(super) root: bool,
    /// Folders, with all that is in them, at places where there is none.
    pub(super) folders: Vec<String>,
    /// Files at places where there is none, those in `folders` too.
    pub(super) new: Vec<New>,
    /// Files that take the place of others.
    pub(super) replace: Vec<SitePath>,
    /// Files that go.
    pub(super) remove: Vec<Removal>,
    /// Compressed copies that go before their files change.
    pub(super) bare: Vec<SitePath>,
    /// Compressed copies that come when all files are in their places.
    pub(super) beside: Vec<SitePath>,
    /// State files, which tell the next publication what this one did.
    pub(super) state: Vec<StateName>,
    /// State files that go.
    pub(super) forget: Vec<StateName>,
}

/// A file at a place where there is none.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct New {
    pub(super) path: SitePath,
    /// The number of the staged placeholder that stands there before.
    pub(super) held: Option<usize>,
}

/// A file that goes.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Removal {
    pub(super) path: SitePath,
    /// The number of the staged placeholder by which a page loses its links before.
    pub(super) held: Option<usize>,
}

/// Begins the last line, which holds the digest of the others.
const END: &str = "end ";

/// The order in which files are put into place: what leads to other files comes after them, of files of one rank what
/// lies deeper comes first.
pub(super) fn order(rank: Rank, path: &SitePath) -> (Rank, Reverse<usize>, SitePath) {
    (rank, Reverse(path.depth()), path.clone())
}

/// The order in which files are removed: what leads to others before these. Pages lead to nothing by then.
pub(super) fn order_of_removal(rank: Rank, path: &SitePath) -> impl Ord + use<> {
    let rank_then = match rank {
        Rank::Feed => Rank::Page,
        Rank::Page => Rank::Feed,
        rank => rank,
    };
    Reverse((rank_then, order(rank, path)))
}

impl Intent {
    pub(super) fn is_empty(&self) -> bool {
        self.new.is_empty()
            && self.replace.is_empty()
            && self.remove.is_empty()
            && self.bare.is_empty()
            && self.beside.is_empty()
            && self.state.is_empty()
            && self.forget.is_empty()
    }

    /// How many files are new or other than before.
    pub(super) fn written(&self) -> usize {
        self.new.len() + self.replace.len() + self.beside.len()
    }

    /// How many files go and do not come back.
    pub(super) fn removed(&self) -> usize {
        let back: HashSet<&SitePath> = self.beside.iter().collect();
        self.remove.len() + self.bare.iter().filter(|path| !back.contains(path)).count()
    }

    /// Whether the file at `path` comes with a folder that is renamed whole.
    pub(super) fn comes_whole<'a>(&'a self) -> impl Fn(&SitePath) -> bool + 'a {
        let folders: HashSet<&str> = self.folders.iter().map(String::as_str).collect();
        move |path| path.folders().any(|folder| folders.contains(folder))
    }

    /// As text, with a digest at its end.
    pub(super) fn to_text(&self) -> String {
        let held = |number: &Option<usize>| number.map_or_else(|| "-".to_owned(), |n| n.to_string());
        let place = match (self.within, self.root) {
            (true, _) => "within",
            (false, true) => "whole",
            (false, false) => "aside",
        };
        let mut text = format!("staged {place} {}\n", self.staged);
        for folder in &self.folders {
            text += &format!("folder - {folder}\n");
        }
        for file in &self.new {
            text += &format!("new {} {}\n", held(&file.held), file.path);
        }
        for path in &self.replace {
            text += &format!("replace - {path}\n");
        }
        for file in &self.remove {
            text += &format!("remove {} {}\n", held(&file.held), file.path);
        }
        for path in &self.bare {
            text += &format!("bare - {path}\n");
        }
        for path in &self.beside {
            text += &format!("beside - {path}\n");
        }
        for name in &self.state {
            text += &format!("state - {name}\n");
        }
        for name in &self.forget {
            text += &format!("forget - {name}\n");
        }
        text += &format!("{END}{}", Digest::of(text.as_bytes()));
        text
    }

    /// The intent that `text` is; `None` for one that was not written to its end, or that names anything that is no
    /// file of a site or a state.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let (text, digest) = text.rsplit_once(END)?;
        if Digest::of(text.as_bytes()).to_string() != digest {
            return None;
        }
        let mut intent = Self::default();
        for line in text.lines() {
            let (kind, rest) = line.split_once(' ')?;
            let (held, name) = rest.split_once(' ')?;
            let number = || match held {
                "-" => Some(None),
                digits => digits.parse().ok().map(Some),
            };
            match kind {
                "staged" => {
                    (intent.within, intent.root) = (held == "within", held == "whole");
                    intent.staged = Some(name).filter(|name| is_fresh_name(name))?.to_owned();
                }
                "folder" => intent.folders.push(SitePath::parse(name)?.into()),
                "new" => intent.new.push(New { path: SitePath::parse(name)?, held: number()? }),
                "replace" => intent.replace.push(SitePath::parse(name)?),
                "remove" => intent.remove.push(Removal { path: SitePath::parse(name)?, held: number()? }),
                "bare" => intent.bare.push(SitePath::parse(name)?),
                "beside" => intent.beside.push(SitePath::parse(name)?),
                "state" => intent.state.push(StateName::parse(name)?),
                "forget" => intent.forget.push(StateName::parse(name)?),
                _ => return None,
            }
        }
        (!intent.staged.is_empty()).then_some(intent)
    }
}

/// Takes the compressed copies out of these lists: those that go before any file changes, and those that come when all
/// have. A copy that is replaced does both, because a server sends the copy in place of the file, whichever is older.
pub(super) fn take_compressed(
    new: &mut Vec<(Rank, SitePath)>,
    replace: &mut Vec<(Rank, SitePath)>,
    remove: &mut Vec<(Rank, SitePath)>,
) -> (Vec<SitePath>, Vec<SitePath>) {
    let take = |list: &mut Vec<(Rank, SitePath)>| -> Vec<SitePath> {
        list.extract_if(.., |(rank, _)| *rank == Rank::Compressed).map(|(_, path)| path).collect()
    };
    let (come, other, go) = (take(new), take(replace), take(remove));
    let (mut bare, mut beside) = ([go, other.clone()].concat(), [come, other].concat());
    bare.sort();
    beside.sort();
    (bare, beside)
}
