package io.chiral.messages.state;

import io.chiral.messages.spec.StudySpec;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * All that the command role knows of a study; the value of its key on the studies topic.
 *
 * @param study study id
 * @param spec the declared grid; null for a study that a lone run made
 * @param specDigest sha256 of the command's canonical body, in hex: the same id with another body
 *     is a conflict
 * @param commandId id of the command that made it
 * @param status where it is
 * @param runs how many runs it has
 * @param ended how many of them ended
 * @param failed how many of those failed
 * @param recent its last commands but opinions, oldest first, at most {@link #REMEMBERED}; null:
 *     none since it was made
 * @param trace W3C {@code traceparent} of what asked for it; null: none
 * @param createdAt when it was accepted
 * @param updatedAt when this state was written
 */
public record StudyState(
    String study,
    @Nullable StudySpec spec,
    String specDigest,
    String commandId,
    StudyStatus status,
    int runs,
    int ended,
    int failed,
    @Nullable List<CommandMark> recent,
    @Nullable String trace,
    Instant createdAt,
    Instant updatedAt) {

  /** So many commands of a study are known again when they come twice. */
  public static final int REMEMBERED = 64;

  public StudyState {
    recent = recent == null ? null : List.copyOf(recent);
  }

  /** The command of that id, if it is remembered. */
  public Optional<CommandMark> remembered(String id) {
    return recent == null
        ? Optional.empty()
        : recent.stream().filter(mark -> mark.id().equals(id)).findFirst();
  }

  /**
   * Whether a command asks for this very study. A version that gives specifications a new default
   * digests the same document otherwise; what was stored is read with that default, too.
   */
  public boolean isMadeBy(StudySpec asked, String digest) {
    return specDigest.equals(digest) || asked.equals(spec);
  }

  /** Where a study is. "Done" is what the report says, not this. */
  public enum StudyStatus {
    ACTIVE,
    PAUSED,
    CANCELLED,
    /** No run is left to do. */
    ENDED,
    /** Only its id and this are left, so that the id never means another study. */
    FORGOTTEN
  }
}
