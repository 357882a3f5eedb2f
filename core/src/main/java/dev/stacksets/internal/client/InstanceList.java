package dev.stacksets.internal.client;

import dev.stacksets.target.StackInstance;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.RandomAccess;

/** Many instances in little space. Immutable; every access makes its instance anew. */
final class InstanceList extends AbstractList<StackInstance> implements RandomAccess {
    private final List<InstancePage> pages;
    private final int[] ends;

    private InstanceList(List<InstancePage> pages) {
        this.pages = List.copyOf(pages);
        this.ends = new int[pages.size()];
        int end = 0;
        for (int page = 0; page < ends.length; page++) {
            end += pages.get(page).size();
            ends[page] = end;
        }
    }

    /** One list of several. */
    static List<StackInstance> joined(List<List<StackInstance>> lists) {
        return new InstanceList(lists.stream()
                .flatMap(list -> ((InstanceList) list).pages.stream())
                .toList());
    }

    @Override
    public int size() {
        return ends.length == 0 ? 0 : ends[ends.length - 1];
    }

    @Override
    public StackInstance get(int index) {
        Objects.checkIndex(index, size());
        int found = Arrays.binarySearch(ends, index + 1);
        int page = found >= 0 ? found : -found - 1;
        return pages.get(page).row(index - (page == 0 ? 0 : ends[page - 1]));
    }

    /** Packs page after page. */
    static final class Gathering implements PagedListing.Gathering<StackInstance> {
        private final List<InstancePage> pages = new ArrayList<>();
        private final Map<String, String> texts = new HashMap<>();

        @Override
        public void add(List<StackInstance> rows) {
            if (!rows.isEmpty()) {
                pages.add(new InstancePage(rows, text -> texts.computeIfAbsent(text, same -> same)));
            }
        }

        @Override
        public List<StackInstance> all() {
            return new InstanceList(pages);
        }
    }
}
