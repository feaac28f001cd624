package io.merlon.server.arm;

import io.merlon.model.DecimalValue;
import io.merlon.model.ObjectValue;
import io.merlon.model.Value;
import io.merlon.posture.StandardCompliance;
import io.merlon.server.assessment.Standing;
import io.merlon.store.ScoreStore;
import java.math.BigDecimal;
import java.util.List;
import java.util.function.Supplier;

/**
 * The score and compliance over time, the latest first. ARM has no such operation: these lie below
 * the scores and standards that ARM knows, {@code .../secureScores/ascScore/history} and {@code
 * .../regulatoryComplianceStandards/NAME/history}. Without a subscription they are about all.
 */
final class HistoryOperations {
  private static final String SCORES = "Microsoft.Security/secureScores/history";
  private static final String STANDARDS =
      "Microsoft.Security/regulatoryComplianceStandards/history";

  private final ScoreStore scores;
  private final Supplier<Standing> standing;

  HistoryOperations(ScoreStore scores, Supplier<Standing> standing) {
    this.scores = scores;
    this.standing = standing;
  }

  void register(ArmOperations operations) {
    operations
        .collection("GET", SCORES, this::scores)
        .collection("GET", STANDARDS, this::standards);
  }

  private ArmResponse scores(ArmRequest request) {
    return ArmResponse.list(
        scores.history(scope(request), request.pageSize()).stream()
            .map(HistoryOperations::show)
            .toList());
  }

  private static String scope(ArmRequest request) {
    return request.subscription().isEmpty() ? "" : "/subscriptions/" + request.subscription();
  }

  private static Value show(ScoreStore.ScoreAt one) {
    return ObjectValue.builder()
        .put("at", one.at().toString())
        .put("current", decimal(one.points()))
        .put("max", one.max())
        .put("percentage", decimal(one.percentage() / 100))
        .put("weight", one.weight())
        .build();
  }

  private ArmResponse standards(ArmRequest request) {
    String wanted = request.path().names().getFirst();
    StandardCompliance found =
        standing.get().report().standards().stream()
            .filter(one -> ComplianceOperations.name(one).equalsIgnoreCase(wanted))
            .findFirst()
            .orElseThrow(() -> ArmException.notFound(request.path().text()));
    List<ScoreStore.StandardAt> history =
        scores.standardHistory(found.assignment(), request.pageSize());
    return ArmResponse.list(history.stream().map(HistoryOperations::show).toList());
  }

  private static Value show(ScoreStore.StandardAt one) {
    return ObjectValue.builder()
        .put("at", one.at().toString())
        .put("passedControls", one.passed())
        .put("failedControls", one.failed())
        .put("skippedControls", one.skipped())
        .put("unsupportedControls", one.manual())
        .put("percentage", decimal(one.percentage() / 100))
        .build();
  }

  private static DecimalValue decimal(double number) {
    return new DecimalValue(BigDecimal.valueOf(number));
  }
}
