package io.chiral.service.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.chiral.imagery.Image;
import io.chiral.imagery.file.ImageFiles;
import io.chiral.imagery.texture.DeadLeaves;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class DataCommandTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private Path folder;

  @BeforeEach
  void makeSets(@TempDir Path temporary) throws IOException {
    folder = temporary;
    Image photograph = DeadLeaves.render(300, 260, 5);
    ImageFiles.writePng(photograph, made("photos").resolve("whole.png"));
    ImageFiles.writePng(photograph.crop(30, 10, 256, 240), made("iqa/images").resolve("r.png"));
    ImageFiles.writePng(DeadLeaves.render(256, 240, 6), made("iqa/images").resolve("d.png"));
    Files.writeString(
        folder.resolve("iqa/labels.csv"),
        "distorted,reference,mos,split\nimages/d.png,images/r.png,3.5,train\n");
  }

  private Path made(String name) throws IOException {
    return Files.createDirectories(folder.resolve(name));
  }

  private int run(String... arguments) {
    List<String> all = new ArrayList<>(List.of("data"));
    all.addAll(List.of(arguments));
    all.addAll(List.of("--set", "data.dir=" + folder.resolve("data")));
    all.addAll(List.of("--data-sets", "photos=" + folder.resolve("photos")));
    all.addAll(List.of("--data-sets", "iqa=" + folder.resolve("iqa/labels.csv")));
    CommandLine line = ChiralCommand.commandLine();
    line.setOut(new PrintWriter(out, true));
    line.setErr(new PrintWriter(err, true));
    return line.execute(all.toArray(String[]::new));
  }

  @Test
  void listsWhatEachSetIs() {
    assertThat(run("list")).isZero();
    assertThat(out.toString()).contains("photos").contains("folder").contains("labels");
  }

  @Test
  void saysWhatWasFoundAndWhichPhotographsAreShared() {
    assertThat(run("check", "iqa")).isZero();
    assertThat(out.toString())
        .contains("1 opinions from 3.5 to 3.5 (more is better) of 1 contents")
        .contains("split split: {TRAIN=1}")
        .contains("2 images of 256×240 to 256×240 (W×H); 2 png 8-bit RGB")
        .contains("iqa OVERLAPS photos")
        .contains("images/r.png and whole.png show the same photograph, shifted by (30, 10)")
        .contains("no photograph of iqa in dead-leaves");
  }

  @Test
  void tellsProgramsTheSame() throws IOException {
    assertThat(run("check", "photos", "--json")).isZero();
    JsonNode answer = new ObjectMapper().readTree(out.toString());
    assertThat(answer.at("/found/kind").textValue()).isEqualTo("folder");
    assertThat(answer.at("/found/images/0/images").intValue()).isEqualTo(1);
    assertThat(answer.get("shared"))
        .anySatisfy(
            pair -> {
              assertThat(pair.get("other").textValue()).isEqualTo("iqa");
              assertThat(pair.at("/pairs/0/x").intValue()).isEqualTo(-30);
            });
  }

  @Test
  void saysWhatIsWrongInOneLine() throws IOException {
    assertThat(run("check", "nothing")).isEqualTo(ChiralCommand.USER_ERROR);
    assertThat(err.toString()).contains("unknown data set 'nothing'; known: cc0-photographs");
    Files.writeString(folder.resolve("iqa/labels.csv"), "distorted,mos\nimages/d.png,good\n");
    assertThat(run("check", "iqa")).isEqualTo(ChiralCommand.USER_ERROR);
    assertThat(err.toString()).contains("labels.csv, line 2, column mos: 'good' is not a number");
  }
}
