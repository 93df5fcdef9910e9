package io.chiral.messages.state;

/**
 * A command that was obeyed: sent again it does nothing, and another under its id is a conflict.
 *
 * @param id hash of who sent which command
 * @param digest sha256 of its canonical body, in hex
 */
public record CommandMark(String id, String digest) {}
