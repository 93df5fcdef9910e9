package io.chiral.load.coverage;

import io.chiral.asymmetry.StudyFold;
import io.chiral.asymmetry.order.Life;
import io.chiral.asymmetry.order.TwoLives;
import io.chiral.asymmetry.panel.JudgeTraits;
import io.chiral.messages.report.AsymmetryFigure;
import io.chiral.messages.report.AsymmetryReport;
import io.chiral.messages.report.Comparison;
import io.chiral.messages.report.Contrast;
import io.chiral.messages.report.LifeFigure;
import io.chiral.messages.report.MetricLives;
import io.chiral.messages.report.SettingReport;
import io.chiral.messages.report.Transfer;
import io.chiral.messages.spec.MetricSpec;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Holds one study's report against what was planted. */
final class Judgement {

  private static final List<String> SETTINGS = List.of("none", "patch", "vanilla");

  private final Planted planted;
  private final StudyFold fold;
  private final AsymmetryReport report;
  private final Tally.Study study = new Tally.Study();
  private boolean falseReversal;

  private Judgement(Planted planted, StudyFold fold, AsymmetryReport report) {
    this.planted = planted;
    this.fold = fold;
    this.report = report;
  }

  static Tally.Study of(Planted planted, StudyFold fold, AsymmetryReport report) {
    Judgement judgement = new Judgement(planted, fold, report);
    judgement.assessors();
    for (int s = 0; s < report.settings().size(); s++) {
      judgement.setting(s, report.settings().get(s));
    }
    judgement.study.event("a false reversal in any setting", judgement.falseReversal);
    judgement.contrasts();
    report.transfer().forEach(judgement::transfer);
    return judgement.study;
  }

  private void assessors() {
    List<MetricLives> metrics = report.settings().get(0).metrics();
    for (int f = 0; f < metrics.size(); f++) {
      LifeFigure a = metrics.get(f).assessor();
      study.interval("A", planted.a(f), a.value(), a.low(), a.high());
      study.interval("rank by A", planted.rankA(f), a.rank(), a.rankLow(), a.rankHigh());
    }
  }

  private void setting(int s, SettingReport told) {
    String headline = told.family();
    for (int f = 0; f < told.metrics().size(); f++) {
      MetricLives metric = told.metrics().get(f);
      LifeFigure o = metric.objective();
      double truth = planted.o(s, f, headline);
      study.interval("O", truth, o.value(), o.low(), o.high());
      limit(truth, o);
      study.interval("rank by O", planted.rankO(s, f), o.rank(), o.rankLow(), o.rankHigh());
      double displacement = planted.rankA(f) - planted.rankO(s, f);
      study.interval("displacement", displacement, metric.displacement());
    }
    @Nullable Comparison distortion = told.families().get(JudgeTraits.DISTORTION);
    for (int f = 0; distortion != null && f < distortion.metrics().size(); f++) {
      LifeFigure o = distortion.metrics().get(f).objective();
      double truth = planted.o(s, f, JudgeTraits.DISTORTION);
      study.interval("O, distortion", truth, o.value(), o.low(), o.high());
    }
    double asymmetry = planted.asymmetry(s);
    AsymmetryFigure figure = told.asymmetry();
    study.interval("asymmetry", asymmetry, figure.value(), figure.low(), figure.high());
    double amplification = asymmetry - planted.asymmetry(Demo.NONE);
    study.interval("amplification", amplification, told.amplification());
    double regret = planted.regret(s, headline);
    if (!Double.isNaN(regret)) {
      study.interval("regret", regret, told.regret());
    }
    reversals(s, told);
    if (told.verdict() != null) {
      String name = SETTINGS.get(s);
      study.event("reversal certain: " + name, "reversal certain".equals(told.verdict()));
      study.event("orders agree: " + name, "orders agree".equals(told.verdict()));
    }
    pairs(s, fold.lives(told.id()));
  }

  /** The same in the unit that the judge would have in the limit. */
  private void limit(double truth, LifeFigure o) {
    if (!report.conditionalOnRuns()) {
      study.interval(
          "O, limit's unit", truth * planted.unitOfLimit(), o.value(), o.low(), o.high());
    }
  }

  private void reversals(int s, SettingReport told) {
    boolean wrong = false;
    for (List<String> pair : told.reversals()) {
      int f = index(pair.get(0));
      int g = index(pair.get(1));
      wrong |= planted.signA(f, g) * planted.signO(s, f, g) >= 0;
    }
    falseReversal |= wrong;
    study.event("a false reversal in a setting", wrong);
  }

  private int index(String metric) {
    return planted.specs().stream().map(MetricSpec::id).toList().indexOf(metric);
  }

  private void pairs(int s, @Nullable TwoLives lives) {
    if (lives == null) {
      return;
    }
    int pair = 0;
    for (int f = 0; f < planted.metrics(); f++) {
      for (int g = f + 1; g < planted.metrics(); g++, pair++) {
        if (s == Demo.NONE) {
          Life a = lives.assessor();
          study.interval("ΔA", planted.a(f) - planted.a(g), a.difference(pair));
        }
        double truth = planted.delta(s, f, g, JudgeTraits.PERCEPTUAL);
        study.interval("ΔO", truth, lives.objective().difference(pair));
      }
    }
  }

  private void contrasts() {
    for (Contrast gain : report.patchGain()) {
      if (Demo.HEADLINE.equals(gain.judge())) {
        double truth = planted.gain(Demo.PATCH, Demo.VANILLA);
        study.interval("patch gain, judge's unit", truth, gain.difference());
        study.interval("patch gain, centred", truth / planted.deviation(), gain.centred());
      }
    }
    for (Contrast told : report.artefactSuppression()) {
      int setting = told.setting().startsWith("patch") ? Demo.PATCH : Demo.VANILLA;
      study.interval("artefact suppression", planted.suppression(setting), told.difference());
    }
  }

  private void transfer(Transfer told) {
    int random = planted.metrics();
    int one = random + Demo.INITIALISATIONS.indexOf(told.initialisation());
    study.interval("transfer", planted.a(one) - planted.a(random), told.transfer());
    if (told.overDiscriminator() != null) {
      int other = random + Demo.INITIALISATIONS.indexOf("discriminator");
      study.interval(
          "transfer, published − discriminator",
          planted.a(one) - planted.a(other),
          told.overDiscriminator());
    }
    double whole = planted.a(random + 1) - planted.a(random);
    if (Math.abs(whole) > 1e-9) {
      double share = (planted.a(one) - planted.a(random)) / whole;
      study.interval("transfer's share", share, told.share());
    }
  }
}
