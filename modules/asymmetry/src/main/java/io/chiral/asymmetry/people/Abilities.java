package io.chiral.asymmetry.people;

import io.chiral.asymmetry.people.Answers.Preference;
import io.chiral.asymmetry.people.BradleyTerry.Duel;
import io.chiral.asymmetry.replicate.Replicates;
import io.chiral.messages.report.Figure;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Bradley–Terry abilities of the grid's cells, all seeds of a cell together. */
final class Abilities {

  private static final String APART =
      "not compared, directly or by way of others, with the largest part of the outputs";

  private final Map<Output, Figure> figures = new HashMap<>();
  private final Map<Output, Integer> counts = new HashMap<>();

  Abilities(List<Preference> preferences, Replicates replicates) {
    Parts parts = new Parts();
    for (Preference preference : preferences) {
      Output one = preference.one().ofAnySeed();
      Output other = preference.other().ofAnySeed();
      if (!one.equals(other)) {
        parts.join(one, other);
        counts.merge(one, 1, Integer::sum);
        counts.merge(other, 1, Integer::sum);
      }
    }
    fit(preferences, new ArrayList<>(parts.largest()), replicates);
  }

  private void fit(List<Preference> preferences, List<Output> outputs, Replicates replicates) {
    Map<Output, Integer> numbers = new HashMap<>();
    outputs.forEach(output -> numbers.put(output, numbers.size()));
    List<Duel> duels = new ArrayList<>();
    List<String> images = new ArrayList<>();
    List<String> raters = new ArrayList<>();
    for (Preference preference : preferences) {
      Integer one = numbers.get(preference.one().ofAnySeed());
      Integer other = numbers.get(preference.other().ofAnySeed());
      if (one != null && other != null && !one.equals(other)) {
        duels.add(new Duel(one, other, preference.won()));
        images.add(preference.image());
        raters.add(preference.rater());
      }
    }
    if (duels.isEmpty()) {
      return;
    }
    BradleyTerry fitted = BradleyTerry.fit(outputs.size(), duels, BradleyTerry.PRIOR);
    Clusters clusters = new Clusters(images, raters, replicates);
    for (int i = 0; i < outputs.size(); i++) {
      int object = i;
      double[] shares = duels.stream().mapToDouble(d -> fitted.influence(d, object)).toArray();
      Output output = outputs.get(i);
      figures.put(
          output,
          clusters.figure(
              "ability of " + output,
              fitted.abilities()[i],
              shares,
              counts.getOrDefault(output, 0)));
    }
  }

  Figure of(Output output) {
    int n = counts.getOrDefault(output, 0);
    return figures.getOrDefault(output, Figure.absent(n, n == 0 ? "never compared" : APART));
  }
}
