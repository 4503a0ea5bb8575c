package dev.reprise.search;

import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.tokenattributes.PositionIncrementAttribute;
import org.apache.lucene.analysis.tokenattributes.TermToBytesRefAttribute;
import org.apache.lucene.util.Attribute;
import org.apache.lucene.util.AttributeFactory;
import org.apache.lucene.util.AttributeImpl;
import org.apache.lucene.util.AttributeReflector;
import org.apache.lucene.util.BytesRef;
import org.apache.lucene.util.UnicodeUtil;

/** The words of a {@link WordScanner} for the index; it is used for one text after the other. Not thread-safe. */
final class WordStream extends TokenStream {

    private final WordScanner words = new WordScanner();
    private final WordBytes bytes;
    private final PositionIncrementAttribute step = addAttribute(PositionIncrementAttribute.class);
    private int last;

    /** A word as bytes: characters become bytes once, and most are ASCII. */
    static final class WordBytes extends AttributeImpl implements TermToBytesRefAttribute {
        private final BytesRef ref = new BytesRef(new byte[3 * WordScanner.LONGEST]);

        void set(char[] word, int length) {
            byte[] to = ref.bytes;
            for (int i = 0; i < length; i++) {
                char c = word[i];
                if (c >= 128) {
                    ref.length = UnicodeUtil.UTF16toUTF8(word, 0, length, to);
                    return;
                }
                to[i] = (byte) c;
            }
            ref.length = length;
        }

        @Override
        public BytesRef getBytesRef() {
            return ref;
        }

        @Override
        public void clear() {
            ref.length = 0;
        }

        @Override
        public void copyTo(AttributeImpl target) {
            BytesRef to = ((WordBytes) target).ref;
            System.arraycopy(ref.bytes, 0, to.bytes, 0, ref.length);
            to.length = ref.length;
        }

        @Override
        public void reflectWith(AttributeReflector reflector) {
            reflector.reflect(TermToBytesRefAttribute.class, "bytes", BytesRef.deepCopyOf(ref));
        }
    }

    private static final class Factory extends AttributeFactory {
        @Override
        public AttributeImpl createAttributeInstance(Class<? extends Attribute> wanted) {
            return wanted == TermToBytesRefAttribute.class
                    ? new WordBytes()
                    : AttributeFactory.DEFAULT_ATTRIBUTE_FACTORY.createAttributeInstance(wanted);
        }
    }

    WordStream() {
        super(new Factory());
        bytes = (WordBytes) addAttribute(TermToBytesRefAttribute.class);
    }

    /** Takes this text, at most so many characters of it. */
    WordStream of(String text, int most) {
        words.of(text, most);
        last = -1;
        return this;
    }

    @Override
    public boolean incrementToken() {
        if (!words.next()) {
            return false;
        }
        bytes.set(words.word, words.length);
        step.setPositionIncrement(words.position - last);
        last = words.position;
        return true;
    }

    @Override
    public void reset() {
        last = -1;
    }
}
