package dev.stacksets.testing.internal.transport;

/** Artifacts of the SDK that may be there or not. */
final class SdkArtifact {

    private SdkArtifact() {}

    /** Whether the artifact of a client is on the class path. */
    static boolean isThere(String client) {
        try {
            Class.forName("software.amazon.awssdk.services." + client, false, SdkArtifact.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException absent) {
            return false;
        }
    }
}
