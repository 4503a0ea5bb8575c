at: 24d 23:10
cwd: /home/sam/src/goatcam
branch: main
client: 2.1.305

@user
"database disk image is malformed" after a power cut. can we get the sightings back?
@bash sqlite3 sightings.db '.recover' | sqlite3 rescued.db && sqlite3 rescued.db 'select count(*), min(at), max(at) from sightings'
18204|2024-05-02|2026-10-29
@say
18,204 sightings, up to the evening of the cut. To keep it from happening again: WAL, `synchronous=FULL`, and no more `PRAGMA journal_mode=OFF` (hello, `config.py` line 9).
@edit goatcam/config.py:8
 def connect(path):
     db = sqlite3.connect(path)
-    db.execute("PRAGMA journal_mode=OFF")  # faster!!
+    db.execute("PRAGMA journal_mode=WAL")
+    db.execute("PRAGMA synchronous=FULL")
     return db
@say
"faster!!" was true: nothing is faster than not writing it down.
@title Sightings back from a malformed database
