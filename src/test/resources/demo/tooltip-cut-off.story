at: 2d 15:20
cwd: /home/sam/work/harbourline/web
branch: fix/fare-tooltip

@picture tooltip.png
@user
the fare tooltip is cut off on the last column, see screenshot. please fix without a z-index war
@think
Screenshot: the tooltip in the last column of the fare calendar is clipped by the card's overflow hidden. z-index won't help; overflow clips. Popover API + anchor positioning puts it in the top layer.
@say
The screenshot says it: the tooltip isn't *behind* anything, it is clipped by the card's `overflow: hidden`. No z-index in the world helps there. The top layer does, so I'll make it a popover with anchor positioning.
@read src/fares/FareDay.tsx:12
export function FareDay({ day }: { day: Fare }) {
  const [open, setOpen] = useState(false);
  return (
    <td onMouseEnter={() => setOpen(true)} onMouseLeave={() => setOpen(false)}>
      {format(day.price)}
      {open && <div className="tooltip" style={{ zIndex: 99999 }}>{day.terms}</div>}
    </td>
  );
}
@say
A `99999` already. The war had begun.
@edit src/fares/FareDay.tsx:12
 export function FareDay({ day }: { day: Fare }) {
-  const [open, setOpen] = useState(false);
+  const id = useId();
   return (
-    <td onMouseEnter={() => setOpen(true)} onMouseLeave={() => setOpen(false)}>
-      {format(day.price)}
-      {open && <div className="tooltip" style={{ zIndex: 99999 }}>{day.terms}</div>}
+    <td>
+      <button className="fare" popoverTarget={id}>{format(day.price)}</button>
+      <div className="tooltip" id={id} popover="hint">{day.terms}</div>
     </td>
   );
 }
@edit src/fares/fares.css:41
 .tooltip {
-  position: absolute;
-  left: 100%;
+  position-area: right span-y;
+  position-try-fallbacks: flip-inline;
   max-width: 22ch;
 }
@bash pnpm playwright screenshot --viewport-size 1280,800 http://localhost:5173/fares after.png
@look after.png
@say
It flips to the left on the last column, and it is a `<button>` now, so the terms can be reached with the keyboard for the first time.
@title Fare tooltip leaves the card
@user
lovely. less code too
