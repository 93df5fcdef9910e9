package io.chiral.service.worker;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.AppenderBase;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.LoggerFactory;

/** Looks through everything that this JVM logs for words that must not be there. */
final class LogSearch extends AppenderBase<ILoggingEvent> {
  private final List<String> words;
  private final List<String> found = new CopyOnWriteArrayList<>();
  private final AtomicInteger lines = new AtomicInteger();

  LogSearch(String... words) {
    this.words = List.of(words);
  }

  @Override
  public void start() {
    super.start();
    root().addAppender(this);
  }

  @Override
  public void stop() {
    root().detachAppender(this);
    super.stop();
  }

  @Override
  protected void append(ILoggingEvent event) {
    lines.incrementAndGet();
    String text =
        event.getFormattedMessage()
            + (event.getThrowableProxy() == null
                ? ""
                : ThrowableProxyUtil.asString(event.getThrowableProxy()));
    if (words.stream().anyMatch(text::contains)) {
      found.add(text);
    }
  }

  /** How many were looked at. */
  int lines() {
    return lines.get();
  }

  /** Those with such a word in them. */
  List<String> found() {
    return List.copyOf(found);
  }

  private static Logger root() {
    return (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
  }
}
