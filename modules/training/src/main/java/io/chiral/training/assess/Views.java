package io.chiral.training.assess;

import io.chiral.messages.spec.LearningSpec;
import io.chiral.training.random.Draws;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Which looks at images an assessor learns from and scores by. */
record Views(LearningSpec spec) {

  /** How many numbers {@link #drawn} takes. */
  static final int DRAWS = 3;

  /** Fine enough for any image. */
  private static final int PLACES = 1 << 20;

  /** 1/φ₂ and 1/φ₂² of the plastic number φ₂: the R₂ sequence (Roberts 2018) spreads evenly. */
  private static final double ACROSS = 0.7548776662466927;

  private static final double DOWN = 0.5698402909980532;

  /** Those whose mean is an image's score: the middle, then spread over the image. */
  List<View> scored() {
    return IntStream.range(0, spec.crop() == null ? 1 : spec.crops())
        .mapToObj(i -> new View((0.5 + i * ACROSS) % 1, (0.5 + i * DOWN) % 1, false))
        .toList();
  }

  /** Those that are computed once to learn from with a frozen backbone. */
  List<View> learnt() {
    return spec.flips()
        ? scored().stream().flatMap(view -> Stream.of(view, view.mirror())).toList()
        : scored();
  }

  /** A random one to learn from; takes {@link #DRAWS} numbers from {@code n} on. */
  View drawn(Draws draws, long n) {
    return new View(
        (double) draws.below(PLACES, n) / PLACES,
        (double) draws.below(PLACES, n + 1) / PLACES,
        spec.flips() && draws.below(2, n + 2) == 1);
  }
}
