package dev.stacksets.organizations.preflight;

/**
 * One line of a preflight: what was found, where, and how to mend it. A value; it throws nothing.
 *
 * @param level how bad it is
 * @param check the check that found it
 * @param what a sentence
 * @param where the account, Region, unit or setting concerned
 * @param fix what to do: a command, a policy, or AWS's page about it; {@code ""} where nothing is to be done
 */
public record PreflightFinding(Level level, String check, String what, String where, String fix) {

    /** How bad it is. */
    public enum Level {
        /** Looked at, and nothing found. */
        OK,
        /** It can work; whether it is meant so is doubtful. */
        WARNING,
        /** It cannot work, in whole or in part. */
        BLOCKER,
        /** It could not be looked at. */
        NOT_CHECKED
    }

    /**
     * Something doubtful.
     *
     * @param check the check that found it
     * @param what a sentence
     * @param where where
     * @param fix what to do
     * @return the finding
     */
    public static PreflightFinding warning(String check, String what, String where, String fix) {
        return new PreflightFinding(Level.WARNING, check, what, where, fix);
    }

    /**
     * Something that cannot work.
     *
     * @param check the check that found it
     * @param what a sentence
     * @param where where
     * @param fix what to do
     * @return the finding
     */
    public static PreflightFinding blocker(String check, String what, String where, String fix) {
        return new PreflightFinding(Level.BLOCKER, check, what, where, fix);
    }

    /**
     * Something that could not be looked at.
     *
     * @param check the check that would have
     * @param why a sentence
     * @param fix what would let it
     * @return the finding
     */
    public static PreflightFinding notChecked(String check, String why, String fix) {
        return new PreflightFinding(Level.NOT_CHECKED, check, why, "", fix);
    }

    @Override
    public String toString() {
        return level.name().replace('_', ' ') + " " + check + ": " + what + (where.isEmpty() ? "" : " [" + where + "]")
                + (fix.isEmpty() ? "" : " " + fix);
    }
}
