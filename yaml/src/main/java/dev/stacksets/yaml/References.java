package dev.stacksets.yaml;

import dev.stacksets.definition.InvalidInputException;
import dev.stacksets.definition.ParameterValue;
import dev.stacksets.definition.Secret;
import dev.stacksets.text.Printable;
import dev.stacksets.yaml.internal.YamlValue;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** The parameters of a template, and values that are texts or refer to one of them. */
final class References {
    private static final String REF = "Ref";

    private final Map<String, YamlValue> declared;
    private final Map<String, ? extends ParameterValue> given;

    References(Map<String, YamlValue> declared, Map<String, ? extends ParameterValue> given) {
        this.declared = declared;
        this.given = given;
        given.keySet().stream()
                .filter(name -> !declared.containsKey(name) && !name.startsWith("AWS::"))
                .findFirst()
                .ifPresent(unknown -> {
                    throw new InvalidInputException(
                            "parameters",
                            "Parameter '" + Printable.value(unknown) + "' is given, but the template has "
                                    + (declared.isEmpty() ? "none." : String.join(", ", declared.keySet()) + "."));
                });
    }

    Set<String> needed() {
        Set<String> needed = new TreeSet<>();
        declared.forEach((name, parameter) -> {
            if (parameter.find("Default").isEmpty()) {
                needed.add(name);
            }
        });
        return needed;
    }

    /** A value of a parameter: what refers to something secret stays secret. */
    ParameterValue value(YamlValue written) {
        return written.at(() -> reference(written)
                .map(name -> resolved(name, written))
                .orElseGet(() -> ParameterValue.of(literal(written))));
    }

    /** A text that is no secret. */
    String text(YamlValue written) {
        Optional<String> name = reference(written);
        if (name.isEmpty()) {
            return literal(written);
        }
        if (resolved(name.get(), written) instanceof ParameterValue.Plain plain) {
            return plain.value();
        }
        throw written.refusal("'" + Printable.value(name.get()) + "' is secret, which has no place here.");
    }

    /** Texts that are no secrets, each looked at where it stands; one reference may stand for all of them. */
    List<String> texts(YamlValue written, Consumer<String> check) {
        List<YamlValue> elements = reference(written).isPresent() ? List.of() : written.items();
        elements.forEach(element -> checked(element, text(element), check));
        if (!elements.isEmpty() || reference(written).isEmpty()) {
            return elements.stream().map(this::text).toList();
        }
        List<String> texts =
                Stream.of(text(written).strip().split(",")).map(String::strip).toList();
        texts.forEach(text -> checked(written, text, check));
        return texts;
    }

    private static void checked(YamlValue written, String text, Consumer<String> check) {
        written.at(() -> {
            check.accept(text);
            return text;
        });
    }

    private static String literal(YamlValue written) {
        if (written.tag().isPresent() || isFunction(written)) {
            throw written.refusal("only Ref to a parameter of this template is understood here, no other function.");
        }
        return written.text();
    }

    private static boolean isFunction(YamlValue written) {
        return written.isMapping()
                && written.entries().size() == 1
                && written.entries().keySet().iterator().next().startsWith("Fn::");
    }

    private static Optional<String> reference(YamlValue written) {
        if (written.tag().filter("!Ref"::equals).isPresent()) {
            return Optional.of(written.text());
        }
        return written.isMapping() && written.entries().keySet().equals(Set.of(REF))
                ? written.find(REF).map(YamlValue::text)
                : Optional.empty();
    }

    private ParameterValue resolved(String name, YamlValue written) {
        Optional<YamlValue> parameter = Optional.ofNullable(declared.get(name));
        boolean noEcho = parameter
                .flatMap(declaration -> declaration.find("NoEcho"))
                .filter(YamlValue::flag)
                .isPresent();
        ParameterValue value = Optional.<ParameterValue>ofNullable(given.get(name))
                .or(() -> parameter
                        .flatMap(declaration -> declaration.find("Default"))
                        .map(literal -> ParameterValue.of(literal.text())))
                .orElseThrow(() -> written.refusal(
                        parameter.isPresent()
                                ? "parameter '" + Printable.value(name) + "' has no default: give it a value."
                                : "'" + Printable.value(name) + "' is no parameter of this template."));
        return noEcho && value instanceof ParameterValue.Plain plain ? Secret.of(plain.value()) : value;
    }
}
