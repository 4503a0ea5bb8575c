at: 21d 09:58
cwd: /home/sam/work/harbourline/web
branch: perf/bundle
client: 2.1.311

@user
main bundle is 1.4 MB. what is in there?
@bash-long 900 | pnpm build --stats && npx source-map-explorer dist/assets/index-*.js --json
    {"file": "node_modules/module-{i}/index.js", "bytes": 15{i}},
    {"file": "src/part-{i}.tsx", "bytes": 8{i}},
@bash npx source-map-explorer dist/assets/index-*.js --tsv | sort -k2 -nr | head -6
node_modules/moment/locale	412 870
node_modules/moment	171 223
node_modules/lodash	140 802
src/assets/harbours.json	121 554
node_modules/react-dom	130 111
src/book	58 420
@say
The winner is **a list of month names in Klingon** and 135 other locales of moment.js: 413 kB. Then moment itself, all of lodash for `debounce`, and a JSON of every harbour in the world (we sail to nine).
@edit package.json:14
   "dependencies": {
-    "lodash": "^4.17.21",
-    "moment": "^2.30.1",
     "react": "^19.2.0",
@bash pnpm build | tail -3
dist/assets/index-D0pnmTkA.js   ␛[1m386.12 kB␛[22m │ gzip: 118.40 kB
␛[32m✓ built in 3.91s␛[39m
@title Bundle diet: 1.4 MB to 386 kB
@say
1.4 MB → 386 kB. The harbours load when the map opens.
