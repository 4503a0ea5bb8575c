package dev.reprise.search;

import dev.reprise.agent.EntryRow;
import dev.reprise.catalogue.Searched.Known;
import java.util.Locale;
import java.util.UUID;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.FieldType;
import org.apache.lucene.document.NumericDocValuesField;
import org.apache.lucene.document.SortedDocValuesField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.index.IndexOptions;
import org.apache.lucene.util.BytesRef;

/** Makes documents; each is only valid until the next. Not thread-safe. */
final class Documents {

    /** Characters of an output whose words are found in phrases; those behind are found one by one, up to Reader.SEARCHED. */
    static final int PLACED = 8 * 1024;

    private static final FieldType PLACES = Fields.words(IndexOptions.DOCS_AND_FREQS_AND_POSITIONS, true);
    private static final FieldType ALONE = Fields.words(IndexOptions.DOCS, false);

    private static final BytesRef NO_TOOL = new BytesRef();

    private final WordStream words = new WordStream();
    private final WordStream tailWords = new WordStream();
    private final WordStream dirWords = new WordStream();
    private final Field text = new Field(Fields.TEXT, words, PLACES);
    private final Field tail = new Field(Fields.TAIL, tailWords, ALONE);
    private final Field dirs = new Field(Fields.DIRS, dirWords, PLACES);
    private final Field logKey = new StringField(Fields.LOG_KEY, "", Field.Store.NO);
    private final Field sessionKey = new StringField(Fields.SESSION_KEY, "", Field.Store.NO);
    private final Field section = new StringField(Fields.SECTION, "", Field.Store.NO);
    private final Field tool = new StringField(Fields.TOOL_KEY, "", Field.Store.NO);
    private final SortedDocValuesField toolValue = new SortedDocValuesField(Fields.TOOL, new BytesRef());
    private final NumericDocValuesField log = new NumericDocValuesField(Fields.LOG, 0);
    private final NumericDocValuesField seq = new NumericDocValuesField(Fields.SEQ, 0);
    private final NumericDocValuesField at = new NumericDocValuesField(Fields.AT, 0);
    private final NumericDocValuesField meta = new NumericDocValuesField(Fields.META, 0);
    private final NumericDocValuesField mark = new NumericDocValuesField(Fields.MARK, 0);
    private final NumericDocValuesField same = new NumericDocValuesField(Fields.SAME, 0);

    /** An entry of a log. */
    Document entry(long inLog, int generation, long watermark, EntryRow row, String said) {
        Section place = Section.of(row);
        Document document = new Document();
        logKey.setStringValue(Fields.key(inLog));
        document.add(logKey);
        section.setStringValue(place.slug());
        document.add(section);
        if (!said.isEmpty()) {
            boolean isLong = place == Section.OUTPUT && said.length() > PLACED;
            int cut = isLong ? end(said, PLACED) : said.length();
            words.of(said, cut);
            document.add(text);
            if (isLong) {
                tailWords.of(said.substring(cut), Integer.MAX_VALUE);
                document.add(tail);
            }
        }
        if (row.tool() != null) {
            String name = row.tool().toLowerCase(Locale.ROOT);
            tool.setStringValue(name);
            document.add(tool);
        }
        toolValue.setBytesValue(row.tool() == null ? NO_TOOL : new BytesRef(row.tool()));
        document.add(toolValue);
        log.setLongValue(inLog);
        document.add(log);
        seq.setLongValue(row.seq());
        document.add(seq);
        at.setLongValue(row.at() == null ? 0 : row.at().getEpochSecond());
        document.add(at);
        meta.setLongValue(Fields.pack(place, row.failed(), generation));
        document.add(meta);
        mark.setLongValue(watermark);
        document.add(mark);
        if (row.uuid() != null) {
            same.setLongValue(same(row.uuid(), said));
            document.add(same);
        }
        return document;
    }

    private static long same(UUID uuid, String said) {
        return uuid.getMostSignificantBits() * 31 + uuid.getLeastSignificantBits() + said.hashCode();
    }

    /** A place between two words. */
    private static int end(String text, int about) {
        int at = about;
        while (at > about / 2 && !Character.isWhitespace(text.charAt(at - 1))) {
            at--;
        }
        return at;
    }

    /** What a session is called. */
    Document session(Known known, String all) {
        Document document = new Document();
        sessionKey.setStringValue(Fields.key(known.id()));
        document.add(sessionKey);
        section.setStringValue(Section.NAME.slug());
        document.add(section);
        words.of(all, Integer.MAX_VALUE);
        document.add(text);
        dirWords.of(String.join("\n", known.dirs()), Integer.MAX_VALUE);
        document.add(dirs);
        toolValue.setBytesValue(NO_TOOL);
        document.add(toolValue);
        log.setLongValue(Fields.ofSession(known.id()));
        document.add(log);
        seq.setLongValue(0);
        document.add(seq);
        at.setLongValue(known.at() / 1000);
        document.add(at);
        meta.setLongValue(Fields.pack(Section.NAME, false, 0));
        document.add(meta);
        mark.setLongValue(hash(known, all));
        document.add(mark);
        return document;
    }

    /** Changes when what is found of a session changes. */
    static long hash(Known known, String all) {
        return all.hashCode() * 31L * 31 + known.dirs().hashCode() + known.at() / 3_600_000 * 1_000_003L;
    }
}
