//! Makes the repositories of the stories of dates, for tests of sites: `cargo run --example stories -- DIR`.

#[path = "../tests/dates/repository.rs"]
mod repository;

fn main() {
    let dir = std::env::args().nth(1).expect("a folder");
    repository::make(dir.as_ref());
}
