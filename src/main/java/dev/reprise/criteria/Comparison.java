package dev.reprise.criteria;

/** How a number is compared. */
public enum Comparison {
    LESS("<"),
    AT_MOST("<="),
    EQUAL("="),
    AT_LEAST(">="),
    MORE(">");

    private final String sign;

    Comparison(String sign) {
        this.sign = sign;
    }

    /** As it is typed, and as SQL writes it. */
    public String sign() {
        return sign;
    }
}
