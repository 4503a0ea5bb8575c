at: 41d 11:26
cwd: /home/sam/work/harbourline/api
branch: spike/groups
client: 2.1.40
model: claude-opus-4-6
swept: true

@user
spike: could group bookings be one booking with many passengers instead of many bookings? what breaks
@grep booking.passenger\b | src
src/tickets/print.ts:14:  const name = booking.passenger.name;
src/refunds/refund.service.ts:71:  amount: booking.passenger.fare,
src/manifest/coastguard.ts:33:    rows.push(row(booking.passenger));
@say
Three places assume one passenger a booking, and the third is the one that matters: the **coastguard manifest**. Get refunds wrong and people are angry; get that one wrong and the ship may not sail.

I'd go the other way: keep one booking a passenger and add a `group_id`.
@user
agreed. the spike says no, which is what spikes are for
