package io.chiral.service.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.chiral.imagery.Image;
import io.chiral.imagery.distortion.Distortion;
import io.chiral.imagery.file.ImageFiles;
import io.chiral.imagery.metric.ColourSpace;
import io.chiral.imagery.metric.Psnr;
import io.chiral.imagery.random.CounterRandom;
import io.chiral.imagery.texture.DeadLeaves;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@SuppressWarnings("NullAway.Init") // set before each test
class JudgeCommandTest {
  private Path folder;

  private final Image original = DeadLeaves.render(96, 80, 3);
  private final Image noisy =
      Distortion.NOISE.apply(original, 3, new CounterRandom(1, 1)).quantised();
  private Path references;
  private Path distorted;

  @BeforeEach
  void write(@TempDir Path directory) throws IOException {
    folder = directory;
    references = Files.createDirectories(folder.resolve("references"));
    distorted = Files.createDirectories(folder.resolve("distorted"));
    ImageFiles.writePng(original, references.resolve("a.png"));
    ImageFiles.writePng(original, references.resolve("b.png"));
    ImageFiles.writePng(original, references.resolve("alone.png"));
    ImageFiles.writePng(noisy, distorted.resolve("a.png"));
    ImageFiles.writePng(original, distorted.resolve("b.png"));
  }

  @Test
  void scoresPairsOfEqualNamesAsJson() throws IOException {
    Terminal answer =
        Terminal.run(
            "judge",
            "--reference",
            references,
            "--distorted",
            distorted,
            "--metric",
            "psnr-y,ssim-y,fsim",
            "--json");

    assertThat(answer.status()).isZero();
    assertThat(answer.err()).contains("alone.png");
    JsonNode rows = new JsonMapper().readTree(answer.out());
    assertThat(rows).hasSize(2);
    assertThat(rows.get(0).get("distorted").asText()).endsWith("a.png");
    assertThat(rows.get(0).get("scores").get("psnr-y").asDouble())
        .isEqualTo(new Psnr(ColourSpace.Y, 0).score(original.quantised(), noisy));
    assertThat(rows.get(0).has("notes")).isFalse();
    assertThat(rows.get(1).get("scores").get("ssim-y").asDouble()).isCloseTo(1, within(1e-9));
    assertThat(rows.get(1).get("scores").get("psnr-y").asDouble()).isEqualTo(Psnr.EQUAL);
    assertThat(rows.get(1).get("notes").get("psnr-y").asText()).contains("infinity");
  }

  @Test
  void judgesByItselfWithoutAReference() throws IOException {
    Path train = Files.createDirectories(folder.resolve("train"));
    for (int seed = 0; seed < 12; seed++) {
      ImageFiles.writePng(DeadLeaves.render(192, 192, seed), train.resolve(seed + ".png"));
    }

    Terminal answer =
        Terminal.run(
            "judge",
            "--distorted",
            distorted.resolve("a.png"),
            "--metric",
            "niqe",
            "--niqe-train",
            train,
            "--json");

    assertThat(answer.status()).as(answer.err()).isZero();
    JsonNode row = new JsonMapper().readTree(answer.out()).get(0);
    assertThat(row.get("reference").isNull()).isTrue();
    assertThat(row.get("scores").get("niqe").asDouble()).isPositive();
  }

  @Test
  void printsATableWithTheMean() {
    Terminal answer =
        Terminal.run(
            "judge",
            "--reference",
            references.resolve("a.png"),
            "--distorted",
            distorted,
            "--metric",
            "gmsd");

    assertThat(answer.status()).isZero();
    assertThat(answer.out().lines()).hasSize(4);
    assertThat(answer.out()).contains("mean of 2", "0.0000");
  }

  @Test
  void saysWhichMetricWasMeant() {
    Terminal answer = judgeA("psnr");

    assertThat(answer.status()).isEqualTo(2);
    assertThat(answer.err()).contains("'psnr' is not known", "did you mean 'psnr-y'", "fsim");
  }

  @ParameterizedTest
  @CsvSource({"','", "' '", "''"})
  void refusesToJudgeByNothing(String metrics) {
    Terminal answer = judgeA(metrics);

    assertThat(answer.status()).isEqualTo(2);
    assertThat(answer.err()).contains("--metric: name at least one of").hasLineCount(1);
  }

  @Test
  void judgesOnceByAMetricThatIsNamedTwice() {
    Terminal answer = judgeA("psnr-y,psnr-y");

    assertThat(answer.status()).as(answer.err()).isZero();
    assertThat(answer.out()).containsOnlyOnce("psnr-y");
  }

  @Test
  void refusesANegativeNumberOfThreads() {
    assertThat(
            Terminal.run("judge", "--distorted", distorted, "--metric", "niqe", "--threads=-1")
                .err())
        .contains("--threads: -1 must be a whole number from 0 to 1024");
  }

  @Test
  void namesAMissingReferenceAndMissingFiles() {
    assertThat(Terminal.run("judge", "--distorted", distorted, "--metric", "ssim-y").err())
        .contains("ssim-y compares", "--reference");
    assertThat(Terminal.run("judge", "--distorted", folder.resolve("no"), "--metric", "niqe").err())
        .contains("no file or folder");
  }

  @Test
  void namesBothShapesAndScoresTheOthers() throws IOException {
    ImageFiles.writePng(original.crop(0, 0, 50, 60), distorted.resolve("a.png"));

    Terminal answer =
        Terminal.run(
            "judge",
            "--reference",
            references,
            "--distorted",
            distorted,
            "--metric",
            "psnr-y",
            "--json");

    assertThat(answer.status()).isEqualTo(2);
    assertThat(answer.err()).contains("96×80", "50×60");
    assertThat(new JsonMapper().readTree(answer.out())).hasSize(1);
  }

  @Test
  void notesWhyAJudgeHasNoScore() throws IOException {
    Image small = original.crop(0, 0, 30, 30);
    ImageFiles.writePng(small, references.resolve("a.png"));
    ImageFiles.writePng(small, distorted.resolve("a.png"));

    Terminal answer = judgeA("vif");

    assertThat(answer.status()).isEqualTo(2);
    assertThat(answer.out()).contains("41×41");
  }

  @Test
  void saysHowToGetAbsentWeights() {
    Terminal answer =
        Terminal.run(
            "judge",
            "--reference",
            references,
            "--distorted",
            distorted,
            "--metric",
            "dists",
            "--weights",
            folder.resolve("weights"));

    assertThat(answer.status()).isEqualTo(2);
    assertThat(answer.err()).contains("vgg16", "chiral weights import");
  }

  private Terminal judgeA(String metric) {
    return Terminal.run(
        "judge",
        "--reference",
        references.resolve("a.png"),
        "--distorted",
        distorted.resolve("a.png"),
        "--metric",
        metric);
  }
}
