package io.merlon.posture.nativeassessment;

import java.util.List;

/** The sources that this module brings. */
public final class NativeAssessmentSources {
  private NativeAssessmentSources() {}

  /** New ones, for one inventory. */
  public static List<NativeAssessmentSource> builtIn() {
    return List.of(
        new SystemUpdates(),
        new SqlServersOnMachines(),
        new MachineVulnerabilities(),
        new SubnetSecurityGroups(),
        new IpForwarding());
  }
}
