package io.chiral.service.gateway.live;

/** A monitor's frame is not as described. */
final class MalformedFrameException extends Exception {

  private static final long serialVersionUID = 1L;

  MalformedFrameException(String message) {
    super(message);
  }
}
