//! `promulgate watch`: publishes now, and again after every commit, until it is stopped.
//!
//! Each turn of the loop reads which commit is to be published and compares it with the last published one, and so with proposals that are open; events
//! only trigger the next turn. So it does not matter which events arrive, how many, or whether some are lost.

mod service;
mod voice;
mod worker;

use super::args::Watch;
use crate::error::{Error, Fault, Result};
use crate::history::{ProposalRef, Repository, Tip};
use crate::pipeline::{self, Report, Source};
use crate::places::OfSite;
use crate::watch::{Event, Places, Watcher};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};
use voice::Voice;
use worker::Worker;

/// How often to look without being told, for events that are lost or never come: a network drive, a full queue, too
/// many watchers, a repository that is gone or not there yet. A look takes less than a millisecond.
const LOOK: Duration = Duration::from_secs(2);
/// When to look again after an event that moved nothing: it may have come just before what it announced.
const AGAIN: Duration = Duration::from_millis(50);
/// In a burst of commits, how long the tip must stand still before it is published: longer than one commit takes.
const STILL: Duration = Duration::from_millis(25);
/// How long a burst is waited for: one that never ends is published in between.
const BURST: Duration = Duration::from_millis(500);
/// When to try again after the surroundings failed (a full disk, a folder without permission): they are mended without a
/// commit.
const RETRY_SURROUNDINGS: Duration = Duration::from_secs(4);
/// When to try again after the input failed. Mostly a commit mends it, but not a foreign file in the way, or a theme.
const RETRY_INPUT: Duration = Duration::from_secs(60);
/// Trying again in vain may use one part in so many of a processor.
const PATIENCE: u32 = 10;
/// What every publication leaves in its folder: where it is missing, the site was taken away.
const HOME: &str = OfSite::Home.name();

pub(super) fn run(arguments: &Watch) -> Result<()> {
    if worker::is_one() {
        return worker::run(arguments);
    }
    let source = arguments.build.from.source();
    if let Err(refused) = Repository::discover(&source.repo)
        && Repository::is_around(&source.repo)
    {
        return Err(refused);
    }
    let mut keeper = Keeper {
        voice: Voice::new(arguments),
        watcher: Watcher::new()?,
        polls: arguments.poll,
        watching: false,
        announced: false,
        source,
        worker: Worker::default(),
        accept: arguments.build.accept_rewrite.is_some(),
        out: arguments.build.out.clone(),
        repository: None,
        tried: None,
        retry: None,
        just_published: false,
    };
    let mut told = true;
    loop {
        let due = keeper.turn(told)?;
        told = match keeper.watcher.wait(due) {
            Event::Stop => return keeper.voice.stopped(),
            Event::Moved => true,
            Event::Elapsed => false,
        };
    }
}

/// Keeps a site at the newest commit.
struct Keeper {
    voice: Voice,
    watcher: Watcher,
    /// Looks every now and then instead of being told.
    polls: bool,
    /// Whether the watcher was set up, or could not be, since the repository came or an event got lost.
    watching: bool,
    source: Source,
    worker: Worker,
    /// Whether the first publication may be of a history that was rewritten.
    accept: bool,
    out: PathBuf,
    /// Whether it was said that the repository is watched, since it came.
    announced: bool,
    /// Where the repository is, once it was found: no other one above it takes its place.
    repository: Option<PathBuf>,
    /// What was published last, or could not be.
    tried: Option<Seen>,
    /// When to try that commit again.
    retry: Option<Instant>,
    /// Whether a publication ended this very moment: if the tip moved meanwhile, that is a burst.
    just_published: bool,
}

/// What is to be published.
#[derive(Clone)]
struct Seen {
    tip: Tip,
    /// The proposals that are open.
    proposals: Vec<ProposalRef>,
}

impl Seen {
    fn is(&self, other: &Self) -> bool {
        self.tip.commit == other.tip.commit && self.proposals == other.proposals
    }
}

impl Keeper {
    /// Publishes what is to be published; when to look again. `told` is whether an event came.
    ///
    /// # Errors
    /// A result can't be written to stdout, or the command line makes no sense. All else is said, and tried again.
    fn turn(&mut self, told: bool) -> Result<Duration> {
        let burst = std::mem::take(&mut self.just_published);
        let away = self.away(); // asked before and after, for it may come or go while one looks
        let seen = match self.look() {
            Ok(Some(seen)) => seen,
            Ok(None) => return Ok(LOOK),
            Err(error) => {
                let gone = away.or_else(|| self.away());
                if gone.is_some() {
                    (self.watching, self.announced) = (false, false);
                }
                self.voice.waiting(&gone.unwrap_or(error))?;
                return Ok(LOOK);
            }
        };
        self.voice.waited();
        let moved = self.tried.as_ref().is_none_or(|tried| !tried.is(&seen));
        let due = self.retry.is_some_and(|at| Instant::now() >= at);
        if !moved && !due && !self.vanished() {
            let retry = self.retry.map_or(LOOK, |at| at.saturating_duration_since(Instant::now()));
            return Ok(retry.min(if told { AGAIN } else { LOOK }));
        }
        if moved && !told && !burst {
            self.watching = false; // what should have told did not: perhaps it watches folders that were replaced
        }
        let seen = if moved && burst { self.settle(seen) } else { seen };
        if !self.watcher.stopped() {
            self.publish(&seen)?;
        }
        Ok(Duration::ZERO)
    }

    /// Why one waits where the repository that was found once is not there.
    fn away(&self) -> Option<Error> {
        self.repository.as_ref().filter(|place| !place.exists()).map(|place| gone(place))
    }

    /// What is to be published; `None` while `HEAD` is moving about.
    fn look(&mut self) -> Result<Option<Seen>> {
        let repository = self.open().inspect_err(|_| (self.watching, self.announced) = (false, false))?;
        if !self.watching {
            self.watch(&repository)?; // before the commit is read, so that none falls in between
        }
        if let Some(what) = repository.in_between()
            && matches!(self.source.rev.as_str(), "HEAD" | "@")
        {
            self.voice.waiting(
                &Error::input(format!("{what} is in progress at `{}`", repository.location().display())).hint(
                    "HEAD is published when it finishes; to publish a branch in the meantime, name it with --rev",
                ),
            )?;
            return Ok(None);
        }
        let tip = repository.tip(&self.source.rev)?;
        // wrong settings are told by the publication
        let proposals = pipeline::proposals(&self.source, &repository, &tip).unwrap_or_default();
        Ok(Some(Seen { tip, proposals }))
    }

    fn open(&mut self) -> Result<Repository> {
        let repository = Repository::discover(&self.source.repo)?;
        let place = self.repository.get_or_insert_with(|| repository.location().to_owned());
        if place != repository.location() {
            return Err(gone(place));
        }
        self.source.repo = place.clone();
        Ok(repository)
    }

    fn watch(&mut self, repository: &Repository) -> Result<()> {
        self.watching = true;
        let places = Places { own: repository.own_folder().to_owned(), common: repository.common_folder().to_owned() };
        if !self.polls
            && let Err(error) = self.watcher.watch(places)
        {
            self.voice.polling(&error)?;
        }
        match std::mem::replace(&mut self.announced, true) {
            true => Ok(()),
            false => self.voice.watching(repository.location(), &self.source.rev),
        }
    }

    /// Waits until the tip stands still; what is seen then.
    fn settle(&mut self, mut seen: Seen) -> Seen {
        let (begun, mut still) = (Instant::now(), Instant::now());
        while !self.watcher.stopped() && still.elapsed() < STILL && begun.elapsed() < BURST {
            self.watcher.wait(STILL.saturating_sub(still.elapsed()));
            if let Ok(Some(next)) = self.look()
                && !next.is(&seen)
            {
                (still, seen) = (Instant::now(), next);
            }
        }
        seen
    }

    fn publish(&mut self, seen: &Seen) -> Result<()> {
        let begun = Instant::now();
        let result = self.publication(&seen.tip);
        let took = begun.elapsed();
        self.tried = Some(seen.clone());
        self.just_published = true;
        self.retry = match &result {
            Ok(_) => None,
            // Published history was rewritten: only another commit, or a person, mends that.
            Err(e) if e.fault() == Fault::PublishedHistory => None,
            Err(e) if e.fault() == Fault::Environment => Some(RETRY_SURROUNDINGS),
            Err(_) => Some(RETRY_INPUT),
        }
        .map(|after| Instant::now() + after.max(took * PATIENCE));
        if self.retry.is_none() && !self.out.join(HOME).exists() {
            self.retry = Some(Instant::now() + RETRY_SURROUNDINGS.max(took * PATIENCE)); // it is no use to try at once
        }
        match result {
            Ok(report) => {
                let subject = Repository::discover(&self.source.repo).and_then(|r| r.subject(&report.tip));
                self.voice.published(&report, &subject.unwrap_or_default(), took)
            }
            Err(misuse) if misuse.fault() == Fault::Misuse => Err(misuse),
            Err(error) => self.voice.failed(&error),
        }
    }

    /// One publication: of the commit that was looked at, wherever the revision points meanwhile.
    fn publication(&mut self, tip: &Tip) -> Result<Report> {
        let report = self.worker.publish(tip, self.accept)?;
        self.accept = false;
        Ok(report)
    }

    /// Whether a site that was published is no longer where it was.
    fn vanished(&self) -> bool {
        self.tried.is_some() && self.retry.is_none() && !self.out.join(HOME).exists()
    }
}

fn gone(place: &Path) -> Error {
    Error::input(format!("the repository at `{}` has disappeared", place.display()))
        .hint("restore it; the published site stays as it is")
}
