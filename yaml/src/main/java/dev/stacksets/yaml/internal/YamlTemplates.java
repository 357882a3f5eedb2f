package dev.stacksets.yaml.internal;

import dev.stacksets.spi.TemplateReader;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Reads templates as CloudFormation does: order of keys, quotes, comments and the short form of functions mean nothing. A text
 * without quotes that YAML 1.1 takes for something else is told from the same text with quotes.
 */
public final class YamlTemplates implements TemplateReader {
    private static final Set<String> NOTHING = Set.of();
    private static final Set<String> TRUE = Set.of("true", "yes", "on");
    private static final Set<String> FALSE = Set.of("false", "no", "off");

    /** Octal, hexadecimal, with underscores, in base 60: YAML 1.1 reads another number than is written. */
    private static final Pattern ODD_NUMBER =
            Pattern.compile("[-+]?(0[0-9xXob_][0-9a-fA-F_]*|[0-9]++(_[0-9_]*|(?::[0-9]++)++))");

    /** Called by {@link java.util.ServiceLoader}. */
    public YamlTemplates() {}

    @Override
    public Object read(String body) {
        return meaning(YamlValue.parse("template", "template", body));
    }

    private static Object meaning(YamlValue value) {
        Object plain = value.isMapping() ? map(value) : value.isList() ? list(value) : text(value);
        return value.tag().map(tag -> function(tag.substring(1), plain)).orElse(plain);
    }

    private static Object map(YamlValue value) {
        Map<String, Object> map = new TreeMap<>();
        value.entries().forEach((key, each) -> map.put(key, meaning(each)));
        return map;
    }

    private static Object list(YamlValue value) {
        return value.items().stream().map(YamlTemplates::meaning).toList();
    }

    private static Object text(YamlValue value) {
        if (value.isNull()) {
            return NOTHING;
        }
        String text = value.text();
        if (!value.isPlain()) {
            return text;
        }
        String lower = text.toLowerCase(Locale.ROOT);
        if (lower.equals("~") || lower.equals("null")) {
            return NOTHING;
        }
        if (TRUE.contains(lower) || FALSE.contains(lower)) {
            return Boolean.toString(TRUE.contains(lower));
        }
        return ODD_NUMBER.matcher(text).matches() ? Set.of(text) : text;
    }

    private static Object function(String name, Object argument) {
        boolean isAttribute = name.equals("GetAtt") && argument instanceof String;
        Object meant = isAttribute ? List.of(((String) argument).split("\\.", 2)) : argument;
        return Map.of(name.equals("Ref") || name.equals("Condition") ? name : "Fn::" + name, meant);
    }
}
