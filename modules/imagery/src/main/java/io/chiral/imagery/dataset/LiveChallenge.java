package io.chiral.imagery.dataset;

import io.chiral.imagery.dataset.Labels.Orientation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * LIVE In the Wild Image Quality Challenge (Ghadiyaram, Bovik 2016), images alone: {@code Images/}
 * and the arrays {@code Data/AllImages_release.mat}, {@code Data/AllMOS_release.mat}; 0 to 100,
 * higher is better. The first seven images trained the viewers and are left out: 1,162 of 1,169
 * stay.
 */
final class LiveChallenge implements OpinionLayout {
  private static final int FOR_TRAINING_VIEWERS = 7;
  private static final String MOS = "AllMOS_release";
  private static final String IMAGES = "AllImages_release";

  @Override
  public String kind() {
    return "live-challenge";
  }

  @Override
  public boolean recognises(Path folder) {
    return Files.isRegularFile(folder.resolve("Data").resolve(MOS + ".mat"))
        && Files.isDirectory(folder.resolve("Images"));
  }

  @Override
  public int published() {
    return 1_162;
  }

  @Override
  public Labels labels(Path folder) throws IOException {
    MatlabFile scores = MatlabFile.read(folder.resolve("Data").resolve(MOS + ".mat"));
    double[] mos = scores.numbers(MOS);
    MatlabFile names = MatlabFile.read(folder.resolve("Data").resolve(IMAGES + ".mat"));
    List<String> images = names.texts(IMAGES);
    if (images.size() != mos.length) {
      throw new LabelTableException(
          names.file(),
          "%d images, but %d scores in %s".formatted(images.size(), mos.length, scores.file()));
    }
    List<Label> labels = new ArrayList<>();
    for (int i = FOR_TRAINING_VIEWERS; i < mos.length; i++) {
      LabelRow row = new LabelRow(scores.file(), i + 1, Map.of(MOS, Double.toString(mos[i])));
      labels.add(Label.of(row, "Images/" + images.get(i), null, row.number(MOS)));
    }
    return new Labels(
        scores.file(),
        Orientation.HIGHER_IS_BETTER,
        labels,
        List.of("without the first 7 images, which trained the viewers"));
  }
}
