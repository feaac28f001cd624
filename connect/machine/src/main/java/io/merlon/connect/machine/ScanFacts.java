package io.merlon.connect.machine;

import io.merlon.model.ArrayValue;
import io.merlon.model.ObjectValue;
import io.merlon.model.Value;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Files with risky permissions, found by a bounded walk over the machine's own file system. */
final class ScanFacts implements FactGroup {
  private static final int KEPT = 1_000;

  @Override
  public String name() {
    return "scan";
  }

  @Override
  public void read(Machine machine, FactSink facts) throws IOException {
    FileWalk walk = FileWalk.run(machine);
    put("worldWritableFiles", walk.worldWritable(), walk, facts);
    put("worldWritableDirectoriesWithoutSticky", walk.withoutSticky(), walk, facts);
    if (machine.users().isEmpty() || machine.groups().isEmpty()) {
      facts.notRead("unownedFiles", "the accounts were not read");
    } else {
      put("unownedFiles", walk.unowned(), walk, facts);
    }
    owners(machine, walk, facts);
    facts.put(
        "scan",
        ObjectValue.builder()
            .put("complete", walk.incomplete().isEmpty())
            .put("filesSeen", walk.seen())
            .build());
    walk.incomplete().forEach(reason -> facts.notRead("scan", reason));
  }

  private static void owners(Machine machine, FileWalk walk, FactSink facts) {
    List<FileWalk.Found> special = new ArrayList<>(walk.setuid());
    special.addAll(walk.setgid());
    try {
      Map<String, String> packages =
          PackageOwners.of(machine, special.stream().map(FileWalk.Found::path).toList());
      facts.put("setuidFiles", found(machine, walk.setuid(), packages));
      facts.put("setgidFiles", found(machine, walk.setgid(), packages));
      List<String> strangers =
          special.stream()
              .map(FileWalk.Found::path)
              .filter(p -> !packages.containsKey(p))
              .distinct()
              .sorted()
              .toList();
      put("setuidUnpackaged", strangers, walk, facts);
    } catch (IOException e) {
      facts.notRead("setuidUnpackaged", e);
      facts.put("setuidFiles", found(machine, walk.setuid(), Map.of()));
      facts.put("setgidFiles", found(machine, walk.setgid(), Map.of()));
    }
  }

  private static Value found(
      Machine machine, List<FileWalk.Found> files, Map<String, String> packages) {
    return new ArrayValue(
        files.stream()
            .limit(KEPT)
            .<Value>map(f -> {
              ObjectValue.Builder file =
                  ObjectValue.builder()
                      .put("path", Texts.printable(f.path()))
                      .put("owner", machine.user(f.state().uid()))
                      .put("group", machine.group(f.state().gid()))
                      .put("mode", FactSink.octal(f.state().mode()));
              String owner = packages.get(f.path());
              return (owner == null ? file : file.put("package", owner)).build();
            })
            .toList());
  }

  private static Value paths(List<String> paths) {
    return FactSink.strings(paths.stream().limit(KEPT).map(Texts::printable).toList());
  }

  /** Nothing found by a walk that did not see all is no fact: it would read as all well. */
  private static void put(String fact, List<String> found, FileWalk walk, FactSink facts) {
    if (found.isEmpty() && !walk.incomplete().isEmpty()) {
      facts.notRead(fact, "none found, but not all files were seen");
    } else {
      facts.put(fact, paths(found));
    }
  }
}
