package io.chiral.messages.event;

import io.chiral.messages.command.RecordOpinion;

/**
 * A person's opinion was accepted.
 *
 * @param study study id
 * @param id hash of the source and id of the command that brought it
 * @param opinion what was said
 */
public record OpinionRecorded(String study, String id, RecordOpinion opinion)
    implements MetricEvent {}
