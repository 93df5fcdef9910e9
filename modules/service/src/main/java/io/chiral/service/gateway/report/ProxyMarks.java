package io.chiral.service.gateway.report;

import io.chiral.messages.report.AssessorReport;
import io.chiral.messages.report.AsymmetryReport;
import io.chiral.messages.report.Protocol.BenchmarkProtocol;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Which figures rest on proxy opinions: the mark must stand with every one of them. */
final class ProxyMarks {

  private final boolean lives;
  private final Set<String> benchmarks;

  ProxyMarks(AsymmetryReport report) {
    lives = report.protocol().proxy() != null;
    benchmarks =
        Stream.concat(
                report.assessors().stream()
                    .filter(AssessorReport::proxy)
                    .map(AssessorReport::benchmark),
                report.protocol().benchmarks().stream()
                    .filter(BenchmarkProtocol::proxy)
                    .map(BenchmarkProtocol::id))
            .collect(Collectors.toSet());
  }

  /** Whether the assessors' life is by proxies, and so whatever compares the two lives. */
  boolean lives() {
    return lives;
  }

  /** Whether what is said of this benchmark is. */
  boolean of(String benchmark) {
    return benchmarks.contains(benchmark);
  }
}
