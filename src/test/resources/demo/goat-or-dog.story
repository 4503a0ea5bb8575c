at: 2d 22:51
cwd: /home/sam/src/goatcam
branch: false-positives

@user
goatcam woke me at 3:40 because "goat on the road". it was the neighbour's dog, again. find out what the model sees
@bash python -m goatcam.explain --frame 2026-11-18T03:40:12 --top 3
# What did the model think
goat   0.71  ▓▓▓▓▓▓▓░░░
dog    0.22  ▓▓░░░░░░░░
wheel  0.04  ░░░░░░░░░░
@look frame-0340.png
@think
Night infrared frame: the dog stands on the wall, ears up. In IR, fur is bright like goats. Training set at night: count.
@say
In infrared everything with fur is white, and on top of the wall a dog with pricked ears has, let's be fair, the silhouette of a goat with ambitions. Let me look at what it was trained on.
@bash python - <<'P'\nfrom goatcam.data import load\nimport collections\nprint(collections.Counter((x.label, x.infrared) for x in load()))\nP
# Count training images by label and infrared
Counter({('goat', False): 4120, ('goat', True): 3066, ('dog', False): 2810, ('dog', True): 31})
@say
There it is: **31 dogs at night**, against 3,066 goats. The model has learned that what is white and furry at night is a goat, and it is right 99 % of the time.

Two things, the quick one first:

1. *Tonight:* alarm only if three frames within 10 s agree, and the animal **moves along** the road. Dogs on walls don't.
2. *This weekend:* 300 frames of that dog. The neighbour will be delighted.
@edit goatcam/alarm.py:17
-    if best.label == "goat" and best.score > 0.6:
-        ring()
+    sightings.append(best)
+    recent = [s for s in sightings if s.at > best.at - timedelta(seconds=10)]
+    goats = [s for s in recent if s.label == "goat" and s.score > 0.6]
+    if len(goats) >= 3 and travelled(goats) > 1.5:  # metres; a dog on a wall stays where it is
+        ring()
@bash python -m goatcam.replay --nights 60
# Replay sixty nights
nights 60   goats on the road 14   rung 14   false alarms ␛[32m1␛[0m (was 23)
@say
60 nights replayed: all 14 real escapes still ring (2.1 s later on average), false alarms 23 → 1. The one left *was* a goat, on a trailer.
@title Goat or dog: three frames must agree
@user
that trailer is a legitimate goat and I stand by it
