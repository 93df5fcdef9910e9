package io.chiral.service.weights;

import java.io.PrintWriter;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/** How far a download is: a bar where there is a terminal, else a line every tenth. */
final class FetchProgress implements Download.Listener, AutoCloseable {

  private static final long MIB = 1 << 20;

  private final PrintWriter out;
  private final String what;
  private final @Nullable ProgressBar bar;
  private long tenths = -1;

  FetchProgress(String what, PrintWriter out) {
    this.what = what;
    this.out = out;
    bar =
        System.console() == null
            ? null
            : new ProgressBarBuilder()
                .setTaskName(what)
                .setInitialMax(-1)
                .setStyle(ProgressBarStyle.UNICODE_BLOCK)
                .setUnit(" MiB", MIB)
                .build();
  }

  @Override
  public void progress(long received, long total) {
    if (bar != null) {
      bar.maxHint(total);
      bar.stepTo(received);
      return;
    }
    long now = total <= 0 ? received / (16 * MIB) : 10 * received / total;
    if (now != tenths) {
      tenths = now;
      String of = total < 0 ? "" : " of %.1f".formatted((double) total / MIB);
      out.printf("%s: %.1f%s MiB%n", what, (double) received / MIB, of);
      out.flush();
    }
  }

  @Override
  public void close() {
    if (bar != null) {
      bar.close();
    }
  }
}
