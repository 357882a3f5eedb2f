package dev.stacksets;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.stacksets.spi.SystemTimeSource;
import java.util.Random;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import software.amazon.awssdk.services.cloudformation.CloudFormationAsyncClient;
import software.amazon.awssdk.services.cloudformation.CloudFormationAsyncClientBuilder;
import software.amazon.awssdk.services.cloudformation.CloudFormationServiceClientConfiguration;
import software.amazon.awssdk.services.cloudformation.model.CallAs;
import software.amazon.awssdk.services.cloudformation.model.Capability;
import software.amazon.awssdk.services.cloudformation.model.ConcurrencyMode;
import software.amazon.awssdk.services.cloudformation.model.RegionConcurrencyType;

/** The arrows of the house, and the rule for time and chance. */
class ArchitectureTest {
    private static final JavaClasses CORE = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.stacksets");

    /** A room and the rooms it may look into, beside printable texts, the shared checks of input and the style of its values. */
    @TestFactory
    Stream<DynamicTest> publicRooms_lookOnlyWhereTheyMay() {
        return Stream.of(
                room("text"),
                room("spi", "definition"),
                room("definition"),
                room("target", "definition"),
                room("operation", "target", "definition"),
                room("drift", "operation", "target", "definition"),
                room("plan", "operation", "target", "definition", "internal.planning", "internal.document"),
                room("guard", "plan", "operation", "target", "definition", "spi"),
                room("error", "operation", "plan", "guard"),
                room("resilience", "operation", "definition", "spi", "internal.resilience"));
    }

    @TestFactory
    Stream<DynamicTest> internalRooms_lookOnlyWhereTheyMay() {
        return Stream.of(
                internalRoom("validation", "definition"),
                internalRoom("resilience", "error", "operation", "spi", "internal"),
                internalRoom(
                        "client",
                        "",
                        "definition",
                        "target",
                        "operation",
                        "error",
                        "spi",
                        "drift",
                        "internal.resilience",
                        "internal"),
                internalRoom(
                        "tracking",
                        "",
                        "operation",
                        "target",
                        "error",
                        "resilience",
                        "spi",
                        "internal.client",
                        "internal.resilience",
                        "internal.validation",
                        "internal"),
                internalRoom("covering", "operation", "target"),
                internalRoom(
                        "planning",
                        "plan",
                        "guard",
                        "operation",
                        "target",
                        "definition",
                        "spi",
                        "internal.covering",
                        "internal.validation",
                        "internal"),
                internalRoom("document", "plan", "operation", "target", "definition", "internal.planning", "internal"),
                internalRoom(
                        "series",
                        "",
                        "operation",
                        "target",
                        "definition",
                        "error",
                        "spi",
                        "plan",
                        "guard",
                        "internal.planning",
                        "internal.covering",
                        "internal.client",
                        "internal.tracking",
                        "internal.resilience",
                        "internal.validation",
                        "internal"));
    }

    @Test
    void sdk_staysBehindTheInternalRooms_butForWhatUsersKnow() {
        DescribedPredicate<JavaClass> sdkModel = resideInAPackage("software.amazon.awssdk.services..")
                .and(not(known(
                        CloudFormationAsyncClient.class,
                        CloudFormationAsyncClientBuilder.class,
                        CloudFormationServiceClientConfiguration.class,
                        CallAs.class,
                        Capability.class,
                        ConcurrencyMode.class,
                        RegionConcurrencyType.class)));

        noClasses()
                .that(resideInAnyPackage(
                        "dev.stacksets.definition",
                        "dev.stacksets.target",
                        "dev.stacksets.operation",
                        "dev.stacksets.drift",
                        "dev.stacksets.error",
                        "dev.stacksets.resilience",
                        "dev.stacksets.spi"))
                .should()
                .dependOnClassesThat(sdkModel)
                .check(CORE);
    }

    @Test
    void clockSleepAndChance_areReadInOnePlace() {
        noClasses()
                .that(not(known(SystemTimeSource.class)))
                .should()
                .callMethod(java.time.Instant.class, "now")
                .orShould()
                .callMethod(System.class, "nanoTime")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(Thread.class, "sleep", long.class)
                .orShould()
                .callMethod(java.time.Clock.class, "systemUTC")
                .orShould()
                .callMethod(Math.class, "random")
                .orShould()
                .callMethod(java.util.UUID.class, "randomUUID")
                .orShould()
                .callMethod(ForkJoinPool.class, "commonPool")
                .orShould()
                .dependOnClassesThat(known(Random.class, ThreadLocalRandom.class, java.security.SecureRandom.class))
                .check(CORE);
    }

    @Test
    void accessors_haveNoGet() {
        noMethods().that().arePublic().should().haveNameMatching("get[A-Z].*").check(CORE);
    }

    private static DynamicTest room(String name, String... mayUse) {
        return DynamicTest.dynamicTest(
                name,
                () -> check(
                        "dev.stacksets." + name,
                        Stream.concat(Stream.of("internal", "internal.validation"), Stream.of(mayUse))
                                .toArray(String[]::new)));
    }

    private static DynamicTest internalRoom(String name, String... mayUse) {
        return DynamicTest.dynamicTest("internal." + name, () -> check("dev.stacksets.internal." + name, mayUse));
    }

    private static void check(String room, String... mayUse) {
        String[] allowed = Stream.concat(
                        Stream.of(room, "dev.stacksets.text"),
                        Stream.of(mayUse).map(other -> other.isEmpty() ? "dev.stacksets" : "dev.stacksets." + other))
                .toArray(String[]::new);
        noClasses()
                .that()
                .resideInAPackage(room)
                .should()
                .dependOnClassesThat(resideInAPackage("dev.stacksets..").and(not(resideInAnyPackage(allowed))))
                .check(CORE);
    }

    private static DescribedPredicate<JavaClass> known(Class<?>... types) {
        return DescribedPredicate.describe(
                "one of " + java.util.Arrays.toString(types),
                type -> Stream.of(types).anyMatch(type.getBaseComponentType()::isEquivalentTo));
    }
}
