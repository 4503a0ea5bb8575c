at: 9d 09:01
cwd: /home/sam/work/harbourline/web
branch: main
client: 2.1.324

@cmd /model opus
Set model to Opus 5.5
@user
hi
@say
Hi! What are we working on?
@user
nothing yet, coffee first
@interrupt
