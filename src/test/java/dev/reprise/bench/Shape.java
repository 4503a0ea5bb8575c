package dev.reprise.bench;

/** Quantiles of real logs that the generator draws from (their source: the statistics over 1,104 real files; chars or bytes). */
final class Shape {

    /** Bytes of a session file; log-normal body and the tail that the statistics' "How far to trust this" asks for. */
    static final Quantiles SESSION_BYTES = Quantiles.of(
            0, 3_000, .1, 54_300, .5, 488_000, .84, 2_000_000, .9, 4_000_000, .99, 12_000_000, 1, 50_000_000);

    static final Quantiles PROMPT = Quantiles.of(0, 2, .1, 16, .5, 96, .9, 1_500, .99, 12_600, .999, 36_000, 1, 98_600);
    static final Quantiles TEXT = Quantiles.of(0, 5, .1, 37, .5, 100, .9, 809, .99, 2_900, 1, 12_300);
    static final Quantiles THINKING = Quantiles.of(0, 0, .1, 0, .5, 153, .9, 1_100, .99, 5_100, 1, 41_300);
    static final Quantiles SIGNATURE =
            Quantiles.of(0, 200, .1, 316, .5, 540, .9, 3_000, .99, 17_100, .999, 40_000, 1, 111_100);
    static final Quantiles TOOL_INPUT = Quantiles.of(0, 20, .1, 64, .5, 138, .9, 1_200, .99, 7_000, 1, 80_800);
    static final Quantiles TOOL_RESULT =
            Quantiles.of(0, 0, .1, 33, .5, 283, .9, 5_600, .99, 31_200, .9995, 120_000, 1, 1_100_000);
    static final Quantiles TWIN =
            Quantiles.of(0, 20, .1, 100, .5, 1_200, .9, 19_100, .99, 57_700, .9995, 150_000, 1, 1_100_000);
    static final Quantiles TWIN_NEW =
            Quantiles.of(0, 20, .1, 104, .5, 855, .9, 6_900, .99, 33_000, .9995, 120_000, 1, 625_900);
    static final Quantiles IMAGE = Quantiles.of(0, 2_000, .1, 7_000, .5, 89_000, .9, 415_000, 1, 1_057_000);
    static final Quantiles SUMMARY = Quantiles.of(0, 8_000, .1, 9_500, .5, 13_300, .9, 18_400, 1, 25_600);
    static final Quantiles AGENT_PROGRESS =
            Quantiles.of(0, 600, .1, 1_000, .5, 2_000, .9, 10_300, .99, 58_800, 1, 217_000);
    static final Quantiles BASH_PROGRESS = Quantiles.of(0, 1, .1, 10, .5, 60, .9, 1_000, .99, 4_800, 1, 68_000);
    static final Quantiles ATTACHMENT = Quantiles.of(0, 20, .1, 60, .5, 300, .9, 5_000, .99, 27_000, 1, 50_000);
    static final Quantiles SUBAGENT_BYTES =
            Quantiles.of(0, 900, .1, 1_500, .5, 7_200, .9, 246_800, .99, 665_000, 1, 774_500);
    static final Quantiles SMALL_LOG = Quantiles.of(0, 2_000, .5, 9_000, 1, 50_000);

    private Shape() {}
}
