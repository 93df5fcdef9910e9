package io.chiral.service.reporting;

import io.chiral.messages.Codec;
import io.chiral.messages.state.Snapshot;
import io.chiral.messages.state.Snapshot.SavedStudy;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** All studies of one partition, how far it was folded, and how much of that is durable. */
final class PartitionReports {

  /** Of a record besides its body. */
  private static final int HEADERS = 512;

  private final String version;
  private final Codec codec;
  private final Map<String, StudyReport> studies = new TreeMap<>();
  private long next;
  private long volume;
  private boolean savedMore;

  /** Nothing more is told of these. */
  private final Set<String> forgotten = new HashSet<>();

  /** Those of them whose report is to be taken away. */
  private final Set<String> unreported = new TreeSet<>();

  /** Nothing was folded yet. */
  PartitionReports(String version, Codec codec) {
    this.version = version;
    this.codec = codec;
  }

  /** All its studies sleep. */
  PartitionReports(Snapshot snapshot, String version, Codec codec) {
    this(version, codec);
    next = snapshot.offset();
    for (SavedStudy study : snapshot.studies()) {
      studies.put(study.study(), new StudyReport(study, version, codec));
    }
  }

  StudyReport study(String study) {
    return studies.computeIfAbsent(study, id -> new StudyReport(id, version, codec));
  }

  /**
   * Drops a study; the next snapshot lacks it.
   *
   * @param silent its report was taken away by an earlier owner
   */
  void forget(String study, boolean silent) {
    studies.remove(study);
    forgotten.add(study);
    savedMore = true;
    if (!silent) {
      unreported.add(study);
    }
  }

  /** Whether the study was forgotten since this partition was taken over. */
  boolean isForgotten(String study) {
    return forgotten.contains(study);
  }

  /** Whose report is to be taken away now; each is told once. */
  List<String> takeUnreported() {
    List<String> taken = List.copyOf(unreported);
    unreported.clear();
    return taken;
  }

  Collection<StudyReport> all() {
    return studies.values();
  }

  void folded(long offset, int bodyBytes) {
    next = offset + 1;
    volume += HEADERS + bodyBytes;
  }

  /** Of the record to be folded next. */
  long next() {
    return next;
  }

  /** Bytes folded here. */
  long volume() {
    return volume;
  }

  /** A study's newest file is durable. */
  void saved(StudyReport study, Snapshots.Written file) {
    study.saved().done(file);
    savedMore = true;
  }

  /** From where the next owner may go on; null: as was said before. */
  @Nullable Snapshot snapshot(int partition) {
    if (!savedMore) {
      return null;
    }
    savedMore = false;
    long offset = next;
    for (StudyReport study : studies.values()) {
      offset = Math.min(offset, study.saved().lacksFrom());
    }
    return new Snapshot(
        partition,
        offset,
        studies.values().stream()
            .filter(study -> study.saved().file() != null)
            .map(PartitionReports::saved)
            .toList());
  }

  private static SavedStudy saved(StudyReport study) {
    Saved saved = study.saved();
    String file = Objects.requireNonNull(saved.file());
    return new SavedStudy(study.study(), file, saved.upTo(), study.trace());
  }
}
