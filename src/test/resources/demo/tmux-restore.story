at: 51m
cwd: /home/sam/dotfiles
branch: tmux
end: crash
registry: parent

@user
after every reboot I rebuild the same six tmux windows by hand. script it
@read bin/work
#!/usr/bin/env bash
tmux new-session -d -s work -c ~/work/harbourline/api
tmux attach -t work
@think
One session, a window for each project with names; idempotent.
@edit bin/work:1
 #!/usr/bin/env bash
-tmux new-session -d -s work -c ~/work/harbourline/api
+set -euo pipefail
+window() { tmux new-window -t work -n "$1" -c "$2" ${3:+"$3"}; }
+if ! tmux has-session -t work 2>/dev/null; then
+  tmux new-session -d -s work -n api -c ~/work/harbourline/api
+  window web   ~/work/harbourline/web   'pnpm dev'
+  window infra ~/work/harbourline/infra
+  window crumb ~/src/crumb              'cargo watch -x test'
+  window goats ~/src/goatcam
+  window dots  ~/dotfiles
+fi
 tmux attach -t work
@title tmux windows that come back
@user
and the claude sessions that were open in them? those I can never find again
