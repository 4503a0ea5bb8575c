at: 5d 18:33
cwd: /home/sam/src/crumb
branch: fewer-deps

@user
crumb has 214 crates in its lock file. which can go? look at each from three sides: compile time, what it is used for, whether std does it by now. use sub-agents
@agent Explore | Compile time of each dependency
Run cargo build --timings on a clean target and report the ten slowest crates with seconds.
@bash cargo build --release --timings -q && python3 scripts/top.py target/cargo-timings/cargo-timing.html
syntect            14.2 s
regex-automata      6.8 s
clap_builder        5.1 s
reqwest             4.9 s
tokio               4.4 s
chrono              2.2 s
@back
Clean release build 58 s. The six slowest: syntect 14.2, regex-automata 6.8, clap_builder 5.1, reqwest 4.9, tokio 4.4, chrono 2.2.
@agent Explore | What each direct dependency is used for
For each direct dependency count the call sites and say what it is used for, one line each.
@grep (reqwest|tokio|chrono|once_cell|itertools):: | src
src/check.rs:12:    let client = reqwest::blocking::Client::new();
src/page.rs:5:use chrono::NaiveDate;
src/main.rs:3:use once_cell::sync::Lazy;
@back
- `reqwest` + `tokio`: one call site, the link checker
- `chrono`: parsing one date format
- `once_cell`: two statics
- `itertools`: one `join`
- `syntect`: all code blocks (leave)
@agent general-purpose | What std does by now
Say which of once_cell, itertools::join, chrono::NaiveDate, atty, lazy_static the standard library replaces since which Rust version. No changes.
@web rust std LazyLock IsTerminal stabilised version
std::sync::LazyLock | https://doc.rust-lang.org/std/sync/struct.LazyLock.html
std::io::IsTerminal | https://doc.rust-lang.org/std/io/trait.IsTerminal.html
@back
`LazyLock` (1.80) for once_cell and lazy_static, `IsTerminal` (1.70) for atty, `[_]::join` for itertools' join on strings. No calendar dates in std.
@say
Three reports, one table:

| crate | seconds | used for | verdict |
|---|---:|---|---|
| `reqwest` + `tokio` | 9.3 | one GET in `check.rs` | → `ureq` (1.1 s) |
| `once_cell`, `lazy_static`, `atty` | 0.9 | statics, is-a-terminal | → std |
| `itertools` | 0.8 | one `join` | → std |
| `chrono` | 2.2 | one date format | → 12 lines |
| `syntect` | 14.2 | every code block | stays, it earns its bread |

214 → about 121 crates, 58 s → 44 s.
@user
do it, but keep chrono. dates are where hubris lives
@bash cargo remove reqwest tokio once_cell lazy_static atty itertools && cargo add ureq && cargo test -q 2>&1 | tail -1 && grep -c '^name' Cargo.lock
test result: ␛[32mok␛[0m. 64 passed; 0 failed
126
@title Crate diet: 214 to 126
@say
126 crates, 45 s, and hubris avoided.
