package io.merlon.detection.behaviour;

import io.merlon.model.PropertyName;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** What events of Windows' Security log and of Sysmon tell. */
final class WindowsActivities {
  private static final PropertyName CHANNEL = PropertyName.of("Channel");
  private static final PropertyName[] HOST =
      names("Computer", "Hostname", "computer_name", "ComputerName");
  private static final PropertyName[] IMAGE = names("Image", "NewProcessName");
  private static final PropertyName[] PARENT = names("ParentImage", "ParentProcessName");
  private static final PropertyName[] HASHES = names("Hashes", "Hash");
  private static final PropertyName[] INITIATED = names("Initiated");
  private static final PropertyName[] DESTINATION =
      names("DestinationIp", "DestAddress", "DestinationHostname");
  private static final PropertyName[] PORT = names("DestinationPort", "DestPort");
  private static final PropertyName[] PROGRAM = names("Image", "Application");
  private static final PropertyName[] DIRECTION = names("Direction");
  private static final PropertyName[] UTC_TIME = names("UtcTime");
  private static final PropertyName[] QUERY = names("QueryName");
  private static final PropertyName[] QUERY_STATUS = names("QueryStatus");
  private static final PropertyName[] USER = names("TargetUserName");
  private static final PropertyName[] DOMAIN = names("TargetDomainName");
  private static final PropertyName[] SUBJECT = names("SubjectUserName");
  private static final PropertyName[] SUBJECT_DOMAIN = names("SubjectDomainName");
  private static final PropertyName[] SOURCE = names("IpAddress", "WorkstationName");
  private static final PropertyName[] LOGON_TYPE = names("LogonType");
  private static final PropertyName[] STATUS = names("Status");
  private static final PropertyName[] SERVICE = names("ServiceName");
  private static final PropertyName[] SERVER = names("TargetServerName");

  private static final String NO_SUCH_NAME = "9003";

  /** How services and scheduled jobs sign in, and what unlocking and cached sign-ins are not. */
  private static final Set<String> NOT_PEOPLE = Set.of("0", "4", "5");

  private static final Set<String> NO_ACCOUNTS =
      Set.of("", "system", "anonymous logon", "local service", "network service", "iusr");
  private static final Set<String> NO_DOMAINS =
      Set.of("window manager", "font driver host", "nt authority", "nt service");

  private static PropertyName[] names(String... names) {
    PropertyName[] all = new PropertyName[names.length];
    for (int i = 0; i < names.length; i++) {
      all[i] = PropertyName.of(names[i]);
    }
    return all;
  }

  Optional<Activity> read(String id, Facts facts) {
    return switch (id) {
      case "1", "4688" -> process(id, facts);
      case "3" -> facts.text(INITIATED).equalsIgnoreCase("true") ? connection(id, facts) : none();
      case "5156" -> isOutbound(facts.text(DIRECTION)) ? connection(id, facts) : none();
      case "22" -> query(facts);
      case "4624" -> signIn(facts, true);
      case "4625", "4771" -> signIn(facts, false);
      case "4768" -> signIn(facts, isZero(facts.text(STATUS)));
      case "4769" -> access(facts, USER, DOMAIN, facts.text(SERVICE));
      case "4648" -> access(facts, SUBJECT, SUBJECT_DOMAIN, facts.text(SERVER));
      default -> none();
    };
  }

  private static Optional<Activity> none() {
    return Optional.empty();
  }

  private static Optional<Activity> process(String id, Facts facts) {
    if (id.equals("1") && !isSysmon(facts)) {
      return none();
    }
    String image = facts.text(IMAGE);
    return image.isEmpty()
        ? none()
        : Optional.of(
            new Activity.ProcessStart(
                facts.text(HOST), facts.text(PARENT), image, hash(facts.text(HASHES))));
  }

  private static boolean isSysmon(Facts facts) {
    return facts.text(CHANNEL).toLowerCase(Locale.ROOT).contains("sysmon");
  }

  /** The strongest hash that is there. */
  private static String hash(String hashes) {
    for (String algorithm : new String[] {"SHA256=", "SHA1=", "MD5="}) {
      int at = hashes.indexOf(algorithm);
      if (at >= 0) {
        int end = hashes.indexOf(',', at);
        return hashes.substring(at, end < 0 ? hashes.length() : end);
      }
    }
    return "";
  }

  private static boolean isOutbound(String direction) {
    return direction.equals("%%14593") || direction.equalsIgnoreCase("outbound");
  }

  private static Optional<Activity> connection(String id, Facts facts) {
    String destination = facts.text(DESTINATION);
    return destination.isEmpty()
        ? none()
        : Optional.of(
            new Activity.Connection(
                facts.text(HOST),
                facts.text(PROGRAM),
                destination,
                facts.text(PORT),
                id,
                exactly(facts.text(UTC_TIME))));
  }

  /** Sysmon's own time, which has no zone. */
  private static Optional<Instant> exactly(String text) {
    try {
      return text.isEmpty()
          ? Optional.empty()
          : Optional.of(LocalDateTime.parse(text.replace(' ', 'T')).toInstant(ZoneOffset.UTC));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private static Optional<Activity> query(Facts facts) {
    String name = facts.text(QUERY).toLowerCase(Locale.ROOT);
    if (name.isEmpty()) {
      return none();
    }
    String status = facts.text(QUERY_STATUS);
    return Optional.of(
        new Activity.NameQuery(
            facts.text(HOST),
            name,
            "",
            status.isEmpty()
                ? Activity.Answer.UNKNOWN
                : status.equals(NO_SUCH_NAME) ? Activity.Answer.NOT_THERE : Activity.Answer.THERE));
  }

  private static Optional<Activity> signIn(Facts facts, boolean succeeded) {
    String account = account(facts.text(USER), facts.text(DOMAIN));
    if (account.isEmpty() || NOT_PEOPLE.contains(facts.text(LOGON_TYPE))) {
      return none();
    }
    return Optional.of(
        new Activity.SignIn(account, address(facts.text(SOURCE)), "", facts.text(HOST), succeeded));
  }

  private static Optional<Activity> access(
      Facts facts, PropertyName[] user, PropertyName[] domain, String target) {
    String account = account(facts.text(user), facts.text(domain));
    return account.isEmpty() || target.isEmpty() || target.startsWith("krbtgt")
        ? none()
        : Optional.of(new Activity.Access(account, target.toLowerCase(Locale.ROOT)));
  }

  /** The account in one spelling, without its domain's ending; empty for machines and services. */
  private static String account(String user, String domain) {
    String name = user.toLowerCase(Locale.ROOT);
    String realm = domain.toLowerCase(Locale.ROOT);
    int at = name.indexOf('@');
    if (at > 0) {
      realm = name.substring(at + 1);
      name = name.substring(0, at);
    }
    if (name.endsWith("$") || NO_ACCOUNTS.contains(name) || NO_DOMAINS.contains(realm)) {
      return "";
    }
    int dot = realm.indexOf('.');
    String start = dot < 0 ? realm : realm.substring(0, dot);
    return start.isEmpty() ? name : start + "\\" + name;
  }

  /** An address of IPv4 that is written as one of IPv6, as that of IPv4. */
  private static String address(String text) {
    return text.startsWith("::ffff:") ? text.substring("::ffff:".length()) : text;
  }

  private static boolean isZero(String status) {
    return status.equals("0x0") || status.equals("0");
  }
}
