package io.merlon.policy.evaluate;

import static io.merlon.policy.evaluate.Arguments.text;

import inet.ipaddr.AddressStringException;
import inet.ipaddr.IPAddress;
import inet.ipaddr.IPAddressString;
import io.merlon.model.BooleanValue;
import io.merlon.model.IntegerValue;
import io.merlon.model.StringValue;
import io.merlon.model.Value;
import io.merlon.policy.evaluate.Functions.Function;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;

/** Functions on points in time (ISO 8601) and on IP addresses and ranges. */
final class TimeAndAddressFunctions {
  static final Map<String, Function> ALL =
      Map.of(
          "adddays",
              new Function(
                  2,
                  3,
                  a ->
                      write(
                          DateTimes.addDays(
                              time("addDays", a.get(0)), Arguments.number("addDays", a.get(1))))),
          "datetimeadd",
              new Function(
                  2,
                  3,
                  a ->
                      write(
                          DateTimes.add(
                              time("dateTimeAdd", a.get(0)), text("dateTimeAdd", a.get(1))))),
          "datetimefromepoch", new Function(1, 1, TimeAndAddressFunctions::fromEpoch),
          "datetimetoepoch",
              new Function(
                  1,
                  1,
                  a -> new IntegerValue(time("dateTimeToEpoch", a.getFirst()).toEpochSecond())),
          "iprangecontains", new Function(2, 2, TimeAndAddressFunctions::ipRangeContains));

  private TimeAndAddressFunctions() {}

  private static Value write(OffsetDateTime time) {
    return new StringValue(DateTimes.write(time));
  }

  private static OffsetDateTime time(String function, Value value) {
    return DateTimes.parse(text(function, value))
        .orElseThrow(() -> Arguments.unfit(function, "an ISO 8601 date and time", value));
  }

  private static Value fromEpoch(List<Value> arguments) {
    if (!(arguments.getFirst() instanceof IntegerValue(long seconds))) {
      throw Arguments.unfit("dateTimeFromEpoch", "seconds", arguments.getFirst());
    }
    try {
      return new StringValue(DateTimes.write(Instant.ofEpochSecond(seconds)));
    } catch (DateTimeException e) {
      throw new EvaluationFailure("dateTimeFromEpoch() leaves the calendar");
    }
  }

  private static Value ipRangeContains(List<Value> arguments) {
    IPAddress[] range = range(text("ipRangeContains", arguments.get(0)));
    IPAddress[] part = range(text("ipRangeContains", arguments.get(1)));
    return BooleanValue.of(
        range[0].isIPv4() == part[0].isIPv4()
            && range[0].getValue().compareTo(part[0].getValue()) <= 0
            && range[1].getValue().compareTo(part[1].getValue()) >= 0);
  }

  /** The lowest and highest address of an address, a CIDR range or "from-to". */
  private static IPAddress[] range(String text) {
    int dash = text.indexOf('-');
    try {
      if (dash > 0) {
        return new IPAddress[] {
          address(text.substring(0, dash)).getLower(), address(text.substring(dash + 1)).getUpper()
        };
      }
      IPAddress block = address(text).toPrefixBlock();
      return new IPAddress[] {block.getLower(), block.getUpper()};
    } catch (AddressStringException e) {
      throw new EvaluationFailure(
          "ipRangeContains() needs an address or range, not '" + text + "'");
    }
  }

  private static IPAddress address(String text) throws AddressStringException {
    IPAddress address = new IPAddressString(text.strip()).toAddress();
    if (address == null) {
      throw new EvaluationFailure(
          "ipRangeContains() needs an address or range, not '" + text + "'");
    }
    return address;
  }
}
