package io.chiral.service.gateway.view;

import io.chiral.messages.event.CheckpointPublished;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Checkpoints that can be asked for: every milestone, and of the others, which every slice leaves
 * one of, the last few of each run. Its size follows from the number of runs. Confined to the
 * view's thread.
 */
final class CheckpointList {

  /** More than are kept in the store for longer than a day. */
  static final int PASSING = 8;

  private final Map<String, CheckpointPublished> byId = new LinkedHashMap<>();
  private final Map<String, Deque<String>> passing = new HashMap<>();

  void put(CheckpointPublished event) {
    String id = event.checkpoint().id();
    boolean known = byId.put(id, event) != null;
    if (known || event.checkpoint().milestone()) {
      return;
    }
    Deque<String> ids = passing.computeIfAbsent(event.run(), run -> new ArrayDeque<>());
    ids.addLast(id);
    if (ids.size() > PASSING) {
      byId.remove(ids.removeFirst());
    }
  }

  /** Its record was taken away: collection came to it. */
  void remove(String id) {
    CheckpointPublished event = byId.remove(id);
    Deque<String> ids = event == null ? null : passing.get(event.run());
    if (ids != null) {
      ids.remove(id);
      if (ids.isEmpty()) {
        passing.remove(event.run());
      }
    }
  }

  /** Those of a study. */
  void forget(String study) {
    byId.values()
        .removeIf(
            event -> {
              boolean gone = event.study().equals(study);
              if (gone) {
                passing.remove(event.run());
              }
              return gone;
            });
  }

  Optional<CheckpointPublished> find(String id) {
    return Optional.ofNullable(byId.get(id));
  }

  /** In the order in which they were first published. */
  List<CheckpointPublished> all() {
    return new ArrayList<>(byId.values());
  }
}
