//! `watch` as a service of systemd: what it tells the manager, by sd_notify(3).

use crate::sandbox::{Sandbox, essay};
use crate::watching::Watching;
use std::os::unix::net::UnixDatagram;
use std::time::Duration;

/// A service manager's socket.
struct Manager(UnixDatagram);

impl Manager {
    /// The next message that says so.
    fn until(&self, what: &str) -> String {
        let mut bytes = [0; 4096];
        loop {
            let length = self.0.recv(&mut bytes).unwrap_or_else(|e| panic!("nobody says {what}: {e}"));
            let message = String::from_utf8(bytes[..length].to_vec()).expect("UTF-8");
            let known = |line: &str| line == "READY=1" || line == "STOPPING=1" || line.starts_with("STATUS=");
            assert!(message.lines().all(known), "{message}");
            if message.contains(what) {
                return message;
            }
            assert!(!message.contains("READY=1"), "ready before {what}: {message}");
        }
    }
}

#[test]
fn a_service_is_ready_when_its_site_is_published() {
    let sandbox = Sandbox::new();
    let place = sandbox.place("notify");
    let manager = Manager(UnixDatagram::bind(&place).expect("a socket"));
    manager.0.set_read_timeout(Some(Duration::from_secs(60))).expect("a limit");
    let mut watching = Watching::start_as_service(&sandbox, &place);
    manager.until("STATUS=waiting: ");
    sandbox.write("policy/privacy.md", essay("privacy")).commit("First\n\nnot this");
    let ready = manager.until("READY=1");
    assert!(ready.contains("“First”\n") && watching.site().has("privacy/index.html"), "{ready}");
    // what fails later is told, and so is the end
    sandbox.write("promulgate.toml", "titel = 'x'\n").commit("A mistake");
    let status = manager.until("STATUS=error: ");
    assert!(status.contains("unknown field `titel`"), "{status}");
    watching.signal("TERM");
    manager.until("STOPPING=1");
    assert_eq!(watching.exit(), Some(0));
}
