package dev.stacksets.internal.planning;

import dev.stacksets.definition.ParameterValue;
import dev.stacksets.plan.UnknownValues;
import dev.stacksets.target.ParameterOverrides;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Holds the parameter overrides that instances should have against those they have. */
final class Overrides {
    private final boolean sendsUnknown;

    Overrides(UnknownValues unknownValues) {
        this.sendsUnknown = unknownValues == UnknownValues.SEND;
    }

    /** What to send so that an instance has what it should; empty if it has it, as far as can be told. */
    Optional<ParameterOverrides> change(ParameterOverrides wanted, Map<String, String> live) {
        if (!(wanted instanceof ParameterOverrides.Exactly exactly)) {
            return Optional.empty();
        }
        Map<String, ParameterValue> sent = new LinkedHashMap<>();
        boolean changes = !exactly.values().keySet().containsAll(live.keySet());
        for (Map.Entry<String, ParameterValue> each : exactly.values().entrySet()) {
            Optional<String> inUse = Optional.ofNullable(live.get(each.getKey()));
            boolean kept = isKept(each.getValue(), inUse);
            changes |= !kept;
            if (kept ? inUse.isPresent() : !(each.getValue() instanceof ParameterValue.Previous)) {
                sent.put(each.getKey(), kept && isMasked(inUse) ? ParameterValue.previous() : each.getValue());
            }
        }
        return changes ? Optional.of(new ParameterOverrides.Exactly(sent)) : Optional.empty();
    }

    private boolean isKept(ParameterValue wanted, Optional<String> inUse) {
        if (wanted instanceof ParameterValue.Previous || (isMasked(inUse) && !sendsUnknown)) {
            return true;
        }
        return inUse.filter(DefinitionDiff.text(wanted)::equals).isPresent();
    }

    private static boolean isMasked(Optional<String> inUse) {
        return inUse.filter(DefinitionDiff.MASK::equals).isPresent();
    }

    /** For an instance that is new: it has nothing to keep. */
    static ParameterOverrides ofNew(ParameterOverrides wanted) {
        if (!(wanted instanceof ParameterOverrides.Exactly exactly)) {
            return wanted;
        }
        Map<String, ParameterValue> values = new LinkedHashMap<>(exactly.values());
        values.values().removeIf(ParameterValue.Previous.class::isInstance);
        return values.isEmpty() ? ParameterOverrides.unchanged() : new ParameterOverrides.Exactly(values);
    }

    /** The parameters that overrides name. */
    static Set<String> keys(ParameterOverrides overrides) {
        return overrides instanceof ParameterOverrides.Exactly exactly
                ? exactly.values().keySet()
                : Set.of();
    }

    /** Names overrides: equal ones equally, secrets by their keys alone. What is kept may differ between instances. */
    static String mark(ParameterOverrides overrides) {
        StringBuilder text = new StringBuilder();
        if (overrides instanceof ParameterOverrides.Exactly exactly) {
            new TreeMap<>(exactly.values()).forEach((key, value) -> {
                boolean plain = value instanceof ParameterValue.Plain;
                String kept = value instanceof ParameterValue.Previous ? "kept" : "secret";
                text.append(key.length())
                        .append(key)
                        .append(plain ? "=" + value : kept)
                        .append('\n');
            });
        } else {
            text.append("unchanged");
        }
        boolean mayDiffer = !(overrides instanceof ParameterOverrides.Exactly exactly)
                || exactly.values().values().stream().anyMatch(ParameterValue.Previous.class::isInstance);
        return OperationIds.mark(text.toString(), mayDiffer);
    }
}
