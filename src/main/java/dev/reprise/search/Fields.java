package dev.reprise.search;

import org.apache.lucene.document.FieldType;
import org.apache.lucene.index.IndexOptions;

/** The fields of the index. A document is an entry of a log, or a session with what it is called ({@link Section#NAME}). */
final class Fields {

    /** Words with their places. */
    static final String TEXT = "t";

    /** Words that stand far down in a long output, without their places. */
    static final String TAIL = "o";

    /** Directories of a session. */
    static final String DIRS = "d";

    /** Key of a log or session, so that its documents can be taken out. */
    static final String LOG_KEY = "l";

    static final String SESSION_KEY = "s";

    /** Id of the log's row; {@link #ofSession} in the document of a session. */
    static final String LOG = "log";

    /** {@link Section}. */
    static final String SECTION = "in";

    /** Tool of a call or its result, in lower case. */
    static final String TOOL_KEY = "by";

    /** The same as it is written; empty for none. */
    static final String TOOL = "tool";

    /** Sequence number in the log. */
    static final String SEQ = "seq";

    /** Epoch seconds; 0 if not known. */
    static final String AT = "at";

    /** {@link #pack}. */
    static final String META = "meta";

    /** Watermark of an entry, hash of the words of a session. */
    static final String MARK = "mark";

    /** Hash of what an entry is, the same in all copies. */
    static final String SAME = "same";

    /** Format of the index and of how texts become words: to be raised when either changes. */
    static final int VERSION = 1;

    private static final int SECTION_BITS = 4;
    private static final int FAILED = 1 << SECTION_BITS;
    private static final int GENERATION_AT = SECTION_BITS + 1;

    private Fields() {}

    static long pack(Section section, boolean failed, int generation) {
        return (long) generation << GENERATION_AT | (failed ? FAILED : 0) | section.code();
    }

    static Section section(long meta) {
        return Section.of((int) meta & FAILED - 1);
    }

    static int generation(long meta) {
        return (int) (meta >>> GENERATION_AT);
    }

    /** What stands in the place of a log's id in the document of a session. */
    static long ofSession(long id) {
        return -id;
    }

    static FieldType words(IndexOptions options, boolean norms) {
        FieldType type = new FieldType();
        type.setIndexOptions(options);
        type.setTokenized(true);
        type.setOmitNorms(!norms);
        type.freeze();
        return type;
    }

    /** Of a key in base 36, which is short. */
    static String key(long id) {
        return Long.toString(id, Character.MAX_RADIX);
    }
}
