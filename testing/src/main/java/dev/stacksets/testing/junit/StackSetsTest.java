package dev.stacksets.testing.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Gives every test a fresh simulator. Test methods, {@code @BeforeEach} and {@code @AfterEach} methods may take a
 * {@link dev.stacksets.testing.StackSetsSimulator}, its {@link dev.stacksets.testing.VirtualTime}, a
 * {@link dev.stacksets.StackSets} on it, and SDK clients of its administrator account in us-east-1, asynchronous or
 * not. What belongs to one test belongs to one simulator.
 *
 * <pre>{@code
 * @StackSetsTest
 * class RolloutTest {
 *     @Test
 *     void rollout_roleMissing_namesTheAccount(StackSetsSimulator aws, StackSets stackSets) {
 *         aws.faults().account("111122223333").fails("role is missing");
 *         ...
 *     }
 * }
 * }</pre>
 *
 * <p>When a test fails, what the simulator {@linkplain dev.stacksets.testing.StackSetsSimulator#describe describes} goes
 * to standard error. A test that passed although a planted fault never did anything fails, unless
 * {@link #unusedFaults} says otherwise. For a simulator with other settings register a {@link StackSetsExtension}.
 */
@Documented
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
@ExtendWith(StackSetsExtension.class)
public @interface StackSetsTest {

    /** What becomes of a test that planted faults which never did anything. */
    enum UnusedFaults {
        /** It fails, and says which. */
        FAIL,
        /** Nothing. */
        ALLOW
    }

    /**
     * What becomes of a test that planted faults which never did anything. An annotation on the method wins over one on
     * the class.
     *
     * @return {@link UnusedFaults#FAIL} by default
     */
    UnusedFaults unusedFaults() default UnusedFaults.FAIL;
}
