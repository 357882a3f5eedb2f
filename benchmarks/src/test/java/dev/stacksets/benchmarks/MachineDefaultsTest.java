package dev.stacksets.benchmarks;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitAccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** No program of ours depends on the language, the charset or the time zone of the machine it runs on. */
class MachineDefaultsTest {
    /** Those that ask the machine whatever they are given. */
    private static final Set<String> ALWAYS = Set.of(
            "java.util.Locale.getDefault",
            "java.nio.charset.Charset.defaultCharset",
            "java.time.ZoneId.systemDefault",
            "java.util.TimeZone.getDefault",
            "java.time.Clock.systemDefaultZone",
            "java.lang.String.formatted",
            "java.text.MessageFormat.format",
            "java.time.format.DateTimeFormatter.ofLocalizedDate",
            "java.time.format.DateTimeFormatter.ofLocalizedTime",
            "java.time.format.DateTimeFormatter.ofLocalizedDateTime",
            "java.text.Collator.getInstance",
            "java.text.BreakIterator.getWordInstance");

    /** Those that ask the machine for a language unless they are given one. */
    private static final Set<String> WITHOUT_LOCALE = Set.of(
            "java.lang.String.format",
            "java.lang.String.toLowerCase",
            "java.lang.String.toUpperCase",
            "java.io.PrintStream.printf",
            "java.io.PrintStream.format",
            "java.io.PrintWriter.printf",
            "java.io.PrintWriter.format",
            "java.io.Console.printf",
            "java.io.Console.format",
            "java.util.Formatter.<init>",
            "java.time.format.DateTimeFormatter.ofPattern",
            "java.time.format.DateTimeFormatterBuilder.toFormatter",
            "java.text.SimpleDateFormat.<init>",
            "java.text.DecimalFormat.<init>",
            "java.text.DateFormat.getInstance",
            "java.text.DateFormat.getDateInstance",
            "java.text.DateFormat.getTimeInstance",
            "java.text.DateFormat.getDateTimeInstance",
            "java.text.NumberFormat.getInstance",
            "java.text.NumberFormat.getNumberInstance",
            "java.text.NumberFormat.getIntegerInstance",
            "java.text.NumberFormat.getPercentInstance",
            "java.text.NumberFormat.getCompactNumberInstance",
            "java.util.Calendar.getInstance",
            "java.util.ResourceBundle.getBundle");

    /** Those that ask the machine for a charset unless they are given one. */
    private static final Set<String> WITHOUT_CHARSET = Set.of(
            "java.lang.String.getBytes",
            "java.io.InputStreamReader.<init>",
            "java.io.OutputStreamWriter.<init>",
            "java.io.FileReader.<init>",
            "java.io.FileWriter.<init>",
            "java.io.PrintStream.<init>",
            "java.util.Scanner.<init>",
            "java.util.Formatter.<init>",
            "java.net.URLEncoder.encode",
            "java.net.URLDecoder.decode",
            "java.lang.Process.inputReader",
            "java.lang.Process.errorReader",
            "java.lang.Process.outputWriter");

    private static final Set<String> CHARSETS =
            Set.of("java.nio.charset.Charset", "java.nio.charset.CharsetDecoder", "java.nio.charset.CharsetEncoder");

    @Test
    void mainCode_asksTheMachineForNoLocaleCharsetOrZone() {
        rule("dev.stacksets..").check(HouseTest.HOUSE);
    }

    @Test
    void rule_classThatAsks_isFound() {
        JavaClasses asking = new ClassFileImporter().importClasses(Asking.class);

        assertThatThrownBy(() -> rule("dev.stacksets..").check(asking))
                .hasMessageContainingAll(
                        "String.format(",
                        "String.formatted(",
                        "String.toLowerCase()",
                        "String.toUpperCase()",
                        "String.getBytes()",
                        "String.<init>([B)",
                        "InputStreamReader.<init>(",
                        "ZoneId.systemDefault()");
    }

    private static ArchRule rule(String packages) {
        return noClasses()
                .that(resideInAPackage(packages))
                .should()
                .accessTargetWhere(DescribedPredicate.describe(
                        "asks for the machine's locale, charset or zone", MachineDefaultsTest::asks));
    }

    private static boolean asks(JavaAccess<?> access) {
        if (!(access.getTarget() instanceof CodeUnitAccessTarget target)) {
            return false;
        }
        String name = target.getOwner().getName() + "." + target.getName();
        List<String> given =
                target.getRawParameterTypes().stream().map(JavaClass::getName).toList();
        return ALWAYS.contains(name)
                || (WITHOUT_LOCALE.contains(name) && !given.contains(Locale.class.getName()))
                || (WITHOUT_CHARSET.contains(name) && given.stream().noneMatch(CHARSETS::contains))
                || (name.startsWith("java.io.Console.read") && given.contains(String.class.getName()))
                || readsBytes(name, given);
    }

    private static boolean readsBytes(String name, List<String> given) {
        boolean ofBytes = name.equals("java.lang.String.<init>") && given.contains(byte[].class.getName());
        boolean ofStream = name.equals("java.io.ByteArrayOutputStream.toString")
                || (name.equals("java.io.PrintWriter.<init>")
                        && given.stream().anyMatch(Set.of("java.io.OutputStream", "java.io.File")::contains));
        return (ofBytes || ofStream) && given.stream().noneMatch(CHARSETS::contains);
    }

    /** Does all that is forbidden, also by a reference to a method. */
    @SuppressWarnings({"DefaultCharset", "StringCaseLocaleUsage", "JavaTimeDefaultTimeZone"})
    static final class Asking {
        String ask(byte[] bytes, InputStream stream) {
            Function<String, String> lower = String::toLowerCase;
            return String.format("%d", 1)
                    + "%d".formatted(1)
                    + lower.apply("I").toUpperCase()
                    + "x".getBytes().length
                    + new String(bytes)
                    + new InputStreamReader(stream).getEncoding()
                    + ZoneId.systemDefault();
        }
    }
}
