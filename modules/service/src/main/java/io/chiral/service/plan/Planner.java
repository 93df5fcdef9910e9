package io.chiral.service.plan;

import io.chiral.asymmetry.design.Certainty;
import io.chiral.asymmetry.design.Design;
import io.chiral.asymmetry.design.Spreads;
import io.chiral.messages.spec.AssessSpec;
import io.chiral.messages.spec.CheckpointSource;
import io.chiral.messages.spec.EvaluateSpec;
import io.chiral.messages.spec.OptimiseSpec;
import io.chiral.messages.spec.RunSpec;
import io.chiral.messages.spec.SettingSpec;
import io.chiral.messages.spec.StudySpec;
import io.chiral.messages.work.Cell;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;

/** Adds up what a study's runs take. */
public final class Planner {
  /** Broker, roles and the first model. */
  private static final double START_SECONDS = 15;

  private static final String DEVICE = "one accelerator, assumed; none was run";

  /** About a fifth of what an A100's tensor cores are rated for in TF32. */
  private static final double DEVICE_FLOPS = 30e12;

  private static final int FLOPS = 2;
  private static final double HOUR = 3600;

  private final StudySpec spec;
  private final DataSizes data;
  private final Sizes sizes;
  private final RunCost cost;

  /**
   * @param spec of the study
   * @param data what is known of its data sets
   */
  public Planner(StudySpec spec, DataSizes data) {
    this.spec = spec;
    this.data = data;
    this.sizes = new Sizes(new PublishedSizes(data), spec.generator());
    this.cost = new RunCost(sizes);
  }

  /**
   * One run of the grid.
   *
   * @param run its id
   * @param role in the study
   * @param spec what it does
   */
  public record PlannedRun(String run, Cell.Role role, RunSpec spec) {}

  /** The plan of all runs, sources before those that start from them. */
  public StudyPlan plan(List<PlannedRun> runs) {
    Map<String, Integer> byRole = new LinkedHashMap<>();
    Map<String, Integer> depths = new HashMap<>();
    Work work = new Work(0, START_SECONDS);
    double bytes = 0;
    long optimiserSteps = 0;
    long assessorSteps = 0;
    long images = 0;
    double items = 0;
    for (PlannedRun run : runs) {
      byRole.merge(run.role().name().toLowerCase(Locale.ROOT), 1, Integer::sum);
      depths.put(run.run(), 1 + depthOfSource(run.spec(), depths));
      work = work.plus(cost.of(run.spec()));
      bytes += Storage.bytes(run.spec(), sizes);
      if (run.spec() instanceof OptimiseSpec optimise) {
        optimiserSteps += optimise.steps();
      } else if (run.spec() instanceof EvaluateSpec evaluate) {
        images += evaluate.images();
      } else if (run.spec() instanceof AssessSpec assess) {
        assessorSteps += assess.steps();
        items += assess.splits() * assess.testShare() * sizes.items(assess.benchmark());
      }
    }
    return new StudyPlan(
        spec.title(),
        spec.allSettings().stream().map(SettingSpec::id).toList(),
        runs.size(),
        byRole,
        depths.values().stream().mapToInt(Integer::intValue).max().orElse(0),
        optimiserSteps,
        assessorSteps,
        images,
        Math.round(items),
        work.multiplyAdds(),
        work.seconds(),
        new StudyPlan.Gpu(DEVICE, DEVICE_FLOPS, FLOPS * work.multiplyAdds() / DEVICE_FLOPS / HOUR),
        bytes,
        Certainty.of(design(), spreads()),
        notes());
  }

  private Spreads spreads() {
    return spec.assessment() != null
            && spec.assessment().benchmarks().stream().allMatch(id -> id.startsWith("proxy"))
        ? Spreads.PROXY
        : Spreads.PEOPLE;
  }

  private static int depthOfSource(RunSpec spec, Map<String, Integer> depths) {
    CheckpointSource from = spec.from();
    String source = from == null ? null : from.run();
    return source == null ? 0 : depths.getOrDefault(source, 0);
  }

  private Design design() {
    StudySpec.Assessment assessment = spec.assessment();
    StudySpec.Evaluation evaluation = spec.evaluation();
    int known = sizes.data().photographs(evaluation.testSet(), evaluation.images());
    return new Design(
        spec.metrics().size(),
        spec.allSettings().size(),
        spec.seeds().size(),
        known == 0 ? evaluation.images() : known,
        spec.pretraining() != null,
        assessment == null ? 0 : assessment.benchmarks().size(),
        assessment == null
            ? 0
            : assessment.benchmarks().stream().mapToInt(sizes.data()::contents).min().orElse(0),
        assessment == null ? 0 : assessment.splits(),
        assessment == null ? 0 : assessment.testShare());
  }

  private List<String> notes() {
    List<String> notes = new ArrayList<>();
    notes.add(
        "time: multiply-adds of every network at the pace measured on two cores"
            + " (load-tests/README.md), and what runs, steps and images cost besides; one worker");
    notes.add(
        "accelerator: %.0f TFLOP/s sustained are assumed, two operations a multiply-add"
            .formatted(DEVICE_FLOPS / 1e12));
    StudySpec.Evaluation evaluation = spec.evaluation();
    if (data.photographs(evaluation.testSet(), evaluation.images()) == 0) {
      absent(evaluation.testSet(), sizes.data().photographs(evaluation.testSet(), 1), notes);
    }
    benchmarks().stream()
        .filter(benchmark -> data.items(benchmark) == 0)
        .forEach(benchmark -> absent(benchmark, sizes.items(benchmark), notes));
    notes.addAll(DesignNotes.of(spec));
    return notes;
  }

  private static void absent(String id, int published, List<String> notes) {
    notes.add(
        published > 0
            ? "'%s' is not here: counted as published".formatted(id)
            : "'%s' is not here: not counted".formatted(id));
  }

  /** All label tables, of metrics and transfers. */
  private SortedSet<String> benchmarks() {
    SortedSet<String> all = new TreeSet<>();
    if (spec.assessment() != null) {
      all.addAll(spec.assessment().benchmarks());
      spec.assessment().transfers().forEach(transfer -> all.addAll(transfer.benchmarks()));
    }
    return all;
  }
}
