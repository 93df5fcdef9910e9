package io.chiral.imagery.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.chiral.imagery.file.ImageFiles;
import io.chiral.imagery.texture.DeadLeaves;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LabelTableTest {
  private Path folder;

  @BeforeEach
  void putImages(@TempDir Path temporary) throws IOException {
    folder = temporary;
    Files.createDirectory(folder.resolve("images"));
    for (String name : new String[] {"I01.png", "i01_1.png", "i01_2.png"}) {
      ImageFiles.writePng(
          DeadLeaves.render(16, 16, name.hashCode()), folder.resolve("images").resolve(name));
    }
    Files.writeString(folder.resolve("images/broken.png"), "no picture");
  }

  @Test
  void readsColumnsInAnyOrderAndNamesInAnyCase() throws IOException {
    Benchmark benchmark =
        read(
            "opinion,reference,distorted,distortion,level\n"
                + "4.5, i01.PNG ,i01_1.png,blur,1\n"
                + "1.5,i01.PNG,I01_2.PNG,,\n");
    assertThat(benchmark.items()).extracting(BenchmarkItem::opinion).containsExactly(4.5, 1.5);
    assertThat(benchmark.items()).extracting(BenchmarkItem::level).containsExactly(1, null);
    assertThat(benchmark.contents()).hasSize(1);
    assertThat(benchmark.proxy()).isFalse();
    assertThat(benchmark.items().get(1).distorted().load().width()).isEqualTo(16);
  }

  @Test
  void turnsDifferenceScoresRound() throws IOException {
    Benchmark benchmark =
        read("reference,distorted,dmos\nI01.png,i01_1.png,10\nI01.png,i01_2.png,70\n");
    assertThat(benchmark.items()).extracting(BenchmarkItem::opinion).containsExactly(-10.0, -70.0);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "I01.png,nowhere.png,1          | line 2: no image 'nowhere.png'",
        "I01.png,../../etc/passwd,1     | leads out of the folder",
        "I01.png,broken.png,1           | broken.png: not an image",
        "I01.png,i01_1.png,NaN          | column opinion: 'NaN' is not a finite number",
        "I01.png,i01_1.png,good         | column opinion: 'good' is not a number",
        "I01.png,i01_1.png,1,9          | 4 cells, the header has 3 columns",
        "I01.png,i01_1.png              | column opinion: no value",
      })
  void saysFileLineAndReason(String line, String reason) {
    assertThatThrownBy(() -> read("reference,distorted,opinion\n" + line + "\n"))
        .isInstanceOf(LabelTableException.class)
        .hasMessageContaining("labels.csv, line 2")
        .hasMessageContaining(reason);
  }

  @Test
  void refusesASecondLineForAnImage() {
    String table = "reference,distorted,opinion\nI01.png,i01_1.png,1\nI01.png,i01_1.png,2\n";
    assertThatThrownBy(() -> read(table))
        .hasMessageContaining("line 3: i01_1.png already stands in line 2");
  }

  @Test
  void refusesAWrongHeaderAndAnEmptyTable() {
    assertThatThrownBy(() -> read("reference,distorted,score\na,b,1\n"))
        .hasMessageContaining("line 1: unknown column 'score'; known are [content, distorted");
    assertThatThrownBy(() -> read("reference,distorted,mos,dmos\na,b,1,2\n"))
        .hasMessageContaining("one of opinion, mos or dmos (lower is better), has [mos, dmos]");
    assertThatThrownBy(() -> read("reference,distorted,mos,mos\na,b,1,2\n"))
        .hasMessageContaining("line 1: the column 'mos' is repeated");
    assertThatThrownBy(() -> read("reference,opinion\na,1\n"))
        .hasMessageContaining("the header needs one of image or distorted, has none");
    assertThatThrownBy(() -> read("reference,distorted,opinion\n"))
        .hasMessageContaining("at least one line");
  }

  @Test
  void aTableWithoutReferencesIsOfImagesAlone() throws IOException {
    Benchmark benchmark =
        read("image,mos,source,split\ni01_1.png,3,clip,train\n\ni01_2.png,1,clip,Val\n");
    assertThat(benchmark.hasReferences()).isFalse();
    assertThat(benchmark.contents()).containsExactly("clip");
    assertThat(benchmark.splits()).containsExactly("split");
    assertThat(benchmark.items())
        .extracting(item -> item.splits().get("split"))
        .containsExactly(Part.TRAIN, Part.VALIDATION);
    assertThatThrownBy(() -> benchmark.items().get(0).requireReference())
        .hasMessageContaining("i01_1.png has no reference");
  }

  @Test
  void anImageOfNoGroupIsAContentOfItsOwn() throws IOException {
    assertThat(read("image,mos\ni01_1.png,3\ni01_2.png,1\n").contents())
        .containsExactly("i01_1.png", "i01_2.png");
  }

  @Test
  void refusesReferencesForSomeImagesOnlyAndUnknownParts() {
    assertThatThrownBy(() -> read("distorted,reference,mos\ni01_1.png,I01.png,3\n\ni01_2.png,,1\n"))
        .hasMessageContaining("labels.csv, line 4: no reference, unlike line 2");
    assertThatThrownBy(() -> read("image,mos,split\ni01_1.png,3,exam\n"))
        .hasMessageContaining("line 2, column split: 'exam' is none of train");
    assertThatThrownBy(() -> read("image,mos,source\ni01_1.png,3,\n"))
        .hasMessageContaining("line 2, column source: no value");
  }

  @Test
  void namesInAnotherCaseAreTheSameImage() {
    String table = "image,mos\ni01_1.png,1\nI01_1.PNG,2\n";
    assertThatThrownBy(() -> read(table)).hasMessageContaining("already stands in line 2");
  }

  private Benchmark read(String table) throws IOException {
    Path file = folder.resolve("labels.csv");
    Files.writeString(file, table);
    return LabelTable.read("mine", file, folder.resolve("images"), false);
  }

  @Test
  void isACatalogueEntryLikeAFolder() throws IOException {
    Path file = folder.resolve("images/opinions.csv");
    Files.writeString(file, "reference,distorted,mos\nI01.png,i01_1.png,3\n");
    DataSets dataSets = DataSets.builtIn().with("lab", file);
    assertThat(dataSets.tables()).containsOnlyKeys("lab");
    assertThatThrownBy(() -> dataSets.with("lab", file)).hasMessageContaining("taken");
  }
}
