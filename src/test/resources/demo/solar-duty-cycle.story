at: 10d 14:26
cwd: /home/sam/src/goatcam
branch: battery
client: 2.1.322

@user
camera dies at 5am in november. 20 W panel, 12 Ah battery at 12 V. do the maths
@say
| | power | per day |
|---|---:|---:|
| Pi Zero + camera, always on | 2.1 W | 50 Wh |
| infrared light, 14 h | 3.0 W | 42 Wh |
| **needed** | | **92 Wh** |
| panel, 1.1 sun hours (November, 53° N) | | 19 Wh |
| battery, to 50 % | | 72 Wh |

You run a deficit of 73 Wh a day and start from 72. So it dies before the second morning, and 5 am is *exactly* what the maths says.

The light is the cheap win: on for 200 ms a frame at 1 fps instead of always, so 42 → 8 Wh. And a PIR sensor to wake the Pi: 50 → 7 Wh. That is 15 Wh, below what even November gives.
@edit goatcam/light.py:5
-light.on()
+with light.pulse(seconds=0.2):
+    frame = camera.capture()
@title Solar budget: why the camera dies at five
@user
maths accepted. ordering a PIR
