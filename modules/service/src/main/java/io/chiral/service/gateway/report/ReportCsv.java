package io.chiral.service.gateway.report;

import io.chiral.messages.report.AssessorReport;
import io.chiral.messages.report.AsymmetryFigure;
import io.chiral.messages.report.AsymmetryReport;
import io.chiral.messages.report.Comparison;
import io.chiral.messages.report.Contrast;
import io.chiral.messages.report.Diagnosis;
import io.chiral.messages.report.Figure;
import io.chiral.messages.report.GainOverBicubic;
import io.chiral.messages.report.HarmWeight;
import io.chiral.messages.report.JudgeReport;
import io.chiral.messages.report.LifeFigure;
import io.chiral.messages.report.MetricLives;
import io.chiral.messages.report.People;
import io.chiral.messages.report.Range;
import io.chiral.messages.report.RankCorrelation;
import io.chiral.messages.report.SettingReport;
import io.chiral.messages.report.Stability;
import io.chiral.messages.report.Transfer;
import io.chiral.messages.report.WeightCurve;
import io.chiral.messages.spec.SettingSpec;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Every figure of a report, one row each; columns that do not concern it are empty. */
final class ReportCsv {

  private static final List<String> KEYS =
      List.of(
          "figure",
          "setting",
          "against",
          "family",
          "judge",
          "metric",
          "benchmark",
          "subject",
          "step",
          "weight");
  private static final List<String> VALUES =
      List.of("value", "low", "high", "n", "rank", "rankLow", "rankHigh", "p", "proxy", "reason");

  private final AsymmetryReport report;
  private final Csv csv = new Csv();

  ReportCsv(AsymmetryReport report) {
    this.report = report;
    List<String> names = new ArrayList<>(List.of("study", "provisional"));
    names.addAll(KEYS);
    names.addAll(VALUES);
    csv.row(names);
    report.settings().forEach(this::setting);
    report.assessors().forEach(this::assessor);
    report.gainOverBicubic().forEach(this::gain);
    report.patchGain().forEach(contrast -> contrast("patchGain", contrast));
    report.convolutionGain().forEach(contrast -> contrast("convolutionGain", contrast));
    report.artefactSuppression().forEach(contrast -> contrast("artefactSuppression", contrast));
    report.stability().forEach(this::stability);
    report.weightCurves().forEach(this::curve);
    report.harmWeight().forEach(this::harm);
    report.transfer().forEach(this::transfer);
    report.diagnosis().forEach(this::diagnosis);
    if (report.people() != null) {
      report.people().outputs().forEach(this::people);
    }
  }

  String text() {
    return csv.text();
  }

  private void setting(SettingReport setting) {
    Comparison headline =
        new Comparison(
            setting.metrics(),
            setting.asymmetry(),
            setting.reversals(),
            setting.undetermined(),
            setting.spearman(),
            setting.kendall(),
            setting.amplification(),
            setting.regret(),
            setting.byJudge(),
            setting.leaveOneJudgeOut(),
            setting.kendallW());
    comparison(setting, setting.family(), headline);
    setting.families().forEach((family, comparison) -> comparison(setting, family, comparison));
    Row row = new Row().with("setting", setting.id()).with("family", setting.family());
    setting
        .bySteps()
        .forEach(at -> row.with("step", at.step()).write("asymmetryByStep", at.asymmetry()));
    row.with("step", null);
    setting
        .asymmetryByBenchmark()
        .forEach(
            by ->
                row.with("benchmark", by.benchmark())
                    .write("asymmetryByBenchmark", by.asymmetry()));
    String verdict = setting.verdict() == null ? setting.verdictReason() : setting.verdict();
    row.with("benchmark", null).with("step", setting.alignedStep()).say("verdict", verdict);
  }

  private void comparison(SettingReport setting, String family, Comparison by) {
    Row row =
        new Row()
            .with("setting", setting.id())
            .with("family", family)
            .with("step", setting.alignedStep());
    row.write("asymmetry", by.asymmetry());
    row.write("spearman", by.spearman());
    row.write("kendall", by.kendall());
    row.write("amplification", by.amplification());
    row.write("regret", by.regret());
    row.write("kendallW", by.kendallW());
    row.write("leaveOneJudgeOut", by.leaveOneJudgeOut());
    by.reversals().forEach(pair -> row.say("reversal", String.join(" / ", pair)));
    by.undetermined().forEach(pair -> row.say("undetermined", String.join(" / ", pair)));
    for (MetricLives lives : by.metrics()) {
      row.with("metric", lives.id());
      row.write("assessor", lives.assessor());
      row.write("objective", lives.objective());
      row.write("displacement", lives.displacement());
    }
    row.with("metric", null);
    by.byJudge().forEach(judge -> judge(row, judge));
  }

  private static void judge(Row row, JudgeReport judge) {
    row.with("judge", judge.judge()).write("asymmetryByJudge", judge.asymmetry());
    for (JudgeReport.JudgedMetric metric : judge.metrics()) {
      row.with("metric", metric.id());
      row.write("score", metric.score());
      row.write("centred", metric.centred());
    }
    row.with("metric", null).with("judge", null);
  }

  private void assessor(AssessorReport by) {
    Row row = new Row().with("metric", by.metric()).with("benchmark", by.benchmark());
    row.write("srcc", by.srcc());
    row.write("krcc", by.krcc());
    row.write("plcc", by.plcc());
    row.write("plcc4", by.plcc4());
    row.write("rmse4", by.rmse4());
    row.write("plcc5", by.plcc5());
    row.write("rmse5", by.rmse5());
  }

  private void gain(GainOverBicubic gain) {
    new Row()
        .with("setting", gain.setting())
        .with("metric", gain.metric())
        .with("judge", gain.judge())
        .with("step", gain.step())
        .write("gainOverBicubic", gain.gain());
  }

  private void contrast(String figure, Contrast contrast) {
    Row row =
        new Row()
            .with("subject", contrast.subject())
            .with("setting", contrast.setting())
            .with("against", contrast.against())
            .with("family", contrast.family())
            .with("judge", contrast.judge());
    row.write(figure, contrast.difference());
    row.write(figure + ".centred", contrast.centred());
  }

  private void stability(Stability of) {
    Row row = new Row().with("setting", of.setting()).with("subject", of.backbone());
    row.write("failed", of.failed());
    row.write("guarded", of.guarded());
    row.write("marginDrift", of.marginDrift());
    if (of.unsteady() != null) {
      row.write("unsteady", of.unsteady());
    }
  }

  private void curve(WeightCurve curve) {
    Row row =
        new Row()
            .with("against", SettingSpec.NONE)
            .with("subject", curve.setting())
            .with("family", curve.family())
            .with("metric", curve.metric());
    for (WeightCurve.Point point : curve.points()) {
      row.with("setting", point.setting())
          .with("weight", point.weight())
          .write("weightCurve", point.overNone());
    }
  }

  private void harm(HarmWeight harm) {
    Row row =
        new Row()
            .with("setting", harm.setting())
            .with("subject", harm.backbone())
            .with("family", harm.family())
            .with("metric", harm.metric())
            .with("weight", harm.weight());
    row.say("harmWeight", harm.weight() == null ? "none up to " + harm.upTo() : null);
  }

  private void transfer(Transfer of) {
    Row row =
        new Row()
            .with("subject", of.architecture() + " " + of.initialisation())
            .with("benchmark", of.benchmark());
    row.write("transfer", of.transfer());
    row.write("transferShare", of.share());
    if (of.overDiscriminator() != null) {
      row.write("overDiscriminator", of.overDiscriminator());
    }
  }

  private void diagnosis(Diagnosis of) {
    Row row =
        new Row()
            .with("setting", of.setting())
            .with("metric", of.metric())
            .with("subject", of.name());
    of.points().forEach(at -> row.with("step", at.step()).write("diagnosis", at.figure()));
  }

  private void people(People.Output of) {
    Row row =
        new Row()
            .with("setting", of.setting())
            .with("metric", of.metric())
            .with("step", of.step())
            .with("judge", "people");
    row.write("meanOpinion", of.meanOpinion());
    row.write("ability", of.ability());
  }

  /** What figures are of, column by column; written once a figure. */
  private final class Row {
    private final Map<String, Object> keys = new HashMap<>();

    Row with(String key, @Nullable Object value) {
      if (value == null) {
        keys.remove(key);
      } else {
        keys.put(key, value);
      }
      return this;
    }

    void write(String figure, Figure f) {
      line(figure, values(f.value(), f.low(), f.high(), f.n(), null, f.reason()));
    }

    void write(String figure, AsymmetryFigure f) {
      line(figure, values(f.value(), f.low(), f.high(), f.n(), f.proxy(), f.reason()));
    }

    void write(String figure, RankCorrelation f) {
      List<@Nullable Object> values = values(f.value(), f.low(), f.high(), f.n(), null, f.reason());
      values.set(VALUES.indexOf("p"), f.p());
      line(figure, values);
    }

    void write(String figure, LifeFigure f) {
      List<@Nullable Object> values =
          values(f.value(), f.low(), f.high(), f.n(), f.proxy(), f.reason());
      values.set(VALUES.indexOf("rank"), f.rank());
      values.set(VALUES.indexOf("rankLow"), f.rankLow());
      values.set(VALUES.indexOf("rankHigh"), f.rankHigh());
      line(figure, values);
    }

    void write(String figure, Range f) {
      line(figure, values(null, f.low(), f.high(), f.n(), null, f.reason()));
    }

    void say(String figure, @Nullable String text) {
      line(figure, values(null, null, null, null, null, text));
    }

    private List<@Nullable Object> values(
        @Nullable Double value,
        @Nullable Double low,
        @Nullable Double high,
        @Nullable Integer n,
        @Nullable Boolean proxy,
        @Nullable String reason) {
      List<@Nullable Object> values = new ArrayList<>();
      VALUES.forEach(name -> values.add(null));
      values.set(VALUES.indexOf("value"), value);
      values.set(VALUES.indexOf("low"), low);
      values.set(VALUES.indexOf("high"), high);
      values.set(VALUES.indexOf("n"), n);
      values.set(VALUES.indexOf("proxy"), proxy);
      values.set(VALUES.indexOf("reason"), reason);
      return values;
    }

    private void line(String figure, List<@Nullable Object> values) {
      List<@Nullable Object> cells = new ArrayList<>();
      cells.add(report.study());
      cells.add(report.provisional());
      cells.add(figure);
      KEYS.stream().skip(1).forEach(key -> cells.add(keys.get(key)));
      cells.addAll(values);
      csv.row(cells);
    }
  }
}
