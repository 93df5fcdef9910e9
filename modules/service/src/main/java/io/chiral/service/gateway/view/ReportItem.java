package io.chiral.service.gateway.view;

import com.fasterxml.jackson.annotation.JsonRawValue;
import com.fasterxml.jackson.annotation.JsonValue;

/** A study's newest report, as it lies on the topic. */
public final class ReportItem extends Item {

  private String json;

  ReportItem(String study, String json) {
    super(Kind.REPORT, study, study);
    this.json = json;
  }

  void put(String newest) {
    json = newest;
  }

  /** The report's JSON text. */
  public String json() {
    return json;
  }

  @Override
  public Verbatim value(Since since) {
    return new Verbatim(json);
  }

  /** JSON that is written as it is. */
  record Verbatim(@JsonRawValue @JsonValue String json) {}
}
