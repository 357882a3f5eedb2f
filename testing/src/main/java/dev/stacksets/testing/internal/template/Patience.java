package dev.stacksets.testing.internal.template;

/** Text that a regular expression may look at a limited number of times. */
final class Patience implements CharSequence {

    /** The limit was reached. */
    static final class Exhausted extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Exhausted() {
            super("too many looks", null, false, false);
        }
    }

    private final String text;
    private int looksLeft;

    Patience(String text, int looks) {
        this.text = text;
        this.looksLeft = looks;
    }

    @Override
    public char charAt(int index) {
        if (looksLeft-- <= 0) {
            throw new Exhausted();
        }
        return text.charAt(index);
    }

    @Override
    public int length() {
        return text.length();
    }

    @Override
    public CharSequence subSequence(int start, int end) {
        return text.subSequence(start, end);
    }

    @Override
    public String toString() {
        return text;
    }
}
