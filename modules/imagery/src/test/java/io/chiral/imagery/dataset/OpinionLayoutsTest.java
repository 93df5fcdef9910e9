package io.chiral.imagery.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.chiral.imagery.SharedData;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import us.hebi.matlab.mat.format.Mat5;
import us.hebi.matlab.mat.types.Array;
import us.hebi.matlab.mat.types.Cell;
import us.hebi.matlab.mat.types.MatFile;
import us.hebi.matlab.mat.types.Matrix;

/** Each published layout, as a made-up folder with a few images. */
class OpinionLayoutsTest {
  private Path folder;

  @BeforeEach
  void in(@TempDir Path temporary) {
    folder = temporary;
  }

  @Test
  void kadidsScoreIsHigherForBetterImagesDespiteItsName() throws IOException {
    images("images/I01.png", "images/I01_01_02.png", "images/I01_25_05.png");
    text("dmos.csv", "dist_img,ref_img,dmos,var", "I01_01_02.png,I01.png,4.57,0.4");
    Benchmark table = open();
    BenchmarkItem item = table.items().get(0);
    assertThat(item.opinion()).isEqualTo(4.57);
    assertThat(item.distortion()).isEqualTo("01");
    assertThat(item.level()).isEqualTo(2);
    assertThat(item.requireReference().name()).isEqualTo("images/I01.png");
    assertThat(item.content()).isEqualTo("images/I01.png");
  }

  @Test
  void tidsNamesAreFoundInAnyCase() throws IOException {
    images("reference_images/I01.BMP", "reference_images/i25.bmp");
    images("distorted_images/i01_01_1.bmp", "distorted_images/I25_24_5.bmp");
    text("mos_with_names.txt", "5.51429 I01_01_1.bmp", "3.1 i25_24_5.BMP");
    Benchmark table = open();
    assertThat(table.contents())
        .containsExactly("reference_images/I01.BMP", "reference_images/i25.bmp");
    assertThat(table.items())
        .extracting(BenchmarkItem::id)
        .containsExactly("distorted_images/i01_01_1.bmp", "distorted_images/I25_24_5.bmp");
    text("mos_with_names.txt", "5.51429 I01_01_1.bmp", "3.1;i25_24_5.BMP");
    assertThatThrownBy(this::open).hasMessageContaining("mos_with_names.txt, line 2: '3.1;i25");
    text("mos_with_names.txt", "5.51429 I01_01_1.bmp", "five i25_24_5.BMP");
    assertThatThrownBy(this::open)
        .hasMessageContaining("line 2, column mos: 'five' is not a number");
  }

  @Test
  void liveReadsRealignedScoresUnlessToldOtherwiseAndDropsReferences() throws IOException {
    images("refimgs/a.bmp", "refimgs/b.bmp");
    images("jp2k/img1.bmp", "jp2k/img2.bmp", "jpeg/img1.bmp", "wn/img1.bmp", "gblur/img1.bmp");
    images("fastfading/img1.bmp");
    Matrix originals = row(0, 1, 0, 0, 0, 0);
    matlab("dmos_realigned.mat", "dmos_new", row(10, 0, 20, 30, 40, 50), "orgs", originals);
    matlab("dmos.mat", "dmos", row(1, 0, 2, 3, 4, 5), "orgs", originals);
    matlab(
        "refnames_all.mat",
        "refnames_all",
        cells("a.bmp", "b.bmp", "a.bmp", "a.bmp", "b.bmp", "a.bmp"));
    Benchmark table = open();
    assertThat(table.items())
        .extracting(BenchmarkItem::opinion)
        .containsExactly(-10.0, -20.0, -30.0, -40.0, -50.0);
    assertThat(table.items()).extracting(BenchmarkItem::distortion).startsWith("jp2k", "jpeg");
    assertThat(table.items().get(3).content()).isEqualTo("refimgs/b.bmp");
    assertThat(table.notes()).anyMatch(note -> note.contains("dmos_realigned.mat"));
    assertThat(open("live-unaligned:" + folder).items().get(4).opinion()).isEqualTo(-5);

    images("jpeg/img2.bmp");
    assertThatThrownBy(this::open)
        .hasMessageContaining("dmos_new has 6 entries, 7 are expected from the other arrays");
    Files.writeString(folder.resolve("dmos_realigned.mat"), "MATLAB 7.3 MAT-file, HDF5 schema 1");
    assertThatThrownBy(this::open).hasMessageContaining("no readable MATLAB 5 file");
  }

  @Test
  void csiqIsReadFromItsSheetOrItsTextFile() throws IOException {
    images("src_imgs/1600.png", "dst_imgs/awgn/1600.AWGN.1.png");
    images("dst_imgs/jpeg2000/1600.jpeg2000.5.png");
    text("csiq_label.txt", "1600.AWGN.1.png 0.062", "1600.jpeg2000.5.png 0.9");
    List<BenchmarkItem> ofText = open().items();
    sheet(
        "csiq.DMOS.xlsx",
        "all_by_image",
        new Object[][] {
          {"", "", "", "made-up"},
          {"", "", "", "image", "dst_idx", "dst_type", "dst_lev", "dmos_std", "dmos"},
          {"", "", "", 1600, 1, "noise", 1, 0.1, 0.062},
          {"", "", "", 1600, 3, "jpeg 2000", 5, 0.1, 0.9}
        });
    List<BenchmarkItem> ofSheet = open().items();
    assertThat(ofSheet).extracting(BenchmarkItem::opinion).containsExactly(-0.062, -0.9);
    assertThat(ofSheet).extracting(BenchmarkItem::level).containsExactly(1, 5);
    for (int i = 0; i < 2; i++) {
      assertThat(ofText.get(i).id()).isEqualTo(ofSheet.get(i).id());
      assertThat(ofText.get(i).opinion()).isEqualTo(ofSheet.get(i).opinion());
      assertThat(ofText.get(i).content()).isEqualTo("src_imgs/1600.png");
    }
  }

  @Test
  void pipalsImagesMayLieInSeveralFolders() throws IOException {
    images("Train_Ref/A0001.bmp", "Distortion_1/A0001_00_00.bmp", "Distortion_2/A0001_06_03.bmp");
    text("Train_Label/A0001.txt", "A0001_00_00.bmp,1520.0648", "A0001_06_03.bmp,1300.5");
    Benchmark table = open();
    assertThat(table.items()).extracting(BenchmarkItem::distortion).containsExactly("00", "06");
    assertThat(table.contents()).containsExactly("Train_Ref/A0001.bmp");
    text("Train_Label/A0001.txt", "A0001_00_00.bmp,1520.0648", "A0001_09_09.bmp,1300.5");
    assertThatThrownBy(this::open)
        .hasMessageContaining("A0001.txt, line 2: no image 'A0001_09_09.bmp'");
  }

  @Test
  void koniqsZscoreIsReadAndItsSetsAreTheSplit() throws IOException {
    images("1024x768/1.jpg", "1024x768/2.jpg", "512x384/1.jpg", "512x384/2.jpg");
    text(
        "koniq10k_scores_and_distributions.csv",
        "\"image_name\",\"c1\",\"MOS\",\"SD\",\"MOS_zscore\"",
        "\"1.jpg\",0,3.9,0.5,77.4",
        "\"2.jpg\",0,1.9,0.5,20");
    text(
        "koniq10k_distributions_sets.csv",
        "image_name,c1,MOS,SD,set",
        "1.jpg,0,70,0.5,training",
        "2.jpg,0,10,0.5,validation");
    Benchmark table = open();
    assertThat(table.hasReferences()).isFalse();
    assertThat(table.items()).extracting(BenchmarkItem::opinion).containsExactly(77.4, 20.0);
    assertThat(table.splits()).containsExactly("official");
    assertThat(table.items().get(1).splits()).containsEntry("official", Part.VALIDATION);
    assertThat(table.items().get(0).id()).isEqualTo("1024x768/1.jpg");
    assertThat(open("koniq10k-512:" + folder).items().get(0).id()).isEqualTo("512x384/1.jpg");
    Files.delete(folder.resolve("koniq10k_scores_and_distributions.csv"));
    assertThat(open().items().get(0).opinion()).isEqualTo(70);
  }

  @Test
  void spaqIsReadFromItsSheet() throws IOException {
    images("TestImage/00001.jpg");
    Object[][] rows = {
      {"Image name", "MOS", "Brightness"}, {"00001.jpg", 52.5, 60}, {"00002.jpg", "much", 60}
    };
    sheet("Annotations/MOS and Image attribute scores.xlsx", "Sheet1", rows);
    assertThatThrownBy(this::open)
        .hasMessageContaining("line 3, column MOS: 'much' is not a number");
    sheet(
        "Annotations/MOS and Image attribute scores.xlsx",
        "Sheet1",
        new Object[][] {rows[0], rows[1]});
    assertThat(open().items().get(0).opinion()).isEqualTo(52.5);
    sheet("Annotations/MOS and Image attribute scores.xlsx", "Sheet1", new Object[][] {{"MOS"}});
    assertThatThrownBy(this::open).hasMessageContaining("no header row with [Image name, MOS]");
  }

  @Test
  void liveChallengeLeavesOutWhatTrainedItsViewers() throws IOException {
    String[] names = new String[9];
    for (int i = 0; i < 9; i++) {
      names[i] = "t%d.bmp".formatted(i);
      images((i < 7 ? "Images/trainingImages/" : "Images/") + names[i]);
    }
    matlab("Data/AllImages_release.mat", "AllImages_release", cells(names));
    matlab("Data/AllMOS_release.mat", "AllMOS_release", row(1, 2, 3, 4, 5, 6, 7, 8, Double.NaN));
    assertThatThrownBy(this::open)
        .hasMessageContaining("AllMOS_release.mat, line 9, column AllMOS_release: 'NaN'");
    matlab("Data/AllMOS_release.mat", "AllMOS_release", row(1, 2, 3, 4, 5, 6, 7, 8, 9));
    assertThat(open().items())
        .extracting(BenchmarkItem::id)
        .containsExactly("Images/t7.bmp", "Images/t8.bmp");
    matlab("Data/AllImages_release.mat", "Others", cells(names));
    assertThatThrownBy(this::open)
        .hasMessageContaining("no variable AllImages_release; it has [Others]");
  }

  @Test
  void pyiqasTablesSayTheirOrientationByTheirName() throws IOException {
    images("images/I01.png", "images/I01_01_01.png", "images/I01_01_02.png");
    String[] lines = {
      "ref_name,dist_name,dmos,std,official_split,ratio802_seed123_split_01",
      "I01.png,I01_01_01.png,4,0.1,train,val",
      "I01.png,I01_01_02.png,2,0.1,test,train"
    };
    text("meta_info_KADID10kDataset.csv", lines);
    text("meta_info_CSIQDataset.csv", lines);
    String images = "|" + folder.resolve("images");
    Benchmark kadid = open(folder.resolve("meta_info_KADID10kDataset.csv") + images);
    assertThat(kadid.items()).extracting(BenchmarkItem::opinion).containsExactly(4.0, 2.0);
    assertThat(kadid.splits()).containsExactly("official_split", "ratio802_seed123_split_01");
    assertThat(kadid.items().get(0).splits())
        .containsEntry("ratio802_seed123_split_01", Part.VALIDATION);
    Path csiq = folder.resolve("meta_info_CSIQDataset.csv");
    assertThat(open(csiq + images).items().get(0).opinion()).isEqualTo(-4);
    assertThat(open("meta-info-higher:" + csiq + images).items().get(0).opinion()).isEqualTo(4);
  }

  @Test
  void saysHowManyImagesAreMissing() throws IOException {
    images("images/I01.png");
    text(
        "dmos.csv",
        "dist_img,ref_img,dmos,var",
        "I01_01_01.png,I01.png,4,1",
        "I01_01_02.png,I01.png,3,1",
        "I01_01_03.png,I01.png,2,1");
    assertThatThrownBy(this::open)
        .isInstanceOf(LabelTableException.class)
        .hasMessageContaining("dmos.csv, line 2: no image 'images/I01_01_01.png'")
        .hasMessageContaining("2 more lines lack theirs");
  }

  @Test
  void refusesAnUnknownKindAndALayoutThatIsNotThere() {
    assertThatThrownBy(() -> open("kadid:" + folder))
        .hasMessageContaining("unknown kind 'kadid'; known are")
        .hasMessageContaining("kadid10k");
    assertThatThrownBy(() -> open("kadid10k:" + folder)).hasMessageContaining("dmos.csv");
    assertThatThrownBy(() -> open("div2k:" + folder)).hasMessageContaining("DIV2K_train_HR");
  }

  @Test
  void readsTheStoredImagesAlone() throws IOException {
    Path avt = SharedData.require("opinions/avt-image-quality");
    Benchmark table = open(avt.toString());
    assertThat(table.items()).hasSize(324);
    assertThat(table.contents()).hasSize(38);
    assertThat(table.hasReferences()).isFalse();
  }

  private Benchmark open() throws IOException {
    return open(folder.toString());
  }

  private static Benchmark open(String source) throws IOException {
    DataSets sets = DataSets.builtIn().with("set", DataSource.parse(source));
    Benchmark table = sets.tables().get("set");
    assertThat(table).as("a label table at " + source).isNotNull();
    return table;
  }

  private void images(String... names) throws IOException {
    for (String name : names) {
      Tiny.image(folder.resolve(name));
    }
  }

  private void text(String name, String... lines) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.write(file, List.of(lines));
  }

  private void sheet(String name, String sheet, Object[][] rows) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    try (OutputStream out = Files.newOutputStream(file);
        Workbook book = new Workbook(out, "test", "1.0")) {
      Worksheet page = book.newWorksheet(sheet);
      for (int row = 0; row < rows.length; row++) {
        for (int column = 0; column < rows[row].length; column++) {
          if (rows[row][column] instanceof Number number) {
            page.value(row, column, number);
          } else if (!rows[row][column].equals("")) {
            page.value(row, column, rows[row][column].toString());
          }
        }
      }
    }
  }

  private void matlab(String name, Object... namesAndArrays) throws IOException {
    Path path = folder.resolve(name);
    Files.createDirectories(path.getParent());
    MatFile file = Mat5.newMatFile();
    for (int i = 0; i < namesAndArrays.length; i += 2) {
      file.addArray((String) namesAndArrays[i], (Array) namesAndArrays[i + 1]);
    }
    Mat5.writeToFile(file, path.toFile());
  }

  private static Matrix row(double... values) {
    Matrix row = Mat5.newMatrix(1, values.length);
    for (int i = 0; i < values.length; i++) {
      row.setDouble(i, values[i]);
    }
    return row;
  }

  private static Cell cells(String... texts) {
    Cell cells = Mat5.newCell(1, texts.length);
    for (int i = 0; i < texts.length; i++) {
      cells.set(i, Mat5.newString(texts[i]));
    }
    return cells;
  }
}
