package dev.stacksets.internal;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads a text that is one JSON value and nothing else: no key twice, no comment, nothing behind its end. Bounded before
 * anything is built. Gives maps in the order of their keys, lists, texts, flags, {@link BigDecimal} for numbers, and null.
 */
public final class JsonText {
    /** In characters. A plan for 100,000 instances is a twentieth of it. */
    static final int LONGEST = 64 * 1024 * 1024;

    private static final int DEEPEST = 100;
    private static final int LONGEST_NUMBER = 100;

    private static final JsonFactory STRICT = factory(true);
    private static final JsonFactory LAST_WINS = factory(false);

    private JsonText() {}

    /** Says what is wrong with a text, and where; never repeats it. */
    public static final class MalformedException extends IllegalArgumentException {
        private static final long serialVersionUID = 1L;

        MalformedException(String problem) {
            super(problem);
        }
    }

    private static JsonFactory factory(boolean strict) {
        return JsonFactory.builder()
                .configure(StreamReadFeature.STRICT_DUPLICATE_DETECTION, strict)
                .configure(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION, false)
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(DEEPEST)
                        .maxNumberLength(LONGEST_NUMBER)
                        .maxStringLength(LONGEST)
                        .build())
                .build();
    }

    /** Reads a text in which no key comes twice. */
    public static @Nullable Object read(String text) {
        return read(text, STRICT);
    }

    /** Reads a text in which the last of equal keys counts, as CloudFormation does in templates. */
    public static @Nullable Object readLeniently(String text) {
        return read(text, LAST_WINS);
    }

    private static @Nullable Object read(String text, JsonFactory factory) {
        if (text.length() > LONGEST) {
            throw new MalformedException("has " + text.length() + " characters; at most " + LONGEST + " are read");
        }
        try (JsonParser parser = factory.createParser(text)) {
            if (parser.nextToken() == null) {
                throw new MalformedException("is empty");
            }
            Object value = value(parser);
            if (parser.nextToken() != null) {
                throw at(parser.currentTokenLocation(), "has something behind its end");
            }
            return value;
        } catch (StreamConstraintsException tooMuch) {
            throw new MalformedException("is nested more than " + DEEPEST
                    + " levels deep, or has a number of more than " + LONGEST_NUMBER + " digits");
        } catch (JsonProcessingException malformed) {
            throw at(malformed.getLocation(), problem(malformed));
        } catch (IOException impossible) {
            throw new MalformedException("cannot be read");
        }
    }

    private static String problem(JsonProcessingException malformed) {
        return malformed.getOriginalMessage().startsWith("Duplicate") ? "has a key twice" : "is not JSON";
    }

    private static MalformedException at(@Nullable JsonLocation place, String problem) {
        return new MalformedException(
                place == null
                        ? problem
                        : problem + " (line " + place.getLineNr() + ", column " + place.getColumnNr() + ")");
    }

    private static @Nullable Object value(JsonParser parser) throws IOException {
        JsonToken token = parser.currentToken();
        return switch (token) {
            case START_OBJECT -> object(parser);
            case START_ARRAY -> list(parser);
            case VALUE_STRING -> parser.getText();
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> new BigDecimal(parser.getText());
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_NULL -> null;
            default -> throw at(parser.currentTokenLocation(), "is not JSON");
        };
    }

    private static Map<String, @Nullable Object> object(JsonParser parser) throws IOException {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            parser.nextToken();
            fields.put(name, value(parser));
        }
        return fields;
    }

    private static List<@Nullable Object> list(JsonParser parser) throws IOException {
        List<@Nullable Object> values = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            values.add(value(parser));
        }
        return values;
    }
}
