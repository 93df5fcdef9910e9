package io.chiral.service.gateway.scores;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.chiral.asymmetry.StudyFold;
import io.chiral.messages.Codec;
import io.chiral.messages.command.StartStudy;
import io.chiral.messages.event.ItemsScored;
import io.chiral.messages.event.MetricEvent;
import io.chiral.messages.event.StudyExpanded;
import io.chiral.messages.report.AsOf;
import io.chiral.messages.report.AsymmetryReport;
import io.chiral.messages.work.CheckpointRef;
import io.chiral.service.gateway.report.ReportFormat;
import io.chiral.service.gateway.report.RunLine;
import io.chiral.service.gateway.report.StudyDocument;
import io.chiral.testkit.PlantedStudy;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code tools/recompute.py} against reports of planted studies: every figure is recomputed digit
 * by digit, and no false one goes unnoticed.
 */
class RecomputeTest {

  private static final Path TOOLS = Path.of("..", "..", "tools");
  private static final String PYTHON = System.getProperty("recompute.python", "python3");
  private static final double[] RISING = {0.7, 1.2, 2, 4};
  private static final double[] UP = {-1.5, -0.5, 0.5, 1.5};
  private static final double[] DOWN = {1.5, 0.5, -0.5, -1.5};

  private final Codec codec = new Codec();

  private Path folder = TOOLS;

  @BeforeEach
  void writeTo(@TempDir Path fresh) {
    folder = fresh;
  }

  @BeforeAll
  static void needsPython() throws Exception {
    boolean there;
    try {
      there = run(List.of(PYTHON, "-c", "import numpy, pandas, scipy"), Path.of(".")) == 0;
    } catch (IOException absent) {
      there = false;
    }
    assumeTrue(there, "skipped: recompute.py is tried where Python has numpy, pandas and scipy");
  }

  private static int run(List<String> command, Path log) throws Exception {
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.redirectOutput(
        Files.isDirectory(log)
            ? ProcessBuilder.Redirect.DISCARD
            : ProcessBuilder.Redirect.to(log.toFile()));
    Process process = builder.start();
    try {
      assertThat(process.waitFor(10, TimeUnit.MINUTES)).as("%s ends", command).isTrue();
      return process.exitValue();
    } finally {
      process.destroyForcibly();
    }
  }

  private AsymmetryReport write(ToldStudy study, List<MetricEvent> events) throws IOException {
    String id = events.get(0).study();
    StudyFold fold = new StudyFold(id);
    events.forEach(fold::apply);
    AsymmetryReport report = fold.report(new AsOf(0, events.size()), Instant.EPOCH, "test");
    String scores = ScoreRows.header() + new ScoreRows().rows(events);
    String json = new String(codec.write(report), StandardCharsets.UTF_8);
    StudyDocument document = new StudyDocument(json, report, null, runs(events, scores));
    Files.writeString(folder.resolve("report.json"), document.as(ReportFormat.JSON, codec));
    Files.write(folder.resolve("study.json"), codec.write(new StartStudy(id, study.spec())));
    Files.writeString(folder.resolve("scores.csv"), scores);
    return report;
  }

  /** Those that the table has something of. */
  private static List<RunLine> runs(List<MetricEvent> events, String scores) {
    return events.stream()
        .filter(StudyExpanded.class::isInstance)
        .flatMap(event -> ((StudyExpanded) event).cells().stream())
        .filter(cell -> scores.contains("," + cell.run() + ","))
        .map(
            cell ->
                new RunLine(
                    cell.run(),
                    cell.cell(),
                    "completed",
                    400,
                    List.of(new CheckpointRef("c".repeat(64), 400, 1000, true))))
        .toList();
  }

  /** The last lines of what the trial says. */
  private void everyFalsehoodIsNoticed() throws Exception {
    Path log = folder.resolve("trial.log");
    Files.createFile(log);
    String script = TOOLS.resolve("recompute_trial.py").toString();
    int status = run(List.of(PYTHON, "-B", script, folder.toString()), log);
    assertThat(Files.readString(log)).contains("every figure is recomputed", " 0 unnoticed");
    assertThat(status).isZero();
    Path report = folder.resolve("report.json");
    String honest = Files.readString(report);
    String planted =
        honest.replaceFirst("\"conditionalOnRuns\":(true|false)", "$0,\"unheardOf\":1");
    assertThat(planted).isNotEqualTo(honest);
    Files.writeString(report, planted);
    assertThat(run(List.of(PYTHON, "-B", script.replace("_trial", ""), folder.toString()), log))
        .isEqualTo(1);
  }

  @Test
  void allThatAReportCanTell() throws Exception {
    ToldStudy study =
        new ToldStudy(
                new PlantedStudy(4, RISING, UP, DOWN)
                    .named("told")
                    .images(7)
                    .contents(9)
                    .judgedBy("niqe", "psnr-y", "ssim-y", "people")
                    .setting("vanilla", "vgg16", "random", DOWN)
                    .setting("patch", "swin-t", "random", UP)
                    .sweep(Map.of(0.0, 0.0, 0.1, 0.0, 1.0, -5.0))
                    .sensitivity(0.5, UP, DOWN)
                    .artefacts(Map.of("none", 2.0, "patch-vgg16", 1.0)))
            .transfers()
            .diagnosed()
            .ratings(7, 7)
            .preferences(6, 7);
    AsymmetryReport report = write(study, study.events());

    assertThat(report.provisional()).isFalse();
    assertThat(report.people()).isNotNull().extracting("judge").isEqualTo("preferences");
    assertThat(report.transfer()).hasSize(2);
    assertThat(report.patchGain()).isNotEmpty();
    assertThat(report.convolutionGain()).isNotEmpty();
    assertThat(report.harmWeight()).isNotEmpty();
    assertThat(report.diagnosis()).isNotEmpty();
    assertThat(report.protocol().fairWeights()).isNotEmpty();
    everyFalsehoodIsNoticed();
  }

  @Test
  void ratingsOfFewPeopleOnFewPhotographs() throws Exception {
    ToldStudy study =
        new ToldStudy(
                new PlantedStudy(5, RISING, UP, DOWN)
                    .named("few")
                    .images(5)
                    .contents(6)
                    .judgedBy("niqe", "people"))
            .ratings(4, 5)
            .preferences(4, 1);
    AsymmetryReport report = write(study, study.events());

    assertThat(report.people()).isNotNull().extracting("raters").isEqualTo(8);
    everyFalsehoodIsNoticed();
  }

  @Test
  void aReportInTheMiddleOfAStudy() throws Exception {
    ToldStudy study =
        new ToldStudy(new PlantedStudy(6, RISING, UP, DOWN).named("early").images(6).contents(6));
    List<MetricEvent> events = study.events();
    // Two metrics were assessed: ten splits each, in two parts.
    int assessed = 0;
    while (!(events.get(assessed) instanceof ItemsScored)) {
      assessed++;
    }
    AsymmetryReport report = write(study, events.subList(0, assessed + 40));

    assertThat(report.provisional()).isTrue();
    assertThat(report.assessors()).hasSize(2);
    everyFalsehoodIsNoticed();
  }
}
