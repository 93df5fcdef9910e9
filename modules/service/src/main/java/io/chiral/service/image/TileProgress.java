package io.chiral.service.image;

import java.nio.file.Path;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/** A bar over all tiles of all images on standard error, where there is a terminal. */
final class TileProgress implements AutoCloseable {
  private final @Nullable ProgressBar bar;

  private TileProgress(@Nullable ProgressBar bar) {
    this.bar = bar;
  }

  static TileProgress start(int images) {
    return new TileProgress(
        System.console() == null
            ? null
            : new ProgressBarBuilder()
                .setTaskName("upscale")
                .setInitialMax(images)
                .setStyle(ProgressBarStyle.UNICODE_BLOCK)
                .setUnit(" tiles", 1)
                .build());
  }

  /** The next image, which was counted as one tile. */
  void next(Path image, int tiles) {
    if (bar != null) {
      bar.maxHint(bar.getMax() - 1 + tiles);
      bar.setExtraMessage(image.getFileName().toString());
    }
  }

  /** Always true: an image is worked on to its end. */
  boolean tileDone() {
    if (bar != null) {
      bar.step();
    }
    return true;
  }

  @Override
  public void close() {
    if (bar != null) {
      bar.close();
    }
  }
}
