package dev.reprise.agent.claude.launch;

import static dev.reprise.agent.claude.launch.Chain.NONE;

import dev.reprise.agent.LogBytes;
import dev.reprise.agent.claude.record.Json;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * Writes a chain as a log of its own: its records as they are, byte for byte, in their order, and with them what hangs on them
 * without a prompt of its own (parallel calls and their results). Only a parent that the client would not find is changed, to the
 * record before. Of such a log the client brings back all turns (client/RESUME.md sections 1e and 1f).
 */
final class TakingOut {

    private final Chain chain;
    private final BitSet lines = new BitSet();
    /** New parents by line. */
    private final Map<Integer, UUID> parents = new HashMap<>();

    TakingOut(Chain chain, int leaf) {
        this.chain = chain;
        BitSet wanted = chain.back(leaf, chain::mended);
        BitSet asked = (BitSet) wanted.clone();
        for (int i = 0; i < leaf; i++) {
            int parent = chain.linked(i);
            if (!asked.get(i)
                    && parent != NONE
                    && parent < i
                    && asked.get(parent)
                    && !chain.node(i).asked()) {
                asked.set(i);
                wanted.set(i);
            }
        }
        wanted.stream().forEach(this::take);
    }

    private void take(int at) {
        lines.set(chain.node(at).line());
        int mended = chain.mended(at);
        if (mended != NONE && mended != chain.linked(at)) {
            parents.put(chain.node(at).line(), chain.node(mended).uuid());
        }
    }

    void write(LogBytes log, OutputStream to) throws IOException {
        // Lines would shorten long ones; here they go over as they are
        try (InputStream in = log.open()) {
            byte[] chunk = new byte[256 * 1024];
            ByteArrayOutputStream held = new ByteArrayOutputStream();
            int number = 1;
            for (int n = in.read(chunk); n >= 0; n = in.read(chunk)) {
                int from = 0;
                for (int i = 0; i < n; i++) {
                    if (chunk[i] == '\n') {
                        if (lines.get(number)) {
                            held.write(chunk, from, i - from);
                            line(number, held.toByteArray(), to);
                        }
                        held.reset();
                        from = i + 1;
                        number++;
                    }
                }
                if (lines.get(number)) {
                    held.write(chunk, from, n - from);
                }
            }
            if (held.size() > 0) {
                line(number, held.toByteArray(), to);
            }
        }
    }

    private void line(int number, byte[] bytes, OutputStream to) throws IOException {
        UUID parent = parents.get(number);
        int[] place = parent == null ? null : parentPlace(bytes);
        if (place == null) {
            to.write(bytes);
        } else {
            to.write(bytes, 0, place[0]);
            to.write(('"' + String.valueOf(parent) + '"').getBytes(StandardCharsets.US_ASCII));
            to.write(bytes, place[1], bytes.length - place[1]);
        }
        to.write('\n');
    }

    /** Where the value of the record's own {@code parentUuid} stands; null if it has none. */
    private static int @Nullable [] parentPlace(byte[] bytes) {
        try (JsonParser p = Json.parser(bytes, 0, bytes.length)) {
            if (p.nextToken() != JsonToken.START_OBJECT) {
                return null;
            }
            for (String name = p.nextName(); name != null; name = p.nextName()) {
                p.nextToken();
                if (name.equals("parentUuid")) {
                    int from = (int) p.currentTokenLocation().getByteOffset();
                    p.finishToken();
                    return new int[] {from, (int) p.currentLocation().getByteOffset()};
                }
                p.skipChildren();
            }
        } catch (JacksonException broken) {
            return null;
        }
        return null;
    }
}
