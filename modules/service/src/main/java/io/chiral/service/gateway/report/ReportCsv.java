package io.chiral.service.gateway.report;

import io.chiral.messages.report.AssessorReport;
import io.chiral.messages.report.AsymmetryReport;
import io.chiral.messages.report.Comparison;
import io.chiral.messages.report.Contrast;
import io.chiral.messages.report.Diagnosis;
import io.chiral.messages.report.GainOverBicubic;
import io.chiral.messages.report.HarmWeight;
import io.chiral.messages.report.JudgeReport;
import io.chiral.messages.report.MetricLives;
import io.chiral.messages.report.People;
import io.chiral.messages.report.Protocol;
import io.chiral.messages.report.SettingReport;
import io.chiral.messages.report.Stability;
import io.chiral.messages.report.Transfer;
import io.chiral.messages.report.WeightCurve;
import io.chiral.messages.spec.SettingSpec;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Every figure of a report, one row each; columns that do not concern it are empty. */
final class ReportCsv {

  private final AsymmetryReport report;
  private final ProxyMarks proxies;
  private final CsvFigures out;

  ReportCsv(AsymmetryReport report) {
    this.report = report;
    proxies = new ProxyMarks(report);
    out = new CsvFigures(report);
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
      people(report.people());
    }
    new ProtocolCsv(report, out).write();
  }

  String text() {
    return out.text();
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
    CsvFigures.Row row = row(setting, setting.family(), setting.byJudge());
    setting
        .bySteps()
        .forEach(at -> row.with("step", at.step()).write("asymmetryByStep", at.asymmetry()));
    row.with("step", setting.alignedStep());
    setting
        .asymmetryByBenchmark()
        .forEach(
            by ->
                row.with("benchmark", by.benchmark())
                    .write("asymmetryByBenchmark", by.asymmetry()));
    String verdict = setting.verdict() == null ? setting.verdictReason() : setting.verdict();
    row.with("benchmark", null).byProxy(proxies.lives()).say("verdict", verdict);
  }

  private CsvFigures.Row row(SettingReport setting, String family, List<JudgeReport> judges) {
    return out.row()
        .with("setting", setting.id())
        .with("family", family)
        .with("step", setting.alignedStep())
        .with("judges", names(judges));
  }

  private static String names(List<JudgeReport> judges) {
    return judges.stream().map(JudgeReport::judge).collect(Collectors.joining(" "));
  }

  private void comparison(SettingReport setting, String family, Comparison by) {
    CsvFigures.Row row = row(setting, family, by.byJudge());
    row.write("kendallW", by.kendallW());
    row.byProxy(proxies.lives());
    row.write("asymmetry", by.asymmetry());
    row.write("spearman", by.spearman());
    row.write("kendall", by.kendall());
    row.write("amplification", by.amplification());
    row.write("regret", by.regret());
    row.write("leaveOneJudgeOut", by.leaveOneJudgeOut());
    by.reversals().forEach(pair -> row.say("reversal", String.join(" / ", pair)));
    by.undetermined().forEach(pair -> row.say("undetermined", String.join(" / ", pair)));
    for (MetricLives lives : by.metrics()) {
      row.with("metric", lives.id());
      row.write("assessor", lives.assessor());
      row.write("objective", lives.objective());
      row.write("displacement", lives.displacement());
    }
    row.with("metric", null).byProxy(null);
    by.byJudge().forEach(judge -> judge(row, judge));
  }

  private static void judge(CsvFigures.Row row, JudgeReport judge) {
    row.with("judge", judge.judge())
        .with("judges", judge.judge())
        .write("asymmetryByJudge", judge.asymmetry());
    for (JudgeReport.JudgedMetric metric : judge.metrics()) {
      row.with("metric", metric.id());
      row.write("score", metric.score());
      row.write("centred", metric.centred());
    }
    row.with("metric", null).with("judge", null);
  }

  private void assessor(AssessorReport by) {
    CsvFigures.Row row =
        out.row()
            .with("metric", by.metric())
            .with("benchmark", by.benchmark())
            .with("splits", by.splits())
            .with("units", by.contents())
            .byProxy(by.proxy());
    row.write("srcc", by.srcc());
    row.write("krcc", by.krcc());
    row.write("plcc", by.plcc());
    row.write("plcc4", by.plcc4());
    row.write("rmse4", by.rmse4());
    row.write("plcc5", by.plcc5());
    row.write("rmse5", by.rmse5());
  }

  private void gain(GainOverBicubic gain) {
    out.row()
        .with("setting", gain.setting())
        .with("metric", gain.metric())
        .with("judge", gain.judge())
        .with("judges", gain.judge())
        .with("step", gain.step())
        .write("gainOverBicubic", gain.gain());
  }

  private void contrast(String figure, Contrast contrast) {
    CsvFigures.Row row =
        out.row()
            .with("subject", contrast.subject())
            .with("setting", contrast.setting())
            .with("against", contrast.against())
            .with("family", contrast.family())
            .with("judge", contrast.judge())
            .with("judges", contrast.judge());
    row.write(figure, contrast.difference());
    row.write(figure + ".centred", contrast.centred());
  }

  private void stability(Stability of) {
    CsvFigures.Row row = out.row().with("setting", of.setting()).with("subject", of.backbone());
    row.write("failed", of.failed());
    row.write("guarded", of.guarded());
    row.write("marginDrift", of.marginDrift());
    if (of.unsteady() != null) {
      row.write("unsteady", of.unsteady());
    }
  }

  private void curve(WeightCurve curve) {
    CsvFigures.Row row =
        out.row()
            .with("against", SettingSpec.NONE)
            .with("subject", curve.setting())
            .with("family", curve.family())
            .with("metric", curve.metric())
            .with("judges", judges(curve));
    for (WeightCurve.Point point : curve.points()) {
      row.with("setting", point.setting())
          .with("weight", point.weight())
          .write("weightCurve", point.overNone());
    }
  }

  /** Judges of the family that are not kin to the swept setting; null: not known. */
  private @Nullable String judges(WeightCurve curve) {
    for (SettingReport setting : report.settings()) {
      if (setting.id().equals(curve.setting())) {
        Comparison by = setting.families().get(curve.family());
        return curve.family().equals(setting.family())
            ? names(setting.byJudge())
            : by == null ? null : names(by.byJudge());
      }
    }
    return null;
  }

  private void harm(HarmWeight harm) {
    CsvFigures.Row row =
        out.row()
            .with("setting", harm.setting())
            .with("subject", harm.backbone())
            .with("family", harm.family())
            .with("metric", harm.metric())
            .with("weight", harm.weight());
    row.say("harmWeight", harm.weight() == null ? "none up to " + harm.upTo() : null);
  }

  private void transfer(Transfer of) {
    CsvFigures.Row row =
        out.row()
            .with("subject", of.architecture() + " " + of.initialisation())
            .with("benchmark", of.benchmark())
            .with("splits", splits())
            .byProxy(proxies.of(of.benchmark()));
    row.write("transfer", of.transfer());
    row.write("transferShare", of.share());
    if (of.overDiscriminator() != null) {
      row.write("overDiscriminator", of.overDiscriminator());
    }
  }

  private @Nullable Integer splits() {
    Protocol.Splits splits = report.protocol().splits();
    return splits == null ? null : splits.count();
  }

  private void diagnosis(Diagnosis of) {
    CsvFigures.Row row =
        out.row()
            .with("setting", of.setting())
            .with("metric", of.metric())
            .with("subject", of.name());
    of.points().forEach(at -> row.with("step", at.step()).write("diagnosis", at.figure()));
  }

  private void people(People of) {
    CsvFigures.Row row = out.row().with("judge", "people");
    row.state("raters", of.raters(), null);
    row.state("ratings", of.ratings(), null);
    row.state("preferences", of.preferences(), null);
    row.say("peopleJudge", of.judge() == null ? "none: " + of.judgeReason() : of.judge());
    of.outputs().forEach(this::people);
  }

  private void people(People.Output of) {
    CsvFigures.Row row =
        out.row()
            .with("setting", of.setting())
            .with("metric", of.metric())
            .with("step", of.step())
            .with("judge", "people");
    row.write("meanOpinion", of.meanOpinion());
    row.write("ability", of.ability());
  }
}
