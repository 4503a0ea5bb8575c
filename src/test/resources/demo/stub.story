at: 11d 17:17
cwd: /home/sam/work/harbourline/web
branch: main

