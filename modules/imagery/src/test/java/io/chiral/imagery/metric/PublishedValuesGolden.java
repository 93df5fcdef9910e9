package io.chiral.imagery.metric;

import static org.assertj.core.api.Assertions.assertThat;

import io.chiral.imagery.Image;
import io.chiral.imagery.Luma;
import io.chiral.imagery.Plane;
import io.chiral.imagery.SharedData;
import io.chiral.imagery.file.ImageFiles;
import java.io.IOException;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** Against the values of the MATLAB originals that piq stores ({@code expected.csv}). */
class PublishedValuesGolden {
  /** Images hold 8-bit levels over 255 in single precision; MATLAB has the integers. */
  private static final Offset<Double> FLOAT_SAMPLES = Offset.offset(1e-8);

  @Test
  void gmsdOfAGreyPairEqualsMatlabs() throws IOException {
    assertThat(new Gmsd(0).score(read("goldhill.gif"), read("goldhill_jpeg.gif")))
        .isCloseTo(0.138012587141798, FLOAT_SAMPLES);
  }

  @Test
  void gmsdOfAColourPairEqualsMatlabs() throws IOException {
    assertThat(new Gmsd(0).score(read("I01.BMP"), read("i01_01_5.bmp")))
        .isCloseTo(0.094124655829098, FLOAT_SAMPLES);
  }

  @Test
  void fsimEqualsMatlabs() throws IOException {
    assertThat(new Fsim(false, 0).score(read("goldhill.gif"), read("goldhill_jpeg.gif")))
        .isCloseTo(0.89691, Offset.offset(1e-5));
    // The authors' own score file of TID2008 has this pair with all digits.
    assertThat(new Fsim(false, 0).score(read("I01.BMP"), read("i01_01_5.bmp")))
        .isCloseTo(0.9367378927242948, FLOAT_SAMPLES);
    assertThat(new Fsim(true, 0).score(read("I01.BMP"), read("i01_01_5.bmp")))
        .isCloseTo(0.9258712421249496, FLOAT_SAMPLES);
  }

  @Test
  void vifEqualsMatlabs() throws IOException {
    Offset<Double> digits = Offset.offset(1e-4);
    assertThat(new Vif(0).score(read("goldhill.gif"), read("goldhill_jpeg.gif")))
        .isCloseTo(0.2665, digits);
    assertThat(new Vif(0).score(read("I01.BMP"), read("i01_01_5.bmp"))).isCloseTo(0.3147, digits);
  }

  @Test
  void ssimAfterTheOriginalsDownsamplingEqualsMatlabs() throws IOException {
    Plane a = Filters.halved(Luma.full(read("goldhill.gif")));
    Plane b = Filters.halved(Luma.full(read("goldhill_jpeg.gif")));
    assertThat(Ssim.mean(a, b)).isCloseTo(0.8202, Offset.offset(1e-4));
  }

  @Test
  void ssimOfAColourPairIsThatOfMatlab() throws IOException {
    Image a = read("I01.BMP");
    Image b = read("i01_01_5.bmp");
    double sum = 0;
    for (int c = 0; c < 3; c++) {
      sum += Ssim.mean(Filters.halved(a.plane(c, 255)), Filters.halved(b.plane(c, 255)));
    }
    // The stored value has this tolerance: MATLAB's is of a volume, not of channels.
    assertThat(sum / 3).isCloseTo(0.7842, Offset.offset(1e-2));
  }

  private static Image read(String name) throws IOException {
    return ImageFiles.read(SharedData.require("reference/piq").resolve(name));
  }
}
