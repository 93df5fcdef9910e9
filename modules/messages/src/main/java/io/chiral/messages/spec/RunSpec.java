package io.chiral.messages.spec;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What one run does. A slice is a pure function of (checkpoint, run spec, bounds). */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
  @JsonSubTypes.Type(value = OptimiseSpec.class, name = "optimise"),
  @JsonSubTypes.Type(value = AssessSpec.class, name = "assess"),
  @JsonSubTypes.Type(value = EvaluateSpec.class, name = "evaluate")
})
public sealed interface RunSpec permits OptimiseSpec, AssessSpec, EvaluateSpec {

  /** The step at which the run is finished. */
  int steps();

  /** Steps at which a slice must end, ascending, the last of them {@link #steps()}. */
  List<Integer> milestones();

  /** What the run starts from, or null; a milestone of another run is a dependency. */
  @Nullable CheckpointSource from();
}
