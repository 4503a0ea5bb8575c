package dev.reprise.pastfiles;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What writing files back would do. Writes nothing.
 *
 * @param id changes whenever anything of it does
 * @param directory that was chosen
 * @param blocked why nothing can be written there, and what to do; null if something can be
 */
public record WritePlan(
        String id, @Nullable Path directory, @Nullable String blocked, List<Step> steps) {

    /** What happens to one file. */
    public enum Does {
        /** There is none in its place. */
        WRITE,
        /** Another one is in its place, of which a copy is kept. */
        REPLACE,
        /** It is there already, byte for byte. */
        SAME,
        /** Nothing is written. */
        LEAVE
    }

    /**
     * One file.
     *
     * @param to where it goes
     * @param why it is left; null if it is not
     */
    public record Step(
            PastFile file,
            @Nullable Path to,
            Does does,
            @Nullable String why) {

        /** Whether something is written. */
        public boolean writes() {
            return does == Does.WRITE || does == Does.REPLACE;
        }
    }

    public WritePlan {
        steps = List.copyOf(steps);
    }

    /** How many files are written. */
    public long writes() {
        return steps.stream().filter(Step::writes).count();
    }
}
