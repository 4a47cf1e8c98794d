import { context, propagation, type Span, SpanKind, SpanStatusCode, trace } from "@opentelemetry/api";
import { OTLPTraceExporter } from "@opentelemetry/exporter-trace-otlp-http";
import { defaultResource, detectResources, envDetector, resourceFromAttributes } from "@opentelemetry/resources";
import { BatchSpanProcessor, NodeTracerProvider } from "@opentelemetry/sdk-trace-node";
import type { FastifyRequest } from "fastify";
import packageJson from "../../../package.json" with { type: "json" };
import { isFromProxy } from "../http/client/client-ip.ts";
import type { Tracing } from "./tracing.ts";

/** The whole shutdown has 25 s, and an unreachable collector must not take them. */
const SEND_LIMIT_MS = 5000;

/**
 * Sends spans to an OpenTelemetry collector. What a request or a statement holds is in none of them: no query, no body, no
 * values. The standard's other variables (OTEL_SERVICE_NAME, OTEL_EXPORTER_OTLP_HEADERS, OTEL_TRACES_SAMPLER) hold as well.
 */
export function startTracing(endpoint: string): Tracing {
  const exporter = new OTLPTraceExporter({ url: `${endpoint}/v1/traces`, timeoutMillis: SEND_LIMIT_MS });
  const named = resourceFromAttributes({ "service.name": packageJson.name, "service.version": packageJson.version });
  const provider = new NodeTracerProvider({
    resource: defaultResource()
      .merge(named)
      .merge(detectResources({ detectors: [envDetector] })),
    spanProcessors: [new BatchSpanProcessor(exporter)],
  });
  provider.register();
  const tracer = provider.getTracer(packageJson.name);
  const spans = new WeakMap<FastifyRequest, Span>();

  return {
    startRequest: (request, next) => {
      const { method, routeOptions, is404 } = request;
      const route = is404 ? undefined : routeOptions.url;
      // asked for every few seconds
      if (route?.startsWith("/health/")) return next();
      const options = {
        kind: SpanKind.SERVER,
        attributes: { "http.request.method": method, ...(route && { "http.route": route }), "request.id": request.id },
      };
      const around = contextOf(request);
      const span = tracer.startSpan(route ? `${method} ${route}` : method, options, around);
      spans.set(request, span);
      context.with(trace.setSpan(around, span), next);
    },
    finishRequest: (request, { statusCode }) => {
      const span = spans.get(request);
      span?.setAttribute("http.response.status_code", statusCode);
      if (statusCode >= 500) span?.setStatus({ code: SpanStatusCode.ERROR });
      span?.end();
    },
    startStatement: (name) => {
      // what runs by itself, such as the outbox, would be a trace every second
      if (!trace.getActiveSpan()) return () => {};
      const span = tracer.startSpan(name, {
        kind: SpanKind.CLIENT,
        attributes: { "db.system.name": "postgresql", "db.query.summary": name },
      });
      return (error) => {
        // its message may hold values
        if (error) span.setStatus({ code: SpanStatusCode.ERROR, message: codeOf(error) });
        span.end();
      };
    },
    stop: () => provider.shutdown(),
  };
}

/** A trusted proxy's trace goes on; anybody else's would let a stranger decide what is kept, and under which name. */
function contextOf(request: FastifyRequest) {
  const { traceparent, tracestate } = request.headers;
  return isFromProxy(request) ? propagation.extract(context.active(), { traceparent, tracestate }) : context.active();
}

const codeOf = (error: unknown) => String(Object(error).code ?? Object(error).name ?? "error");
