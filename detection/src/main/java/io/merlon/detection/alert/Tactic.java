package io.merlon.detection.alert;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What an attacker is after, in the order of an attack: MITRE ATT&CK's tactics. */
public enum Tactic {
  RECONNAISSANCE(
      "Reconnaissance", "PreAttack", "Look for what the source asked for next, and block it."),
  RESOURCE_DEVELOPMENT(
      "Resource development", "PreAttack", "Look for use of what the attacker prepared."),
  INITIAL_ACCESS(
      "Initial access",
      "InitialAccess",
      "Close the way in: block the source, patch what was exploited, end the session."),
  EXECUTION(
      "Execution", "Execution", "Stop the process and what it started; keep a copy of the file."),
  PERSISTENCE(
      "Persistence",
      "Persistence",
      "Remove what starts again by itself: service, task, key, account or job."),
  PRIVILEGE_ESCALATION(
      "Privilege escalation",
      "PrivilegeEscalation",
      "Take back the rights that were gained, and patch what gave them."),
  STEALTH(
      "Stealth", "DefenseEvasion", "Look at what happened on the machine just before and after."),
  DEFENSE_IMPAIRMENT(
      "Defense impairment",
      "DefenseEvasion",
      "Turn the protection or the log on again, and look for what happened while it was off."),
  CREDENTIAL_ACCESS(
      "Credential access",
      "CredentialAccess",
      "Change the secrets of every account that was signed in there."),
  DISCOVERY("Discovery", "Discovery", "Ask the user whether the commands are theirs."),
  LATERAL_MOVEMENT(
      "Lateral movement",
      "LateralMovement",
      "Look at the machine on the other side, and block the way between the two."),
  COLLECTION("Collection", "Collection", "Find out which data was gathered, and where it lies."),
  COMMAND_AND_CONTROL(
      "Command and control",
      "CommandAndControl",
      "Block the address or name, and look for others that talk to it."),
  EXFILTRATION("Exfiltration", "Exfiltration", "Find out what left, and block where it went."),
  IMPACT("Impact", "Impact", "Isolate the machine; restore from a copy made before.");

  private final String label;
  private final String intent;
  private final String firstStep;

  Tactic(String label, String intent, String firstStep) {
    this.label = label;
    this.intent = intent;
    this.firstStep = firstStep;
  }

  /** Its name for people. */
  public String label() {
    return label;
  }

  /** The word for it in {@code Microsoft.Security/alerts}. */
  public String intent() {
    return intent;
  }

  /** What to do first. */
  public String firstStep() {
    return firstStep;
  }

  /** The tactics that tags name, in the order of an attack. */
  public static List<Tactic> of(List<String> tags) {
    return tags.stream().flatMap(tag -> of(tag).stream()).distinct().sorted().toList();
  }

  private static Optional<Tactic> of(String tag) {
    String name = tag.toUpperCase(Locale.ROOT).replace('-', '_');
    if (name.equals("ATTACK.DEFENSE_EVASION")) {
      return Optional.of(STEALTH);
    }
    return Arrays.stream(values()).filter(one -> name.equals("ATTACK." + one.name())).findFirst();
  }
}
