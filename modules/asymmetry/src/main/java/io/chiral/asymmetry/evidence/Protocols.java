package io.chiral.asymmetry.evidence;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** How scores were made, by run and by what made them. */
final class Protocols {

  private final Map<String, Map<String, String>> byRun = new TreeMap<>();

  void add(String run, Map<String, String> protocol, Faults faults) {
    Map<String, String> known = byRun.computeIfAbsent(run, key -> new TreeMap<>());
    protocol.forEach(
        (maker, how) -> {
          String before = known.putIfAbsent(maker, how);
          if (before != null
              && !before.equals(how)
              && !faults.settle("protocol of %s in run %s".formatted(maker, run), before, how)) {
            known.put(maker, how);
          }
        });
  }

  Map<String, String> of(String run) {
    return byRun.getOrDefault(run, Map.of());
  }

  /** The distinct ways of one maker over all runs. */
  String distinct(String maker) {
    return byRun.values().stream()
        .map(protocol -> protocol.getOrDefault(maker, ""))
        .filter(how -> !how.isEmpty())
        .distinct()
        .sorted()
        .collect(Collectors.joining(" | "));
  }
}
