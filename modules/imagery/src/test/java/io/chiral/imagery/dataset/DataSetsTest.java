package io.chiral.imagery.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.chiral.imagery.Image;
import io.chiral.imagery.file.ImageFiles;
import io.chiral.imagery.texture.DeadLeaves;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataSetsTest {
  private final DataSets builtIn = DataSets.builtIn();

  @Test
  void shipsEnoughPhotographsForTrainingAndForVerdicts() {
    long pixels =
        builtIn.get("cc0-photographs/train").entries().stream()
            .map(ImageEntry::load)
            .mapToLong(image -> (long) image.width() * image.height())
            .sum();
    assertThat(pixels).isGreaterThan(4_000_000);
    assertThat(builtIn.get("cc0-photographs/test").entries()).hasSize(8);
  }

  @Test
  void noPhotographStandsInBothParts() {
    Set<String> train = new HashSet<>();
    builtIn.get("cc0-photographs/train").entries().forEach(entry -> train.add(entry.content()));
    assertThat(builtIn.get("cc0-photographs/test").entries())
        .noneMatch(entry -> train.contains(entry.content()));
  }

  @Test
  void cropsEachImageAroundItsFocus() {
    ImageSet crops = builtIn.get("cc0-photographs/test@128");
    assertThat(crops.id()).isEqualTo("cc0-photographs/test@128");
    for (ImageEntry entry : crops.entries()) {
      Image crop = entry.load();
      assertThat(crop.width()).isEqualTo(128);
      assertThat(crop.height()).isEqualTo(128);
    }
    assertThat(crops.digest()).isNotEqualTo(builtIn.get("cc0-photographs/test").digest());
    assertThat(crops.digest()).isEqualTo(DataSets.builtIn().get(crops.id()).digest());
  }

  @Test
  void namesTheKnownSetsWhenAskedForAnother() {
    assertThatThrownBy(() -> builtIn.get("imagenet"))
        .isInstanceOf(UnknownDataSetException.class)
        .hasMessageContaining("'imagenet'")
        .hasMessageContaining("cc0-photographs/train");
    assertThat(builtIn.has("imagenet")).isFalse();
    assertThat(builtIn.has("dead-leaves@64")).isTrue();
  }

  @Test
  void splitsAFolderIntoDisjointPartsThatDoNotDependOnItsPath(
      @TempDir Path one, @TempDir Path other) throws IOException {
    for (int i = 0; i < 6; i++) {
      ImageFiles.writePng(DeadLeaves.render(16, 16, i), one.resolve(i + ".png"));
      Files.copy(one.resolve(i + ".png"), other.resolve(i + ".png"));
    }
    DataSets sets = builtIn.with("mine", one);
    assertThat(sets.get("mine/train").entries()).hasSize(4);
    assertThat(sets.get("mine/test").entries()).hasSize(2);
    assertThat(sets.get("mine/test").entries())
        .doesNotContainAnyElementsOf(sets.get("mine/train").entries());
    assertThat(builtIn.with("mine", other).get("mine/test").digest())
        .isEqualTo(sets.get("mine/test").digest());
  }

  @Test
  void leavesOutASecondCopyAndWhatIsNoImage(@TempDir Path folder) throws IOException {
    ImageFiles.writePng(DeadLeaves.render(16, 16, 1), folder.resolve("a.png"));
    Files.copy(folder.resolve("a.png"), folder.resolve("b.png"));
    Files.writeString(folder.resolve("c.jpg"), "no picture");
    ImageSet set = builtIn.with("mine", folder).get("mine");
    assertThat(set.entries()).extracting(ImageEntry::name).containsExactly("a.png");
    assertThat(set.notes())
        .hasSize(2)
        .anyMatch(note -> note.contains("c.jpg: not an image"))
        .anyMatch(note -> note.equals("skipped b.png: the same file as a.png"));
  }

  @Test
  void refusesAFolderWithoutImagesAndOneThatIsMissing(@TempDir Path folder) throws IOException {
    assertThatThrownBy(() -> builtIn.with("mine", folder.resolve("nowhere")))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("no such folder");
    Files.writeString(folder.resolve("c.jpg"), "no picture");
    assertThatThrownBy(() -> builtIn.with("mine", folder))
        .hasMessageContaining("no readable image")
        .hasMessageContaining("c.jpg");
    assertThatThrownBy(() -> builtIn.with("cc0-photographs", folder))
        .hasMessageContaining("is taken");
    assertThatThrownBy(() -> builtIn.with("../etc", folder)).hasMessageContaining("does not match");
  }

  @Test
  void aKeptEntryIsDecodedOnce() {
    ImageEntry entry = builtIn.get("dead-leaves@32").entries().get(0);
    ImageEntry kept = entry.kept();
    assertThat(kept.load()).isEqualTo(entry.load()).isSameAs(kept.load());
    assertThat(kept.sha256()).isEqualTo(entry.sha256());
  }
}
