package dev.stacksets.operation;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What kind of trouble an instance had, read from the words AWS gives as its reason. AWS documents no codes for these
 * reasons, so this is a reading, not a fact: {@link InstanceResult#reason()} keeps the words themselves.
 */
public enum FailureKind {
    /** An operation was stopped or exceeded its failure tolerance before it came here; nothing is wrong here. */
    CANCELLED(false, "cancelled since"),
    /** The account gate function of the target account said no. */
    ACCOUNT_GATE(false, "accountgate check failed|account gate"),
    /** The account is suspended or closed. */
    ACCOUNT_SUSPENDED(false, "account_suspended|account .*suspended"),
    /** The Region is not enabled in the target account. */
    REGION_NOT_ENABLED(false, "sts is not activated"),
    /** A policy forbids it, for example a service control policy. */
    POLICY_DENIES(false, "explicit deny"),
    /**
     * A role or permission is missing, or so new that AWS does not see it everywhere yet. If it is new, the same operation
     * works minutes later.
     */
    ROLE_OR_PERMISSION(
            true,
            "should have .* role with trust relationship|role has insufficient|insufficient .* permissions"
                    + "|security token included in the request is invalid|is not authorized to perform"
                    + "|default_role_creation_error"),
    /**
     * The template does what the stack set does not acknowledge: {@link InstanceResult#requiredCapabilities()} says what to add
     * to it.
     */
    CAPABILITY_MISSING(false, "requires capabilities"),
    /** Something of that name exists in the account already. */
    NAME_TAKEN(false, "already exists"),
    /** The member stack is in a state that must be repaired by hand. */
    STACK_STUCK(false, "is in .* state and can ?not be"),
    /** A resource of the template could not be made, changed or deleted. */
    RESOURCE(false, "resourcelogicalid:"),
    /** Any other reason, or none. */
    OTHER(false, ".*");

    /** Of a reason, in characters: some of the words have others between them, and looking for them takes the square. */
    private static final int LOOKED_AT = 4_096;

    private final boolean mayHeal;
    private final Pattern words;

    FailureKind(boolean mayHeal, String words) {
        this.mayHeal = mayHeal;
        this.words = Pattern.compile(words, Pattern.CASE_INSENSITIVE);
    }

    /**
     * Whether trying again a little later may help although nobody changed anything.
     *
     * @return true for what new roles and permissions cause until AWS sees them everywhere
     */
    public boolean mayHealByItself() {
        return mayHeal;
    }

    /**
     * Reads the words of a reason.
     *
     * @param reason in AWS's words
     * @return the first kind whose words are in it
     */
    static FailureKind of(Optional<String> reason) {
        String words = reason.orElse("");
        String looked = words.length() <= LOOKED_AT ? words : words.substring(0, LOOKED_AT);
        for (FailureKind kind : values()) {
            if (kind.words.matcher(looked).find()) {
                return kind;
            }
        }
        return OTHER;
    }
}
