package io.chiral.load.pace;

import io.chiral.load.crash.Installation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Installations to be timed: one process for all that is not computing, and workers. */
final class Processes {
  /** What one process does beside the workers. */
  static final String FRONT = "command,reporting,gateway";

  private Processes() {}

  static List<String> names(int workers) {
    List<String> names = new ArrayList<>(List.of(FRONT + "-1"));
    for (int worker = 1; worker <= workers; worker++) {
      names.add("worker-" + worker);
    }
    return names;
  }

  /** Processor time of each process so far, in seconds, the broker included. */
  static Map<String, Double> cpuSeconds(Installation installation) {
    Map<String, Double> seconds = new LinkedHashMap<>();
    seconds.put(
        "broker", installation.brokerPids().stream().mapToDouble(Processes::cpuSeconds).sum());
    installation
        .members()
        .forEach(member -> seconds.merge(member.role(), cpuSeconds(member.pid()), Double::sum));
    return seconds;
  }

  private static double cpuSeconds(long pid) {
    return ProcessHandle.of(pid)
            .flatMap(process -> process.info().totalCpuDuration())
            .map(Duration::toMillis)
            .orElseThrow(() -> new IllegalStateException("no process " + pid))
        / 1e3;
  }
}
