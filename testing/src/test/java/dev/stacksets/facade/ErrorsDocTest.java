package dev.stacksets.facade;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stacksets.error.ServiceException;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** docs/errors.md names a test for each of its rows, and every error this library types. */
class ErrorsDocTest {
    private static final Path DOC = Path.of("../docs/errors.md");
    private static final Pattern ROW = Pattern.compile("(?m)^\\|.*`(\\w+Test)\\.(\\w+)` \\|$");
    private static final Pattern HTTP_ROW = Pattern.compile("(?m)^\\| `(\\w+)` \\| (\\d+) \\| .+ \\|$");
    private static final Pattern EXCEPTION =
            Pattern.compile("public [\\w ]*class (\\w+)\\s+extends \\w*(?:Exception|Error)\\b");
    private static final Pattern TABLE_LINE = Pattern.compile("(?m)^\\| (?!AWS|---|Words).*\\|$");

    @Test
    void everyRow_namesATestThatExists() throws IOException {
        String doc = Files.readString(DOC);
        List<MatchResult> rows = ROW.matcher(doc).results().toList();
        long lines = TABLE_LINE
                .matcher(doc.substring(0, doc.indexOf("## An instance failed")))
                .results()
                .count();

        assertThat(rows).hasSize((int) lines).hasSizeGreaterThan(25);
        assertThat(rows).allSatisfy(row -> assertThat(methods(row.group(1))).contains(row.group(2)));
    }

    @Test
    void everyTypedError_hasARow() throws IOException {
        String doc = Files.readString(DOC);
        Path errors = Path.of("../core/src/main/java/dev/stacksets/error");

        try (Stream<Path> files = Files.list(errors)) {
            List<String> types = files.map(file -> file.getFileName().toString().replace(".java", ""))
                    .filter(ErrorsDocTest::isAnswerOfAws)
                    .toList();
            assertThat(types)
                    .hasSizeGreaterThan(12)
                    .allSatisfy(type -> assertThat(doc).contains("`" + type + "`"));
        }
    }

    @Test
    void everyException_hasOneHttpStatus() throws IOException {
        String doc = Files.readString(DOC);
        Set<Integer> statuses = Set.of(400, 403, 404, 409, 412, 422, 429, 500, 502, 503, 504);
        List<MatchResult> rows = HTTP_ROW.matcher(doc.substring(doc.indexOf("## In a web service")))
                .results()
                .toList();

        assertThat(rows).extracting(row -> row.group(1)).containsExactlyInAnyOrderElementsOf(exceptions());
        assertThat(rows)
                .allSatisfy(row -> assertThat(Integer.parseInt(row.group(2))).isIn(statuses));
    }

    /** All that users may meet, in whatever package of whatever module. */
    private static List<String> exceptions() throws IOException {
        List<String> names = new ArrayList<>();
        for (String module : List.of("core", "s3", "testing", "organizations", "yaml")) {
            try (Stream<Path> files = Files.walk(Path.of("..", module, "src", "main", "java"))) {
                for (Path file : files.filter(each -> each.toString().endsWith(".java")
                                && !each.toString().contains("internal"))
                        .toList()) {
                    EXCEPTION.matcher(Files.readString(file)).results().forEach(found -> names.add(found.group(1)));
                }
            }
        }
        return names;
    }

    private static boolean isAnswerOfAws(String type) {
        try {
            return ServiceException.class.isAssignableFrom(Class.forName("dev.stacksets.error." + type));
        } catch (ClassNotFoundException notAType) {
            return false;
        }
    }

    private static List<String> methods(String test) {
        try {
            return Arrays.stream(Class.forName("dev.stacksets.facade." + test).getDeclaredMethods())
                    .map(Method::getName)
                    .toList();
        } catch (ClassNotFoundException missing) {
            return List.of();
        }
    }
}
