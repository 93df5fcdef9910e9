package io.chiral.messages.state;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What the command role knows of the whole installation; the value of {@link #KEY} on the studies
 * topic. Absent until somebody has paused everything.
 *
 * @param paused whether no slice of any study is started
 * @param reason for people; null: none was given
 * @param commandId id of the command that changed it last
 * @param updatedAt when that was
 */
public record InstallationState(
    boolean paused, @Nullable String reason, String commandId, Instant updatedAt) {

  /** No study can have this id. */
  public static final String KEY = "*";
}
