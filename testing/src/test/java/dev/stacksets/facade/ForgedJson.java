package dev.stacksets.facade;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import software.amazon.awssdk.protocols.jsoncore.JsonNode;

/**
 * A JSON text that somebody changes by hand: fields get other values, are dropped, come twice, move elsewhere. What it becomes is
 * often still a text of the same form, which is what makes it dangerous.
 */
final class ForgedJson {

    /** A field of an object, or, without a name, an element of a list. */
    private static final class Node {
        private final String name;
        private Object value;

        Node(String name, Object value) {
            this.name = name;
            this.value = value;
        }
    }

    /** Fields in their order; a name may come twice. */
    private static final class Container {
        private final boolean object;
        private final List<Node> nodes = new ArrayList<>();

        Container(boolean object) {
            this.object = object;
        }
    }

    private final Random random;
    private final List<String> words;
    private final Container root;

    /** Takes words that values may become, for example accounts. */
    ForgedJson(String json, Random random, List<String> words) {
        this.random = random;
        this.words = words;
        this.root = (Container) node(JsonNode.parser().parse(json));
    }

    private static Object node(JsonNode value) {
        if (value.isObject()) {
            Container object = new Container(true);
            value.asObject().forEach((key, each) -> object.nodes.add(new Node(key, node(each))));
            return object;
        }
        if (value.isArray()) {
            Container array = new Container(false);
            value.asArray().forEach(each -> array.nodes.add(new Node("", node(each))));
            return array;
        }
        if (value.isBoolean()) {
            return value.asBoolean();
        }
        return value.isNumber() ? (Object) Long.valueOf(value.asNumber()) : value.asString();
    }

    /** Changes something. */
    void change() {
        List<Container> containers = new ArrayList<>();
        collect(random.nextInt(3) == 0 ? root : steps(), containers);
        Container container = containers.get(random.nextInt(containers.size()));
        if (container.nodes.isEmpty()) {
            return;
        }
        int at = random.nextInt(container.nodes.size());
        Node chosen = container.nodes.get(at);
        switch (random.nextInt(8)) {
            case 0 -> container.nodes.remove(at);
            case 1 -> container.nodes.add(random.nextInt(container.nodes.size() + 1), copy(chosen));
            case 2 -> Collections.swap(container.nodes, at, random.nextInt(container.nodes.size()));
            case 3 -> move(chosen, containers);
            case 4 -> exchange(chosen, containers);
            default -> chosen.value = changed(chosen.value);
        }
    }

    /** Where most harm is done. */
    private Object steps() {
        return root.nodes.stream()
                .filter(node -> node.name.equals("steps"))
                .map(node -> node.value)
                .findFirst()
                .orElse(root);
    }

    private static void collect(Object value, List<Container> containers) {
        if (value instanceof Container container) {
            containers.add(container);
            container.nodes.forEach(node -> collect(node.value, containers));
        }
    }

    /** Into another object or list, or over the field of that name there. */
    private void move(Node chosen, List<Container> containers) {
        Container other = containers.get(random.nextInt(containers.size()));
        other.nodes.removeIf(node -> other.object && node.name.equals(chosen.name));
        other.nodes.add(copy(chosen));
    }

    /** The value of a field of the same name elsewhere. */
    private void exchange(Node chosen, List<Container> containers) {
        List<Node> alike = containers.stream()
                .flatMap(container -> container.nodes.stream())
                .filter(node -> node.name.equals(chosen.name))
                .toList();
        chosen.value = copy(alike.get(random.nextInt(alike.size()))).value;
    }

    private Object changed(Object value) {
        if (value instanceof Container container) {
            container.nodes.clear();
            return container;
        }
        if (value instanceof Boolean flag) {
            return !flag;
        }
        if (value instanceof Number number) {
            return number.longValue() + random.nextInt(5) - 2;
        }
        List<String> alike = words.stream()
                .filter(word -> kind(word) == kind((String) value))
                .toList();
        List<String> chosen = alike.isEmpty() || random.nextInt(5) == 0 ? words : alike;
        return chosen.get(random.nextInt(chosen.size()));
    }

    private static int kind(String word) {
        return word.matches("[0-9]{12}")
                ? 0
                : word.matches("[a-z]+-([a-z]+-)?[0-9]") ? 1 : word.matches("[A-Z_]+") ? 2 : 3;
    }

    private static Node copy(Node node) {
        return new Node(node.name, copy(node.value));
    }

    private static Object copy(Object value) {
        if (!(value instanceof Container container)) {
            return value;
        }
        Container copy = new Container(container.object);
        container.nodes.forEach(node -> copy.nodes.add(copy(node)));
        return copy;
    }

    String text() {
        StringBuilder text = new StringBuilder();
        write(root, text);
        return text.toString();
    }

    private static void write(Object value, StringBuilder text) {
        if (value instanceof Container container) {
            String separator = container.object ? "{" : "[";
            text.append(container.nodes.isEmpty() ? separator : "");
            for (Node node : container.nodes) {
                text.append(separator);
                if (container.object) {
                    quote(node.name, text);
                    text.append(':');
                }
                write(node.value, text);
                separator = ",";
            }
            text.append(container.object ? '}' : ']');
        } else if (value instanceof String line) {
            quote(line, text);
        } else {
            text.append(value);
        }
    }

    private static void quote(String line, StringBuilder text) {
        text.append('"')
                .append(line.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n"))
                .append('"');
    }
}
