at: 63d 10:40
cwd: /home/sam/work/harbourline/api
branch: feat/loyalty
lost: true

@user
design loyalty points for frequent passengers: one point per nautical mile, expiring after 24 months
@user +14
what if they cancel after they have spent the points?
@user +22
ok negative balances it is. write the migration
