package io.chiral.service.cli;

import io.chiral.messages.Codec;
import io.chiral.messages.report.AsymmetryFigure;
import io.chiral.messages.report.AsymmetryReport;
import io.chiral.messages.report.GainOverBicubic;
import io.chiral.messages.report.SettingReport;
import java.io.PrintWriter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The few lines of a report that fit a terminal. */
public final class ReportSummary {
  private static final Codec CODEC = new Codec();

  private ReportSummary() {}

  /** Whether nothing is awaited any more. */
  static boolean complete(byte[] report) {
    return !CODEC.read(AsymmetryReport.class, report).provisional();
  }

  /** Prints every setting's asymmetry, and what training gained over bicubic. */
  public static void print(byte[] json, PrintWriter out) {
    AsymmetryReport report = CODEC.read(AsymmetryReport.class, json);
    if (report.protocol().notice() != null) {
      out.println(report.protocol().notice());
    }
    if (report.provisional()) {
      out.println("Provisional: awaiting " + String.join("; ", report.awaited()));
    }
    report.settings().forEach(setting -> out.println(line(setting)));
    report.gainOverBicubic().stream()
        .filter(gain -> !gain.images().isEmpty())
        .forEach(gain -> out.println(line(gain)));
    report.faults().forEach(fault -> out.println("fault of ours: " + fault));
  }

  private static String line(SettingReport setting) {
    return "asymmetry in %s at step %s, %s judges: %s; verdict: %s"
        .formatted(
            setting.id(),
            setting.alignedStep(),
            setting.family(),
            figure(setting.asymmetry()),
            setting.verdict() == null ? setting.verdictReason() : setting.verdict());
  }

  private static String figure(AsymmetryFigure figure) {
    return figure.value() == null
        ? "none, " + figure.reason()
        : "%s [%s, %s], %d metrics%s"
            .formatted(
                number(figure.value()),
                number(figure.low()),
                number(figure.high()),
                figure.n(),
                figure.proxy() ? ", proxy opinions" : "");
  }

  private static String line(GainOverBicubic gain) {
    return "%s in %s at step %d: %s over bicubic %s dB [%s, %s], above 0 on %d of %d images"
        .formatted(
            gain.metric(),
            gain.setting(),
            gain.step(),
            gain.judge(),
            number(gain.gain().value()),
            number(gain.gain().low()),
            number(gain.gain().high()),
            gain.positive(),
            gain.images().size());
  }

  private static String number(@Nullable Double value) {
    return value == null ? "?" : String.format(Locale.ROOT, "%.3f", value);
  }
}
