package io.chiral.service.node;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.TracerProvider;
import io.opentelemetry.context.Context;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import java.net.URI;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A study's way from its command to its report, in W3C trace context: what comes with a {@code
 * traceparent} leaves with one of the same trace. Spans are told to a collector only where one is
 * configured. Thread-safe.
 */
public final class Tracing implements AutoCloseable {

  private static final String SCOPE = "io.chiral";
  private static final int VERSION_CHARS = 3;
  private static final int TRACE_CHARS = 32;
  private static final int SPAN_CHARS = 16;
  private static final long CLOSING_SECONDS = 2;

  private final Tracer tracer;
  private final @Nullable SdkTracerProvider sdk;

  private Tracing(Tracer tracer, @Nullable SdkTracerProvider sdk) {
    this.tracer = tracer;
    this.sdk = sdk;
  }

  /** Passes traces on and tells nobody. */
  public static Tracing silent() {
    return new Tracing(TracerProvider.noop().get(SCOPE), null);
  }

  /**
   * Tells a collector.
   *
   * @param endpoint OTLP over HTTP with protobuf, such as {@code http://127.0.0.1:4318/v1/traces}
   * @param instance name of this process
   */
  public static Tracing to(URI endpoint, String instance) {
    return with(
        BatchSpanProcessor.builder(
                OtlpHttpSpanExporter.builder().setEndpoint(endpoint.toString()).build())
            .build(),
        instance);
  }

  static Tracing with(SpanProcessor spans, String instance) {
    Attributes process =
        Attributes.builder()
            .put("service.name", "chiral")
            .put("service.instance.id", instance)
            .put("service.version", Version.current())
            .build();
    SdkTracerProvider provider =
        SdkTracerProvider.builder()
            .setResource(Resource.getDefault().merge(Resource.create(process)))
            .addSpanProcessor(spans)
            .build();
    return new Tracing(provider.get(SCOPE), provider);
  }

  /**
   * Begins something; whoever begins it ends it.
   *
   * @param name such as {@code slice}
   * @param parent well-formed {@code traceparent} of what it is done for; null: a trace of its own
   */
  public Span begin(String name, @Nullable String parent, Attributes attributes) {
    Context context =
        parent == null ? Context.root() : Context.root().with(Span.wrap(context(parent)));
    return tracer
        .spanBuilder(name)
        .setSpanKind(SpanKind.CONSUMER)
        .setParent(context)
        .setAllAttributes(attributes)
        .startSpan();
  }

  /** What a record made within a span carries; null: no trace. */
  public static @Nullable String traceparent(Span span) {
    SpanContext context = span.getSpanContext();
    return context.isValid()
        ? "00-%s-%s-%s"
            .formatted(context.getTraceId(), context.getSpanId(), context.getTraceFlags().asHex())
        : null;
  }

  private static SpanContext context(String traceparent) {
    int span = VERSION_CHARS + TRACE_CHARS + 1;
    int flags = span + SPAN_CHARS + 1;
    return SpanContext.createFromRemoteParent(
        traceparent.substring(VERSION_CHARS, span - 1),
        traceparent.substring(span, flags - 1),
        TraceFlags.fromHex(traceparent, flags),
        TraceState.getDefault());
  }

  /** Waits a little for what is not told yet. */
  @Override
  public void close() {
    if (sdk != null) {
      sdk.shutdown().join(CLOSING_SECONDS, TimeUnit.SECONDS);
    }
  }
}
