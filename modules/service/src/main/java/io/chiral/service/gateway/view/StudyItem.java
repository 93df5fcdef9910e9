package io.chiral.service.gateway.view;

import io.chiral.messages.spec.MetricSpec;
import io.chiral.messages.spec.SettingSpec;
import io.chiral.messages.spec.StudySpec;
import io.chiral.messages.state.RunState;
import io.chiral.messages.state.RunStatus;
import io.chiral.messages.state.StudyState;
import io.chiral.messages.state.StudyState.StudyStatus;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A study with its runs. It changes whenever one of them does. */
public final class StudyItem extends Item {

  private final Map<String, RunItem> runs = new LinkedHashMap<>();
  private @Nullable StudyState state;
  private @Nullable Change lastOfStudy;
  private @Nullable Change lastOfRuns;

  StudyItem(String study) {
    super(Kind.PROGRESS, study, study);
  }

  void put(StudyState newest, Change change) {
    state = newest;
    lastOfStudy = change;
  }

  void put(RunItem run, Change change) {
    runs.put(run.key(), run);
    lastOfRuns = change;
  }

  /** Drops its runs. */
  void forget() {
    runs.clear();
  }

  /** Whether only its id is left. */
  public boolean isForgotten() {
    return state != null && state.status() == StudyStatus.FORGOTTEN;
  }

  /** The study's state; null while only runs of it were seen. */
  public @Nullable StudyState state() {
    return state;
  }

  /** Its runs, in the order in which they were first seen. */
  public Collection<RunItem> runs() {
    return Collections.unmodifiableCollection(runs.values());
  }

  /** Two topics feed it, so a token may cover the one change and not the other. */
  @Override
  public boolean hasNews(Since since) {
    return super.hasNews(since)
        || (lastOfStudy != null && since.misses(lastOfStudy))
        || (lastOfRuns != null && since.misses(lastOfRuns));
  }

  @Override
  public Progress value(Since since) {
    List<RunState> all = runs.values().stream().map(RunItem::state).toList();
    List<RunState> wanted = all.stream().filter(run -> !dropped(run)).toList();
    Map<String, Integer> byStatus = new TreeMap<>();
    all.forEach(
        run -> byStatus.merge(run.status().name().toLowerCase(Locale.ROOT), 1, Integer::sum));
    return new Progress(
        state == null ? "accepted" : state.status().name().toLowerCase(Locale.ROOT),
        state == null || state.spec() == null ? null : Outline.of(state.spec()),
        all.size(),
        byStatus,
        runs.values().stream()
            .filter(run -> !dropped(run.state()))
            .mapToLong(RunItem::stepTold)
            .sum(),
        wanted.stream().mapToLong(run -> run.spec().steps()).sum(),
        TimeLeft.seconds(all),
        state == null ? null : state.createdAt(),
        state == null ? null : state.updatedAt());
  }

  private static boolean dropped(RunState run) {
    return run.status() == RunStatus.CANCELLED || run.status() == RunStatus.FAILED;
  }

  /**
   * A study as monitors see it.
   *
   * @param status lower-case name of its status, or {@code accepted} before its state was seen
   * @param outline what it compares; null for a study that a lone run made
   * @param runs number of runs
   * @param byStatus number of runs a status
   * @param stepsDone of all runs that were not cancelled and did not fail
   * @param steps of the same runs
   * @param secondsLeft an estimate; null while nothing like the rest was computed
   * @param createdAt when it was accepted
   * @param updatedAt when its state was last written
   */
  public record Progress(
      String status,
      @Nullable Outline outline,
      int runs,
      Map<String, Integer> byStatus,
      long stepsDone,
      long steps,
      @Nullable Long secondsLeft,
      @Nullable Instant createdAt,
      @Nullable Instant updatedAt) {}

  /** What a study compares, as far as a page needs it. */
  public record Outline(
      String title,
      @Nullable String notice,
      String generator,
      int scale,
      List<String> metrics,
      List<Setting> settings,
      List<Long> seeds,
      List<String> judges,
      String headline) {

    static Outline of(StudySpec spec) {
      return new Outline(
          spec.title(),
          spec.notice(),
          spec.generator().name() + " " + spec.generator().config(),
          spec.generator().scale(),
          spec.metrics().stream().map(MetricSpec::id).toList(),
          spec.allSettings().stream().map(Setting::of).toList(),
          spec.seeds(),
          spec.evaluation().judges(),
          spec.headline());
    }
  }

  /** An adversarial setting: level and backbone are null for the one without discriminator. */
  public record Setting(String id, @Nullable String level, @Nullable String backbone) {
    static Setting of(SettingSpec spec) {
      return spec.discriminator() == null
          ? new Setting(spec.id(), null, null)
          : new Setting(spec.id(), spec.discriminator().level(), spec.discriminator().backbone());
    }
  }
}
