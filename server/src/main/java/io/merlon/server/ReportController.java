package io.merlon.server;

import io.merlon.model.Severity;
import io.merlon.model.Value;
import io.merlon.policy.PolicyProblem;
import io.merlon.posture.StandardCompliance;
import io.merlon.report.HtmlReport;
import io.merlon.report.Outcome;
import io.merlon.report.Tracking;
import io.merlon.server.assessment.ContinuousAssessment;
import io.merlon.server.assessment.Standing;
import io.merlon.server.identity.Principals;
import io.merlon.server.identity.RoleAssignments;
import io.merlon.store.Database;
import io.merlon.store.StoredAlert;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.security.Principal;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** The page for people with a browser: the report, as things stand at this moment. */
@RestController
public class ReportController {
  private static final String REFRESH_SECONDS = "30";
  private static final int POINTS = 500;
  private static final int OWNERS = 25;
  private static final int THREATS = 15;

  private final ContinuousAssessment assessment;
  private final RoleAssignments roles;
  private final Principals principals;
  private final Database database;

  ReportController(
      ContinuousAssessment assessment,
      RoleAssignments roles,
      Principals principals,
      Database database) {
    this.database = database;
    this.assessment = assessment;
    this.roles = roles;
    this.principals = principals;
  }

  @GetMapping("/")
  void page(Principal person, HttpServletResponse response) throws IOException {
    boolean mayRead =
        principals
            .find(person.getName())
            .filter(one -> roles.of(one.id().toString()).permit(true, "", ""))
            .isPresent();
    if (!mayRead) {
      response.sendError(HttpServletResponse.SC_FORBIDDEN);
      return;
    }
    Optional<Standing> standing = assessment.standing();
    if (standing.isEmpty()) {
      response.setHeader("Refresh", "2");
      response.sendError(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
      return;
    }
    response.setContentType("text/html;charset=UTF-8");
    response.setHeader("Refresh", REFRESH_SECONDS);
    new HtmlReport(outcome(standing.get())).writeTo(response.getOutputStream());
  }

  private Outcome outcome(Standing standing) {
    List<String> problems = standing.problems().stream().map(PolicyProblem::toString).toList();
    return new Outcome(
        standing.report(),
        standing.report().standards().stream().map(one -> one.initiative().displayName()).toList(),
        List.of("the inventory"),
        standing.library().definitions().size() + standing.library().initiatives().size(),
        0,
        standing.library().problems().size(),
        problems,
        problems.size(),
        Optional.empty(),
        Optional.empty(),
        tracking(standing));
  }

  private Tracking tracking(Standing standing) {
    Map<String, List<Tracking.Point>> standards = new HashMap<>();
    for (StandardCompliance one : standing.report().standards()) {
      standards.put(
          one.assignment(),
          database.scores().standardHistory(one.assignment(), POINTS).reversed().stream()
              .map(point -> new Tracking.Point(point.at(), point.percentage()))
              .toList());
    }
    LocalDate today = LocalDate.ofInstant(standing.report().assessedAt(), ZoneOffset.UTC);
    return new Tracking(
        database.scores().history("", POINTS).reversed().stream()
            .map(point -> new Tracking.Point(point.at(), point.percentage()))
            .toList(),
        standards,
        database.governance().loads(today, OWNERS).stream()
            .map(
                one -> new Tracking.Owner(one.owner(), one.assessments(), one.overdue(), one.due()))
            .toList(),
        database.alerts().newestActive(THREATS).stream().map(ReportController::threat).toList());
  }

  private static Tracking.Threat threat(StoredAlert alert) {
    Value properties = alert.document().get("properties");
    return new Tracking.Threat(
        Severity.of(properties.get("severity").textOr("")).orElse(Severity.LOW),
        alert.isIncident(),
        properties.get("alertDisplayName").textOr(""),
        properties.get("compromisedEntity").textOr(""),
        alert.started());
  }
}
