package io.chiral.service.gateway.report;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What a report can be had as. */
public enum ReportFormat {
  /** Everything: as it lies on the asymmetry topic, with the runs that it comes from. */
  JSON("json", "application/json"),

  /** One row a figure, with what it came about by. */
  CSV("csv", "text/csv; charset=utf-8"),

  /** For people, readable as it is. */
  MD("md", "text/markdown; charset=utf-8"),

  /** One page with plots, which opens from a file. */
  HTML("html", "text/html; charset=utf-8");

  private final String ending;
  private final String mediaType;

  ReportFormat(String ending, String mediaType) {
    this.ending = ending;
    this.mediaType = mediaType;
  }

  /** Of file names, and the format's name in queries. */
  public String ending() {
    return ending;
  }

  public String mediaType() {
    return mediaType;
  }

  /** By its ending. */
  public static Optional<ReportFormat> named(String ending) {
    String wanted = ending.toLowerCase(Locale.ROOT);
    return Arrays.stream(values()).filter(format -> format.ending.equals(wanted)).findFirst();
  }

  /**
   * The first that an HTTP client takes; JSON where it takes anything or nothing of ours.
   *
   * @param accepted media ranges such as {@code text/html}, most wanted first
   */
  public static ReportFormat accepted(List<String> accepted) {
    return accepted.stream()
        .flatMap(range -> Arrays.stream(values()).filter(format -> format.is(range)))
        .findFirst()
        .orElse(JSON);
  }

  private boolean is(String range) {
    return mediaType.equals(range) || mediaType.startsWith(range + ";");
  }
}
