package io.chiral.service.plan;

import io.chiral.asymmetry.design.Resolution;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A plan for a person at a terminal. */
public final class PlanText {
  private static final double MINUTE = 60;
  private static final double HOUR = 3600;
  private static final double DAY = 86_400;
  private static final double GIB = 1L << 30;
  private static final double MIB = 1L << 20;

  private PlanText() {}

  /** Prints it. */
  public static void print(StudyPlan plan, PrintWriter out) {
    out.println(plan.title());
    out.printf(
        Locale.ROOT,
        "  runs       %d: %s; at most %d wait for each other%n",
        plan.runs(),
        plan.runsByRole().entrySet().stream()
            .map(role -> role.getValue() + " " + role.getKey())
            .collect(Collectors.joining(", ")),
        plan.depth());
    out.printf(Locale.ROOT, "  settings   %d: %s%n", plan.settings().size(), shortened(plan));
    out.printf(
        Locale.ROOT,
        "  work       %,d optimiser steps, %,d assessor steps, %,d images judged, %,d items"
            + " scored%n",
        plan.optimiserSteps(),
        plan.assessorSteps(),
        plan.imagesEvaluated(),
        plan.itemsAssessed());
    out.printf(
        Locale.ROOT, "  here       about %s on two cores%n", duration(plan.processorSeconds()));
    out.printf(
        Locale.ROOT,
        "  GPU        about %s at %.0f TFLOP/s (%s)%n",
        hours(plan.gpu().hours()),
        plan.gpu().flopsPerSecond() / 1e12,
        plan.gpu().device());
    out.printf(Locale.ROOT, "  store      about %s%n", bytes(plan.storageBytes()));
    out.println("  smallest difference of two metrics that can be certain:");
    print("as objectives, O", plan.certainty().objective(), "photographs", out);
    Resolution assessor = plan.certainty().assessor();
    if (assessor != null) {
      print("as assessors, A", assessor, "contents", out);
    }
    out.printf(
        Locale.ROOT,
        "  assumed    SD %.2f over photographs, %.2f over runs (of a judge's SD), %.2f over"
            + " contents (of SRCC): %s%n",
        plan.certainty().assumed().images(),
        plan.certainty().assumed().runs(),
        plan.certainty().assumed().contents(),
        plan.certainty().assumed().source());
    plan.notes().forEach(note -> out.println("  note       " + note));
    out.flush();
  }

  private static String shortened(StudyPlan plan) {
    int shown = 8;
    String some = plan.settings().stream().limit(shown).collect(Collectors.joining(", "));
    return plan.settings().size() > shown ? some + ", …" : some;
  }

  private static void print(String life, Resolution resolution, String units, PrintWriter out) {
    Double pairwise = resolution.pairwise();
    Double simultaneous = resolution.simultaneous();
    if (pairwise == null || simultaneous == null) {
      out.printf(Locale.ROOT, "    %-18s none: %s%n", life, resolution.reason());
      return;
    }
    out.printf(
        Locale.ROOT,
        "    %-18s %.2f of one pair, %.2f as a reversal among all (%s, %d %s); half of it takes"
            + " %s%n",
        life,
        pairwise,
        simultaneous,
        resolution.unit(),
        resolution.units(),
        units,
        half(resolution, units));
  }

  private static String half(Resolution resolution, String units) {
    @Nullable Integer more = resolution.halvedByUnits();
    @Nullable Integer seeds = resolution.halvedBySeeds();
    @Nullable Integer both = resolution.halvedByBoth();
    String alone =
        more != null
            ? "%d %s".formatted(more, units)
            : seeds != null ? "%d seeds".formatted(seeds) : "";
    String together = both == null ? "" : "%d times as many %s and seeds".formatted(both, units);
    if (alone.isEmpty()) {
      return together.isEmpty() ? "more than can be had" : together;
    }
    return together.isEmpty() ? alone : alone + " or " + together;
  }

  /** Such as {@code 9 min} or {@code 3.2 days}. */
  static String duration(double seconds) {
    if (seconds < 2 * HOUR) {
      return String.format(Locale.ROOT, "%.0f min", Math.max(1, seconds / MINUTE));
    }
    return seconds < 2 * DAY
        ? String.format(Locale.ROOT, "%.0f h", seconds / HOUR)
        : String.format(Locale.ROOT, "%,.0f days", seconds / DAY);
  }

  private static String hours(double hours) {
    return hours < 2 ? duration(hours * HOUR) : String.format(Locale.ROOT, "%,.0f hours", hours);
  }

  private static String bytes(double bytes) {
    return bytes < GIB
        ? String.format(Locale.ROOT, "%.0f MiB", bytes / MIB)
        : String.format(Locale.ROOT, "%,.1f GiB", bytes / GIB);
  }
}
