at: 1d 07:30
cwd: /home/sam/src/crumb
branch: main
entrypoint: sdk-cli
model: claude-sonnet-5-5

@user
Summarise the commits since v0.9.0 in three bullets for the newsletter.
@bash git log --oneline v0.9.0..HEAD
c02b1f4 Render only what read something that changed
77aa0d2 Slugs: keep letters of any script
1e9b0c8 Drop 88 crates
@say
- crumb now rebuilds only what changed: 31 ms instead of 2.9 s.
- Titles in any language get readable addresses.
- 88 crates fewer, a quarter less to compile.
