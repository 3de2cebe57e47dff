//! `promulgate preview`: serves the site on this machine, with the uncommitted edits in front of it.

use super::drafting::Preview;
use super::{print, tell};
use crate::error::{Error, Result};
use crate::history::Repository;
use crate::pages::Stand;
use crate::pipeline;
use crate::preview::{Board, Server};
use crate::publish::Reader;
use crate::watch::{Event, Places, Watcher};
use std::fs::DirBuilder;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, channel};
use std::sync::{Arc, OnceLock};
use std::thread;
use std::time::Duration;

/// How long to look away after an event: an editor writes a file in several steps.
const STILL: Duration = Duration::from_millis(15);
/// How often to look without being told, for events that are lost.
const LOOK: Duration = Duration::from_secs(10);
/// The same where none ever come.
const LOOK_IF_DEAF: Duration = Duration::from_secs(1);

pub(super) fn run(arguments: &Preview) -> Result<()> {
    let source = arguments.from.source();
    let repository = Repository::discover(&source.repo)?;
    let Some(root) = repository.work_tree().map(Path::to_owned) else {
        return Err(Error::misuse("a bare repository has no uncommitted edits").hint(
            "preview a clone with a work tree; `promulgate build --draft REV` shows what a branch would change",
        ));
    };
    let folders = arguments.folders(repository.location());
    make_private(folders.out.parent().unwrap_or(&folders.out))?;
    let server = Server::bind(arguments.port)?;
    let mut watcher = Watcher::new()?;
    let places = Places { own: repository.own_folder().to_owned(), common: repository.common_folder().to_owned() };
    let watched: Vec<PathBuf> = [Some(root), arguments.theme.clone()].into_iter().flatten().collect();
    let heard = watcher.watch(places).and_then(|()| watcher.watch_files(&watched));
    if let Err(deaf) = &heard {
        tell(&format!("warning: {deaf}; saved files are shown within a second"));
    }
    let look = if heard.is_ok() { LOOK } else { LOOK_IF_DEAF };
    let (address, board, site) = (server.address(), Arc::new(Board::default()), folders.out.clone());
    let mut preview = pipeline::Preview::new(source, folders);
    let first = preview.turn()?;
    board.show(first.files, first.trouble, first.look);
    let reader: OnceLock<Reader> = OnceLock::new();
    let read = move |path: &crate::places::SitePath| {
        // a history that was rewritten makes the folder anew
        let known = reader.get().and_then(|reader| reader.read(path));
        known.or_else(|| {
            let opened = Reader::open(&site).ok()?;
            let bytes = opened.read(path);
            let _ = reader.set(opened);
            bytes
        })
    };
    server.serve(Arc::clone(&board), Box::new(read))?;
    print(&format!("{address}{}\n", Stand::Preview.overview().trim_end_matches("index.html")))?;
    if !arguments.from.quiet {
        tell("showing uncommitted edits there; press Ctrl-C to stop");
    }
    let (ring, rung) = channel();
    thread::Builder::new()
        .name("draft".into())
        .spawn(move || follow(&mut preview, &board, &rung))
        .map_err(|e| Error::environment("can't start to follow edits").because(e))?;
    loop {
        match watcher.wait(look) {
            Event::Stop => return Ok(()),
            Event::Moved | Event::Elapsed if ring.send(()).is_err() => {
                return Err(Error::environment("the preview ended unexpectedly"));
            }
            Event::Moved | Event::Elapsed => {}
        }
    }
}

/// Shows what is new whenever something moved.
fn follow(preview: &mut pipeline::Preview, board: &Board, rung: &Receiver<()>) {
    while rung.recv().is_ok() {
        thread::sleep(STILL);
        while rung.try_recv().is_ok() {}
        match preview.turn() {
            Ok(turn) => board.show(turn.files, turn.trouble, turn.look),
            Err(error) => {
                let hint = error.hint_text().map_or_else(String::new, |hint| format!("\nhint: {hint}"));
                board.fail(format!("{error}{hint}"));
            }
        }
    }
}

/// Makes a folder that nobody else can look into.
fn make_private(folder: &Path) -> Result<()> {
    let mut builder = DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder
        .create(folder)
        .map_err(|e| Error::environment(format!("can't make the folder `{}`", folder.display())).because(e))
}
