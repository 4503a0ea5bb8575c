at: 12d 17:31
cwd: /home/sam/work/harbourline/api
branch: fix/dst-duration

@user
Support says the night ferry on 25 October "takes 25 hours". It leaves 22:00 and arrives 06:00. Customers enjoy it, finance does not (we pay crew by the hour).
@think
25 October 2026: clocks go back in Europe. 22:00 to 06:00 is 9 hours that night. 25? Maybe duration computed by subtracting local times then adding 24h if negative: 06-22=-16 → +24=8; plus... 25 h: from date diff in days rounding. Look.
@grep durationHours | src
src/sailings/duration.ts:6:export function durationHours(s: Sailing): number {
src/crew/pay.ts:19:  const hours = durationHours(sailing) + BRIEFING_HOURS;
@read src/sailings/duration.ts
import { differenceInHours, parse } from 'date-fns';

/** Local departure and arrival, as printed on the ticket. */
export function durationHours(s: Sailing): number {
  const departs = parse(s.departs, 'HH:mm', s.day);
  let arrives = parse(s.arrives, 'HH:mm', s.day);
  if (differenceInHours(arrives, departs) < 0) arrives = addDays(arrives, 1);
  if (isDstChange(s.day)) arrives = addDays(arrives, 1); // HACK 2023-10-29
  return differenceInHours(arrives, departs);
}
@say
Look at the second-to-last line. In October 2023 somebody met the same night, and answered it with a **day**:

```ts
if (isDstChange(s.day)) arrives = addDays(arrives, 1); // HACK 2023-10-29
```

Durations should be computed between instants, and instants need a zone. We have the port's zone already.
@edit src/sailings/duration.ts:1
-import { differenceInHours, parse } from 'date-fns';
+import { Temporal } from '@js-temporal/polyfill';
 
-/** Local departure and arrival, as printed on the ticket. */
+/** Hours between two instants; the ticket's local times are read in the zones of their ports. */
 export function durationHours(s: Sailing): number {
-  const departs = parse(s.departs, 'HH:mm', s.day);
-  let arrives = parse(s.arrives, 'HH:mm', s.day);
-  if (differenceInHours(arrives, departs) < 0) arrives = addDays(arrives, 1);
-  if (isDstChange(s.day)) arrives = addDays(arrives, 1); // HACK 2023-10-29
-  return differenceInHours(arrives, departs);
+  const departs = at(s.day, s.departs, s.from.zone);
+  const sameDay = at(s.day, s.arrives, s.to.zone);
+  const overNight = Temporal.ZonedDateTime.compare(sameDay, departs) < 0;
+  const arrives = overNight ? at(s.day.add({ days: 1 }), s.arrives, s.to.zone) : sameDay;
+  return departs.until(arrives, { largestUnit: 'hours' }).total('hours');
 }
@bash pnpm vitest run test/sailings/duration.spec.ts
 ␛[32m✓␛[39m night ferry, ordinary night: 8 h
 ␛[32m✓␛[39m night ferry, 25 October: 9 h
 ␛[32m✓␛[39m night ferry, 28 March: 7 h
 ␛[32m✓␛[39m Holyhead to Cherbourg crosses a zone: 17 h
 ␛[32m✓␛[39m arrives at the minute it departs: 0 h, not 24
@say
Nine hours on 25 October, seven on 28 March, and the route that crosses a zone is right as well (it has been wrong by an hour all year, but nobody complains about arriving early).
@title The 25-hour night ferry
@user
the crew will be sad. ship it
@bash git commit -qam "Compute durations between instants" && git push -q && gh pr create --fill
https://github.com/harbourline/api/pull/391
@pr 391 | https://github.com/harbourline/api/pull/391 | harbourline/api
@say
PR #391 is open.
