package io.chiral.service.gateway.report;

/** Paths of the interface of the server that made a report. */
final class Links {

  private Links() {}

  static String run(String id) {
    return "/api/v1/runs/" + id;
  }

  static String checkpoint(String id) {
    return "/api/v1/checkpoints/" + id;
  }
}
