package io.chiral.service;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.status.Status;
import ch.qos.logback.core.status.StatusUtil;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LogFormatTest {
  private final LoggerContext context = new LoggerContext();

  @AfterEach
  void stop() {
    context.stop();
  }

  private ConsoleAppender<ILoggingEvent> configured() throws Exception {
    context.setMDCAdapter(new LogbackMDCAdapter());
    JoranConfigurator configurator = new JoranConfigurator();
    configurator.setContext(context);
    configurator.doConfigure(LogFormatTest.class.getResource("/logback.xml"));
    // Else it would tell how it was configured, at every start.
    assertThat(new StatusUtil(context).getHighestLevel(0)).isLessThan(Status.WARN);
    List<Appender<ILoggingEvent>> appenders = new ArrayList<>();
    context
        .getLogger(Logger.ROOT_LOGGER_NAME)
        .iteratorForAppenders()
        .forEachRemaining(appenders::add);
    assertThat(appenders).hasSize(1);
    return (ConsoleAppender<ILoggingEvent>) appenders.get(0);
  }

  private String encoded(ConsoleAppender<ILoggingEvent> appender) {
    Logger logger = context.getLogger("io.chiral.Trial");
    Object[] values = {"r-1", 3};
    return new String(
        appender
            .getEncoder()
            .encode(
                new LoggingEvent(
                    "here", logger, Level.WARN, "slice failed run={} slice={}", null, values)),
        UTF_8);
  }

  @Test
  void isTextUnlessItIsAskedForJson() throws Exception {
    assertThat(encoded(configured())).endsWith("io.chiral.Trial - slice failed run=r-1 slice=3\n");
  }

  @Test
  void isOneObjectALineForPrograms() throws Exception {
    context.putProperty("CHIRAL_LOG_FORMAT", "json");
    String line = encoded(configured());

    assertThat(line.lines()).hasSize(1);
    JsonNode event = new ObjectMapper().readTree(line);
    assertThat(event.path("formattedMessage").asText()).isEqualTo("slice failed run=r-1 slice=3");
    assertThat(event.path("level").asText()).isEqualTo("WARN");
    assertThat(event.path("loggerName").asText()).isEqualTo("io.chiral.Trial");
  }
}
