package io.chiral.kafka;

/**
 * A topic that exists otherwise than Chiral needs it.
 *
 * @param what what is wrong, with the value there and the value needed
 * @param remedy the command that mends it, or what to do where no command can
 */
public record TopicProblem(String topic, String what, String remedy) {}
