package dev.stacksets.yaml.internal;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.common.Anchor;
import org.snakeyaml.engine.v2.composer.Composer;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.parser.Parser;
import org.snakeyaml.engine.v2.parser.ParserImpl;
import org.snakeyaml.engine.v2.scanner.StreamReader;

/**
 * The bounds of a YAML or JSON document, kept before anything is made of it. What an alias stands for counts wherever the
 * alias stands, so whoever walks the document by every path meets at most that many keys, values and elements.
 *
 * <p>The modules that read YAML each have this file, since none may use another's; a test keeps the copies alike.
 */
public final class BoundedParser implements Parser {
    private static final int CHARACTERS = 3_145_728;
    private static final int NODES = 250_000;
    private static final int LEVELS = 100;

    /** What an anchor stands for while it is still being read. */
    private static final Size UNKNOWN = new Size(0, 0);

    private final Parser events;
    private final Deque<Open> open = new ArrayDeque<>();
    private final Map<Anchor, Size> anchored = new HashMap<>();
    private int nodes;

    private BoundedParser(Parser events) {
        this.events = events;
    }

    /** A bound is exceeded. */
    public static final class ExceededException extends MarkedYamlEngineException {
        private static final long serialVersionUID = 1L;

        ExceededException(String problem, Optional<Mark> place) {
            super(null, Optional.empty(), problem, place);
        }
    }

    /** How much there is within a node, itself included. */
    private record Size(int nodes, int levels) {}

    /** A list or a mapping whose end has not come yet. */
    private static final class Open {
        private final Optional<Anchor> anchor;
        private final int nodesBefore;
        private int levels = 1;

        Open(Optional<Anchor> anchor, int nodesBefore) {
            this.anchor = anchor;
            this.nodesBefore = nodesBefore;
        }
    }

    /**
     * Reads one document.
     *
     * @param label what it is, for messages
     * @param text YAML or JSON
     * @return its root, empty for an empty document
     * @throws ExceededException if it is larger, has more in it or is deeper than is read
     * @throws org.snakeyaml.engine.v2.exceptions.YamlEngineException if it is not well-formed or more than one document
     */
    public static Optional<Node> compose(String label, String text) {
        if (text.length() > CHARACTERS) {
            throw new ExceededException(
                    "it has " + text.length() + " characters, and at most " + CHARACTERS + " are read",
                    Optional.empty());
        }
        // In one piece: the reader copies what it has looked ahead at for each piece that it adds.
        LoadSettings settings = LoadSettings.builder()
                .setLabel(label)
                .setBufferSize(Math.max(text.length(), 1))
                .build();
        Parser events = new ParserImpl(settings, new StreamReader(settings, text));
        return new Composer(settings, new BoundedParser(events)).getSingleNode();
    }

    @Override
    public boolean checkEvent(Event.ID id) {
        return events.checkEvent(id);
    }

    @Override
    public Event peekEvent() {
        return events.peekEvent();
    }

    @Override
    public boolean hasNext() {
        return events.hasNext();
    }

    @Override
    public Event next() {
        Event event = events.next();
        switch (event.getEventId()) {
            case Scalar -> scalar((NodeEvent) event);
            case SequenceStart, MappingStart -> begin((NodeEvent) event);
            case SequenceEnd, MappingEnd -> end();
            case Alias -> alias((AliasEvent) event);
            default -> {}
        }
        return event;
    }

    private void scalar(NodeEvent event) {
        add(new Size(1, 1), event);
        event.getAnchor().ifPresent(anchor -> anchored.put(anchor, new Size(1, 1)));
    }

    private void begin(NodeEvent event) {
        add(new Size(1, 1), event);
        event.getAnchor().ifPresent(anchor -> anchored.put(anchor, UNKNOWN));
        open.push(new Open(event.getAnchor(), nodes - 1));
    }

    private void end() {
        Open ended = open.pop();
        ended.anchor.ifPresent(anchor -> anchored.put(anchor, new Size(nodes - ended.nodesBefore, ended.levels)));
        if (!open.isEmpty()) {
            open.peek().levels = Math.max(open.peek().levels, ended.levels + 1);
        }
    }

    /** An anchor that nothing has is the composer's to refuse. */
    private void alias(AliasEvent event) {
        Size meant = anchored.getOrDefault(event.getAlias(), new Size(1, 1));
        if (meant.equals(UNKNOWN)) {
            throw new ExceededException("'*" + event.getAlias() + "' refers to itself", event.getStartMark());
        }
        add(meant, event);
        if (!open.isEmpty()) {
            open.peek().levels = Math.max(open.peek().levels, meant.levels() + 1);
        }
    }

    private void add(Size size, Event event) {
        if (open.size() + size.levels() > LEVELS) {
            throw new ExceededException(
                    "it is nested too deeply: at most " + LEVELS + " levels are read", event.getStartMark());
        }
        nodes += size.nodes();
        if (nodes > NODES) {
            throw new ExceededException(
                    "it has too much in it: at most " + NODES
                            + " keys, values and elements are read, those behind aliases counted wherever they stand",
                    event.getStartMark());
        }
    }
}
