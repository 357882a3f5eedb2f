package dev.stacksets.testing.internal.accounts;

import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import software.amazon.awssdk.services.organizations.model.Tag;

/** Tags of accounts and units, and the rules they obey. */
final class Tags {

    private static final int MOST = 50;

    private Tags() {}

    /** The tags of a request, as they may be put on something that has some. */
    static Map<String, String> checked(List<Tag> tags, Map<String, String> present) {
        Map<String, String> checked = new LinkedHashMap<>();
        for (Tag tag : tags) {
            requireKey(Inputs.required("Tags.Key", tag.key()));
            String value = tag.value() == null ? "" : tag.value();
            if (checked.put(tag.key(), value) != null) {
                throw OrganizationsErrors.invalidInput(
                        "DUPLICATE_TAG_KEY", "Tag keys must be unique among the tags attached to the same entity.");
            }
        }
        requireRoom(checked.keySet(), present.keySet());
        return checked;
    }

    static void requireKey(String key) {
        if (key.startsWith("aws:")) {
            throw OrganizationsErrors.invalidInput(
                    "INVALID_SYSTEM_TAGS_PARAMETER", "Tag keys must not begin with aws:, which is reserved.");
        }
    }

    private static void requireRoom(Collection<String> added, Collection<String> present) {
        Set<String> all = new HashSet<>(present);
        all.addAll(added);
        if (all.size() > MOST) {
            throw OrganizationsErrors.constraint("MAX_TAG_LIMIT_EXCEEDED", "A resource has at most " + MOST + " tags.");
        }
    }

    static List<Tag> shown(Map<String, String> tags) {
        return tags.entrySet().stream()
                .map(tag ->
                        Tag.builder().key(tag.getKey()).value(tag.getValue()).build())
                .toList();
    }
}
