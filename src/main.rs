//! The program `promulgate`.

use std::process::ExitCode;

fn main() -> ExitCode {
    promulgate::cli::run()
}
