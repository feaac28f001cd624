package io.merlon.cli.client;

import io.merlon.cli.ExitCode;
import io.merlon.cli.Terminal;
import io.merlon.model.ArrayValue;
import io.merlon.model.ObjectValue;
import io.merlon.model.Value;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code merlon exempt}: leaves a resource out of a recommendation, by a policy exemption. */
@Command(
    name = "exempt",
    header = "Leave a resource out of a recommendation, for a reason and until a day.",
    mixinStandardHelpOptions = true)
public final class ExemptCommand implements Callable<Integer> {
  /** Why it may be left out, as policy exemptions know it. */
  enum Category {
    WAIVER("Waiver"),
    MITIGATED("Mitigated");

    private final String word;

    Category(String word) {
      this.word = word;
    }
  }

  private final Terminal terminal;

  @Mixin private ServerOptions server = new ServerOptions();

  @Parameters(index = "0", paramLabel = "RESOURCE", description = "The resource's ARM id.")
  private String resource = "";

  @Parameters(
      index = "1",
      paramLabel = "RECOMMENDATION",
      description = "Its name, as merlon recommendations lists it.")
  private String recommendation = "";

  @Option(
      names = "--reason",
      required = true,
      paramLabel = "TEXT",
      description = "Why it may be left out.")
  private String reason = "";

  @Option(
      names = "--category",
      required = true,
      paramLabel = "waiver|mitigated",
      description = "The risk is accepted, or met by other means.")
  private Category category = Category.WAIVER;

  @Option(
      names = "--until",
      paramLabel = "DATE",
      description = "The last day (UTC) of the exemption: 2030-01-31. Default: for good.")
  private Optional<LocalDate> until = Optional.empty();

  public ExemptCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException {
    List<Value> created = new ArrayList<>();
    try (ServerClient client = server.client()) {
      // asked first, so that a mistyped id is an error and not an exemption of nothing
      client.get(
          ServerClient.path(resource)
              + Arm.SECURITY
              + "assessments/"
              + ServerClient.encoded(recommendation));
      Value found =
          client.get(Arm.SECURITY + "recommendations/" + ServerClient.encoded(recommendation));
      for (Value reference : Arm.items(Arm.properties(found).get("policyReferences"))) {
        created.add(exempt(client, reference));
      }
    }
    if (server.isJson()) {
      ServerOptions.json(terminal, created);
    } else {
      created.forEach(one -> terminal.out().println(Terminal.plain(Arm.text(one.get("id")))));
    }
    return ExitCode.CLEAN;
  }

  /** One exemption for each assignment that has the recommendation; asked again, the same one. */
  private Value exempt(ServerClient client, Value reference) throws IOException {
    Value assignment = reference.get("policyAssignmentId");
    Value referenceId = reference.get("policyDefinitionReferenceId");
    String name =
        UUID.nameUUIDFromBytes(
                (Arm.text(assignment) + "|" + Arm.text(referenceId))
                    .toLowerCase(Locale.ROOT)
                    .getBytes(StandardCharsets.UTF_8))
            .toString();
    ObjectValue.Builder properties =
        ObjectValue.builder()
            .put("policyAssignmentId", assignment)
            .put("policyDefinitionReferenceIds", new ArrayValue(List.of(referenceId)))
            .put("exemptionCategory", category.word)
            .put("displayName", recommendation)
            .put("description", reason);
    until.ifPresent(day ->
        properties.put(
            "expiresOn", day.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant().toString()));
    return client
        .send(
            "PUT",
            ServerClient.path(resource)
                + "/providers/Microsoft.Authorization/policyExemptions/"
                + name,
            ObjectValue.builder().put("properties", properties.build()).build())
        .body();
  }
}
