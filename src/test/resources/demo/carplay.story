at: 71d 16:05
cwd: /home/sam/src/goatcam
branch: main
lost: true

@user
could the goat alarm show up on the car's display?
@user +6
please be serious
