package io.chiral.load.statistics;

import io.chiral.asymmetry.StudyFold;
import io.chiral.messages.Codec;
import io.chiral.messages.MessageType;
import io.chiral.messages.event.ImagesScored;
import io.chiral.messages.event.ItemsScored;
import io.chiral.messages.event.MetricEvent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.AuxCounters;
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
 * How many records and scores a second are folded, from events in memory and from the bytes of
 * their Kafka records. One operation is the whole study of {@link ReportBenchmark}.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 5, time = 5)
@Measurement(iterations = 8, time = 5)
@Fork(1)
public class FoldBenchmark {

  private static final String STUDY = "fold-benchmark";

  private final Codec codec = new Codec();
  private List<MetricEvent> events = List.of();
  private List<Body> bodies = List.of();

  /** The bytes of a record and what it is. */
  private record Body(MessageType type, byte[] bytes) {}

  /** What an iteration folded. */
  @State(Scope.Thread)
  @AuxCounters(AuxCounters.Type.OPERATIONS)
  public static class Counters {
    /** Events, one a Kafka record. */
    public long records;

    /** Scores in them. */
    public long scores;

    private void add(MetricEvent event) {
      records++;
      if (event instanceof ImagesScored images) {
        scores += images.scores().size();
      } else if (event instanceof ItemsScored items) {
        scores += items.items().size();
      }
    }
  }

  /** Makes the study. */
  @Setup(Level.Trial)
  public void make() {
    events = Made.study(STUDY, Made.grid(), Made.ladders()).events();
    bodies = new ArrayList<>();
    for (MetricEvent event : events) {
      MessageType type =
          Arrays.stream(MessageType.values())
              .filter(known -> known.recordClass() == event.getClass())
              .findFirst()
              .orElseThrow();
      bodies.add(new Body(type, codec.write(event)));
    }
  }

  /** Events in memory. */
  @Benchmark
  public StudyFold fold(Counters counters) {
    StudyFold fold = new StudyFold(STUDY);
    for (MetricEvent event : events) {
      fold.apply(event);
      counters.add(event);
    }
    return fold;
  }

  /** As a reporter reads again after a restart without a snapshot: JSON, then the fold. */
  @Benchmark
  public StudyFold replay(Counters counters) {
    StudyFold fold = new StudyFold(STUDY);
    for (Body body : bodies) {
      MetricEvent event = (MetricEvent) codec.read(body.type, body.bytes);
      fold.apply(event);
      counters.add(event);
    }
    return fold;
  }
}
