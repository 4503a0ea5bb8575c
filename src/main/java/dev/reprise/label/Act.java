package dev.reprise.label;

import org.jspecify.annotations.Nullable;

/**
 * Who does what.
 *
 * @param who through which door: {@link #PAGE}, {@link #API}, or a rule
 * @param what in words, for people; cut to 400 characters
 * @param request an id that the one who asks gives: the same one is not done twice; null: none
 */
public record Act(String who, String what, @Nullable String request) {

    public static final String PAGE = "page";
    public static final String API = "api";

    private static final int LONGEST = 400;

    public Act {
        what = what.length() > LONGEST ? what.substring(0, LONGEST) : what;
    }

    /** Without a request of its own. */
    public static Act of(String who, String what) {
        return new Act(who, what, null);
    }

    public static Act page(String what) {
        return of(PAGE, what);
    }

    public static Act api(String what) {
        return of(API, what);
    }
}
