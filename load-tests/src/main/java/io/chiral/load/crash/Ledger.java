package io.chiral.load.crash;

import com.fasterxml.jackson.databind.JsonNode;
import io.chiral.messages.Topics;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What the metrics topic says of a study, one line a fact, so that two studies can be compared that
 * were cut into different slices: training scalars are told apart by step and name. What a clock
 * said ({@code step_seconds}) is left out.
 *
 * @param facts how often each fact was told
 * @param disorder what came in another order than it happened
 */
record Ledger(Map<String, Integer> facts, List<String> disorder) {
  private static final String SCALARS = "io.chiral.training-scalars.v1";
  private static final String RUN_ENDED = "io.chiral.run-ended.v1";
  private static final Set<String> TIMES = Set.of("step_seconds");

  static Ledger of(List<Seen> records) {
    Map<String, Integer> facts = new TreeMap<>();
    List<String> disorder = new ArrayList<>();
    Map<String, Integer> lastStep = new HashMap<>();
    Set<String> ended = new HashSet<>();
    for (Seen record : records) {
      if (!record.topic().equals(Topics.standard().metrics())) {
        continue;
      }
      String run = record.text("run");
      if (ended.contains(run)) {
        disorder.add("after the end of run %s: %s".formatted(run, record.place()));
      }
      if (record.type().equals(SCALARS)) {
        scalars(record.body(), facts);
        for (JsonNode step : record.body().path("steps")) {
          if (step.asInt() <= lastStep.getOrDefault(run, 0)) {
            disorder.add("step %s of run %s at %s".formatted(step, run, record.place()));
          }
          lastStep.put(run, step.asInt());
        }
      } else {
        facts.merge(record.type() + " " + record.body(), 1, Integer::sum);
      }
      if (record.type().equals(RUN_ENDED)) {
        ended.add(run);
      }
    }
    return new Ledger(facts, disorder);
  }

  private static void scalars(JsonNode event, Map<String, Integer> facts) {
    JsonNode names = event.path("names");
    for (int column = 0; column < names.size(); column++) {
      String name = names.get(column).asText();
      if (TIMES.contains(name)) {
        continue;
      }
      for (int row = 0; row < event.path("steps").size(); row++) {
        String fact =
            "run %s step %s %s = %s"
                .formatted(
                    event.path("run").asText(),
                    event.path("steps").get(row),
                    name,
                    event.path("columns").get(column).get(row));
        facts.merge(fact, 1, Integer::sum);
      }
    }
  }

  /** Facts told more than once. */
  List<String> repeated() {
    return facts.entrySet().stream().filter(e -> e.getValue() > 1).map(Map.Entry::getKey).toList();
  }

  /** Facts of the other that are not here. */
  List<String> lacks(Ledger other) {
    return other.facts.keySet().stream().filter(fact -> !facts.containsKey(fact)).toList();
  }

  /** Logged steps of every run. */
  static Map<String, List<Integer>> steps(List<Seen> records) {
    Map<String, List<Integer>> steps = new HashMap<>();
    for (Seen record : records) {
      if (record.type().equals(SCALARS)) {
        List<Integer> ofRun = steps.computeIfAbsent(record.text("run"), run -> new ArrayList<>());
        record.body().path("steps").forEach(step -> ofRun.add(step.asInt()));
      }
    }
    return steps;
  }
}
