package io.merlon.connect.machine;

import io.merlon.model.ObjectValue;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The distribution, as os-release(5) tells it. */
final class OsFacts implements FactGroup {
  @Override
  public String name() {
    return "os";
  }

  @Override
  public void read(Machine machine, FactSink facts) throws IOException {
    Optional<Map<String, String>> found = release(machine.files());
    if (found.isEmpty()) {
      facts.notRead("os", "neither /etc/os-release nor /usr/lib/os-release is there");
      return;
    }
    Map<String, String> release = found.get();
    ObjectValue.Builder os = ObjectValue.builder();
    os.put("id", release.getOrDefault("ID", "linux"));
    os.put("idLike", FactSink.strings(Texts.words(release.getOrDefault("ID_LIKE", ""))));
    os.put("versionId", release.getOrDefault("VERSION_ID", ""));
    os.put("prettyName", release.getOrDefault("PRETTY_NAME", "Linux"));
    String codename = release.getOrDefault("VERSION_CODENAME", "");
    if (!codename.isEmpty()) {
      os.put("codename", codename);
    }
    endOfLife(machine.files(), release, codename).ifPresent(day -> os.put("endOfLife", day));
    facts.put("os", os.build());
  }

  static Optional<Map<String, String>> release(MachineFiles files) throws IOException {
    for (String path : List.of("/etc/os-release", "/usr/lib/os-release")) {
      Optional<String> text = files.text(path);
      if (text.isPresent()) {
        return text.map(Texts::assignments);
      }
    }
    return Optional.empty();
  }

  /** SUPPORT_END of os-release, else the table of the distro-info-data package where installed. */
  private static Optional<String> endOfLife(
      MachineFiles files, Map<String, String> release, String codename) {
    String end = release.getOrDefault("SUPPORT_END", "");
    if (!end.isEmpty() || codename.isEmpty()) {
      return Optional.of(end).filter(e -> !e.isEmpty());
    }
    String id = release.getOrDefault("ID", "");
    if (!id.equals("debian") && !id.equals("ubuntu")) {
      return Optional.empty();
    }
    List<String> rows =
        files.quiet("/usr/share/distro-info/" + id + ".csv").orElse("").lines().toList();
    if (rows.isEmpty()) {
      return Optional.empty();
    }
    List<String> columns = List.of(rows.getFirst().split(",", -1));
    int series = columns.indexOf("series");
    int eol = columns.indexOf("eol");
    return rows.stream()
        .map(row -> row.split(",", -1))
        .filter(row -> series >= 0 && eol >= 0 && row.length > Math.max(series, eol))
        .filter(row -> row[series].equals(codename) && !row[eol].isBlank())
        .map(row -> row[eol])
        .findFirst();
  }
}
