package io.merlon.policy;

/** Why a policy cannot be evaluated from resources alone. */
public enum NotEvaluable {
  DATA_PLANE_MODE("data-plane mode: a component inside the resource decides, not the resource"),
  MANUAL("manual: a person attests compliance"),
  MICROSOFT_MANAGED("Microsoft managed: the provider attests compliance"),
  EFFECT_NOT_ASSESSED("the effect acts on requests and has no compliance state"),
  DISABLED("disabled: switched off by its effect"),
  INVALID("invalid: the definition, or what its assignment passes to it, is wrong");

  private final String reason;

  NotEvaluable(String reason) {
    this.reason = reason;
  }

  /** The reason in words. */
  public String reason() {
    return reason;
  }
}
