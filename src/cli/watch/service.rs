//! Tells a service manager how the watch is doing, by the protocol of sd_notify(3): a datagram to the socket that it named.

use std::ffi::OsString;

/// The variable of the environment that names the socket.
pub(super) const SOCKET: &str = "NOTIFY_SOCKET";

/// The service manager, if one started this process and wants to know.
pub(super) struct Service(Option<OsString>);

impl Service {
    /// The one that the environment names.
    pub(super) fn of_environment() -> Self {
        Self(std::env::var_os(SOCKET).filter(|name| !name.is_empty()))
    }

    /// The site is published.
    pub(super) fn ready(&self, status: &str) {
        self.tell(&format!("READY=1\n{}", line(status)));
    }

    /// What the watch does, or waits for, in a line for people.
    pub(super) fn status(&self, status: &str) {
        self.tell(&line(status));
    }

    /// The watch is about to end.
    pub(super) fn stopping(&self) {
        self.tell("STOPPING=1");
    }

    /// Nobody is told if that fails: the watch goes on without a manager too.
    fn tell(&self, message: &str) {
        #[cfg(unix)]
        if let Some(name) = &self.0 {
            let _ = send(name, message.as_bytes());
        }
        #[cfg(not(unix))]
        let _ = (&self.0, message);
    }
}

fn line(status: &str) -> String {
    let line = status.split(char::is_control).filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ");
    format!("STATUS={line}\n")
}

#[cfg(unix)]
fn send(name: &OsString, message: &[u8]) -> std::io::Result<usize> {
    use std::os::unix::net::UnixDatagram;
    let socket = UnixDatagram::unbound()?;
    #[cfg(target_os = "linux")] // a name that begins with @ stands for one that is in no file system
    {
        use std::os::linux::net::SocketAddrExt;
        use std::os::unix::{ffi::OsStrExt, net::SocketAddr};
        if let Some(name) = name.as_bytes().strip_prefix(b"@") {
            return socket.send_to_addr(message, &SocketAddr::from_abstract_name(name)?);
        }
    }
    socket.send_to(message, name)
}
