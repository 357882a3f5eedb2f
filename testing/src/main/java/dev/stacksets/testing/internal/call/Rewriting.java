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

    /** A rewritten copy; a shape that cannot be copied stays as it is. */
    SdkPojo of(SdkPojo original) {
        if (!(original instanceof ToCopyableBuilder<?, ?> copyable)) {
            return original;
        }
        SdkPojo copy = (SdkPojo) copyable.toBuilder();
        for (SdkField<?> field : copy.sdkFields()) {
            Object known = field.getValueOrDefault(original);
            if (known != null) {
                field.set(copy, rewritten(field, known));
            }
        }
        return (SdkPojo) ((Buildable) copy).build();
    }

    private Object rewritten(SdkField<?> field, Object known) {
        if (field.marshallingType() == MarshallingType.STRING && member.equals(field.memberName())) {
            return value;
        }
        if (known instanceof SdkPojo pojo) {
            return of(pojo);
        }
        return known instanceof List<?> list
                ? list.stream()
                        .map(element -> element instanceof SdkPojo pojo ? of(pojo) : element)
                        .toList()
                : known;
    }
}
