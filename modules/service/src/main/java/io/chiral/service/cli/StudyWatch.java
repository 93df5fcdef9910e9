package io.chiral.service.cli;

import io.chiral.service.cli.ApiClient.RunLine;
import io.chiral.service.cli.ApiClient.StudyLine;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/**
 * Shows a study's progress at the terminal until its report is complete: a bar where there is a
 * terminal, else a line whenever a run ended. It looks as a stranger would, over HTTP.
 */
public final class StudyWatch {
  private static final Duration PERIOD = Duration.ofSeconds(1);

  /** A study asked for a moment ago may not be seen yet; one that never comes is a wrong id. */
  private static final int LOOKS_FOR_AN_UNKNOWN_STUDY = 30;

  private final ApiClient api;
  private final String study;
  private final PrintWriter out;
  private final CountDownLatch abandoned = new CountDownLatch(1);

  /** A watch of one study. */
  public StudyWatch(ApiClient api, String study, PrintWriter out) {
    this.api = api;
    this.study = study;
    this.out = out;
  }

  /** Ends {@link #untilComplete} early, from another thread. */
  public void abandon() {
    abandoned.countDown();
  }

  /**
   * Blocks until the report has everything.
   *
   * @param commandId of the command that started it, to notice a rejection; null: unknown
   * @return the report, as bytes of JSON; null: abandoned, or the study compares nothing (a lone
   *     run made it) and all its runs are completed
   * @throws UserException if the command was rejected, the study is not known for half a minute or
   *     has ended without a full report
   */
  public byte @Nullable [] untilComplete(@Nullable String commandId) throws InterruptedException {
    boolean terminal = System.console() != null;
    try (ProgressBar bar = terminal ? bar() : null) {
      int ended = -1;
      int unknown = 0;
      do {
        StudyLine line = api.study(study);
        if (line == null) {
          throwIfRejected(commandId);
          throwIfUnknown(++unknown);
          continue;
        }
        throwIfGone(line);
        int now = line.count("completed") + line.count("failed") + line.count("cancelled");
        if (bar != null) {
          show(bar, line);
        } else if (now != ended) {
          out.println(summary(line));
          out.flush();
        }
        ended = now;
        throwIfFailed(line, ended);
        if (line.outline() == null && line.runs() > 0 && ended == line.runs()) {
          return null;
        }
        byte[] report = api.report(study);
        if (report != null && ReportSummary.complete(report)) {
          if (bar != null) {
            bar.stepTo(line.steps());
          }
          return report;
        }
      } while (!abandoned.await(PERIOD.toMillis(), TimeUnit.MILLISECONDS));
      return null;
    }
  }

  private ProgressBar bar() {
    return new ProgressBarBuilder()
        .setTaskName(study)
        .setInitialMax(1)
        .setStyle(ProgressBarStyle.UNICODE_BLOCK)
        .setUnit(" steps", 1)
        .hideEta()
        .build();
  }

  private static void show(ProgressBar bar, StudyLine line) {
    bar.maxHint(line.steps());
    bar.stepTo(line.stepsDone());
    bar.setExtraMessage(state(line));
  }

  private String summary(StudyLine line) {
    return "%s: %d of %d steps, %s".formatted(study, line.stepsDone(), line.steps(), state(line));
  }

  private static String state(StudyLine line) {
    String left =
        line.secondsLeft() == null
            ? ""
            : ", about %d:%02d left".formatted(line.secondsLeft() / 60, line.secondsLeft() % 60);
    return "%d of %d runs done%s".formatted(line.count("completed"), line.runs(), left);
  }

  private void throwIfRejected(@Nullable String commandId) {
    String reason = commandId == null ? null : api.rejection(commandId);
    if (reason != null) {
      throw new UserException("the study was rejected: " + reason);
    }
  }

  private void throwIfUnknown(int looks) {
    if (looks == 1) {
      out.printf("%s: the server does not know it yet%n", study);
      out.flush();
    }
    if (looks == LOOKS_FOR_AN_UNKNOWN_STUDY) {
      throw new UserException(
          "the server knows no study '%s'; chiral study list shows those it has".formatted(study));
    }
  }

  private void throwIfGone(StudyLine line) {
    if (line.rejection() != null) {
      throw new UserException(
          "study %s was rejected: %s".formatted(study, line.rejection().message()));
    }
    if (line.status().equals("forgotten")) {
      throw new UserException("study %s was forgotten".formatted(study));
    }
    if (line.status().equals("cancelled") && line.runs() == 0) {
      throw new UserException("study %s was cancelled before it had a run".formatted(study));
    }
  }

  /** Once nothing is left to do and something failed, the report stays provisional for ever. */
  private void throwIfFailed(StudyLine line, int ended) {
    if (line.runs() == 0 || ended < line.runs() || line.count("completed") == line.runs()) {
      return;
    }
    List<RunLine> runs = api.runs(study);
    String first =
        runs.stream()
            .filter(run -> run.status().equals("failed") || run.status().equals("cancelled"))
            .findFirst()
            .map(run -> "%s (%s): %s".formatted(run.run(), run.cell().label(), run.reason()))
            .orElse("unknown");
    throw new UserException(
        "%d runs of study %s failed and %d were cancelled, so its report stays incomplete; first: %s"
            .formatted(line.count("failed"), study, line.count("cancelled"), first));
  }
}
