package dev.stacksets.testing.peer;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Gives the tests of a class a server of somebody else's that speaks StackSets. It is started for the first class that asks
 * for it, shared by all that ask for the same one, and ended with the test run; moto is emptied before every test. Test
 * methods, {@code @BeforeEach} and {@code @AfterEach} methods may take a {@link PeerEndpoint}, a {@link
 * dev.stacksets.StackSets} on it, and its {@link
 * software.amazon.awssdk.services.cloudformation.CloudFormationAsyncClient}.
 *
 * <pre>{@code
 * @PeerTest(PeerTest.Peer.MOTO_PROCESS)
 * class RolloutTest {
 *     @Test
 *     void rollout_succeeds(StackSets stackSets) { ... }
 * }
 * }</pre>
 */
@Documented
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
@ExtendWith(PeerExtension.class)
public @interface PeerTest {

    /** Which server. */
    enum Peer {
        /** {@link MotoProcess}: no Docker. */
        MOTO_PROCESS,
        /** {@link MotoStackSets}. */
        MOTO,
        /** {@link LocalStackStackSets}. */
        LOCALSTACK
    }

    /** What becomes of the tests where moto is not installed. */
    enum Absence {
        /** They fail. */
        FAIL,
        /** They are skipped, and say why. */
        SKIP
    }

    /**
     * Which server.
     *
     * @return one of them
     */
    Peer value();

    /**
     * Another image of the container.
     *
     * @return by default {@link MotoStackSets#IMAGE} or {@link LocalStackStackSets#IMAGE}
     */
    String image() default "";

    /**
     * What becomes of the tests where {@link Peer#MOTO_PROCESS} is not installed. Where a container cannot be started they
     * always fail.
     *
     * @return {@link Absence#FAIL} by default
     */
    Absence whenAbsent() default Absence.FAIL;
}
