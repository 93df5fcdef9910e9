package io.chiral.imagery.overlap;

import static org.assertj.core.api.Assertions.assertThat;

import io.chiral.imagery.Image;
import io.chiral.imagery.SharedData;
import io.chiral.imagery.dataset.DataSets;
import io.chiral.imagery.dataset.ImageSet;
import io.chiral.imagery.file.ImageFiles;
import io.chiral.imagery.overlap.Overlap.How;
import io.chiral.imagery.resize.Bicubic;
import io.chiral.imagery.texture.DeadLeaves;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OverlapsTest {
  private final Image whole = DeadLeaves.render(420, 300, 11);
  private Path folder;

  @BeforeEach
  void in(@TempDir Path temporary) {
    folder = temporary;
  }

  @Test
  void findsACropAtAnyOffset() throws IOException {
    List<Overlap> found = between(whole, whole.crop(126, 37, 256, 240));
    assertThat(found).hasSize(1);
    assertThat(found.get(0).how()).isEqualTo(How.SHIFTED);
    assertThat(found.get(0).x()).isEqualTo(-126);
    assertThat(found.get(0).y()).isEqualTo(-37);
    assertThat(between(whole.crop(126, 37, 256, 240), whole).get(0).x()).isEqualTo(126);
  }

  @Test
  void findsPartsThatShareTheirMiddleAlthoughNeitherHoldsTheOther() throws IOException {
    List<Overlap> found = between(whole.crop(0, 10, 330, 280), whole.crop(70, 0, 350, 270));
    assertThat(found).hasSize(1);
    assertThat(found.get(0).x()).isEqualTo(-70);
    assertThat(found.get(0).y()).isEqualTo(10);
  }

  @Test
  void findsARecompressedCropAndAResizedCopy() throws IOException {
    Image crop = whole.crop(51, 9, 288, 272);
    Image compressed = ImageFiles.decode(ImageFiles.encodeJpeg(crop, 0.7), "jpeg");
    assertThat(between(whole, compressed)).extracting(Overlap::how).containsExactly(How.SHIFTED);
    assertThat(between(whole, Bicubic.resize(whole, 0.6)))
        .extracting(Overlap::how)
        .containsExactly(How.RESIZED);
  }

  @Test
  void differentPicturesDoNotOverlap() throws IOException {
    for (int seed = 20; seed < 26; seed++) {
      assertThat(between(whole, DeadLeaves.render(420, 300, seed))).isEmpty();
    }
  }

  @Test
  void smallImagesAreComparedByTheirFiles() throws IOException {
    Image small = whole.crop(0, 0, 48, 48);
    assertThat(between(small, small)).extracting(Overlap::how).containsExactly(How.SAME_FILE);
  }

  @Test
  void aPairOfSetsIsComparedOnce() throws IOException {
    ImageSet one = set("one", whole);
    ImageSet other = set("other", whole.crop(5, 5, 256, 256));
    Overlaps overlaps = new Overlaps(folder.resolve("cache"));
    assertThat(overlaps.listed(one, other)).isEmpty();
    List<Overlap> found = overlaps.between(one, other);
    Overlaps again = new Overlaps(folder.resolve("cache"));
    assertThat(again.listed(one, other)).contains(found);
    assertThat(again.listed(other, one))
        .hasValueSatisfying(
            turned -> assertThat(turned).extracting(Overlap::one).containsExactly("other.png"));
  }

  @Test
  void whatIsKnownByItsListingIsForgottenWhenAFileIsTouched() throws IOException {
    ImageSet one = set("one", whole);
    ImageSet other = set("other", whole.crop(5, 5, 256, 256));
    Overlaps overlaps = new Overlaps(folder.resolve("cache"));
    List<Overlap> found = overlaps.between(one, other);
    Path file = one.entries().get(0).file().orElseThrow();
    Files.setLastModifiedTime(file, FileTime.fromMillis(1_000_000));

    assertThat(overlaps.listed(one, other)).isEmpty();
    assertThat(overlaps.between(one, other)).isEqualTo(found);
    assertThat(overlaps.listed(one, other)).contains(found);
  }

  @Test
  void findsTidsReferenceInKodaksPhotograph() throws IOException {
    Map<String, Path> photos =
        Map.of(
            "kodak", SharedData.require("photos/Kodak24"),
            "piq", SharedData.require("reference/piq"));
    DataSets sets = DataSets.builtIn();
    for (var each : photos.entrySet()) {
      sets = sets.with(each.getKey(), each.getValue());
    }
    List<Overlap> found =
        new Overlaps(folder.resolve("cache")).between(sets.get("kodak").first(3), sets.get("piq"));
    assertThat(found)
        .filteredOn(overlap -> overlap.other().equals("I01.BMP"))
        .hasSize(1)
        .allMatch(overlap -> overlap.x() == -104 && overlap.y() == -126)
        .allMatch(overlap -> overlap.correlation() > 0.999);
    assertThat(found)
        .extracting(Overlap::other)
        .as("the reference, its noisy copy, nothing else")
        .containsExactlyInAnyOrder("I01.BMP", "i01_01_5.bmp");
  }

  private List<Overlap> between(Image one, Image other) throws IOException {
    Overlaps overlaps = new Overlaps(folder.resolve("cache"));
    return overlaps.between(set("one", one), set("other", other));
  }

  private ImageSet set(String id, Image image) throws IOException {
    Path images = Files.createTempDirectory(folder, id);
    ImageFiles.writePng(image, images.resolve(id + ".png"));
    return DataSets.builtIn().with(id, images).get(id);
  }
}
