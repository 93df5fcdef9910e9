package io.chiral.service.gateway.live;

/** Why a connection is closed; the codes stand in {@code schemas/asyncapi.yaml}. */
enum CloseCode {
  GOING_AWAY(1001, "the gateway stops; connect again and resume"),
  MALFORMED(4400, "a frame that is not as described"),
  SILENT(4408, "no subscription in time, or no pong"),
  TOO_MANY(4429, "too many connections; try another gateway or later");

  private final short code;
  private final String reason;

  CloseCode(int code, String reason) {
    this.code = (short) code;
    this.reason = reason;
  }

  short code() {
    return code;
  }

  String reason() {
    return reason;
  }
}
