at: 34d 15:44
cwd: /home/sam/work/harbourline/web
branch: fix/seat-map
client: 2.0.60
model: claude-opus-4-5
swept: true

@user
seats in row 12 overlap by one pixel at 110% zoom
@progress
> vite build
transforming (412)…
✓ built in 4.02s
@read src/seats/Seat.tsx:8
const left = Math.round(column * width * zoom);
const right = Math.round((column + 1) * width * zoom);
return <rect x={left} width={Math.round(width * zoom)} />;
@say
Three roundings that don't agree: `left + round(width)` is not always the next seat's `left`. Derive the width from the two edges.
@edit src/seats/Seat.tsx:10
-return <rect x={left} width={Math.round(width * zoom)} />;
+return <rect x={left} width={right - left} />;
@todo
[x] Derive the width from the edges
[x] Screenshot at 90, 100, 110, 125 %
@say
No overlap and no gap at any zoom, because neighbours now share an edge instead of each computing their own.
@raw
{"type":"summary","summary":"Seat map: neighbours share an edge","leafUuid":"${parent}"}
