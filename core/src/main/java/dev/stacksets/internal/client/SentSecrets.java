package dev.stacksets.internal.client;

import dev.stacksets.internal.resilience.Redaction;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * The secrets that were sent to AWS from here, the latest of them. AWS may repeat one long after the call that carried it: in
 * the reason of an instance, which is read by other calls.
 */
final class SentSecrets {
    private static final int KEPT = 256;

    private volatile Redaction redaction = Redaction.NONE;

    /** Remembers those of a request. */
    void add(Redaction sent) {
        if (!redaction.secrets().containsAll(sent.secrets())) {
            remember(sent.secrets());
        }
    }

    private synchronized void remember(Set<String> secrets) {
        Set<String> all = new LinkedHashSet<>(redaction.secrets());
        all.removeAll(secrets);
        all.addAll(secrets);
        redaction =
                Redaction.of(all.stream().skip(Math.max(0, all.size() - KEPT)).toList());
    }

    /** Takes them out of texts. */
    Redaction redaction() {
        return redaction;
    }
}
