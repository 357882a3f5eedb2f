package dev.stacksets.samples.cli;

import static dev.stacksets.samples.cli.CommandRun.A;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever language the machine speaks and whichever digits it writes, files are read and written the same. */
class LocalesTest {
    private final Locale before = Locale.getDefault();

    @TempDir
    Path folder;

    @AfterEach
    void restore() {
        Locale.setDefault(before);
    }

    /** All that the commands wrote, in one language. */
    private String session(String language) throws IOException {
        Locale.setDefault(Locale.forLanguageTag(language));
        CommandRun command = new CommandRun(folder);
        command.template();
        Path fleet = Files.writeString(folder.resolve("fleet.yaml"), """
                stackSet: iam
                description: "of \\u0001\\u007f"
                template: iam-baseline.yaml
                parameters: {Password: {secret: PASSWORD}}
                capabilities: [CAPABILITY_NAMED_IAM]
                preferences: {maxConcurrentCount: 10, failureToleranceCount: 9}
                groups:
                  prod:
                    select: in Root/Workloads/Prod
                    regions: [us-east-1, eu-west-1]
                  more:
                    accounts: [111122223333]
                    regions: [ap-south-1]
                """);
        StringBuilder said = new StringBuilder();
        String json = folder.resolve("plan.json").toString();
        String html = folder.resolve("plan.html").toString();
        String[][] commands = {
            {"plan", "--simulate", "-f", fleet.toString(), "--json", json, "--html", html},
            {
                "check",
                "--simulate",
                "--template",
                folder.resolve("iam-baseline.yaml").toString()
            },
            {"org", "tree", "--simulate", "--accounts"},
            {"roles", "--administrator", A}
        };
        for (String[] arguments : commands) {
            int exit = command.run(arguments);
            said.append(exit).append(command.out()).append(command.err());
        }
        return said + Files.readString(Path.of(json)) + Files.readString(Path.of(html));
    }

    @Test
    void session_inAnyLanguage_isThatInEnglish() throws IOException {
        String english = session("en-US");
        assertThat(english).startsWith("0").contains("prod: 6 instances", "more: 1 instance");

        for (String language : List.of("ar-EG-u-nu-arab", "hi-IN-u-nu-deva", "th-TH-u-ca-buddhist-nu-thai", "tr-TR")) {
            assertThat(session(language)).as(language).isEqualTo(english);
        }
    }

    @Test
    void language_thatTheTestReliesOn_writesOtherDigits() {
        Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));

        assertThat(String.format("%d", 12)).isEqualTo("١٢");
    }
}
