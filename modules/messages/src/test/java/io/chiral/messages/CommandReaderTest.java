package io.chiral.messages;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.chiral.messages.CommandReading.Accepted;
import io.chiral.messages.command.Evaluate;
import io.chiral.messages.command.StartStudy;
import io.chiral.messages.schema.SchemaFiles;
import io.chiral.messages.spec.OptimiserSpec;
import io.chiral.messages.spec.ScheduleSpec;
import io.chiral.messages.spec.StudySpec;
import java.util.List;
import org.junit.jupiter.api.Test;

class CommandReaderTest {

  private static final String START_STUDY = "io.chiral.start-study.v1";
  private static final CommandReader READER = new CommandReader(new Codec());

  private static final String SHORT =
      SchemaFiles.examples(MessageType.START_STUDY).stream()
          .filter(example -> example.endsWith("short.json"))
          .map(example -> new String(SchemaFiles.bytes(example), UTF_8))
          .findFirst()
          .orElseThrow();

  @Test
  void aShortStudyTakesTheDefaults() {
    StartStudy command = (StartStudy) accepted(START_STUDY, SHORT).command();
    OptimiserSpec adam = new OptimiserSpec(2e-4, 0.9, 0.99, 1e-8, 0);
    ScheduleSpec constant = new ScheduleSpec("constant", 0, List.of(), 0.5);
    StudySpec spec = command.spec();
    assertThat(command.study()).isNull();
    assertThat(spec.training())
        .isEqualTo(
            new StudySpec.Training(
                100, 16, 4, 1, "fair", 1, adam, constant, 0.999, null, "float32", List.of(), 10,
                "bicubic", null));
    assertThat(spec.generator().name()).isEqualTo("swinir");
    assertThat(spec.generator().start()).isEqualTo("published");
    assertThat(spec.settings()).extracting("id").containsExactly("none");
    assertThat(spec.headline()).isEqualTo("perceptual");
    assertThat(spec.evaluation().tiles()).isEqualTo(2);
    assertThat(spec.assessment()).isNull();
  }

  @Test
  void commandsThatMeanTheSameHaveTheSameDigest() {
    String spelledOut =
        SHORT.replace("\"patch\": 16", "\"emaDecay\": 0.9990, \"optimiser\": {}, \"patch\": 16.0");
    assertThat(spelledOut).isNotEqualTo(SHORT);
    assertThat(accepted(START_STUDY, spelledOut).digest())
        .isEqualTo(accepted(START_STUDY, SHORT).digest());
    assertThat(accepted(START_STUDY, SHORT.replace("[1, 2]", "[1, 3]")).digest())
        .isNotEqualTo(accepted(START_STUDY, SHORT).digest());
  }

  @Test
  void anEvaluationNeedsNoKind() {
    String body = text(MessageType.EVALUATE, 0);
    assertThat(body).doesNotContain("kind");
    assertThat(accepted("io.chiral.evaluate.v1", body).command()).isInstanceOf(Evaluate.class);
  }

  private static Accepted accepted(String type, String body) {
    CommandReading reading = READER.read(type, body.getBytes(UTF_8));
    assertThat(reading).isInstanceOf(Accepted.class);
    return (Accepted) reading;
  }

  private static String text(MessageType type, int example) {
    return new String(SchemaFiles.bytes(SchemaFiles.examples(type).get(example)), UTF_8);
  }
}
