package io.chiral.service.node;

import io.chiral.kafka.GroupAdmin;
import io.chiral.kafka.KafkaSettings;
import io.chiral.kafka.TopicAdmin;
import io.chiral.kafka.TopicProblem;
import io.chiral.messages.Topics;
import io.chiral.service.config.ChiralConfig;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What was found in Kafka before any role began.
 *
 * @param problems for which this process is not ready
 * @param advice what may go wrong later; null: nothing
 */
record KafkaCheck(List<TopicProblem> problems, @Nullable String advice) {

  private static final Logger LOG = LoggerFactory.getLogger(KafkaCheck.class);
  private static final Duration LONG_ENOUGH = Duration.ofDays(365);

  KafkaCheck {
    problems = List.copyOf(problems);
  }

  /** Makes the topics and first offsets that are missing, and looks at those that are there. */
  static KafkaCheck of(KafkaSettings kafka, ChiralConfig config) {
    Topics topics = config.topics();
    List<TopicProblem> problems = new ArrayList<>();
    try (TopicAdmin admin = new TopicAdmin(kafka);
        GroupAdmin groups = new GroupAdmin(kafka)) {
      problems.addAll(admin.ensure(topics, config.topicReplication()));
      Groups.all(topics).forEach(group -> problems.addAll(groups.ensure(group)));
      KafkaCheck check = new KafkaCheck(problems, advice(groups.retention()));
      check.told().forEach(line -> LOG.warn("found in Kafka error={}", line));
      return check;
    }
  }

  static @Nullable String advice(@Nullable Duration retention) {
    return retention == null || retention.compareTo(LONG_ENOUGH) >= 0
        ? null
        : ("offsets.retention.minutes is %d on the brokers: a role that does not run for %d days"
                + " forgets where it was, and then waits for \"chiral offsets restore\". Set it in"
                + " every broker's properties, for instance to 5256000 (ten years)")
            .formatted(retention.toMinutes(), retention.toDays());
  }

  Health health() {
    if (!problems.isEmpty()) {
      return Health.notReady(told().collect(Collectors.joining("; ")));
    }
    return Health.ready(advice == null ? "as they must be" : "as they must be, but " + advice);
  }

  private Stream<String> told() {
    Stream<String> wrong =
        problems.stream().map(p -> "%s %s: %s".formatted(p.topic(), p.what(), p.remedy()));
    return advice == null ? wrong : Stream.concat(wrong, Stream.of(advice));
  }
}
