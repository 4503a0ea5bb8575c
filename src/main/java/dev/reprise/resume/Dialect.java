package dev.reprise.resume;

import dev.reprise.problem.Problem;
import dev.reprise.problem.Reason;

/** How a shell writes things down, so that exactly the given text arrives whatever it holds. */
interface Dialect {

    /**
     * One word of a command line.
     *
     * @throws Problem BAD_INPUT if the shell cannot hand that text to a program
     */
    String word(String text);

    /**
     * The whole line, without a line break: go there, and only if that worked start the program.
     *
     * @throws Problem BAD_INPUT if the shell cannot express it
     */
    String line(Launch launch);

    static void refuseImpossible(String text) {
        if (Glyphs.impossible(text)) {
            throw refusal("A name with a NUL or half a character cannot be written in any shell.");
        }
    }

    static Problem refusal(String sentence) {
        return new Problem(Reason.BAD_INPUT, sentence);
    }
}
