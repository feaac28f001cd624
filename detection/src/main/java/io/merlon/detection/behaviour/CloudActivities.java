package io.merlon.detection.behaviour;

import io.merlon.model.PropertyName;
import java.util.Locale;
import java.util.Optional;

/** Sign-ins of Azure and of AWS. */
final class CloudActivities {
  private static final PropertyName EVENT_NAME = PropertyName.of("eventName");
  private static final PropertyName IDENTITY = PropertyName.of("userIdentity");
  private static final PropertyName ARN = PropertyName.of("arn");
  private static final PropertyName USER_NAME = PropertyName.of("userName");
  private static final PropertyName SOURCE_ADDRESS = PropertyName.of("sourceIPAddress");
  private static final PropertyName RESPONSE = PropertyName.of("responseElements");
  private static final PropertyName CONSOLE_LOGIN = PropertyName.of("ConsoleLogin");
  private static final PropertyName REQUEST = PropertyName.of("requestParameters");
  private static final PropertyName ROLE_ARN = PropertyName.of("roleArn");
  private static final PropertyName ERROR = PropertyName.of("errorCode");

  private static final PropertyName APP = PropertyName.of("appDisplayName");
  private static final PropertyName PROPERTIES = PropertyName.of("properties");
  private static final PropertyName PRINCIPAL = PropertyName.of("userPrincipalName");
  private static final PropertyName ADDRESS = PropertyName.of("ipAddress");
  private static final PropertyName CALLER = PropertyName.of("callerIpAddress");
  private static final PropertyName LOCATION = PropertyName.of("location");
  private static final PropertyName COUNTRY = PropertyName.of("countryOrRegion");
  private static final PropertyName STATUS = PropertyName.of("status");
  private static final PropertyName RESOURCE = PropertyName.of("resourceDisplayName");

  Optional<Activity> read(Facts facts) {
    String name = facts.below(EVENT_NAME);
    if (!name.isEmpty()) {
      return amazon(name, facts);
    }
    if (!facts.below(APP).isEmpty()) {
      return azure(facts);
    }
    return facts.below(PROPERTIES, APP).isEmpty() ? Optional.empty() : azure(facts, PROPERTIES);
  }

  private static Optional<Activity> amazon(String name, Facts facts) {
    String account = facts.below(IDENTITY, ARN);
    if (account.isEmpty()) {
      account = facts.below(IDENTITY, USER_NAME);
    }
    if (account.isEmpty()) {
      return Optional.empty();
    }
    return switch (name) {
      case "ConsoleLogin" ->
          Optional.of(
              new Activity.SignIn(
                  account.toLowerCase(Locale.ROOT),
                  facts.below(SOURCE_ADDRESS),
                  "",
                  "AWS console",
                  facts.below(RESPONSE, CONSOLE_LOGIN).equals("Success")));
      case "AssumeRole" ->
          facts.below(REQUEST, ROLE_ARN).isEmpty() || !facts.below(ERROR).isEmpty()
              ? Optional.empty()
              : Optional.of(
                  new Activity.Access(
                      account.toLowerCase(Locale.ROOT), facts.below(REQUEST, ROLE_ARN)));
      default -> Optional.empty();
    };
  }

  private static Optional<Activity> azure(Facts facts, PropertyName... parent) {
    String account = facts.below(plus(parent, PRINCIPAL));
    if (account.isEmpty()) {
      return Optional.empty();
    }
    String address = facts.below(plus(parent, ADDRESS));
    String country = facts.below(plus(parent, LOCATION, COUNTRY));
    String error = facts.below(plus(parent, STATUS, ERROR));
    return Optional.of(
        new Activity.SignIn(
            account.toLowerCase(Locale.ROOT),
            address.isEmpty() ? facts.below(CALLER) : address,
            country,
            facts.below(plus(parent, RESOURCE)),
            error.isEmpty() || error.equals("0")));
  }

  private static PropertyName[] plus(PropertyName[] parent, PropertyName... names) {
    PropertyName[] path = new PropertyName[parent.length + names.length];
    System.arraycopy(parent, 0, path, 0, parent.length);
    System.arraycopy(names, 0, path, parent.length, names.length);
    return path;
  }
}
