package io.chiral.imagery.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.chiral.imagery.SharedData;
import io.chiral.imagery.sample.PairedImage;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PhotographLayoutsTest {
  private Path folder;

  @BeforeEach
  void in(@TempDir Path temporary) {
    folder = temporary;
  }

  @Test
  void div2ksValidationImagesAreItsTestPart() throws IOException {
    image("DIV2K_train_HR/0001.png", 16, 16);
    image("DIV2K_train_HR/0002.png", 16, 16);
    image("DIV2K_train_LR_bicubic/X4/0001x4.png", 4, 4);
    image("DIV2K_valid_HR/0801.png", 16, 16);
    DataSets sets = DataSets.builtIn().with("photos", folder);
    assertThat(sets.kinds()).containsEntry("photos", "div2k");
    assertThat(sets.get("photos/train").entries()).hasSize(2);
    assertThat(sets.get("photos/test").entries()).hasSize(1);
    assertThat(sets.get("photos").entries()).hasSize(3);
    assertThat(sets.get("photos/train").notes())
        .containsExactly("stored low resolution ×4 for 1 of 2 images");
    assertThat(sets.published("photos")).isEqualTo(900);
  }

  @Test
  void aStoredPartnerIsUsedAndMustFit() throws IOException {
    image("Flickr2K_HR/000001.png", 18, 17);
    image("Flickr2K_LR_bicubic/X4/000001x4.png", 4, 4);
    ImageEntry entry = only("flickr2k:" + folder);
    PairedImage pair = PairedImage.of(entry, 4);
    assertThat(pair.lr()).isEqualTo(entry.lowResolutions().values().iterator().next().load());
    assertThat(pair.hr().width()).isEqualTo(16);
    assertThat(PairedImage.of(entry, 2)).isEqualTo(PairedImage.of(entry.load(), 2));

    image("Flickr2K_LR_bicubic/X4/000001x4.png", 5, 4);
    assertThatThrownBy(() -> PairedImage.of(only(folder.toString()), 4))
        .hasMessageContaining("000001x4.png")
        .hasMessageContaining("5×4");
  }

  @Test
  void lsdirsFoldersAreNested() throws IOException {
    image("LSDIR/HR/train/0001000/0000001.png", 16, 16);
    image("LSDIR/X4/train/0001000/0000001x4.png", 4, 4);
    DataSets sets = DataSets.builtIn().with("lsdir", folder);
    ImageEntry entry = sets.get("lsdir/train").entries().get(0);
    assertThat(entry.name()).isEqualTo("0001000/0000001.png");
    assertThat(entry.lowResolutions()).containsOnlyKeys(4);
  }

  @Test
  void pairsOfOneFolderAreToldApartByTheirMarks() throws IOException {
    image("image_SRF_4/img_001_SRF_4_HR.png", 16, 16);
    image("image_SRF_4/img_001_SRF_4_LR.png", 4, 4);
    ImageEntry entry = only("urban100:" + folder);
    assertThat(entry.name()).isEqualTo("img_001_SRF_4_HR.png");
    assertThat(entry.lowResolutions()).containsOnlyKeys(4);
    assertThat(PairedImage.of(entry, 4).lr().width()).isEqualTo(4);
  }

  @Test
  void aDigestCoversThePartners() throws IOException {
    image("HR/a.png", 16, 16);
    String without = DataSets.builtIn().with("a", folder).get("a").digest();
    image("LRx4/ax4.png", 4, 4);
    assertThat(DataSets.builtIn().with("a", folder).get("a").digest()).isNotEqualTo(without);
  }

  @Test
  void readsTheStoredBenchmarks() throws IOException {
    Path set5 = SharedData.require("photos/Set5");
    DataSets sets = DataSets.builtIn().with("set5", set5);
    assertThat(sets.published("set5")).isEqualTo(5);
    assertThat(sets.get("set5").entries())
        .hasSize(5)
        .allMatch(entry -> entry.lowResolutions().containsKey(4));
  }

  private static ImageEntry only(String source) throws IOException {
    return DataSets.builtIn().with("set", DataSource.parse(source)).get("set").entries().get(0);
  }

  private void image(String name, int width, int height) throws IOException {
    Tiny.image(folder.resolve(name), width, height);
  }
}
