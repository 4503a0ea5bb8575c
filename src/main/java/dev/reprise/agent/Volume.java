package dev.reprise.agent;

/**
 * What the bytes of a log are, each counted once; what is none of these is book-keeping.
 *
 * @param messages records of prompts, replies, thinking, calls; {@code results} of what tools answered
 * @param images and documents in base64, wherever they stand
 * @param signatures of thinking: only the API reads them
 * @param progress ticks of running tools
 */
public record Volume(long messages, long results, long images, long signatures, long progress) {

    public static final Volume NONE = new Volume(0, 0, 0, 0, 0);
}
