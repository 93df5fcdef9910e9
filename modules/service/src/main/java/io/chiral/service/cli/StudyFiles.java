package io.chiral.service.cli;

import io.chiral.service.gateway.report.ReportFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Everything that a study leaves for others: its declaration, every score, its runs and
 * checkpoints, and the report in each format. {@code tools/recompute.py} reads the folder.
 */
public final class StudyFiles {

  private StudyFiles() {}

  /**
   * Writes all files, over those that are there.
   *
   * @param folder made where it is not there
   * @return what was written
   */
  public static List<Path> write(ApiClient client, String study, Path folder) {
    List<Path> written = new ArrayList<>();
    byte[] declaration = client.declaration(study);
    try {
      Files.createDirectories(folder);
      if (declaration != null) {
        written.add(Files.write(folder.resolve("study.json"), declaration));
      }
    } catch (IOException e) {
      throw new UserException("can't write to %s (%s)".formatted(folder, e), e);
    }
    for (ReportFormat format : ReportFormat.values()) {
      Path target = folder.resolve("report." + format.ending());
      report(client, study, format, target);
      written.add(target);
    }
    Path runs = folder.resolve("runs.csv");
    client.download("studies/%s/runs.csv".formatted(study), runs);
    written.add(runs);
    Path scores = folder.resolve("scores.csv");
    scores(client, study, scores);
    written.add(scores);
    return written;
  }

  static void report(ApiClient client, String study, ReportFormat format, Path target) {
    client.download("studies/%s/report?format=%s".formatted(study, format.ending()), target);
  }

  static void scores(ApiClient client, String study, Path target) {
    client.download("studies/%s/scores.csv".formatted(study), target);
  }
}
