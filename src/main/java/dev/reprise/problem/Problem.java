package dev.reprise.problem;

/** A refusal: why, and one sentence that tells the user what to do. Everything else that is thrown is a bug. */
public class Problem extends RuntimeException {

    private final Reason reason;

    public Problem(Reason reason, String sentence) {
        super(sentence, null, false, false);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }

    /** What to show: a whole sentence, safe to print (escape it for HTML). */
    public String sentence() {
        return String.valueOf(getMessage());
    }
}
