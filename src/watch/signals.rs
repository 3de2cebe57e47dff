//! The signals that ask the process to end.

use super::bell::Bell;
use std::io;

/// Stops at the first SIGTERM or SIGINT (Ctrl-C). The second one does what it does to a program that knows nothing of
/// signals. SIGHUP is left alone, so that `nohup` works.
#[cfg(unix)]
pub(super) fn listen(bell: Bell) -> io::Result<()> {
    use signal_hook::consts::{SIGINT, SIGTERM};
    let mut signals = signal_hook::iterator::Signals::new([SIGTERM, SIGINT])?;
    std::thread::Builder::new().name("signals".into()).spawn(move || {
        for signal in signals.forever() {
            if bell.is_stopped() {
                let _ = signal_hook::low_level::emulate_default_handler(signal);
            }
            bell.stop();
        }
    })?;
    Ok(())
}

/// Does nothing at SIGTERM and SIGINT from now on.
pub(super) fn ignore() -> io::Result<()> {
    for signal in [signal_hook::consts::SIGTERM, signal_hook::consts::SIGINT] {
        signal_hook::flag::register(signal, std::sync::Arc::default())?;
    }
    Ok(())
}

/// Stops at Ctrl-C.
#[cfg(not(unix))]
pub(super) fn listen(bell: Bell) -> io::Result<()> {
    use std::sync::{Arc, atomic::AtomicBool, atomic::Ordering};
    use std::time::Duration;
    /// How often to see whether Ctrl-C came: a person does not notice it, nor does the processor.
    const GLANCE: Duration = Duration::from_millis(250);

    let pressed = Arc::new(AtomicBool::new(false));
    signal_hook::flag::register(signal_hook::consts::SIGINT, Arc::clone(&pressed))?;
    std::thread::Builder::new().name("signals".into()).spawn(move || {
        while !pressed.load(Ordering::Relaxed) {
            std::thread::sleep(GLANCE);
        }
        bell.stop();
    })?;
    Ok(())
}
