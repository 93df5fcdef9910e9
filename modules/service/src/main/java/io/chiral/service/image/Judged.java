package io.chiral.service.image;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One image's scores, as {@code chiral judge --json} prints them.
 *
 * @param reference path as given; null: none
 * @param distorted path as given
 * @param scores by metric, in the order asked for; null: there is none, {@code notes} says why
 * @param notes by metric; left out where there are none
 */
record Judged(
    @Nullable String reference,
    String distorted,
    Map<String, @Nullable Double> scores,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) Map<String, String> notes) {

  Judged {
    scores = Collections.unmodifiableMap(new LinkedHashMap<>(scores));
    notes = Collections.unmodifiableMap(new LinkedHashMap<>(notes));
  }
}
