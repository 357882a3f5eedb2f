package dev.stacksets.internal.planning;

import dev.stacksets.definition.ParameterValue;
import dev.stacksets.definition.ParameterValue.Withheld;
import dev.stacksets.definition.Secret;
import dev.stacksets.plan.Plan;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/**
 * What stands for things in plans: hashes of texts, and fingerprints of secrets. A plan may be read by many, and passwords can
 * be guessed; so a fingerprint takes a tenth of a second to make, and is another one for every stack set and parameter.
 */
public final class Fingerprints {
    private static final int ITERATIONS = 120_000;
    private static final int BITS = 128;

    private Fingerprints() {}

    /** The SHA-256 of a text, 64 hexadecimal digits. */
    public static String sha256(String text) {
        try {
            return hex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }

    /** The same plan with fingerprints for its secrets, which it keeps aside. */
    static Plan hidden(Plan plan) {
        Map<String, Secret> aside = new HashMap<>(plan.secrets());
        Map<List<Object>, String> known = new HashMap<>();
        Plan hidden = Values.exchanged(plan, (key, value) -> {
            if (!(value instanceof Secret secret)) {
                return value;
            }
            String fingerprint = known.computeIfAbsent(List.of(key, secret), any -> of(plan.stackSet(), key, secret));
            aside.put(fingerprint, secret);
            return new Withheld(fingerprint);
        });
        return Plan.builder().copyOf(hidden).secrets(aside).build();
    }

    /** The same plan with the secrets in their places, for sending. All must be there. */
    public static Plan revealed(Plan plan) {
        return Values.exchanged(
                plan,
                (key, value) -> value instanceof Withheld withheld
                        ? Optional.<ParameterValue>ofNullable(plan.secrets().get(withheld.fingerprint()))
                                .orElse(value)
                        : value);
    }

    /** The parameters whose secrets are not there, in words. */
    public static Set<String> needed(Plan plan) {
        Set<String> needed = new TreeSet<>();
        missing(plan).forEach(each -> needed.add(each.key() + " " + each.value()));
        return needed;
    }

    /** The same plan with those of the secrets that it needs. */
    public static Plan given(Plan plan, Collection<Secret> values) {
        Map<String, Secret> given = new HashMap<>(plan.secrets());
        for (Missing each : missing(plan)) {
            values.stream()
                    .filter(secret -> of(plan.stackSet(), each.key(), secret)
                            .equals(each.value().fingerprint()))
                    .findFirst()
                    .ifPresent(secret -> given.put(each.value().fingerprint(), secret));
        }
        return Plan.builder().copyOf(plan).secrets(given).build();
    }

    private record Missing(String key, Withheld value) {}

    private static List<Missing> missing(Plan plan) {
        List<Missing> missing = new ArrayList<>();
        Values.exchanged(plan, (key, value) -> {
            if (value instanceof Withheld withheld && !plan.secrets().containsKey(withheld.fingerprint())) {
                missing.add(new Missing(key, withheld));
            }
            return value;
        });
        return missing.stream().distinct().toList();
    }

    private static String of(String stackSet, String key, Secret secret) {
        byte[] salt = ("stacksets secret 1\n" + stackSet + "\n" + key).getBytes(StandardCharsets.UTF_8);
        PBEKeySpec spec = new PBEKeySpec(secret.reveal().toCharArray(), salt, ITERATIONS, BITS);
        try {
            return hex(SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256")
                    .generateSecret(spec)
                    .getEncoded());
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every Java has PBKDF2", impossible);
        } finally {
            spec.clearPassword();
        }
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }
}
