package io.chiral.service.gateway.report;

import io.chiral.messages.report.AsymmetryFigure;
import io.chiral.messages.report.AsymmetryReport;
import io.chiral.messages.report.DiscriminatorReport;
import io.chiral.messages.report.Figure;
import io.chiral.messages.report.LifeFigure;
import io.chiral.messages.report.Range;
import io.chiral.messages.report.RankCorrelation;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Figures in words: never without interval and n, or the reason why there are none. */
final class Words {

  private Words() {}

  static String figure(Figure f) {
    return figure(f, 2);
  }

  static String figure(Figure f, int digits) {
    return figure(f, digits, false);
  }

  static String figure(Figure f, int digits, boolean proxy) {
    return said(f.value(), f.low(), f.high(), f.n(), f.reason(), proxy, digits);
  }

  static String figure(AsymmetryFigure f) {
    return said(f.value(), f.low(), f.high(), f.n(), f.reason(), f.proxy(), 2);
  }

  static String figure(LifeFigure f) {
    return said(f.value(), f.low(), f.high(), f.n(), f.reason(), f.proxy(), 2);
  }

  static String figure(RankCorrelation f, boolean proxy) {
    String said = said(f.value(), f.low(), f.high(), f.n(), f.reason(), proxy, 2);
    return f.p() == null
        ? said
        : "%s, p = %s (least possible %s; metrics as a random sample)"
            .formatted(said, number(f.p(), 3), number(f.pMin(), 3));
  }

  static String range(Range range, boolean proxy) {
    return range.low() == null
        ? "– (" + Markdown.plain(String.valueOf(range.reason())) + ")"
        : "%s to %s over %d judges%s"
            .formatted(
                number(range.low(), 2), number(range.high(), 2), range.n(), proxy ? ", proxy" : "");
  }

  /** What a contrast of discriminators must be read beside, without the numbers. */
  static String said(DiscriminatorReport of) {
    return String.join(
        ", ",
        of.level(),
        of.cut() == null ? "whole" : "cut after " + of.cut(),
        of.architecture() == null ? "architecture not known" : of.architecture(),
        of.initialisation() + " first weights",
        "pretrained on " + (of.pretraining() == null ? "nothing" : of.pretraining()));
  }

  /** Why nothing is said beyond these runs; null where that is not so, or may still change. */
  static @Nullable String conditional(AsymmetryReport report) {
    if (!report.conditionalOnRuns()) {
      return null;
    }
    if (report.protocol().seeds().size() == 1) {
      return "Conditional on these very runs: the study has one seed.";
    }
    return report.provisional()
        ? null
        : "Conditional on these very runs: no cell was repeated over seeds.";
  }

  static String ranks(LifeFigure f) {
    return f.rank() == null
        ? "–"
        : "%s [%s, %s]"
            .formatted(number(f.rank(), 1), number(f.rankLow(), 0), number(f.rankHigh(), 0));
  }

  static String pairs(List<List<String>> pairs, String none) {
    return pairs.isEmpty()
        ? none
        : pairs.stream()
            .map(pair -> pair.stream().map(Markdown::code).collect(Collectors.joining(" ↔ ")))
            .collect(Collectors.joining(", "));
  }

  static String number(@Nullable Double value, int digits) {
    if (value == null) {
      return "–";
    }
    String text = String.format(Locale.ROOT, "%." + digits + "f", value);
    return text.matches("-0\\.?0*") ? text.substring(1) : text.replace('-', '−');
  }

  private static String said(
      @Nullable Double value,
      @Nullable Double low,
      @Nullable Double high,
      int n,
      @Nullable String reason,
      boolean proxy,
      int digits) {
    String why = reason == null ? "" : " (" + Markdown.plain(reason) + ")";
    if (value == null) {
      return "–" + why;
    }
    String interval =
        low == null || high == null
            ? "no interval"
            : "[%s, %s]".formatted(number(low, digits), number(high, digits));
    return "%s %s, n = %d%s%s"
        .formatted(number(value, digits), interval, n, proxy ? ", proxy" : "", why);
  }
}
