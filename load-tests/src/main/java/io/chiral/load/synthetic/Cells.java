package io.chiral.load.synthetic;

import io.chiral.messages.event.StudyExpanded.RunCell;
import io.chiral.messages.spec.MetricSpec;
import io.chiral.messages.spec.SettingSpec;
import io.chiral.messages.spec.StudySpec;
import io.chiral.messages.spec.StudySpec.Assessment;
import io.chiral.messages.spec.TransferSpec;
import io.chiral.messages.work.Cell;
import io.chiral.messages.work.Cell.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The cells that the service expands a grid into, with run ids that can be read. */
final class Cells {

  private final StudySpec spec;
  private final List<RunCell> cells = new ArrayList<>();

  private Cells(StudySpec spec) {
    this.spec = spec;
  }

  static List<RunCell> of(StudySpec spec) {
    Cells cells = new Cells(spec);
    cells.expand();
    return cells.cells;
  }

  private void expand() {
    add(Role.BASELINE, null, null, null, null, null);
    TreeSet<Integer> steps = new TreeSet<>(spec.training().evaluateAt());
    steps.add(spec.training().steps());
    for (long seed : spec.seeds()) {
      if (spec.pretraining() != null) {
        add(Role.PRETRAINING, null, null, seed, null, null);
      }
      for (SettingSpec setting : spec.allSettings()) {
        for (MetricSpec metric : spec.metrics()) {
          add(Role.OBJECTIVE, metric.id(), setting.id(), seed, null, null);
          steps.forEach(step -> add(Role.EVALUATION, metric.id(), setting.id(), seed, step, null));
        }
      }
    }
    if (spec.assessment() != null) {
      assessors(spec.assessment());
      spec.assessment().transfers().forEach(this::transfer);
    }
  }

  private void assessors(Assessment assessment) {
    for (String benchmark : assessment.benchmarks()) {
      for (MetricSpec metric : spec.metrics()) {
        for (@Nullable Long seed : seeds(metric)) {
          add(Role.ASSESSOR, metric.id(), null, seed, null, benchmark);
        }
      }
    }
  }

  private void transfer(TransferSpec transfer) {
    for (String benchmark : transfer.benchmarks()) {
      for (String initialisation : transfer.initialisations()) {
        MetricSpec assessor = transfer.assessor(initialisation);
        boolean from = initialisation.equals(TransferSpec.DISCRIMINATOR);
        for (@Nullable Long seed : seeds(assessor)) {
          add(
              Role.TRANSFER,
              assessor.id(),
              from ? transfer.setting() : null,
              seed,
              from ? spec.training().steps() : null,
              benchmark);
        }
      }
    }
  }

  private List<@Nullable Long> seeds(MetricSpec metric) {
    List<@Nullable Long> seeds = new ArrayList<>();
    if (metric.seeded()) {
      seeds.addAll(spec.seeds());
    } else {
      seeds.add(null);
    }
    return seeds;
  }

  private void add(
      Role role,
      @Nullable String metric,
      @Nullable String setting,
      @Nullable Long seed,
      @Nullable Integer step,
      @Nullable String benchmark) {
    Cell cell = new Cell(role, metric, setting, seed, step, benchmark);
    cells.add(new RunCell("run-%05d".formatted(cells.size()), cell));
  }
}
