at: 1m
cwd: /home/sam/work/harbourline/infra
branch: sensors
end: live
grows: true

@user
the tide gauge at quay 3 reports -999 every few minutes. drop those before they reach the dashboard
@read collector/gauge.py:12-15
def accept(reading):
    return reading.unit == "cm"
@think
-999 is the gauge's own word for no reading. Drop it at the collector, and count what was dropped: a dead gauge must not look like a calm sea.
@edit collector/gauge.py:12
 def accept(reading):
-    return reading.unit == "cm"
+    if reading.value == NO_READING:
+        dropped.labels(reading.gauge).inc()
+        return False
+    return reading.unit == "cm"
@bash pytest -q collector
14 passed in 0.31s
@say
-999 is dropped and counted. Now an alarm for a gauge that only says -999.
