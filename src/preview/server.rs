//! Accepts connections and answers requests, each on a thread, and no more than a few at a time.

use super::board::Board;
use super::request::Refusal;
use super::{answer, events, request, target};
use crate::error::{Error, Result};
use crate::places::SitePath;
use std::io;
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::Duration;

/// How many connections are served at a time. A browser opens six.
const MOST: usize = 64;
/// How many of them may wait for events.
const MOST_LISTENING: usize = 32;
/// How long a browser may take to read.
const PATIENCE: Duration = Duration::from_secs(10);
/// Where pages hear what is new, and where they find the script that listens.
const EVENTS: &str = ".draft/events";
const SCRIPT: &str = ".draft/live.js";
/// The script.
const LIVE: &str = concat!(
    include_str!("../../templates/assets/script/swap.js"),
    include_str!("../../templates/assets/script/place.js"),
    include_str!("../../templates/assets/script/live.js"),
);

/// Gives the bytes of a file of the site that is behind the drafts.
pub type SiteFile = Box<dyn Fn(&SitePath) -> Option<Vec<u8>> + Send + Sync>;

/// A server on the loopback interface.
pub struct Server {
    listener: TcpListener,
    port: u16,
}

/// What all connections share.
struct Shared {
    board: Arc<Board>,
    site: SiteFile,
    port: u16,
    open: AtomicUsize,
    listening: AtomicUsize,
}

impl Server {
    /// Takes `port` on the loopback interface; 0 is any that is free.
    ///
    /// # Errors
    /// The port is taken.
    pub fn bind(port: u16) -> Result<Self> {
        let bound = TcpListener::bind((Ipv4Addr::LOCALHOST, port));
        let taken = |e| {
            Error::environment(format!("can't listen on port {port} of this machine"))
                .hint(
                    "another preview may be running; choose another port with --port N, or any free one with --port 0",
                )
                .because(e)
        };
        let listener = bound.map_err(taken)?;
        let port = listener.local_addr().map_err(taken)?.port();
        Ok(Self { listener, port })
    }

    /// The address at which it is found.
    pub fn address(&self) -> String {
        format!("http://127.0.0.1:{}/", self.port)
    }

    /// Serves what is on the `board`, and behind that the files of the site, on threads of its own, until the program ends.
    ///
    /// # Errors
    /// The system gives no thread.
    pub fn serve(self, board: Arc<Board>, site: SiteFile) -> Result<()> {
        let (open, listening) = (AtomicUsize::new(0), AtomicUsize::new(0));
        let shared = Arc::new(Shared { board, site, port: self.port, open, listening });
        let accept = move || {
            for stream in self.listener.incoming().flatten() {
                shared.accept(stream);
            }
        };
        thread::Builder::new()
            .name("preview".into())
            .spawn(accept)
            .map(|_| ())
            .map_err(|e| Error::environment("can't begin to serve").because(e))
    }
}

/// One of few; the place is free again when this is dropped.
struct Seat<'a>(&'a AtomicUsize);

impl<'a> Seat<'a> {
    fn take(seats: &'a AtomicUsize, most: usize) -> Option<Self> {
        let taken = seats.fetch_update(Ordering::AcqRel, Ordering::Acquire, |n| (n < most).then_some(n + 1));
        taken.is_ok().then_some(Self(seats))
    }
}

impl Drop for Seat<'_> {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::AcqRel);
    }
}

impl Shared {
    fn accept(self: &Arc<Self>, mut stream: TcpStream) {
        let shared = Arc::clone(self);
        let _ = stream.set_write_timeout(Some(PATIENCE));
        let _ = stream.set_nodelay(true);
        if shared.open.load(Ordering::Acquire) >= MOST {
            let _ = answer::busy(&mut stream);
            return;
        }
        let serve = move || {
            let Some(_seat) = Seat::take(&shared.open, MOST) else { return };
            let _ = shared.answer(&mut stream);
        };
        let _ = thread::Builder::new().spawn(serve);
    }

    fn answer(&self, stream: &mut TcpStream) -> io::Result<()> {
        let request = match request::read(stream, self.port) {
            Ok(request) => request,
            Err(why) => {
                answer::refuse(stream, why)?;
                return request::drain(stream);
            }
        };
        let Some(path) = target::path(&request.target) else { return answer::refuse(stream, Refusal::Malformed) };
        if path == EVENTS {
            return match (request.from_here, Seat::take(&self.listening, MOST_LISTENING)) {
                (false, _) => answer::refuse(stream, Refusal::Foreign),
                (true, None) => answer::busy(stream),
                (true, Some(_seat)) => events::tell(stream, &self.board),
            };
        }
        let shown = self.board.now();
        let site = |path: &str| SitePath::parse(path).and_then(|path| (self.site)(&path));
        let find = |path: &str| shown.files.get(path).cloned().or_else(|| site(path));
        if path == SCRIPT {
            return answer::file(stream, &request, (&path, LIVE.as_bytes()), &shown);
        }
        match find(&path) {
            Some(bytes) => answer::file(stream, &request, (&path, &bytes), &shown),
            // relative links count from the folder
            None if find(&format!("{path}/index.html")).is_some() => {
                let folder = request.target.split(['?', '#']).next().unwrap_or_default();
                answer::elsewhere(stream, &format!("/{}/", folder.trim_matches('/')))
            }
            None => answer::nothing(stream, &request, find("404.html").as_deref()),
        }
    }
}
