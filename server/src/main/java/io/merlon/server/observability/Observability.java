package io.merlon.server.observability;

import io.merlon.posture.PostureReport;
import io.merlon.server.assessment.ContinuousAssessment;
import io.merlon.server.assessment.Standing;
import io.merlon.store.Database;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.function.ToDoubleFunction;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Health, readiness and figures of Merlon's own, beside those that Spring brings. */
@Configuration(proxyBeanMethods = false)
public class Observability {
  /** Not ready before the first assessment: there would be nothing to answer. */
  @Bean
  HealthIndicator assessment(ContinuousAssessment assessment) {
    return () ->
        assessment.standing().isPresent() ? Health.up().build() : Health.outOfService().build();
  }

  @Bean
  HealthIndicator database(Database database) {
    return () -> database.isReachable() ? Health.up().build() : Health.down().build();
  }

  @Bean
  MeterBinder posture(ContinuousAssessment assessment) {
    return registry -> {
      gauge(
              "merlon.secure.score.percentage",
              "The secure score",
              report -> report.score().percentage(),
              assessment)
          .register(registry);
      gauge(
              "merlon.resources",
              "Resources that were assessed",
              PostureReport::resources,
              assessment)
          .register(registry);
      gauge(
              "merlon.recommendations.open",
              "Recommendations with an unhealthy resource",
              report ->
                  report.recommendations().stream().filter(one -> one.unhealthy() > 0).count(),
              assessment)
          .register(registry);
      FunctionCounter.builder("merlon.assessment.passes", assessment, ContinuousAssessment::passes)
          .description("Passes that became visible")
          .register(registry);
      Gauge.builder("merlon.assessment.pending", assessment, ContinuousAssessment::waiting)
          .description("Changes that no pass has taken up yet")
          .register(registry);
    };
  }

  private static Gauge.Builder<ContinuousAssessment> gauge(
      String name,
      String description,
      ToDoubleFunction<PostureReport> figure,
      ContinuousAssessment assessment) {
    return Gauge.builder(
            name,
            assessment,
            one ->
                one.standing().map(Standing::report).map(figure::applyAsDouble).orElse(Double.NaN))
        .description(description);
  }
}
