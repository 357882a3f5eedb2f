package dev.stacksets.organizations;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.equivalentTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import software.amazon.awssdk.regions.Region;

/** The arrows between the rooms. */
class ArchitectureTest {
    private static final String HOUSE = "dev.stacksets.organizations";
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages(HOUSE);

    /** A room and the rooms it may look into. What lives, in the root, looks everywhere. */
    @TestFactory
    Stream<DynamicTest> rooms_lookOnlyWhereTheyMay() {
        return Stream.of(
                room(".tree"),
                room(".select", ".tree"),
                room(".preflight"),
                room(".roles"),
                room(".onboarding", ".tree"),
                room(".internal", ".tree", ".roles", ".onboarding"),
                room(".internal.checks", "", ".tree", ".roles", ".preflight", ".internal"));
    }

    private static DynamicTest room(String room, String... mayUse) {
        String[] allowed = Stream.concat(Stream.of(room), Stream.of(mayUse))
                .map(HOUSE::concat)
                .toArray(String[]::new);
        return DynamicTest.dynamicTest(
                room,
                () -> noClasses()
                        .that()
                        .resideInAPackage(HOUSE + room)
                        .should()
                        .dependOnClassesThat(resideInAPackage(HOUSE + "..").and(not(resideInAnyPackage(allowed))))
                        .check(CLASSES));
    }

    @Test
    void values_knowNothingOfTheSdk_butItsRegions() {
        noClasses()
                .that()
                .resideInAnyPackage(HOUSE + ".tree", HOUSE + ".select", HOUSE + ".preflight", HOUSE + ".roles")
                .should()
                .dependOnClassesThat(resideInAPackage("software.amazon.awssdk..")
                        .and(not(equivalentTo(Region.class)))
                        .and(not(equivalentTo(software.amazon.awssdk.regions.PartitionMetadata.class))))
                .check(CLASSES);
    }

    @Test
    void accessors_haveNoGet() {
        noMethods().that().arePublic().should().haveNameMatching("get[A-Z].*").check(CLASSES);
    }
}
