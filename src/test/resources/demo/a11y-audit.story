at: 15d 12:40
cwd: /home/sam/work/harbourline/web
branch: a11y/booking-form
client: 2.1.318

@user
axe finds 23 problems on the booking form. fix what is really a problem for people, tell me which ones are noise
@bash pnpm axe http://localhost:5173/book --tags wcag2aa | tail -12
  ␛[31mcritical␛[39m  select-name        4
  ␛[31mserious␛[39m   color-contrast    11
  ␛[31mserious␛[39m   label              3
  ␛[33mmoderate␛[39m  region             4
  ␛[33mmoderate␛[39m  heading-order      1
  23 problems
@say
Sorted by what they do to people, not by count:

| problem | who notices | verdict |
|---|---|---|
| 4 × `select-name` | a screen reader says "list box" four times | **fix** |
| 3 × `label` | voice control cannot say the field's name | **fix** |
| 11 × `color-contrast` | anyone outdoors, and this is a ferry site | **fix**, it is one token |
| 1 × `heading-order` | jumps by heading skip the price | **fix**, one tag |
| 4 × `region` | nobody | noise: the dev overlay |
@edit src/book/Passengers.tsx:33
-      <span className="caption">Age</span>
-      <select value={age} onChange={setAge}>
+      <label htmlFor={id}>Age</label>
+      <select id={id} value={age} onChange={setAge}>
@edit src/styles/tokens.css:12
-  --muted: #9aa5b1;
+  --muted: #5f6b78;
@edit src/book/Price.tsx:7
-    <h4>Total</h4>
+    <h2>Total</h2>
@bash pnpm axe http://localhost:5173/book --tags wcag2aa | tail -2
  ␛[33mmoderate␛[39m  region             4
  4 problems
@bash gh pr create --fill --label a11y
https://github.com/harbourline/web/pull/1187
@pr 1187 | https://github.com/harbourline/web/pull/1187 | harbourline/web
@say
19 fixed, 4 left alone with a reason. PR #1187.
@title Booking form: 19 real problems, 4 noisy ones
