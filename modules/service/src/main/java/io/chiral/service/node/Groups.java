package io.chiral.service.node;

import io.chiral.kafka.Group;
import io.chiral.messages.Topics;
import java.util.List;

/** The consumer groups of the roles: what each reads, and what it makes of it. */
public final class Groups {

  private Groups() {}

  /** Of the command role. */
  public static Group command(Topics topics) {
    return new Group(
        topics.prefix() + "command",
        List.of(topics.commands(), topics.outcomes()),
        List.of(topics.studies(), topics.runs(), topics.rejections()));
  }

  /** Of all workers. */
  public static Group workers(Topics topics) {
    return new Group(Node.workers(topics), List.of(topics.work()), List.of(topics.outcomes()));
  }

  /** Of all reporters. */
  public static Group reporting(Topics topics) {
    return new Group(
        topics.prefix() + "reporting", List.of(topics.metrics()), List.of(topics.asymmetry()));
  }

  static List<Group> all(Topics topics) {
    return List.of(command(topics), workers(topics), reporting(topics));
  }
}
