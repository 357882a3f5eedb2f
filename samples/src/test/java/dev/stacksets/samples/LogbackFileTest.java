package dev.stacksets.samples;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** The tests log with a file of their own; this looks at the one in the jar. */
class LogbackFileTest {

    @Test
    void logbackFile_isRead_andKeepsSigningQuiet() throws Exception {
        LoggerContext context = new LoggerContext();
        JoranConfigurator configurator = new JoranConfigurator();
        configurator.setContext(context);

        configurator.doConfigure(Objects.requireNonNull(LogbackFileTest.class.getResource("/logback.xml")));

        assertThat(context.getLogger("root").getLevel()).isEqualTo(Level.WARN);
        context.getLogger("software.amazon.awssdk").setLevel(Level.DEBUG);
        assertThat(context.getLogger("software.amazon.awssdk.http.auth.aws").isDebugEnabled())
                .isFalse();
        context.stop();
    }
}
