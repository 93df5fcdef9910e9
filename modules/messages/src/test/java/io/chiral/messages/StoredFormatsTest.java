package io.chiral.messages;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.chiral.messages.CommandReading.Accepted;
import io.chiral.messages.command.StartStudy;
import io.chiral.messages.report.AsymmetryReport;
import io.chiral.messages.schema.SchemaFiles;
import io.chiral.messages.spec.OptimiseSpec;
import io.chiral.messages.spec.SettingSpec;
import io.chiral.messages.spec.StudySpec;
import io.chiral.messages.state.RunState;
import io.chiral.messages.state.StudyState;
import io.chiral.messages.work.Slice;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What earlier versions left on the topics is read by this one. */
class StoredFormatsTest {

  private static final Path STORED = Path.of("src", "test", "resources", "stored");
  private static final Path BEFORE_SWEEPS = STORED.resolve("before-sweeps");
  private static final Codec CODEC = new Codec();

  static Stream<Arguments> records() throws IOException {
    List<Arguments> all = new ArrayList<>();
    for (MessageType type : MessageType.values()) {
      for (Path version : in(STORED)) {
        Path folder = version.resolve(SchemaFiles.folder(type));
        if (Files.isDirectory(folder)) {
          in(folder).forEach(file -> all.add(Arguments.of(type, file)));
        }
      }
    }
    return all.stream();
  }

  private static List<Path> in(Path folder) throws IOException {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.filter(each -> !each.toString().endsWith(".md")).sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("records")
  void isReadAndLosesNothing(MessageType type, Path file) {
    JsonNode stored = SchemaFiles.json(file);

    JsonNode written = SchemaFiles.json(CODEC.write(CODEC.read(type, SchemaFiles.bytes(file))));

    assertThat(holds(written, stored)).as("%s%nbecame%n%s", stored, written).isTrue();
  }

  @ParameterizedTest
  @MethodSource("records")
  void aCommandThatWaitsOnItsTopicIsStillAccepted(MessageType type, Path file) {
    if (type.role() == MessageType.Role.COMMAND) {
      assertThat(new CommandReader(CODEC).read(type.typeName(), SchemaFiles.bytes(file)))
          .isInstanceOf(Accepted.class);
    }
  }

  @ParameterizedTest
  @EnumSource
  void everyTypeIsStored(MessageType type) throws IOException {
    assertThat(in(STORED))
        .anyMatch(version -> Files.isDirectory(version.resolve(SchemaFiles.folder(type))));
  }

  @Test
  void whatASpecificationLackedHasItsDefault() {
    StudySpec spec = old(StartStudy.class, "start-study/full.json").spec();

    assertThat(spec.sweeps()).isEmpty();
    assertThat(spec.sensitivity()).isEmpty();
    assertThat(spec.training().diagnoseEvery()).isNull();
    assertThat(spec.settings()).extracting(SettingSpec::fidelityScale).containsOnly(1.0);
    assertThat(spec.allSettings()).isEqualTo(spec.settings());
    AsymmetryReport report = old(AsymmetryReport.class, "asymmetry-report/simulated.json");
    assertThat(report.weightCurves()).isEmpty();
    assertThat(report.diagnosis()).isEmpty();
    assertThat(report.people()).isNull();
  }

  /** Checkpoints name their specification by digest: another one, and a run could not go on. */
  @Test
  void aRunsSpecificationKeepsItsDigest() {
    String then = "c5a13a7c42e2e58d220b3dbec1c831ef32a342f0be514128e7568bdb81055827";
    RunState run = old(RunState.class, "run-state/running.json");

    assertThat(((OptimiseSpec) run.spec()).diagnoseEvery()).isNull();
    assertThat(CODEC.digest(run.spec())).isEqualTo(then);
    assertThat(CODEC.digest(old(Slice.class, "slice/first.json").spec())).isEqualTo(then);
  }

  @Test
  void aCommandThatIsRepeatedAfterAnUpgradeStartsNothingTwice() {
    StudyState study = old(StudyState.class, "study-state/active.json");
    StudySpec asked = Objects.requireNonNull(study.spec());
    StudySpec another = old(StartStudy.class, "start-study/full.json").spec();

    assertThat(CODEC.digest(asked)).isNotEqualTo(study.specDigest());
    assertThat(study.isMadeBy(asked, CODEC.digest(asked))).isTrue();
    assertThat(study.isMadeBy(another, CODEC.digest(another))).isFalse();
  }

  private static <T extends Record> T old(Class<T> type, String name) {
    return CODEC.read(type, SchemaFiles.bytes(BEFORE_SWEEPS.resolve(name)));
  }

  /** Whether everything that {@code part} says stands in {@code whole}, too. */
  private static boolean holds(JsonNode whole, JsonNode part) {
    if (part.isObject()) {
      return part.properties().stream()
          .allMatch(
              each -> whole.has(each.getKey()) && holds(whole.get(each.getKey()), each.getValue()));
    }
    if (part.isArray()) {
      boolean same = whole.size() == part.size();
      for (int i = 0; same && i < part.size(); i++) {
        same = holds(whole.get(i), part.get(i));
      }
      return same;
    }
    boolean numbers = part.isNumber() && whole.isNumber();
    return numbers
        ? part.decimalValue().compareTo(whole.decimalValue()) == 0
        : Objects.equals(whole, part);
  }
}
