package dev.stacksets.benchmarks;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.stacksets.benchmarks.measuring.Stopwatch;
import dev.stacksets.testing.Pace;
import java.time.Clock;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.ForkJoinPool;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The arrows between the modules: only downward, and never into another module's internal rooms. */
class HouseTest {
    static final JavaClasses HOUSE = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .withImportOption(location -> !location.contains("/jmh_generated/"))
            .importPackages("dev.stacksets");
    private static final String[] BESIDE_CORE = {
        "dev.stacksets.organizations..", "dev.stacksets.s3..", "dev.stacksets.yaml..", "dev.stacksets.testing.."
    };
    private static final String SAMPLES = "dev.stacksets.samples..";
    private static final String BENCHMARKS = "dev.stacksets.benchmarks..";
    private static final String[] UPSTAIRS = Stream.concat(Stream.of(BESIDE_CORE), Stream.of(SAMPLES, BENCHMARKS))
            .toArray(String[]::new);

    @Test
    void core_knowsNothingOfTheOtherModules() {
        noClasses()
                .that(resideInAPackage("dev.stacksets..").and(not(resideInAnyPackage(UPSTAIRS))))
                .should()
                .dependOnClassesThat(resideInAnyPackage(UPSTAIRS))
                .check(HOUSE);
    }

    @TestFactory
    Stream<DynamicTest> modulesBesideCore_knowCoreAlone_andNotItsInternalRooms() {
        return Stream.of(BESIDE_CORE)
                .map(module -> DynamicTest.dynamicTest(
                        module,
                        () -> noClasses()
                                .that(resideInAPackage(module))
                                .should()
                                .dependOnClassesThat(resideInAnyPackage("dev.stacksets.internal..")
                                        .or(resideInAnyPackage(UPSTAIRS).and(not(resideInAPackage(module)))))
                                .check(HOUSE)));
    }

    @Test
    void samples_knowNothingOfTheBenchmarks() {
        noClasses()
                .that(resideInAPackage(SAMPLES))
                .should()
                .dependOnClassesThat(resideInAPackage(BENCHMARKS))
                .check(HOUSE);
    }

    /** But for the planner, a function without calls: through the facade its time would be that of the reads. */
    @Test
    void samplesAndBenchmarks_useNobodysInternalRooms() {
        String planner = "dev.stacksets.internal.planning";
        noClasses()
                .that(resideInAnyPackage(SAMPLES, BENCHMARKS))
                .should()
                .dependOnClassesThat(
                        resideInAPackage("dev.stacksets..internal..").and(resideOutsideOfPackage(planner)))
                .check(HOUSE);
        noClasses()
                .that(resideInAnyPackage(SAMPLES, BENCHMARKS))
                .and(resideOutsideOfPackage("dev.stacksets.benchmarks.planning"))
                .should()
                .dependOnClassesThat(resideInAPackage(planner))
                .check(HOUSE);
    }

    /** The simulator's engine, storey by storey: what an action asks for happens in operations, which change records. */
    @Test
    void roomsOfTheEngine_knowOnlyThoseBelow() {
        String engine = "dev.stacksets.testing.internal.engine";
        layeredArchitecture()
                .consideringOnlyDependenciesInAnyPackage(engine + "..")
                .layer("engine")
                .definedBy(engine)
                .layer("action")
                .definedBy(engine + ".action")
                .layer("operation")
                .definedBy(engine + ".operation")
                .layer("record")
                .definedBy(engine + ".record")
                .layer("base")
                .definedBy(engine + ".base")
                .ensureAllClassesAreContainedInArchitecture()
                .whereLayer("engine")
                .mayNotBeAccessedByAnyLayer()
                .whereLayer("action")
                .mayOnlyBeAccessedByLayers("engine")
                .whereLayer("operation")
                .mayOnlyBeAccessedByLayers("engine", "action")
                .whereLayer("record")
                .mayOnlyBeAccessedByLayers("engine", "action", "operation")
                .check(new ClassFileImporter().importPackages(engine));
    }

    /** The pace lets virtual time follow real time, the stopwatch measures it; nothing else upstairs reads it. */
    @Test
    void clockSleepAndChance_areReadInThePaceAndTheStopwatchOnly() {
        DescribedPredicate<JavaClass> others =
                resideInAnyPackage(UPSTAIRS).and(not(assignableTo(Pace.class).or(assignableTo(Stopwatch.class))));
        noClasses()
                .that(others)
                .should()
                .callMethod(Instant.class, "now")
                .orShould()
                .callMethod(System.class, "nanoTime")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(Thread.class, "sleep", long.class)
                .orShould()
                .callMethod(Clock.class, "systemUTC")
                .orShould()
                .callMethod(Math.class, "random")
                .orShould()
                .callMethod(UUID.class, "randomUUID")
                .orShould()
                .callMethod(ForkJoinPool.class, "commonPool")
                .check(HOUSE);
    }
}
