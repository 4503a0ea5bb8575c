at: 1d 19:10
cwd: /home/sam/work/harbourline/api/.claude/worktrees/idempotency
branch: feat/idempotency-keys
fork-of: idempotency-keys
fork-before-prompt: 2

@rename idempotency-redis
@user
in this branch: play devil's advocate and sketch the Redis version anyway, I want to see both
@think
They want the other design honestly sketched. SET NX PX with a fencing value, plus a separate non-evicting Redis.
@say
Honestly sketched, with the best Redis I can argue for: a **separate** instance with `noeviction`, so that my first objection is gone.

```ts
const claim = await redis.set(key, 'running', { NX: true, PX: 30_000 });
if (!claim) return replayOrConflict(await redis.get(key));
const answer = await handler(request);           // ← crash here …
await redis.set(key, JSON.stringify(answer), { PX: DAY });  // … and this never happens
```

The comment is the whole story. A crash between those lines leaves a committed booking and a key that says *running* for 30 seconds, then says nothing at all, and the partner's retry books again. You can shrink that window; you cannot close it without a second source of truth, and then you have Postgres again, plus a Redis.

What it would buy: about 0.4 ms a request.
@user
ok, dead. closing this one
