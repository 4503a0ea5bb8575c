at: 18d 19:05
cwd: /home/sam/src/crumb
branch: main
client: 2.1.315
model: claude-sonnet-5-5

@cmd /release-notes since v0.8.2
@user
turn that into a changelog for 0.9, people words, then tag it. ask before you push
@say
## 0.9 "Proofing"

- **Drafts** stay out of feeds, even when you build with `--drafts`. (They were tasty, but not done.)
- `crumb serve` keeps your scroll position when it reloads.
- Tables of contents no longer include headings inside code fences.
- Building on Windows writes `\n`, so diffs are small again.

*Breaking:* `base_url` must not end in a slash. crumb says so instead of building `//`.
@bash cargo set-version 0.9.0 && git commit -qam "Release 0.9.0" && git tag -s v0.9.0 -m 'crumb 0.9 "Proofing"'
   Upgrading crumb from 0.8.2 to 0.9.0
@say
Tagged locally, not pushed. Push `main` and `v0.9.0`?
@user
push
@bash git push --follow-tags 2>&1 | tail -2
   4aa09b1..9e30c55  main -> main
 * [new tag]         v0.9.0 -> v0.9.0
@title Release crumb 0.9 "Proofing"
@say
Pushed. The release workflow is building for five targets.
