package io.merlon.posture.nativeassessment;

import io.merlon.model.ArrayValue;
import io.merlon.model.PropertyName;
import io.merlon.model.Resource;
import io.merlon.model.Value;
import io.merlon.posture.nativeassessment.NativeAssessment.Code;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * "SQL servers on machines should have vulnerability findings resolved" does not apply to a machine
 * whose list of packages has no SQL Server. Where one is installed nothing is said here: its
 * findings are for the SQL plan to make.
 */
final class SqlServersOnMachines implements NativeAssessmentSource {
  static final String NAME = "f97aa83c-9b63-4f9a-99f6-b22c4398f936";

  private static final String PACKAGE = "mssql-server";
  private static final PropertyName PACKAGES = PropertyName.of("packages");
  private static final PropertyName PACKAGE_NAME = PropertyName.of("name");

  @Override
  public Set<String> names() {
    return Set.of(NAME);
  }

  @Override
  public void observe(Resource resource, Consumer<NativeAssessment> assessments) {
    if (!(MachineFacts.of(resource).get(PACKAGES) instanceof ArrayValue(List<Value> packages))
        || packages.isEmpty()) {
      return;
    }
    for (Value installed : packages) {
      if (installed.get(PACKAGE_NAME).textOr("").equals(PACKAGE)) {
        return;
      }
    }
    assessments.accept(
        new NativeAssessment(
            resource.id(),
            NAME,
            Code.NOT_APPLICABLE,
            "NoSqlServer",
            "None of the " + packages.size() + " installed packages is SQL Server."));
  }
}
