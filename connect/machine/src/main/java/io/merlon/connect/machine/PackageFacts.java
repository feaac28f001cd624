package io.merlon.connect.machine;

import io.merlon.model.ArrayValue;
import io.merlon.model.Value;
import java.io.IOException;

/** The installed packages. */
final class PackageFacts implements FactGroup {
  @Override
  public String name() {
    return "packages";
  }

  @Override
  public void read(Machine machine, FactSink facts) throws IOException {
    PackageDatabase database = PackageDatabase.read(machine);
    if (database.kind() == PackageDatabase.Kind.NONE) {
      facts.notRead("packages", "no database of dpkg, rpm or apk is there");
      return;
    }
    facts.put("packageManager", database.kind().manager());
    facts.put(
        "packages",
        new ArrayValue(
            database.packages().stream().<Value>map(InstalledPackage::toValue).toList()));
  }
}
