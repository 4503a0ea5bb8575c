at: 6h
cwd: /home/sam/dotfiles
branch: main
entrypoint: sdk-cli
model: claude-haiku-5-5

@user
Write a commit message for the staged diff. One line.
@say
Start nvm only when somebody asks for node
