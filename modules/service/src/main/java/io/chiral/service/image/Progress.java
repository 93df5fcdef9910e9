package io.chiral.service.image;

import java.util.List;
import java.util.function.Consumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** A bar on standard error while many images are worked on, where there is a terminal. */
final class Progress {
  private Progress() {}

  /** Does something with each item, in order. */
  static <T> void each(String task, List<T> items, Consumer<T> action) {
    if (items.size() < 2 || System.console() == null) {
      items.forEach(action);
      return;
    }
    ProgressBarBuilder builder =
        new ProgressBarBuilder()
            .setTaskName(task)
            .setStyle(ProgressBarStyle.UNICODE_BLOCK)
            .setUnit(" images", 1);
    ProgressBar.wrap(items, builder).forEach(action);
  }
}
