package io.merlon.estate;

import java.util.List;
import java.util.Map;

/**
 * One resource group with an application in it, and where it lies.
 *
 * @param number counted from 0 over the whole estate
 * @param subscription the number of its subscription
 * @param place its place in that subscription, counted from 0
 * @param values what templates call by name
 */
record Workload(long number, long subscription, int place, Map<String, TextBytes> values) {
  private static final List<String> APPLICATIONS =
      List.of(
          "orders",
          "payments",
          "catalog",
          "shipping",
          "search",
          "billing",
          "accounts",
          "returns",
          "pricing",
          "media",
          "risk",
          "claims",
          "intranet",
          "reports",
          "loyalty",
          "telemetry");
  private static final List<String> ENVIRONMENTS = List.of("prod", "prod", "test", "dev");
  private static final List<String> REGIONS =
      List.of("westeurope", "northeurope", "germanywestcentral", "swedencentral", "eastus2");
  private static final List<String> UNITS = List.of("Retail", "Logistics", "Finance", "Platform");

  private static final long APPLICATION = Dice.purpose("application");
  private static final long ENVIRONMENT = Dice.purpose("environment");
  private static final long REGION = Dice.purpose("region");
  private static final long TENANT = Dice.purpose("tenant");
  private static final long SUBSCRIPTION = Dice.purpose("subscription");

  /** The first subscriptions are small, so that even a small estate has several. */
  private static final int SMALL_SUBSCRIPTIONS = 16;

  private static final int SMALL = 4;
  private static final int LARGE = 48;

  static Workload of(long number, Dice dice, List<String> plans) {
    long early = (long) SMALL_SUBSCRIPTIONS * SMALL;
    long subscription =
        number < early ? number / SMALL : SMALL_SUBSCRIPTIONS + (number - early) / LARGE;
    int place = (int) (number < early ? number % SMALL : (number - early) % LARGE);
    String application = pick(APPLICATIONS, dice, number, APPLICATION);
    String environment = pick(ENVIRONMENTS, dice, number, ENVIRONMENT);
    String unit = Long.toString(number, 36);
    String plan = place >= 1 && place <= plans.size() ? plans.get(place - 1) : "";
    return new Workload(
        number,
        subscription,
        place,
        Map.of(
            "app", TextBytes.of(application),
            "env", TextBytes.of(environment),
            "unit", TextBytes.of(unit),
            "group", TextBytes.of("rg-" + application + "-" + environment + "-" + unit),
            "region", TextBytes.of(pick(REGIONS, dice, number, REGION)),
            "tenant", guid(dice, 0, TENANT),
            "subscription", guid(dice, subscription, SUBSCRIPTION),
            "subscriptionName",
                TextBytes.of(
                    UNITS.get((int) (subscription % UNITS.size()))
                        + " "
                        + (subscription / UNITS.size() + 1)),
            "plan", TextBytes.of(plan)));
  }

  private static String pick(List<String> from, Dice dice, long place, long purpose) {
    return from.get(dice.below(place, purpose, from.size()));
  }

  private static TextBytes guid(Dice dice, long place, long purpose) {
    ByteText text = new ByteText();
    text.guid(dice.roll(place, purpose), dice.roll(place, ~purpose));
    return TextBytes.of(text.toString());
  }
}
