package io.merlon.detection;

import io.merlon.detection.FieldPath.Positions;
import io.merlon.model.ObjectValue;
import io.merlon.model.Value;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Finds where an event has the fields that rules ask for, whatever shape it was recorded in: flat,
 * as Windows writes events ({@code Event.System}, {@code Event.EventData}), or as shippers nest
 * them.
 */
final class FieldPaths {
  private static final int MAX_STEPS = 32;

  /** What Windows' own process event calls what rules call so. */
  private static final Map<String, String> OF_PROCESS_CREATED =
      Map.of(
          "image", "NewProcessName",
          "parentimage", "ParentProcessName",
          "user", "SubjectUserName",
          "logonid", "SubjectLogonId",
          "processid", "NewProcessId",
          "parentprocessid", "ProcessId",
          "integritylevel", "MandatoryLabel");

  private final ObjectValue event;
  private final List<Root> roots = new ArrayList<>();

  /** An object in which fields are looked for, and where it lies. */
  private record Root(List<Integer> place, ObjectValue object) {
    Optional<List<Integer>> find(String name) {
      for (int i = 0; i < object.size(); i++) {
        if (object.nameAt(i).text().equalsIgnoreCase(name)) {
          return Optional.of(plus(place, i));
        }
      }
      return Optional.empty();
    }

    Optional<Root> below(String name) {
      return find(name)
          .flatMap(found ->
              object.valueAt(found.getLast()) instanceof ObjectValue inner
                  ? Optional.of(new Root(found, inner))
                  : Optional.empty());
    }

    private static List<Integer> plus(List<Integer> place, int step) {
      List<Integer> longer = new ArrayList<>(place);
      longer.add(step);
      return List.copyOf(longer);
    }
  }

  FieldPaths(ObjectValue event) {
    this.event = event;
    Root whole = new Root(List.of(), event);
    roots.add(whole);
    Optional<Root> windows = whole.below("Event");
    windows.flatMap(root -> root.below("EventData")).ifPresent(roots::add);
    windows.flatMap(root -> root.below("System")).ifPresent(roots::add);
    windows.flatMap(root -> root.below("UserData")).ifPresent(this::addUserData);
    Optional<Root> shipped = whole.below("winlog");
    shipped.flatMap(root -> root.below("event_data")).ifPresent(roots::add);
    shipped.ifPresent(roots::add);
  }

  private void addUserData(Root user) {
    roots.add(user);
    for (int i = 0; i < user.object.size(); i++) {
      user.below(user.object.nameAt(i).text()).ifPresent(roots::add);
    }
  }

  FieldPath find(String field) {
    return inRoots(field)
        .or(() -> otherName(field))
        .<FieldPath>map(place -> new FieldPath.At(new Positions(place)))
        .or(() -> nested(field))
        .orElse(FieldPath.ABSENT);
  }

  private Optional<List<Integer>> inRoots(String name) {
    return roots.stream().flatMap(root -> root.find(name).stream()).findFirst();
  }

  private Optional<List<Integer>> otherName(String field) {
    if (field.equalsIgnoreCase("Provider_Name")) {
      return provider().or(() -> inRoots("SourceName"));
    }
    if (field.equals("EventID")) {
      return inRoots("event_id");
    }
    Optional<String> alias =
        Optional.ofNullable(OF_PROCESS_CREATED.get(field.toLowerCase(Locale.ROOT)));
    return alias.isPresent() && inRoots("NewProcessName").isPresent()
        ? inRoots(alias.get())
        : spaced(field);
  }

  private Optional<List<Integer>> provider() {
    return roots.stream()
        .flatMap(root -> root.below("Provider").stream())
        .flatMap(root -> root.below("#attributes").stream())
        .flatMap(root -> root.find("Name").stream())
        .findFirst();
  }

  /** Windows Defender says {@code Threat Name} where rules say {@code ThreatName}. */
  private Optional<List<Integer>> spaced(String field) {
    for (Root root : roots) {
      for (int i = 0; i < root.object.size(); i++) {
        String name = root.object.nameAt(i).text();
        if (name.indexOf(' ') > 0 && name.replace(" ", "").equalsIgnoreCase(field)) {
          return Optional.of(Root.plus(root.place, i));
        }
      }
    }
    return Optional.empty();
  }

  /** By way of dots: as far as objects lead by position, from a list on by name. */
  private Optional<FieldPath> nested(String field) {
    if (field.indexOf('.') < 0) {
      return Optional.empty();
    }
    List<String> steps = Arrays.asList(field.split("\\.", MAX_STEPS));
    return roots.stream().flatMap(root -> nested(root, steps).stream()).findFirst();
  }

  private Optional<FieldPath> nested(Root root, List<String> steps) {
    Root at = root;
    for (int i = 0; i < steps.size(); i++) {
      Optional<List<Integer>> place = at.find(steps.get(i));
      if (place.isEmpty()) {
        return Optional.empty();
      }
      if (i == steps.size() - 1) {
        return Optional.of(new FieldPath.At(new Positions(place.get())));
      }
      Value value = at.object.valueAt(place.get().getLast());
      if (!(value instanceof ObjectValue inner)) {
        FieldPath path =
            new FieldPath.Below(
                new Positions(place.get()), List.copyOf(steps.subList(i + 1, steps.size())));
        return path.in(event).isAbsent() ? Optional.empty() : Optional.of(path);
      }
      at = new Root(place.get(), inner);
    }
    return Optional.empty();
  }
}
