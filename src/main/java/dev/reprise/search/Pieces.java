package dev.reprise.search;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A query in the pieces that were typed. */
public final class Pieces {

    private static final Pattern PIECE = Pattern.compile("-?(?:[A-Za-z-]+:)?\"[^\"]*\"?|\\S+");
    private static final Pattern FIELD = Pattern.compile("-?[A-Za-z][A-Za-z-]*:\\S.*", Pattern.DOTALL);

    private Pieces() {}

    /** In their order; a text in quotes is in one piece with its field. */
    public static List<String> of(String typed) {
        List<String> pieces = new ArrayList<>();
        Matcher matcher = PIECE.matcher(typed);
        while (matcher.find()) {
            pieces.add(matcher.group());
        }
        return pieces;
    }

    /** {@code project:api}. */
    static boolean isField(String piece) {
        return FIELD.matcher(piece).matches() && !piece.contains("://");
    }

    /** A word that has to be there. */
    static boolean isWord(String piece) {
        return !isField(piece) && !piece.startsWith("-") && !piece.equals("OR") && !piece.matches("[()]+");
    }
}
