package dev.stacksets.testing.junit;

import dev.stacksets.testing.StackSetsSimulator;
import dev.stacksets.testing.junit.StackSetsTest.UnusedFaults;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * What {@link StackSetsTest} registers. Register it yourself, instead of the annotation, for a simulator with other
 * settings.
 *
 * <pre>{@code
 * @RegisterExtension
 * static final StackSetsExtension SIMULATOR = StackSetsExtension.of(s -> s.stackDuration(Duration.ofMinutes(2)));
 * }</pre>
 */
public final class StackSetsExtension implements BeforeEachCallback, AfterEachCallback, ParameterResolver {

    private static final Namespace NAMESPACE = Namespace.create(StackSetsExtension.class);

    private final UnaryOperator<StackSetsSimulator.Builder> settings;
    private final UnusedFaults unusedFaults;

    /** With simulators as {@link StackSetsSimulator#create()} makes them; JUnit calls it. */
    public StackSetsExtension() {
        this(UnaryOperator.identity(), UnusedFaults.FAIL);
    }

    private StackSetsExtension(UnaryOperator<StackSetsSimulator.Builder> settings, UnusedFaults unusedFaults) {
        this.settings = settings;
        this.unusedFaults = unusedFaults;
    }

    /**
     * With simulators of your settings.
     *
     * @param settings asked for every test, so nothing it returns may be shared
     * @return to be registered in a field
     */
    public static StackSetsExtension of(UnaryOperator<StackSetsSimulator.Builder> settings) {
        return new StackSetsExtension(settings, UnusedFaults.FAIL);
    }

    /**
     * With another answer to planted faults that never did anything; a {@link StackSetsTest} annotation wins over it.
     *
     * @param policy {@link UnusedFaults#FAIL} by default
     * @return to be registered in a field
     */
    public StackSetsExtension unusedFaults(UnusedFaults policy) {
        return new StackSetsExtension(settings, policy);
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        StackSetsSimulator simulator =
                settings.apply(StackSetsSimulator.builder()).build();
        context.getStore(NAMESPACE).put(Playground.class, new Playground(simulator));
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return Playground.offers(parameter.getParameter().getType()) && playground(context) != null;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        Playground playground = playground(context);
        if (playground == null) {
            throw new IllegalStateException("the simulator of this test is gone");
        }
        return playground.get(parameter.getParameter().getType());
    }

    private static @Nullable Playground playground(ExtensionContext context) {
        return context.getStore(NAMESPACE).get(Playground.class, Playground.class);
    }

    @Override
    public void afterEach(ExtensionContext context) {
        Playground playground = playground(context);
        if (playground == null) {
            return;
        }
        playground.close();
        if (context.getExecutionException().isPresent()) {
            System.err.println("The simulator of " + context.getDisplayName() + " "
                    + playground.simulator().describe());
        } else if (unusedFaults(context) == UnusedFaults.FAIL) {
            requireNone(playground.simulator().faults().unused());
        }
    }

    /** The nearest annotation: method, class, class around it. */
    private UnusedFaults unusedFaults(ExtensionContext context) {
        return Stream.iterate(
                        Optional.of(context), Optional::isPresent, each -> each.flatMap(ExtensionContext::getParent))
                .flatMap(Optional::stream)
                .flatMap(each -> each.getElement().stream())
                .map(element -> element.getAnnotation(StackSetsTest.class))
                .filter(Objects::nonNull)
                .findFirst()
                .map(StackSetsTest::unusedFaults)
                .orElse(unusedFaults);
    }

    private static void requireNone(List<String> unused) {
        if (!unused.isEmpty()) {
            throw new AssertionError("Planted faults that never did anything: " + String.join("; ", unused)
                    + ". If that is meant, allow unusedFaults.");
        }
    }
}
