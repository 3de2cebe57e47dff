//! Shows the progress of long work, on a terminal only.

use crate::pipeline::{Progress, Stage};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::io::IsTerminal;

/// One line on stderr that disappears when the work is done.
pub(super) struct Status(ProgressBar);

impl Status {
    /// Hidden if `quiet` or if stderr is not a terminal.
    pub(super) fn new(quiet: bool) -> Self {
        let bar = ProgressBar::no_length();
        if quiet || !std::io::stderr().is_terminal() {
            bar.set_draw_target(ProgressDrawTarget::hidden());
        }
        if let Ok(style) = ProgressStyle::with_template("{msg} {human_pos} of {human_len} {wide_bar} {eta}") {
            bar.set_style(style);
        }
        Self(bar)
    }

    pub(super) fn show(&self, progress: Progress) {
        let message = match progress.stage {
            Stage::Commits => "commit",
            Stage::Versions => "version",
        };
        if self.0.length() != Some(progress.all as u64) || self.0.message() != message {
            self.0.set_message(message);
            self.0.set_length(progress.all as u64);
        }
        self.0.set_position(progress.done as u64);
    }
}

impl Drop for Status {
    fn drop(&mut self) {
        self.0.finish_and_clear();
    }
}
