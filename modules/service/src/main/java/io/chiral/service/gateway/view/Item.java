package io.chiral.service.gateway.view;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One thing that monitors watch, in its latest state. Confined to the view's thread. */
public abstract sealed class Item
    permits StudyItem, RunItem, CurveItem, ScoresItem, TilesItem, ReportItem {

  private final Kind kind;
  private final String study;
  private final String key;
  private @Nullable Change last;

  Item(Kind kind, String study, String key) {
    this.kind = kind;
    this.study = study;
    this.key = key;
  }

  /** What it is. */
  public final Kind kind() {
    return kind;
  }

  /** Id of the study that it belongs to. */
  public final String study() {
    return study;
  }

  /** Names it among its kind: a study's or a run's id. */
  public final String key() {
    return key;
  }

  /** The version of its latest change, 0 before the first. */
  public final long version() {
    return last == null ? 0 : last.version();
  }

  void changed(Change change) {
    last = change;
  }

  /** Its latest change, at another version. */
  Optional<Change> touched(long version) {
    return Optional.ofNullable(last).map(at -> new Change(version, at.slot(), at.offset()));
  }

  /** Whether it has news for somebody who has seen that much. */
  public boolean hasNews(Since since) {
    return last != null && since.misses(last);
  }

  /**
   * What goes to a monitor who has seen that much: a record that Jackson writes. It replaces what
   * the monitor has of this item, except that curves may say after which step.
   */
  public abstract Object value(Since since);
}
