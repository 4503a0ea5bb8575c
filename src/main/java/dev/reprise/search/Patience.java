package dev.reprise.search;

import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;

/** A text that a regular expression may look at for a moment only: a bad one would go on for ever. */
final class Patience implements CharSequence {

    private static final long NANOS = TimeUnit.MILLISECONDS.toNanos(100);
    private static final int EVERY = 4096;

    private final CharSequence text;
    private final long until;
    private int looks;

    private static final class Over extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    private Patience(CharSequence text, long until) {
        this.text = text;
        this.until = until;
    }

    static CharSequence with(String text) {
        return new Patience(text, System.nanoTime() + NANOS);
    }

    /** The next place; false also if to look for it takes too long. */
    static boolean find(Matcher matcher) {
        try {
            return matcher.find();
        } catch (Over | StackOverflowError e) {
            return false;
        }
    }

    @Override
    public int length() {
        return text.length();
    }

    @Override
    public char charAt(int index) {
        if (++looks % EVERY == 0 && System.nanoTime() > until) {
            throw new Over();
        }
        return text.charAt(index);
    }

    @Override
    public CharSequence subSequence(int start, int end) {
        return new Patience(text.subSequence(start, end), until);
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
