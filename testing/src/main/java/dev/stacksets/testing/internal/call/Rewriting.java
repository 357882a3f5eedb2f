package dev.stacksets.testing.internal.call;

import java.util.List;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.protocol.MarshallingType;
import software.amazon.awssdk.utils.builder.Buildable;
import software.amazon.awssdk.utils.builder.ToCopyableBuilder;

/**
 * An answer in which every text member of a name reads otherwise.
 *
 * @param member its name in the API reference
 * @param value what it reads
 */
record Rewriting(String member, String value) {

    /** A rewritten copy. What nobody set stays unset. */
    SdkPojo of(SdkPojo original) {
        if (original instanceof CallerIdentity identity) {
            return identity.with(member, value);
        }
        SdkPojo copy = (SdkPojo) ((ToCopyableBuilder<?, ?>) original).toBuilder();
        for (SdkField<?> field : copy.sdkFields()) {
            Object known = field.getValueOrDefault(original);
            if (known != null) {
                rewrite(copy, field, known);
            }
        }
        return (SdkPojo) ((Buildable) copy).build();
    }

    private void rewrite(SdkPojo copy, SdkField<?> field, Object known) {
        if (field.marshallingType() == MarshallingType.STRING && member.equals(field.memberName())) {
            field.set(copy, value);
        } else if (known instanceof SdkPojo pojo) {
            field.set(copy, of(pojo));
        } else if (known instanceof List<?> list && !list.isEmpty()) {
            field.set(copy, list.stream().map(this::element).toList());
        }
    }

    private Object element(Object known) {
        return known instanceof SdkPojo pojo ? of(pojo) : known;
    }
}
