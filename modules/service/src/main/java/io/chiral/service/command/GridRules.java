package io.chiral.service.command;

import io.chiral.messages.spec.DiscriminatorSpec;
import io.chiral.messages.spec.MetricSpec;
import io.chiral.messages.spec.SettingSpec;
import io.chiral.messages.spec.StudySpec;
import io.chiral.messages.spec.SweepSpec;
import java.math.BigInteger;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What a grid may be: something on each axis, every setting once and by one name, not too much. */
final class GridRules {
  /** Of an identifier, as the schemas have it. */
  private static final int LONGEST_ID = 64;

  private final Findings findings;
  private final StudySpec spec;
  private final int maxRuns;
  private final Map<String, SettingSpec> declared = new TreeMap<>();
  private final Map<String, SettingSpec> byId = new HashMap<>();
  private final Map<Meaning, String> byMeaning = new HashMap<>();

  GridRules(Findings findings, StudySpec spec, int maxRuns) {
    this.findings = findings;
    this.spec = spec;
    this.maxRuns = maxRuns;
    spec.settings().forEach(setting -> declared.putIfAbsent(setting.id(), setting));
  }

  /** What a setting is besides its name: settings of one meaning are the same runs. */
  private record Meaning(@Nullable DiscriminatorSpec discriminator, double fidelityScale) {
    static Meaning of(SettingSpec setting) {
      return new Meaning(setting.discriminator(), setting.fidelityScale());
    }
  }

  void check(String place) {
    findings.require(!spec.metrics().isEmpty(), place + "/metrics", "the grid has no metric");
    findings.require(!spec.settings().isEmpty(), place + "/settings", "the grid has no setting");
    findings.require(!spec.seeds().isEmpty(), place + "/seeds", "the grid has no seed");
    findings.distinct(spec.metrics(), MetricSpec::id, place + "/metrics", "metric id");
    findings.distinct(spec.settings(), SettingSpec::id, place + "/settings", "setting id");
    findings.distinct(spec.seeds(), seed -> seed, place + "/seeds", "seed");
    for (int i = 0; i < spec.settings().size(); i++) {
      SettingSpec setting = spec.settings().get(i);
      if (setting.equals(declared.get(setting.id()))) {
        add(place + "/settings/" + i, setting);
      }
    }
    for (int i = 0; i < spec.sweeps().size(); i++) {
      sweep(place + "/sweeps/" + i, spec.sweeps().get(i));
    }
    for (int i = 0; i < spec.sensitivity().size(); i++) {
      for (SettingSpec setting : declared.values()) {
        add(place + "/sensitivity/" + i, setting.scaled(spec.sensitivity().get(i)));
      }
    }
    runs(place);
  }

  private void sweep(String place, SweepSpec sweep) {
    SettingSpec setting = declared.get(sweep.setting());
    findings.known(
        setting != null, place + "/setting", "setting", sweep.setting(), declared.keySet());
    if (setting == null) {
      return;
    }
    findings.require(
        setting.discriminator() != null,
        place + "/setting",
        "setting '%s' has no discriminator, hence no adversarial weight to vary"
            .formatted(sweep.setting()));
    for (int i = 0; i < sweep.weights().size(); i++) {
      double weight = sweep.weights().get(i);
      if (weight == 0) {
        none(place + "/weights/" + i, setting);
      } else if (setting.discriminator() != null) {
        add(place + "/weights/" + i, setting.weighing(weight));
      }
    }
  }

  /** Weight 0 trains without a discriminator: those are the runs of the setting none. */
  private void none(String place, SettingSpec swept) {
    SettingSpec none = declared.get(SettingSpec.NONE);
    findings.require(
        none != null,
        place,
        "weight 0 is the setting '%s', which the study doesn't declare; add { \"id\": \"%s\" } to its settings"
            .formatted(SettingSpec.NONE, SettingSpec.NONE));
    findings.require(
        none == null || none.fidelityScale() == swept.fidelityScale(),
        place,
        "weight 0 is the setting '%s', whose fidelityScale is not that of '%s'"
            .formatted(SettingSpec.NONE, swept.id()));
  }

  private void add(String place, SettingSpec setting) {
    String id = setting.id();
    findings.require(
        id.length() <= LONGEST_ID,
        place,
        "what is added would be named '%s', which is longer than %d characters; shorten the setting's id or round the number"
            .formatted(id, LONGEST_ID));
    SettingSpec known = byId.putIfAbsent(id, setting);
    if (known != null) {
      findings.require(
          known.equals(setting),
          place,
          "what is added would be named '%s', as another setting is; rename that".formatted(id));
      return;
    }
    String twin = byMeaning.putIfAbsent(Meaning.of(setting), id);
    findings.require(
        twin == null,
        place,
        "setting '%s' is '%s' by another name; ask for it once".formatted(id, twin));
  }

  private void runs(String place) {
    BigInteger runs = Expansion.count(spec);
    findings.require(
        runs.compareTo(BigInteger.valueOf(maxRuns)) <= 0,
        place,
        "the grid has %s runs, at most %d are allowed; use fewer metrics, settings, weights, seeds or steps of evaluation"
            .formatted(runs, maxRuns));
  }
}
