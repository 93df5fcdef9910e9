package io.chiral.service.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.chiral.service.command.Rehearsal.Refusal;
import io.chiral.service.plan.PlanText;
import io.chiral.service.plan.StudyPlan;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Shows what a study would take, or all that stands against it. */
public final class DryRun {
  private DryRun() {}

  /** For a person, or with {@code json} for a program. */
  public static void print(StudyPlan plan, boolean json, PrintWriter out) {
    if (!json) {
      PlanText.print(plan, out);
      return;
    }
    try {
      out.println(JsonMapper.builder().build().writeValueAsString(plan));
      out.flush();
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * That a study can't start, everything at once: each reason with the places that it concerns.
   *
   * @param what such as {@code preset 'paper'}
   */
  public static UserException refused(String what, List<Refusal> refusals) {
    Map<String, List<String>> places = new LinkedHashMap<>();
    refusals.forEach(
        refusal ->
            places
                .computeIfAbsent(withoutKnown(refusal.message()), message -> new ArrayList<>())
                .add(refusal.place()));
    StringBuilder text =
        new StringBuilder("%s can't start here; nothing was started".formatted(what));
    places.forEach((message, where) -> text.append("%n  %s (%s)".formatted(message, place(where))));
    return new UserException(text.toString());
  }

  /** Of many data sets each message would list all that are known. */
  private static String withoutKnown(String message) {
    int known = message.indexOf("; known: ");
    return known < 0 ? message : message.substring(0, known);
  }

  private static String place(List<String> places) {
    return places.size() == 1
        ? places.get(0)
        : "%s and %d more".formatted(places.get(0), places.size() - 1);
  }
}
