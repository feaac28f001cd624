package io.merlon.policy.syntax;

import java.util.Optional;

/**
 * A parsed {@code policyRule}.
 *
 * @param condition the {@code if}
 * @param effect the {@code then.effect}
 * @param details the {@code then.details} less what is only deployed, where there are any
 * @param related what an {@code ...IfNotExists} effect looks for, where there is enough to look
 */
public record PolicyRule(
    Condition condition, Template effect, Optional<Template> details, Optional<Related> related) {

  /**
   * The related resource that an {@code auditIfNotExists} or {@code deployIfNotExists} looks for.
   *
   * @param type its type
   * @param name its name, where one is given
   * @param resourceGroup the group to look in, where not the evaluated resource's own
   * @param existenceScope {@code ResourceGroup} or {@code Subscription}, where given
   * @param condition what it has to meet, where given
   */
  public record Related(
      Template type,
      Optional<Template> name,
      Optional<Template> resourceGroup,
      Optional<Template> existenceScope,
      Optional<Condition> condition) {}
}
