package io.chiral.load.statistics;

import io.chiral.asymmetry.StudyFold;
import io.chiral.messages.event.ImagesScored;
import io.chiral.messages.event.ItemsScored;
import io.chiral.messages.event.MetricEvent;
import io.chiral.messages.event.StudyExpanded;
import io.chiral.messages.event.TrainingDiagnosed;
import io.chiral.messages.event.TrainingScalars;
import io.chiral.messages.report.AsOf;
import io.chiral.messages.spec.StudySpec;
import io.chiral.messages.work.Cell;
import java.lang.ref.Reference;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * {@code PaperHeap}: folds a finished study of the preset {@code paper}, curves and diagnoses
 * included, and prints the heap in use after full collections: before, after the fold, after a
 * report. Run with {@code -Xmx1g} or more.
 */
public final class PaperHeap {

  private static final String STUDY = "paper-heap";
  private static final double MEGABYTE = 1e6;

  private long events;
  private long scores;
  private long logged;

  private PaperHeap() {}

  /** Prints it. */
  public static void main(String[] args) {
    new PaperHeap().run();
  }

  private void run() {
    StudySpec spec = Made.paper();
    long before = used();
    StudyFold fold = new StudyFold(STUDY);
    Made.study(STUDY, spec, Made.publishedLadders())
        .forEach(
            event -> {
              take(fold, event);
              if (event instanceof StudyExpanded expanded) {
                expanded.cells().forEach(run -> curves(spec, run, fold));
              }
            });
    long folded = used();
    System.out.printf(
        "%d events, %d scores, %d logged steps: %.1f MB%n",
        events, scores, logged, (folded - before) / MEGABYTE);
    long began = System.nanoTime();
    int settings = fold.report(new AsOf(0, 0), Instant.EPOCH, "heap").settings().size();
    double seconds = (System.nanoTime() - began) / 1e9;
    System.out.printf(
        "after a report of %d settings (%.1f s): %.1f MB%n",
        settings, seconds, (used() - before) / MEGABYTE);
    Reference.reachabilityFence(fold);
  }

  private void take(StudyFold fold, MetricEvent event) {
    fold.apply(event);
    events++;
    if (event instanceof ImagesScored images) {
      scores += images.scores().size();
    } else if (event instanceof ItemsScored items) {
      scores += items.items().size();
    }
  }

  /** What every trained run logs, and every diagnosed step of it. */
  private void curves(StudySpec spec, StudyExpanded.RunCell run, StudyFold fold) {
    if (run.cell().role() != Cell.Role.OBJECTIVE) {
      return;
    }
    List<Integer> steps = every(spec.training().logEvery(), spec.training().steps());
    List<String> names = List.of("l_g_total", "out_d_real", "out_d_fake");
    take(fold, new TrainingScalars(STUDY, run.run(), steps, names, columns(names, steps)));
    logged += steps.size();
    Integer diagnosed = spec.training().diagnoseEvery();
    if (diagnosed != null) {
      List<Integer> some = every(diagnosed, spec.training().steps());
      List<String> told = new ArrayList<>();
      for (int i = 0; i < 18; i++) {
        told.add("told_" + i);
      }
      take(fold, new TrainingDiagnosed(STUDY, run.run(), some, told, columns(told, some)));
    }
  }

  private static List<Integer> every(int period, int last) {
    List<Integer> steps = new ArrayList<>();
    for (int step = period; step <= last; step += period) {
      steps.add(step);
    }
    return steps;
  }

  private static List<List<Double>> columns(List<String> names, List<Integer> steps) {
    return Collections.nCopies(names.size(), Collections.nCopies(steps.size(), 0.5));
  }

  /** Heap in use when nothing more can be collected. */
  private static long used() {
    long last = Long.MAX_VALUE;
    long now = collected();
    while (now < last) {
      last = now;
      now = collected();
    }
    return last;
  }

  private static long collected() {
    System.gc();
    Runtime runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }
}
