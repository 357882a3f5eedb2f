package dev.stacksets.samples.work;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Counts what counted code does: methods entered, loops gone round, characters that regular expressions look at, elements that
 * collections compare or copy. Called from code that {@link CountingLoader} has loaded.
 */
public final class Work {
    private static long done;

    private Work() {}

    static void reset() {
        done = 0;
    }

    static long done() {
        return done;
    }

    public static void one() {
        done++;
    }

    public static void sizeOf(Object copied) {
        done += copied instanceof Collection<?> collection ? collection.size() : 1;
    }

    private static void searched(Collection<?> collection, long times) {
        done += times * (collection instanceof List<?> ? collection.size() : 1);
    }

    public static boolean contains(Collection<?> collection, Object element) {
        searched(collection, 1);
        return collection.contains(element);
    }

    public static boolean contains(List<?> list, Object element) {
        return contains((Collection<?>) list, element);
    }

    public static boolean contains(Set<?> set, Object element) {
        return contains((Collection<?>) set, element);
    }

    public static boolean remove(Collection<?> collection, Object element) {
        searched(collection, 1);
        return collection.remove(element);
    }

    public static int indexOf(List<?> list, Object element) {
        searched(list, 1);
        return list.indexOf(element);
    }

    public static boolean containsAll(Collection<?> collection, Collection<?> others) {
        searched(collection, others.size());
        return collection.containsAll(others);
    }

    public static boolean removeAll(Collection<?> collection, Collection<?> others) {
        searched(collection, others.size());
        searched(others, collection.size());
        return collection.removeAll(others);
    }

    public static boolean retainAll(Collection<?> collection, Collection<?> others) {
        searched(others, collection.size());
        return collection.retainAll(others);
    }

    public static Matcher matcher(Pattern pattern, CharSequence text) {
        return pattern.matcher(new Watched(text));
    }

    public static String[] split(String text, String pattern) {
        return split(text, pattern, 0);
    }

    public static String[] split(String text, String pattern, int limit) {
        return Pattern.compile(pattern).split(new Watched(text), limit);
    }

    public static String replaceAll(String text, String pattern, String with) {
        return matcher(Pattern.compile(pattern), text).replaceAll(with);
    }

    public static boolean matches(String text, String pattern) {
        return matcher(Pattern.compile(pattern), text).matches();
    }

    public static String substring(String text, int from) {
        return substring(text, from, text.length());
    }

    public static String substring(String text, int from, int to) {
        done += to - from;
        return text.substring(from, to);
    }

    public static String strip(String text) {
        done += text.length();
        return text.strip();
    }

    public static boolean contains(String text, CharSequence other) {
        done += text.length();
        return text.contains(other);
    }

    public static int indexOf(String text, String other, int from) {
        int found = text.indexOf(other, from);
        done += (found < 0 ? text.length() : found) - from;
        return found;
    }

    public static int[] copyOfRange(int[] some, int from, int to) {
        done += to - from;
        return Arrays.copyOfRange(some, from, to);
    }

    /** A text that counts each look at one of its characters. */
    private record Watched(CharSequence text) implements CharSequence {
        @Override
        public char charAt(int index) {
            done++;
            return text.charAt(index);
        }

        @Override
        public int length() {
            return text.length();
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            done += end - start;
            return text.subSequence(start, end);
        }

        @Override
        public String toString() {
            return text.toString();
        }
    }
}
