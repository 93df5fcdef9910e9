package io.chiral.service.config;

import java.time.Duration;

/**
 * What is kept although nothing goes on from it.
 *
 * @param last so many checkpoints of a run
 * @param age nothing younger is removed
 * @param interval so often a worker looks for what may go
 */
public record RetentionConfig(int last, Duration age, Duration interval) {}
