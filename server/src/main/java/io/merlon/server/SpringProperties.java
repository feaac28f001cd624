package io.merlon.server;

import java.util.HashMap;
import java.util.Map;

/** What Spring and Tomcat are told. */
final class SpringProperties {
  private final Map<String, Object> properties = new HashMap<>();

  private SpringProperties() {}

  static Map<String, Object> of(ServerSettings settings, ServerCertificate certificate) {
    SpringProperties all = new SpringProperties();
    all.web(settings, certificate);
    all.logging(settings);
    all.observability(settings);
    return all.properties;
  }

  private void web(ServerSettings settings, ServerCertificate certificate) {
    properties.put("server.address", settings.bind());
    properties.put("server.port", settings.port());
    certificate.addTo(properties);
    properties.put("server.ssl.enabled-protocols", "TLSv1.2,TLSv1.3");
    properties.put("server.error.include-message", "never");
    properties.put("server.error.include-stacktrace", "never");
    properties.put("server.max-http-request-header-size", "32KB");
    // a sign-in is a few hundred bytes
    properties.put("server.tomcat.max-http-form-post-size", "16KB");
    properties.put("server.tomcat.max-parameter-count", "100");
    properties.put("server.shutdown", "graceful");
    properties.put("spring.threads.virtual.enabled", "true");
    properties.put("spring.main.banner-mode", "off");
    properties.put("spring.main.log-startup-info", "false");
  }

  private void logging(ServerSettings settings) {
    properties.put("logging.level.root", "warn");
    properties.put("logging.level.io.merlon", "info");
    properties.put("logging.file.name", settings.data().resolve("server.log").toString());
    properties.put("logging.threshold.console", "error");
    properties.put("logging.structured.format.file", "ecs");
  }

  private void observability(ServerSettings settings) {
    properties.put("spring.application.name", "merlon");
    properties.put("management.endpoints.web.base-path", "/");
    properties.put("management.endpoints.web.exposure.include", "health,prometheus");
    properties.put("management.endpoint.health.probes.enabled", "true");
    properties.put(
        "management.endpoint.health.group.readiness.include", "readinessState,assessment,database");
    // nothing leaves this machine unless somebody says where to
    boolean exported = settings.telemetry().isPresent();
    properties.put("management.otlp.metrics.export.enabled", exported);
    properties.put("management.tracing.export.otlp.enabled", exported);
    properties.put("management.logging.export.otlp.enabled", false);
    settings
        .telemetry()
        .map(address -> address.replaceAll("/+$", ""))
        .ifPresent(address -> {
          properties.put("management.otlp.metrics.export.url", address + "/v1/metrics");
          properties.put(
              "management.opentelemetry.tracing.export.otlp.endpoint", address + "/v1/traces");
        });
  }
}
