at: 27d 10:12
cwd: /home/sam/work/harbourline/api
branch: feat/rate-limit
client: 2.1.301

@user
one partner polls availability 40 times a second. rate limit per partner, with headers that tell them how to behave
@say
Token bucket per partner, 10 a second with a burst of 30, and the three `RateLimit-*` headers. I'd start in *report only* mode for a day.
@edit src/http/plugins/rate-limit.ts:9
 export default fp(async (app) => {
   app.addHook('onRequest', async (request, reply) => {
-    await hit(request.ip, 100);
+    const { allowed, remaining, resetMs } = await bucket(request.partner.id, { rate: 10, burst: 30 });
+    reply.header('ratelimit-limit', 30).header('ratelimit-remaining', remaining);
+    reply.header('ratelimit-reset', Math.ceil(resetMs / 1000));
+    if (!allowed && !app.config.rateLimitReportOnly) return reply.code(429).send(slowDown(resetMs));
   });
 });
@bash pnpm vitest run test/http/rate-limit.spec.ts
 ␛[32m✓␛[39m test/http/rate-limit.spec.ts ␛[2m(7 tests)␛[22m 1.1s
@error 529
API Error: 529 {"type":"error","error":{"type":"overloaded_error","message":"Overloaded"}}
@user +9
continue
@retry 1
@retry 2
@say
Back. Tests pass; report-only is on by default in production, off in staging.
@title Rate limit per partner, report-only first
