package io.chiral.messages.event;

import io.chiral.messages.work.CheckpointRef;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A checkpoint is durable. Key: its id. Equal states have equal ids; the lineage is the newest.
 *
 * @param checkpoint what it is
 * @param kind {@code optimise}, {@code assess} or {@code evaluate}
 * @param study study id
 * @param run run id
 * @param uri where its directory lies, as the store names it
 * @param parent id of the checkpoint that the slice began with; null: none
 * @param slice number of the slice that made it
 * @param attempt of that slice
 * @param worker who made it
 * @param platform as in {@link io.chiral.messages.work.SliceEnded}
 * @param note what a person should know of how it came to be, such as that the checkpoint before it
 *     was damaged and its state was computed again; null: nothing
 * @param createdAt when
 */
public record CheckpointPublished(
    CheckpointRef checkpoint,
    String kind,
    String study,
    String run,
    String uri,
    @Nullable String parent,
    int slice,
    int attempt,
    String worker,
    String platform,
    @Nullable String note,
    Instant createdAt) {}
