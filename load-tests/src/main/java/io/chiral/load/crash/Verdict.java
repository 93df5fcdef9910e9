package io.chiral.load.crash;

import com.fasterxml.jackson.databind.JsonNode;
import io.chiral.messages.Topics;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Compares a disturbed study with the undisturbed one; says what is not as it must be. */
final class Verdict {
  private static final Topics TOPICS = Topics.standard();
  private static final int SHOWN = 5;

  private final List<Seen> peace;
  private final List<Seen> crash;
  private final List<String> problems = new ArrayList<>();
  private final Map<String, Integer> counts = new TreeMap<>();

  /**
   * @param peace all that was published where nothing was disturbed
   * @param crash all that was published where blows fell
   */
  Verdict(List<Seen> peace, List<Seen> crash) {
    this.peace = List.copyOf(peace);
    this.crash = List.copyOf(crash);
  }

  /** What is wrong; empty where all is as it must be. */
  List<String> problems() {
    return List.copyOf(problems);
  }

  /** How much was compared. */
  Map<String, Integer> counts() {
    return Map.copyOf(counts);
  }

  Verdict judge(Path peaceStore, Path crashStore) {
    checkpoints(peaceStore, crashStore);
    metrics();
    outcomes();
    reports();
    return this;
  }

  private void checkpoints(Path peaceStore, Path crashStore) {
    Map<String, JsonNode> expected = latestRuns(peace);
    Map<String, JsonNode> found = latestRuns(crash);
    same("runs", expected.keySet(), found.keySet());
    int milestones = 0;
    for (Map.Entry<String, JsonNode> run : expected.entrySet()) {
      JsonNode other = found.getOrDefault(run.getKey(), run.getValue());
      same("status of " + run.getKey(), run.getValue().get("status"), other.get("status"));
      same(
          "milestones of " + run.getKey(),
          run.getValue().get("milestones"),
          other.get("milestones"));
      for (JsonNode milestone : run.getValue().path("milestones")) {
        milestones++;
        String id = milestone.path("id").asText();
        same(
            "files of checkpoint " + id,
            Files.exists(crashStore.resolve("checkpoints").resolve(id)),
            true);
        compareFiles(id, peaceStore, crashStore);
      }
    }
    counts.put("milestone checkpoints byte-equal", milestones);
  }

  private void compareFiles(String id, Path peaceStore, Path crashStore) {
    Path one = peaceStore.resolve("checkpoints").resolve(id);
    Path other = crashStore.resolve("checkpoints").resolve(id);
    try (Stream<Path> files = Files.list(one)) {
      for (Path file : files.toList()) {
        Path twin = other.resolve(file.getFileName());
        if (!Files.exists(twin) || Files.mismatch(file, twin) != -1) {
          problems.add("%s differs from %s".formatted(twin, file));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Map<String, JsonNode> latestRuns(List<Seen> records) {
    Map<String, JsonNode> latest = new TreeMap<>();
    records.stream()
        .filter(record -> record.topic().equals(TOPICS.runs()))
        .forEach(record -> latest.put(record.text("run"), record.body()));
    return latest;
  }

  private void metrics() {
    Ledger expected = Ledger.of(peace);
    Ledger found = Ledger.of(crash);
    none("metric facts missing", found.lacks(expected));
    none("metric facts that nobody expects", expected.lacks(found));
    none("metric facts repeated", found.repeated());
    none("metric facts out of order", found.disorder());
    counts.put("metric facts, each once", found.facts().size());
  }

  private void outcomes() {
    Set<String> ids = new HashSet<>();
    Map<String, Integer> next = new HashMap<>();
    int failed = 0;
    int slices = 0;
    for (Seen outcome : of(TOPICS.outcomes())) {
      String run = outcome.text("run");
      int slice = outcome.body().path("slice").asInt();
      if (!ids.add("%s/%d/%s".formatted(run, slice, outcome.text("attempt")))) {
        problems.add("an outcome twice: run %s slice %d".formatted(run, slice));
      }
      if (outcome.text("reason").equalsIgnoreCase("failed")) {
        failed++;
        continue;
      }
      slices++;
      if (next.merge(run, 1, Integer::sum) != slice + 1) {
        problems.add("run %s: slice %d out of order".formatted(run, slice));
      }
    }
    counts.put("slices", slices);
    counts.put("slices of the undisturbed study", (int) count(peace, TOPICS.outcomes()));
    counts.put("attempts reported as failed", failed);
  }

  private void reports() {
    same("report", Peace.report(peace), Peace.report(crash));
    long last = -1;
    List<Seen> reports = of(TOPICS.asymmetry());
    for (Seen report : reports) {
      long offset = report.body().path("asOf").path("offset").asLong();
      if (offset <= last) {
        problems.add("report as of %d after %d".formatted(offset, last));
      }
      last = offset;
    }
    counts.put("reports, each as of a later offset", reports.size());
  }

  /** A reader who was there all the time has read what can be read afterwards. */
  Verdict heardBy(List<Seen> live) {
    same("what was read live", places(crash), places(live));
    counts.put("records read live, none twice", live.size());
    return this;
  }

  /** A page has every logged step of every run once. */
  Verdict shownTo(Monitor monitor) {
    same("curves of the page", new TreeMap<>(Ledger.steps(crash)), new TreeMap<>(monitor.curves()));
    none("frames that do not follow", monitor.faults());
    return this;
  }

  private static List<String> places(List<Seen> records) {
    return records.stream().map(Seen::place).sorted().toList();
  }

  private List<Seen> of(String topic) {
    return crash.stream().filter(record -> record.topic().equals(topic)).toList();
  }

  private static long count(List<Seen> records, String topic) {
    return records.stream().filter(record -> record.topic().equals(topic)).count();
  }

  private void same(String what, Object expected, Object found) {
    if (!expected.equals(found)) {
      problems.add("%s: expected %s, found %s".formatted(what, cut(expected), cut(found)));
    }
  }

  private static String cut(Object value) {
    String text = String.valueOf(value);
    return text.length() > 1000 ? text.substring(0, 1000) + "…" : text;
  }

  private void none(String what, List<String> found) {
    if (!found.isEmpty()) {
      List<String> some = found.subList(0, Math.min(SHOWN, found.size()));
      problems.add("%s: %d, such as %s".formatted(what, found.size(), some));
    }
  }
}
