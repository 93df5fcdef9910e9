package io.chiral.service.gateway.report;

import static io.chiral.service.gateway.report.Markdown.code;
import static io.chiral.service.gateway.report.Markdown.plain;
import static io.chiral.service.gateway.report.Markdown.row;
import static io.chiral.service.gateway.report.Words.figure;

import io.chiral.messages.report.AsymmetryReport;
import io.chiral.messages.report.Contrast;
import io.chiral.messages.report.Diagnosis;
import io.chiral.messages.report.HarmWeight;
import io.chiral.messages.report.People;
import io.chiral.messages.report.Stability;
import io.chiral.messages.report.Transfer;
import io.chiral.messages.report.WeightCurve;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Findings 2 to 4, the gain over bicubic, why training went as it went, and what people said. */
final class MarkdownFindings {

  private static final List<String> CONTRAST =
      List.of("of", "setting", "against", "judge", "difference in its unit", "centred, SD");

  private final AsymmetryReport report;
  private final Markdown out;
  private final ProxyMarks proxies;

  MarkdownFindings(AsymmetryReport report, Markdown out) {
    this.report = report;
    this.out = out;
    proxies = new ProxyMarks(report);
  }

  void write() {
    section(
        "2a. Do discriminators suppress artefacts?",
        "Artefacts without less with a discriminator, mean over metrics.",
        CONTRAST,
        contrasts(report.artefactSuppression()),
        "artefactSuppression");
    section(
        "2b. Are discriminators good starting points for assessors?",
        "SRCC gained over a random start of the same architecture, on the same test parts.",
        List.of(
            "assessor",
            "start",
            "benchmark",
            "gained",
            "share of the published",
            "over the discriminator's"),
        report.transfer().stream().map(this::transfer).toList(),
        "transfer");
    new MarkdownProvenance(report, out).origins();
    section(
        "3. What does judging patches give a discriminator?",
        "Patch-level less vanilla, mean over metrics; above 0 patches are better.",
        CONTRAST,
        contrasts(report.patchGain()),
        "patchGain");
    section(
        "4a. Convolutional or Transformer discriminators?",
        "A contrast of the named backbones, not of their classes.",
        CONTRAST,
        contrasts(report.convolutionGain()),
        "convolutionGain");
    new MarkdownProvenance(report, out).discriminators();
    section(
        "4b. How steadily do discriminators train?",
        "Shares of runs; drift of the margin between the first and the last quarter of the steps.",
        List.of("setting", "backbone", "failed", "guarded", "margin drift", "failed or guarded"),
        report.stability().stream().map(MarkdownFindings::stability).toList(),
        "stability");
    section(
        "4c. How much adversarial weight is too much?",
        "Centred mean over the judges of a family less that at weight 0; simultaneous intervals.",
        List.of("setting", "family", "metric", "weight", "over weight 0"),
        report.weightCurves().stream().flatMap(curve -> curve(curve).stream()).toList(),
        "weightCurves",
        "harmWeight");
    out.table(
        List.of("setting", "family", "metric", "harms from weight"),
        report.harmWeight().stream().map(MarkdownFindings::harm).toList());
    if (!report.gainOverBicubic().isEmpty()) {
      out.heading(2, "Gain over bicubic upscaling");
      out.table(
          List.of("setting", "metric", "step", "judge", "gain", "above 0 on"),
          report.gainOverBicubic().stream()
              .map(
                  gain ->
                      row(
                          code(gain.setting()),
                          code(gain.metric()),
                          String.valueOf(gain.step()),
                          code(gain.judge()),
                          figure(gain.gain()),
                          "%d of %d images".formatted(gain.positive(), gain.gain().n())))
              .toList());
    }
    diagnosis();
    people();
  }

  private void section(
      String title,
      String lead,
      List<String> names,
      List<? extends List<@Nullable String>> rows,
      String... figures) {
    out.heading(2, title).paragraph(lead);
    if (rows.isEmpty()) {
      out.paragraph("Nothing to show: " + why(figures) + ".");
    }
    out.table(names, rows);
  }

  private String why(String... figures) {
    List<String> said =
        report.protocol().missing().stream()
            .filter(line -> concerns(line, figures))
            .map(Markdown::plain)
            .toList();
    if (!said.isEmpty()) {
      return String.join("; ", said);
    }
    return report.provisional() ? "not evaluated yet" : "the study does not vary it";
  }

  private static boolean concerns(String line, String... figures) {
    List<String> named = List.of(line.split(":", 2)[0].split(",\\s*"));
    return List.of(figures).stream().anyMatch(named::contains);
  }

  private static List<List<@Nullable String>> contrasts(List<Contrast> contrasts) {
    return contrasts.stream()
        .map(
            c ->
                row(
                    code(c.subject()),
                    code(c.setting()),
                    code(c.against()),
                    judge(c.judge(), c.family()),
                    figure(c.difference(), 3),
                    figure(c.centred())))
        .toList();
  }

  private static String judge(@Nullable String judge, String family) {
    return judge == null ? "mean over " + plain(family) + " judges" : code(judge);
  }

  private List<@Nullable String> transfer(Transfer t) {
    boolean proxy = proxies.of(t.benchmark());
    return row(
        code(t.architecture()),
        plain(t.initialisation()),
        code(t.benchmark()),
        figure(t.transfer(), 3, proxy),
        figure(t.share(), 2, proxy),
        t.overDiscriminator() == null ? null : figure(t.overDiscriminator(), 3, proxy));
  }

  private static List<@Nullable String> stability(Stability s) {
    return row(
        code(s.setting()),
        code(s.backbone()),
        figure(s.failed()),
        figure(s.guarded()),
        figure(s.marginDrift()),
        s.unsteady() == null ? null : figure(s.unsteady()));
  }

  private static List<List<@Nullable String>> curve(WeightCurve curve) {
    List<List<@Nullable String>> rows = new ArrayList<>();
    for (WeightCurve.Point point : curve.points()) {
      rows.add(
          row(
              code(curve.setting()),
              plain(curve.family()),
              metric(curve.metric()),
              String.valueOf(point.weight()),
              figure(point.overNone())));
    }
    return rows;
  }

  private static List<@Nullable String> harm(HarmWeight harm) {
    return row(
        code(harm.setting()),
        plain(harm.family()),
        metric(harm.metric()),
        harm.weight() == null ? "none up to " + harm.upTo() : String.valueOf(harm.weight()));
  }

  private static String metric(@Nullable String metric) {
    return metric == null ? "mean over metrics" : code(metric);
  }

  /** Each measure at the last step that was diagnosed; the others are in JSON and CSV. */
  private void diagnosis() {
    List<List<@Nullable String>> rows = new ArrayList<>();
    for (Diagnosis of : report.diagnosis()) {
      if (!of.points().isEmpty()) {
        Diagnosis.Point last = of.points().get(of.points().size() - 1);
        rows.add(
            row(
                code(of.setting()),
                code(of.metric()),
                code(of.name()),
                String.valueOf(last.step()),
                figure(last.figure(), 3)));
      }
    }
    if (!rows.isEmpty()) {
      out.heading(2, "Why: what training looked like at its last diagnosed step");
      out.table(List.of("setting", "metric", "measure", "step", "mean over seeds"), rows);
    }
  }

  private void people() {
    People people = report.people();
    if (people == null) {
      return;
    }
    out.heading(2, "What people said");
    out.paragraph(
        "%d people gave %d ratings and %d preferences. Ability: Bradley–Terry, in logits, mean 0."
            .formatted(people.raters(), people.ratings(), people.preferences()));
    out.table(
        List.of("setting", "metric", "step", "mean opinion, 1 to 5", "ability"),
        people.outputs().stream()
            .map(
                o ->
                    row(
                        code(o.setting()),
                        code(o.metric()),
                        String.valueOf(o.step()),
                        figure(o.meanOpinion()),
                        figure(o.ability())))
            .toList());
  }
}
