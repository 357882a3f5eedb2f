package dev.stacksets.internal.covering;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Looks for few masks, a basis, of which every given mask is a disjoint union. Masks are taken in one at a time, small ones
 * first: of each, what no union of the basis reaches joins it. Then the basis shrinks where it can: a mask that holds
 * another loses it, two that overlap are tried as their three pieces, and what the others make up goes. The order the masks
 * are taken in decides how well that works, so several are tried, always the same ones, until the basis is as small as it
 * can be or the work has had its bound: steps and not time, so that a plan never depends on the machine.
 */
final class BasisSearch {
    private static final int ORDERS = 60;
    private static final int WORK = 1_000_000;
    private static final int STEPS_PER_UNION = 2_000;
    private static final int STEPS_PER_RESIDUE = 500;
    private static final int SHRINKINGS = 50;

    private final long[] masks;
    private final int bound;
    private long work = WORK;
    private long order = 1;

    private BasisSearch(long[] masks, int bound) {
        this.masks = masks;
        this.bound = bound;
    }

    /** Finds a basis that is smaller than the given masks, which are a basis themselves. */
    static Optional<long[]> of(long[] masks, int bound) {
        return new BasisSearch(masks, bound).best();
    }

    /** The masks of a basis found here, by index, that one of the given masks is the disjoint union of. */
    static int[] union(long mask, long[] basis) {
        int[] chosen = new int[basis.length];
        int size = new Steps(STEPS_PER_UNION).union(mask, basis, chosen, 0);
        return Arrays.copyOf(chosen, size);
    }

    private Optional<long[]> best() {
        long[] best = masks;
        for (int attempt = 0; attempt < ORDERS && best.length > bound && work > 0; attempt++) {
            long[] basis = shrunk(taken(ordered(attempt == 0 ? 0 : 4)));
            if (basis.length < best.length && makesAll(basis)) {
                best = basis;
            }
        }
        return best.length < masks.length ? Optional.of(best) : Optional.empty();
    }

    /** Small masks first, more or less. */
    private List<Long> ordered(int disorder) {
        record Placed(long mask, long place) {}
        return Arrays.stream(masks)
                .mapToObj(mask -> new Placed(mask, (long) Long.bitCount(mask) * 1_024 + disorder * next()))
                .sorted(Comparator.comparing(Placed::place).thenComparing(Placed::mask))
                .map(Placed::mask)
                .toList();
    }

    /** The next of a fixed sequence of numbers from 0 to 1,023 that looks disorderly. */
    private long next() {
        order = order * 6364136223846793005L + 1442695040888963407L;
        return order >>> 54;
    }

    private long[] taken(List<Long> inOrder) {
        long[] basis = new long[0];
        for (long mask : inOrder) {
            Steps steps = new Steps(STEPS_PER_RESIDUE);
            long residue = steps.residue(mask, basis, 0, mask);
            work -= steps.taken();
            if (residue != 0) {
                basis = Arrays.copyOf(basis, basis.length + 1);
                basis[basis.length - 1] = residue;
            }
        }
        return basis;
    }

    private long[] shrunk(long[] first) {
        long[] basis = withoutSpare(first);
        for (int i = 0; i < SHRINKINGS && basis.length > bound && work > 0; i++) {
            long[] smaller = split(basis);
            if (smaller.length >= basis.length) {
                return basis;
            }
            basis = smaller;
        }
        return basis;
    }

    /** Takes the first two that overlap and whose three pieces let the basis shrink. */
    private long[] split(long[] basis) {
        for (int i = 0; i < basis.length; i++) {
            for (int j = i + 1; j < basis.length && work > 0; j++) {
                long common = basis[i] & basis[j];
                if (common != 0) {
                    long[] pieces = Arrays.copyOf(basis, basis.length + 1);
                    pieces[i] = common;
                    pieces[j] = basis[i] & ~common;
                    pieces[basis.length] = basis[j] & ~common;
                    long[] rest = withoutSpare(pieces);
                    if (rest.length < basis.length) {
                        return rest;
                    }
                }
            }
        }
        return basis;
    }

    /** What holds another loses it, for the other can stand beside it; what the others make up goes. */
    private long[] withoutSpare(long[] basis) {
        long[] rest = distinct(disjoined(basis.clone()));
        for (int i = rest.length - 1; i >= 0; i--) {
            long[] without = without(i, rest);
            if (makesAll(without)) {
                rest = without;
            }
        }
        return rest;
    }

    private static long[] disjoined(long[] basis) {
        boolean changed = true;
        while (changed) {
            changed = false;
            for (int i = 0; i < basis.length; i++) {
                for (int j = 0; j < basis.length; j++) {
                    if (basis[i] != 0 && basis[i] != basis[j] && (basis[i] & ~basis[j]) == 0) {
                        basis[j] &= ~basis[i];
                        changed = true;
                    }
                }
            }
        }
        return basis;
    }

    private static long[] distinct(long[] masks) {
        return Arrays.stream(masks).filter(mask -> mask != 0).distinct().toArray();
    }

    private static long[] without(int index, long[] basis) {
        List<Long> rest = new ArrayList<>(Arrays.stream(basis).boxed().toList());
        rest.remove(index);
        return rest.stream().mapToLong(mask -> mask).toArray();
    }

    private boolean makesAll(long[] basis) {
        for (long mask : masks) {
            Steps steps = new Steps(STEPS_PER_UNION);
            boolean made = steps.union(mask, basis, new int[basis.length], 0) >= 0;
            work -= steps.taken();
            if (!made) {
                return false;
            }
        }
        return true;
    }

    /** Searches in depth that give up after so many steps. */
    private static final class Steps {
        private final long allowed;
        private long left;

        Steps(long allowed) {
            this.allowed = allowed;
            this.left = allowed;
        }

        long taken() {
            return allowed - left;
        }

        /** How many masks were chosen for a disjoint union; -1 if there is none, or none was found in time. */
        int union(long mask, long[] basis, int[] chosen, int size) {
            if (mask == 0) {
                return size;
            }
            if (--left < 0) {
                return -1;
            }
            long lowest = Long.lowestOneBit(mask);
            for (int i = 0; i < basis.length; i++) {
                if ((basis[i] & lowest) != 0 && (basis[i] & ~mask) == 0) {
                    chosen[size] = i;
                    int whole = union(mask & ~basis[i], basis, chosen, size + 1);
                    if (whole >= 0) {
                        return whole;
                    }
                }
            }
            return -1;
        }

        /** The least that disjoint masks of the basis leave of a mask. */
        long residue(long mask, long[] basis, int from, long least) {
            long best = Long.bitCount(mask) < Long.bitCount(least) ? mask : least;
            for (int i = from; i < basis.length && best != 0 && --left >= 0; i++) {
                if ((basis[i] & ~mask) == 0) {
                    best = residue(mask & ~basis[i], basis, i + 1, best);
                }
            }
            return best;
        }
    }
}
