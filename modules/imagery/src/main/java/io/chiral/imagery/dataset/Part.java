package io.chiral.imagery.dataset;

import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What an item is for in a published split. */
public enum Part {
  /** May be learnt from. */
  TRAIN,
  /** May be chosen by. */
  VALIDATION,
  /** Is only scored. */
  TEST;

  /** As label files name them: pyiqa {@code train|val|test}, KonIQ-10k {@code training|…}. */
  private static final Map<String, Part> NAMES =
      Map.of(
          "train", TRAIN,
          "training", TRAIN,
          "val", VALIDATION,
          "valid", VALIDATION,
          "validation", VALIDATION,
          "test", TEST);

  /** The part of a name in any letter case; null: it names none. */
  static @Nullable Part named(String name) {
    return NAMES.get(name.toLowerCase(Locale.ROOT));
  }
}
