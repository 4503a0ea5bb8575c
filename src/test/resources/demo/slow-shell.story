at: 7d 08:52
cwd: /home/sam/dotfiles
branch: main

@user
my zsh takes 1.8 s to start
@bash zsh -xic exit 2>&1 | head -0; zmodload zsh/zprof 2>/dev/null; time zsh -ic exit
real	0m1.812s
user	0m0.944s
@bash for f in ~/.config/zsh/*.zsh; do /usr/bin/time -f "%e $f" zsh -fc "source $f" 2>&1 | tail -1; done | sort -rn | head -4
1.12 /home/sam/.config/zsh/nvm.zsh
0.31 /home/sam/.config/zsh/kubectl.zsh
0.14 /home/sam/.config/zsh/prompt.zsh
0.02 /home/sam/.config/zsh/aliases.zsh
@say
1.1 s is nvm, 0.3 s is kubectl generating its own completion, every time, for a command you might not type.
@edit zsh/nvm.zsh:1
-export NVM_DIR="$HOME/.nvm"
-source "$NVM_DIR/nvm.sh"
+export NVM_DIR="$HOME/.nvm"
+for tool in nvm node npm npx pnpm; do
+  eval "$tool() { unset -f nvm node npm npx pnpm; source \"$NVM_DIR/nvm.sh\"; $tool \"\$@\"; }"
+done
@edit zsh/kubectl.zsh:1
-source <(kubectl completion zsh)
+cache=~/.cache/kubectl.zsh
+[[ $cache -nt $(command -v kubectl) ]] || kubectl completion zsh > $cache
+source $cache
@bash time zsh -ic exit
real	0m0.171s
user	0m0.102s
@say
1.81 → 0.17 s. At forty shells a day that is a minute a day, or one ferry crossing a year.
@title zsh starts in 0.17 s
