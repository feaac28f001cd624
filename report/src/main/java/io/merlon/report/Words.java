package io.merlon.report;

import io.merlon.model.AbsentValue;
import io.merlon.model.StringValue;
import io.merlon.model.Value;
import io.merlon.policy.Evidence;
import io.merlon.posture.Assessment;
import java.util.List;
import java.util.stream.Collectors;

/** Codes and evidence in words. */
public final class Words {
  private static final int LONGEST_VALUE = 200;

  private Words() {}

  /** Why a recommendation cannot be told from a resource. */
  public static String reason(String code) {
    return switch (code) {
      case "DataPlaneMode" -> "data-plane mode: what lies inside the resource decides";
      case "Manual" -> "manual: a person has to attest it (--attestations)";
      case "MicrosoftManaged" -> "managed by Microsoft, who attests it";
      case "OffByPolicy" -> "switched off by its effect";
      case "EffectNotAssessed" -> "its effect acts on requests and has no state";
      case "Invalid" -> "wrong definition or parameters";
      default -> code;
    };
  }

  /** What decided, in one line; empty where nothing is known. */
  public static String evidence(Assessment assessment) {
    List<Evidence> all = assessment.explanation().evidence();
    return all.stream().map(Words::of).collect(Collectors.joining("; "));
  }

  /** One condition that decided. */
  public static String of(Evidence evidence) {
    return evidence.field()
        + (evidence.actual() == AbsentValue.ABSENT
            ? " is not there"
            : " is " + value(evidence.actual()))
        + " ("
        + evidence.operator()
        + ' '
        + value(evidence.expected())
        + (evidence.held() ? ": true)" : ": false)")
        + evidence.related().map(id -> " of " + id).orElse("")
        + (evidence.note().isEmpty() ? "" : ", " + evidence.note());
  }

  private static String value(Value value) {
    String text = value instanceof StringValue(String plain) ? '"' + plain + '"' : value.toString();
    return text.length() <= LONGEST_VALUE ? text : text.substring(0, LONGEST_VALUE - 1) + "…";
  }
}
