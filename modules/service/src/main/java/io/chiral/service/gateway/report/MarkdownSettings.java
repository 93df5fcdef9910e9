package io.chiral.service.gateway.report;

import static io.chiral.service.gateway.report.Markdown.bold;
import static io.chiral.service.gateway.report.Markdown.code;
import static io.chiral.service.gateway.report.Markdown.plain;
import static io.chiral.service.gateway.report.Markdown.row;
import static io.chiral.service.gateway.report.Words.figure;

import io.chiral.messages.report.AsymmetryReport;
import io.chiral.messages.report.Comparison;
import io.chiral.messages.report.JudgeReport;
import io.chiral.messages.report.MetricLives;
import io.chiral.messages.report.SettingReport;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Finding 1: both lives in each setting. */
final class MarkdownSettings {

  private final AsymmetryReport report;
  private final Markdown out;

  /** Both lives, and all that compares them, rest on proxy opinions. */
  private final boolean proxy;

  MarkdownSettings(AsymmetryReport report, Markdown out) {
    this.report = report;
    this.out = out;
    proxy = new ProxyMarks(report).lives();
  }

  void write() {
    out.heading(2, "1. Does the better judge teach better?");
    if (report.settings().isEmpty()) {
      out.paragraph("No setting is known yet.");
      return;
    }
    out.table(
        List.of("setting", "step", "verdict", "asymmetry", "amplification", "regret, SD of judges"),
        report.settings().stream().map(this::overview).toList());
    report.settings().forEach(this::setting);
  }

  private List<@Nullable String> overview(SettingReport setting) {
    List<@Nullable String> row = new ArrayList<>();
    row.add(code(setting.id()));
    row.add(setting.alignedStep() == null ? null : setting.alignedStep().toString());
    row.add(verdict(setting));
    row.add(figure(setting.asymmetry()));
    row.add(figure(setting.amplification(), 2, proxy));
    row.add(figure(setting.regret(), 2, proxy));
    return row;
  }

  private String verdict(SettingReport setting) {
    if (report.provisional() || setting.provisional()) {
      return "provisional, do not stop on this";
    }
    return setting.verdict() == null
        ? "none: " + plain(String.valueOf(setting.verdictReason()))
        : bold(plain(setting.verdict()));
  }

  private void setting(SettingReport setting) {
    out.heading(3, "Setting " + code(setting.id()));
    out.paragraph(
        "%s By the %s judges %s, at step %s: asymmetry %s."
            .formatted(
                "Verdict" + by() + ": " + verdict(setting) + ".",
                plain(setting.family()),
                judges(setting.byJudge()),
                setting.alignedStep() == null ? "–" : setting.alignedStep(),
                figure(setting.asymmetry())));
    out.table(
        List.of("metric", "A, as assessor", "rank", "O, as objective", "rank", "displacement"),
        setting.metrics().stream().map(this::lives).toList());
    out.list(
        List.of(
            "Certain reversals" + by() + ": " + Words.pairs(setting.reversals(), "none"),
            "Pairs without a common judge: " + Words.pairs(setting.undetermined(), "none"),
            "Spearman: " + figure(setting.spearman(), proxy),
            "Kendall: " + figure(setting.kendall(), proxy),
            "Judges agree (Kendall's W): " + figure(setting.kendallW()),
            "Asymmetry with one judge left out: "
                + Words.range(setting.leaveOneJudgeOut(), proxy)));
    out.table(
        List.of(
            "family", "judges", "asymmetry", "amplification", "regret", "W", "one judge left out"),
        new TreeMap<>(setting.families()).entrySet().stream().map(this::family).toList());
    judges(setting);
    out.table(
        List.of("step", "asymmetry"),
        setting.bySteps().stream()
            .map(at -> row(String.valueOf(at.step()), figure(at.asymmetry())))
            .toList());
    out.table(
        List.of("benchmark", "asymmetry by it alone"),
        setting.asymmetryByBenchmark().stream()
            .map(
                by ->
                    row(
                        code(by.benchmark()) + (by.superResolutionLike() ? " (SR-like)" : ""),
                        figure(by.asymmetry())))
            .toList());
  }

  private String by() {
    return proxy ? " (proxy)" : "";
  }

  private List<@Nullable String> lives(MetricLives lives) {
    return row(
        code(lives.id()),
        figure(lives.assessor()),
        Words.ranks(lives.assessor()),
        figure(lives.objective()),
        Words.ranks(lives.objective()),
        figure(lives.displacement(), 2, proxy));
  }

  private List<@Nullable String> family(Map.Entry<String, Comparison> entry) {
    Comparison by = entry.getValue();
    return row(
        plain(entry.getKey()),
        judges(by.byJudge()),
        figure(by.asymmetry()),
        figure(by.amplification(), 2, proxy),
        figure(by.regret(), 2, proxy),
        figure(by.kendallW()),
        Words.range(by.leaveOneJudgeOut(), proxy));
  }

  private void judges(SettingReport setting) {
    List<JudgeReport> all = new ArrayList<>(setting.byJudge());
    new TreeMap<>(setting.families()).values().forEach(family -> all.addAll(family.byJudge()));
    List<List<@Nullable String>> rows = new ArrayList<>();
    for (JudgeReport judge : all) {
      for (JudgeReport.JudgedMetric metric : judge.metrics()) {
        rows.add(
            row(
                code(judge.judge()),
                code(metric.id()) + (judge.kin().contains(metric.id()) ? " (kin)" : ""),
                figure(metric.score(), 3),
                figure(metric.centred()),
                figure(judge.asymmetry())));
      }
    }
    out.table(
        List.of("judge", "metric", "score in its unit", "centred, SD", "its asymmetry"), rows);
  }

  private static String judges(List<JudgeReport> judges) {
    return judges.isEmpty()
        ? "(none)"
        : judges.stream().map(judge -> code(judge.judge())).collect(Collectors.joining(", "));
  }
}
