package io.chiral.service.reporting;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.chiral.asymmetry.StudyFold;
import io.chiral.messages.Codec;
import io.chiral.messages.command.RecordOpinion;
import io.chiral.messages.event.ImagesScored;
import io.chiral.messages.event.ImagesScored.Score;
import io.chiral.messages.event.ItemsScored;
import io.chiral.messages.event.ItemsScored.Item;
import io.chiral.messages.event.MetricEvent;
import io.chiral.messages.event.OpinionRecorded;
import io.chiral.messages.event.RunEnded;
import io.chiral.messages.event.TrainingScalars;
import io.chiral.messages.report.AsOf;
import io.chiral.messages.report.AsymmetryReport;
import io.chiral.messages.state.RunStatus;
import io.chiral.testkit.PlantedStudy;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SnapshotFileTest {
  private static final Codec CODEC = new Codec();
  private static final double[] RISING = {0.7, 1.2, 2, 4};
  private static final double[] UP = {-1.5, -0.5, 0.5, 1.5};

  private final SnapshotFile files = new SnapshotFile(CODEC);

  /** All kinds of events, and contradictions of numbers, of gaps and of texts. */
  private static List<MetricEvent> history(long seed) {
    List<MetricEvent> events =
        new ArrayList<>(
            new PlantedStudy(seed, RISING, UP, PlantedStudy.all(0))
                .images(6)
                .contents(6)
                .splits(3)
                .events());
    for (int i = 0; i < 12; i++) {
      events.add(opinion(i, i % 3));
    }
    events.add(opinion(0, 0.5));
    ImagesScored scored =
        events.stream()
            .filter(ImagesScored.class::isInstance)
            .map(ImagesScored.class::cast)
            .findFirst()
            .orElseThrow();
    for (Double other : Arrays.asList(-3.25, null, 99.0)) {
      events.add(
          new ImagesScored(
              scored.study(),
              scored.run(),
              scored.cell(),
              scored.part(),
              scored.parts(),
              List.of(new Score(scored.scores().get(0).image(), "psnr-y", other)),
              scored.protocol()));
    }
    events.add(
        new ItemsScored(
            PlantedStudy.ID,
            "assess-l1-null",
            "l1",
            null,
            "quite-another",
            true,
            7,
            0,
            1,
            List.of(new Item("an item", "c", "noise", 1, 2)),
            Map.of()));
    events.add(new RunEnded(PlantedStudy.ID, "l1-none-1", RunStatus.FAILED, "é \"x\"\n\u2028"));
    events.add(
        new TrainingScalars(
            PlantedStudy.ID,
            "l1-none-1",
            List.of(10, 15, 20),
            List.of("l_g_total"),
            List.of(Arrays.asList(0.1, null, 0.3))));
    return events;
  }

  private static OpinionRecorded opinion(int id, double value) {
    return new OpinionRecorded(
        PlantedStudy.ID,
        "o" + id,
        new RecordOpinion(
            PlantedStudy.ID, "ann", "photo1", "l1-none-1", 400, "ssim-none-1", 400, value));
  }

  private StudyFold restored(StudyFold fold) {
    return files.read(fold.study(), written(fold));
  }

  private byte[] written(StudyFold fold) {
    return files.write(fold.study(), fold.events().toList(), fold.faults().toList());
  }

  private static AsymmetryReport report(StudyFold fold) {
    return fold.report(new AsOf(3, 4711), Instant.EPOCH, "test");
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void aSnapshotAndTheRestFoldToTheSameAsTheWhole(long seed) {
    Random random = new Random(seed);
    List<MetricEvent> events = history(seed);
    Collections.shuffle(events, random);
    StudyFold whole = new StudyFold(PlantedStudy.ID);
    StudyFold cut = new StudyFold(PlantedStudy.ID);
    for (MetricEvent event : events) {
      whole.apply(event);
      cut.apply(event);
      if (random.nextInt(events.size()) < 4) {
        cut = restored(cut);
      }
    }
    cut = restored(cut);

    assertThat(whole.faults().count()).isGreaterThan(3);
    assertThat(cut.faults()).containsExactlyElementsOf(whole.faults().toList());
    assertThat(cut.events()).containsExactlyElementsOf(whole.events().toList());
    assertThat(report(cut)).isEqualTo(report(whole));
    assertThat(written(cut)).isEqualTo(written(whole));
  }

  @Test
  void theEmptyFoldHasAFileToo() {
    assertThat(restored(new StudyFold("s")).events()).isEmpty();
  }

  @Test
  void refusesWhatIsNoFileOfItsStudyAndVersion() throws IOException {
    byte[] sound = written(new StudyFold("s"));
    for (byte[] unusable :
        List.of(
            Arrays.copyOf(sound, sound.length / 2),
            "no gzip".getBytes(UTF_8),
            gzipped("chiral-snapshot 2 s\n"),
            gzipped("chiral-snapshot 1 s\nio.chiral.from-the-future.v1 {}\n"),
            gzipped("chiral-snapshot 1 s\nio.chiral.run-ended.v1 {\n"),
            gzipped("chiral-snapshot 1 s\nio.chiral.cancel.v1 {\"study\":\"s\"}\n"),
            gzipped(
                "chiral-snapshot 1 s\nfault {\"key\":\"k\",\"number\":true,\"smallest\":\"x\"}\n"),
            gzipped("chiral-snapshot 1 s\nfault\n"))) {
      assertThatThrownBy(() -> files.read("s", unusable))
          .isInstanceOf(UnusableSnapshotException.class);
    }
    assertThatThrownBy(() -> files.read("other", sound))
        .isInstanceOf(UnusableSnapshotException.class)
        .hasMessageContaining("chiral-snapshot 1 s");
  }

  private static byte[] gzipped(String text) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
      out.write(text.getBytes(UTF_8));
    }
    return bytes.toByteArray();
  }
}
