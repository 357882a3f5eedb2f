package dev.stacksets.testing.internal.protocol;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.traits.TimestampFormatTrait;
import software.amazon.awssdk.core.util.SdkAutoConstructList;
import software.amazon.awssdk.core.util.SdkAutoConstructMap;
import software.amazon.awssdk.protocols.jsoncore.JsonWriter;

/** Writes any SDK shape as the JSON of AWS's JSON protocols: unset members left out, timestamps as epoch seconds. */
public final class JsonEncoder {

    private final JsonWriter json = JsonWriter.create();

    private JsonEncoder() {}

    /**
     * A response body.
     *
     * @param response the SDK's response shape
     * @return one object
     */
    public static String response(SdkPojo response) {
        JsonEncoder encoder = new JsonEncoder();
        encoder.object(response);
        return encoder.text();
    }

    /**
     * An error body.
     *
     * @param error what to say
     * @param messageMember how the service spells the member {@code Message}
     * @return {@code __type}, the message, and what else the shape has
     */
    public static String error(AwsError error, String messageMember) {
        JsonEncoder encoder = new JsonEncoder();
        encoder.json.writeStartObject();
        encoder.json.writeFieldName("__type").writeValue(error.code());
        encoder.json.writeFieldName(messageMember).writeValue(error.text());
        error.members()
                .forEach((name, value) -> encoder.json.writeFieldName(name).writeValue(value));
        encoder.json.writeEndObject();
        return encoder.text();
    }

    private String text() {
        return new String(json.getBytes(), StandardCharsets.UTF_8);
    }

    private void object(SdkPojo pojo) {
        json.writeStartObject();
        for (SdkField<?> field : pojo.sdkFields()) {
            Object value = field.getValueOrDefault(pojo);
            if (value != null && !(value instanceof SdkAutoConstructList) && !(value instanceof SdkAutoConstructMap)) {
                json.writeFieldName(field.unmarshallLocationName());
                if (value instanceof Instant instant && isText(field)) {
                    json.writeValue(instant.toString());
                } else {
                    value(value);
                }
            }
        }
        json.writeEndObject();
    }

    /** A few timestamps of Account Management are text. */
    private static boolean isText(SdkField<?> field) {
        return field.getOptionalTrait(TimestampFormatTrait.class)
                .filter(trait -> trait.format() == TimestampFormatTrait.Format.ISO_8601)
                .isPresent();
    }

    private void value(Object value) {
        if (value instanceof SdkPojo pojo) {
            object(pojo);
        } else if (value instanceof List<?> list) {
            json.writeStartArray();
            list.forEach(this::value);
            json.writeEndArray();
        } else if (value instanceof Map<?, ?> map) {
            json.writeStartObject();
            map.forEach((key, element) -> {
                json.writeFieldName(String.valueOf(key));
                value(element);
            });
            json.writeEndObject();
        } else {
            scalar(value);
        }
    }

    private void scalar(Object value) {
        if (value instanceof Instant instant) {
            json.writeValue(instant);
        } else if (value instanceof Boolean bool) {
            json.writeValue(bool);
        } else if (value instanceof Integer number) {
            json.writeValue(number);
        } else if (value instanceof Long number) {
            json.writeValue(number);
        } else if (value instanceof Double number) {
            json.writeValue(number);
        } else if (value instanceof SdkBytes bytes) {
            json.writeValue(bytes.asByteBuffer());
        } else if (value instanceof String string) {
            json.writeValue(string);
        } else {
            throw new IllegalArgumentException("no conversion for " + value.getClass());
        }
    }
}
