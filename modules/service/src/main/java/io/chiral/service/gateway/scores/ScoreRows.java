package io.chiral.service.gateway.scores;

import io.chiral.asymmetry.panel.JudgeCatalogue;
import io.chiral.asymmetry.panel.JudgeTraits;
import io.chiral.asymmetry.panel.Kinship;
import io.chiral.messages.command.RecordOpinion;
import io.chiral.messages.event.ImagesScored;
import io.chiral.messages.event.ItemsScored;
import io.chiral.messages.event.MetricEvent;
import io.chiral.messages.event.OpinionRecorded;
import io.chiral.messages.event.RunEnded;
import io.chiral.messages.event.StudyExpanded;
import io.chiral.messages.event.TrainingDiagnosed;
import io.chiral.messages.event.TrainingScalars;
import io.chiral.messages.spec.SettingSpec;
import io.chiral.messages.spec.StudySpec;
import io.chiral.messages.work.Cell;
import io.chiral.service.gateway.report.Csv;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Events as rows of the tidy table, one measurement each. Remembers the declared grid alone, so
 * memory does not grow with the scores. Not thread-safe.
 */
public final class ScoreRows {

  /** What {@code kind} a row is of decides which of the others are filled. */
  public enum Column {
    /** judged, assessed, trained, diagnosed, ended or opinion. */
    KIND("kind"),
    RUN("run"),
    ROLE("role"),
    METRIC("metric"),
    SEED("seed"),
    SETTING("setting"),
    STEP("step"),
    SPLIT("split"),
    /** Judge id, benchmark id, or the measure's name. */
    BY("by"),
    FAMILY("family"),
    /** Of a judge's scores: higher or lower. Assessors' scores are higher for better. */
    BETTER("better"),
    /** metric, setting or both: to what of this row the judge is kin. */
    KIN("kin"),
    IMAGE("image"),
    /** The independent unit: photograph, or reference content. */
    CONTENT("content"),
    DISTORTION("distortion"),
    PROXY("proxy"),
    SCORE("score"),
    OPINION("opinion"),
    STATUS("status"),
    RATER("rater"),
    AGAINST_RUN("againstRun"),
    AGAINST_STEP("againstStep"),
    /** Of an opinion: which of more than the report keeps count depends on it alone. */
    ID("id");

    private final String text;

    Column(String text) {
      this.text = text;
    }
  }

  private static final String SKIPPED = "skipped";
  private static final String REAL = "out_d_real";
  private static final String FAKE = "out_d_fake";

  private final Map<String, Cell> cells = new HashMap<>();
  private @Nullable StudySpec spec;

  /** The table's first line. */
  public static String header() {
    List<String> names = new ArrayList<>();
    for (Column column : Column.values()) {
      names.add(column.text);
    }
    return new Csv().row(names).text();
  }

  /** The rows of events in their order. */
  public String rows(List<MetricEvent> events) {
    Csv csv = new Csv();
    events.forEach(event -> add(csv, event));
    return csv.text();
  }

  private void add(Csv csv, MetricEvent event) {
    if (event instanceof StudyExpanded expanded) {
      spec = expanded.spec();
      expanded.cells().forEach(run -> cells.put(run.run(), run.cell()));
    } else if (event instanceof ImagesScored scored) {
      judged(csv, scored);
    } else if (event instanceof ItemsScored scored) {
      assessed(csv, scored);
    } else if (event instanceof TrainingScalars scalars) {
      trained(csv, scalars);
    } else if (event instanceof TrainingDiagnosed diagnosed) {
      diagnosed(csv, diagnosed);
    } else if (event instanceof RunEnded ended) {
      row("ended", ended.run())
          .with(Column.STATUS, ended.status().name().toLowerCase(Locale.ROOT))
          .write(csv);
    } else if (event instanceof OpinionRecorded recorded) {
      opinion(csv, recorded.id(), recorded.opinion());
    }
    // Fair weights and tiles are no measurements of this table: the report's protocol has the
    // former.
  }

  private void judged(Csv csv, ImagesScored scored) {
    Row row = new Row().with(Column.KIND, "judged").with(Column.RUN, scored.run());
    row.of(scored.cell());
    for (ImagesScored.Score score : scored.scores()) {
      JudgeTraits judge =
          JudgeCatalogue.knows(score.judge()) ? JudgeCatalogue.find(score.judge()) : null;
      int crop = score.image().indexOf('#');
      row.with(Column.BY, score.judge())
          .with(Column.FAMILY, judge == null ? null : judge.family())
          .with(Column.BETTER, judge == null || judge.higherIsBetter() ? "higher" : "lower")
          .with(Column.KIN, judge == null ? null : kin(judge, scored.cell()))
          .with(Column.IMAGE, score.image())
          .with(Column.CONTENT, crop < 0 ? score.image() : score.image().substring(0, crop))
          .with(Column.SCORE, score.value())
          .write(csv);
    }
  }

  private @Nullable String kin(JudgeTraits judge, Cell cell) {
    StudySpec declared = spec;
    if (declared == null) {
      return null;
    }
    boolean metric =
        Kinship.among(judge, declared.metrics())
            || declared.metrics().stream()
                .anyMatch(one -> one.id().equals(cell.metric()) && Kinship.kin(judge, one));
    List<SettingSpec> settings =
        declared.allSettings().stream().filter(s -> s.id().equals(cell.setting())).toList();
    boolean setting = Kinship.kin(judge, settings);
    if (metric && setting) {
      return "both";
    }
    return metric ? "metric" : setting ? "setting" : null;
  }

  private void assessed(Csv csv, ItemsScored scored) {
    Row row = row("assessed", scored.run());
    row.with(Column.METRIC, scored.metric())
        .with(Column.SEED, scored.seed())
        .with(Column.BY, scored.benchmark())
        .with(Column.SPLIT, scored.split())
        .with(Column.PROXY, scored.proxy());
    for (ItemsScored.Item item : scored.items()) {
      row.with(Column.IMAGE, item.item())
          .with(Column.CONTENT, item.content())
          .with(Column.DISTORTION, item.distortion())
          .with(Column.SCORE, item.score())
          .with(Column.OPINION, item.opinion())
          .write(csv);
    }
  }

  /**
   * What stability needs: whether a step's losses are finite and no step was skipped so far, and
   * the discriminator's margin.
   */
  private void trained(Csv csv, TrainingScalars scalars) {
    Row row = row("trained", scalars.run());
    for (int at = 0; at < scalars.steps().size(); at++) {
      int step = at;
      boolean finite = scalars.columns().stream().allMatch(column -> column.get(step) != null);
      Double skipped = value(scalars, SKIPPED, step);
      finite &= skipped == null || skipped == 0;
      Double real = value(scalars, REAL, step);
      Double fake = value(scalars, FAKE, step);
      row.with(Column.STEP, scalars.steps().get(step));
      row.with(Column.BY, "finite").with(Column.SCORE, finite ? 1 : 0).write(csv);
      if (real != null && fake != null) {
        row.with(Column.BY, "margin").with(Column.SCORE, real - fake).write(csv);
      }
    }
  }

  private static @Nullable Double value(TrainingScalars scalars, String name, int at) {
    int column = scalars.names().indexOf(name);
    return column < 0 ? null : scalars.columns().get(column).get(at);
  }

  private void diagnosed(Csv csv, TrainingDiagnosed diagnosed) {
    Row row = row("diagnosed", diagnosed.run());
    for (int column = 0; column < diagnosed.names().size(); column++) {
      row.with(Column.BY, diagnosed.names().get(column));
      for (int at = 0; at < diagnosed.steps().size(); at++) {
        row.with(Column.STEP, diagnosed.steps().get(at))
            .with(Column.SCORE, diagnosed.columns().get(column).get(at))
            .write(csv);
      }
    }
  }

  private void opinion(Csv csv, String id, RecordOpinion opinion) {
    row("opinion", opinion.runA())
        .with(Column.STEP, opinion.stepA())
        .with(Column.RATER, opinion.rater())
        .with(Column.IMAGE, opinion.image())
        .with(Column.AGAINST_RUN, opinion.runB())
        .with(Column.AGAINST_STEP, opinion.stepB())
        .with(Column.OPINION, opinion.value())
        .with(Column.ID, id)
        .write(csv);
  }

  private Row row(String kind, String run) {
    Row row = new Row().with(Column.KIND, kind).with(Column.RUN, run);
    Cell cell = cells.get(run);
    return cell == null ? row : row.of(cell);
  }

  /** Cells of one row; what is not set stays empty. */
  private static final class Row {
    private final @Nullable Object[] cells = new @Nullable Object[Column.values().length];

    Row with(Column column, @Nullable Object value) {
      cells[column.ordinal()] = value;
      return this;
    }

    Row of(Cell cell) {
      return with(Column.ROLE, cell.role().name().toLowerCase(Locale.ROOT))
          .with(Column.METRIC, cell.metric())
          .with(Column.SEED, cell.seed())
          .with(Column.SETTING, cell.setting())
          .with(Column.STEP, cell.step());
    }

    void write(Csv csv) {
      List<@Nullable Object> row = new ArrayList<>();
      for (Object cell : cells) {
        row.add(cell);
      }
      csv.row(row);
    }
  }
}
