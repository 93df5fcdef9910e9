package io.chiral.load.statistics;

import io.chiral.asymmetry.StudyFold;
import io.chiral.asymmetry.replicate.Replicates;
import io.chiral.asymmetry.report.Effort;
import io.chiral.messages.event.MetricEvent;
import io.chiral.messages.report.AsOf;
import io.chiral.messages.report.AsymmetryReport;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * A whole report with 1,000 replicates: 6 metrics × 7 settings × 3 seeds, 100 images × 6 judges,
 * and five benchmarks of 2,000 items in 10 splits.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 15)
@Measurement(iterations = 15)
@Fork(1)
public class ReportBenchmark {

  private static final String STUDY = "report-benchmark";

  private List<MetricEvent> events = List.of();
  private StudyFold fresh = new StudyFold(STUDY);
  private StudyFold deciding = new StudyFold(STUDY);
  private StudyFold known = new StudyFold(STUDY);

  /** Makes the study. */
  @Setup(Level.Trial)
  public void make() {
    events = Made.study(STUDY, Made.grid(), Made.ladders()).events();
    known = new StudyFold(STUDY);
    events.forEach(known::apply);
    report(known);
  }

  /** Folds it anew, so that nothing of an earlier report is known. */
  @Setup(Level.Invocation)
  public void fold() {
    fresh = new StudyFold(STUDY);
    events.forEach(fresh::apply);
    deciding = new StudyFold(STUDY, new Effort(Replicates.STANDARD, 0));
    events.forEach(deciding::apply);
  }

  /** The first report of a finished study: everything is computed. */
  @Benchmark
  public AsymmetryReport first() {
    return report(fresh);
  }

  /** The same without the figures beside SRCC, which decide nothing: KRCC, PLCC, curves. */
  @Benchmark
  public AsymmetryReport firstDeciding() {
    return report(deciding);
  }

  /** A later one, where scores of images are new and assessors are not. */
  @Benchmark
  public AsymmetryReport again() {
    return report(known);
  }

  private static AsymmetryReport report(StudyFold fold) {
    return fold.report(new AsOf(0, 0), Instant.EPOCH, "benchmark");
  }
}
