package io.chiral.service.offsets;

import io.chiral.kafka.Group;
import io.chiral.kafka.GroupAdmin;
import io.chiral.kafka.Partition;
import io.chiral.messages.Codec;
import io.chiral.service.cli.AnsweringBroker;
import io.chiral.service.cli.UserException;
import io.chiral.service.config.ChiralConfig;
import io.chiral.service.node.Groups;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code chiral offsets …}: where the roles stand in Kafka's topics. */
@Command(
    name = "offsets",
    description = "Find again where the roles stood, after Kafka has lost their offsets.")
public final class OffsetsCommand {

  @Spec private CommandSpec spec;

  @SuppressWarnings("NullAway.Init") // picocli fills the fields in
  OffsetsCommand() {}

  @Command(
      name = "restore",
      description =
          "Give every partition without an offset the one that the topics tell: no slice that has"
              + " ended is computed again. All processes of the group must have stopped.")
  int restore(
      @Option(names = "--dry-run", description = "List the places; commit nothing.") boolean dryRun,
      @Option(names = "--config", paramLabel = "FILE", description = "YAML file of settings.")
          @Nullable Path config,
      @Option(
              names = "--set",
              paramLabel = "KEY=VALUE",
              description = "A setting, such as kafka.bootstrap.servers; may be repeated.")
          @Nullable Map<String, String> settings) {
    ChiralConfig read = ChiralConfig.load(config, settings == null ? Map.of() : settings);
    if (!read.kafka().common().containsKey("bootstrap.servers")) {
      throw new UserException("set kafka.bootstrap.servers to where the service says that it is");
    }
    AnsweringBroker.require(read.kafka());
    PrintWriter out = spec.commandLine().getOut();
    try (GroupAdmin groups = new GroupAdmin(read.kafka().readers())) {
      List<Place> places =
          new Places(read.kafka().readers(), read.topics(), new Codec(), groups).all();
      places.stream()
          .sorted(Comparator.comparing(place -> place.partition().toString()))
          .forEach(
              place ->
                  out.printf(
                      "%s %s: %d, %s%n",
                      place.group().id(), place.partition(), place.offset(), place.why()));
      if (!dryRun) {
        List.of(
                Groups.command(read.topics()),
                Groups.workers(read.topics()),
                Groups.reporting(read.topics()))
            .forEach(group -> commit(groups, group, places));
      }
      out.println(
          places.isEmpty()
              ? "no offset is missing"
              : dryRun ? "nothing was committed" : places.size() + " offsets were committed");
      out.flush();
      return 0;
    }
  }

  private static void commit(GroupAdmin groups, Group group, List<Place> places) {
    Map<Partition, Long> offsets =
        places.stream()
            .filter(place -> place.group().equals(group))
            .collect(Collectors.toMap(Place::partition, Place::offset));
    if (!offsets.isEmpty() && !groups.commit(group, offsets)) {
      throw new UserException(
          "group %s has live members: stop its processes first, wait for Kafka's session time-out"
                  .formatted(group.id())
              + " (45 s unless it was lowered), then try again");
    }
  }
}
