//! The program `promulgate`.

fn main() {}
