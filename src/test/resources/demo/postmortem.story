at: 29d 16:55
cwd: /home/sam/work/harbourline/api
branch: main
client: 2.1.298

@user
write the post-mortem for Tuesday's outage from these notes. blameless, max one page

14:02 deploy, 14:04 5xx, 14:09 page, 14:21 rollback started, 14:38 rollback done because the image was garbage collected and had to be rebuilt
@say
# Bookings unavailable for 34 minutes

**Impact.** From 14:04 to 14:38 no bookings could be made; 212 people got an error page, 140 of them came back the same day.

**What happened.** A deploy at 14:02 contained a migration that took a lock on `sailings`. Rolling back was the right call and took 17 minutes, because the previous image had been garbage-collected and had to be built again.

| time | event |
|---|---|
| 14:02 | deploy |
| 14:04 | first 5xx |
| 14:09 | page |
| 14:21 | decision to roll back |
| 14:38 | previous version serves |

**What went well.** The page came within five minutes and the decision was quick.

**What we change**

1. Migrations get `lock_timeout = '2s'` by default. *(done)*
2. The registry keeps the last five images of every service. *(this week)*
3. A rollback is rehearsed once a month, with a stopwatch. *(December)*
@title Post-mortem: bookings unavailable for 34 minutes
@user
perfect. number 3 made my boss twitch, keep it
