package dev.stacksets.organizations.select;

/** Names with a star for any text and a question mark for any character. Upper and lower case differ. */
final class Glob {
    private Glob() {}

    /** Looks at most as often as the two lengths multiplied: of several stars only the last is ever tried again. */
    static boolean matches(String glob, String name) {
        int[] wanted = glob.codePoints().toArray();
        int[] given = name.codePoints().toArray();
        int at = 0;
        int star = -1;
        int behindStar = 0;
        for (int i = 0; i < given.length; ) {
            if (at < wanted.length && wanted[at] == '*') {
                star = at++;
                behindStar = i;
            } else if (at < wanted.length && (wanted[at] == '?' || wanted[at] == given[i])) {
                at++;
                i++;
            } else if (star >= 0) {
                at = star + 1;
                i = ++behindStar;
            } else {
                return false;
            }
        }
        while (at < wanted.length && wanted[at] == '*') {
            at++;
        }
        return at == wanted.length;
    }
}
