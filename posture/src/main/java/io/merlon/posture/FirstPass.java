package io.merlon.posture;

import io.merlon.model.Resource;
import io.merlon.model.ResourceId;
import io.merlon.policy.ExistenceIndex;
import io.merlon.posture.nativeassessment.NativeAssessment;
import io.merlon.posture.nativeassessment.NativeAssessmentSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * What the first pass over an inventory gathers: the related resources that existence checks look
 * for, and the native assessments, which are related resources too. An assessment that the
 * inventory brings itself goes before one of ours of the same name.
 */
final class FirstPass {
  private final ExistenceIndex.Builder existence;
  private final List<NativeAssessmentSource> sources;
  private final Set<String> ourNames = new HashSet<>();
  private final Set<String> broughtIds = new HashSet<>();
  private final List<NativeAssessment> ours = new ArrayList<>();
  private final Map<String, Map<ResourceId, String>> notApplicable = new HashMap<>();

  /**
   * What the second pass works with.
   *
   * @param existence the related resources
   * @param notApplicable by the name (lower case) of an assessment the resources that its source
   *     left out, with why
   */
  record Result(ExistenceIndex existence, Map<String, Map<ResourceId, String>> notApplicable) {}

  FirstPass(ExistenceIndex.Builder existence, List<NativeAssessmentSource> sources) {
    this.existence = existence;
    this.sources = sources;
    sources.forEach(source -> ourNames.addAll(source.names()));
  }

  void observe(Resource resource) {
    existence.observe(resource);
    if (resource.type().equals(NativeAssessment.TYPE)) {
      note(resource);
      if (ourNames.contains(resource.id().lastSegment().toLowerCase(Locale.ROOT))) {
        broughtIds.add(resource.id().folded());
      }
    }
    for (NativeAssessmentSource source : sources) {
      source.observe(resource, ours::add);
    }
  }

  Result finish() {
    for (NativeAssessmentSource source : sources) {
      source.finish(ours::add);
    }
    for (NativeAssessment assessment : ours) {
      if (!broughtIds.contains(assessment.id().folded())) {
        Resource resource = assessment.toResource();
        existence.observe(resource);
        note(resource);
      }
    }
    ours.clear();
    broughtIds.clear();
    return new Result(existence.build(), notApplicable);
  }

  /** A definition that looks for an assessment holds for one that is not applicable, too. */
  private void note(Resource assessment) {
    var status = assessment.document().get("properties").get("status");
    if (status.get("code").textOr("").equalsIgnoreCase("NotApplicable")) {
      String name = assessment.id().lastSegment().toLowerCase(Locale.ROOT);
      String why = status.get("description").textOr(status.get("cause").textOr(""));
      assessment
          .id()
          .parent()
          .ifPresent(assessed ->
              notApplicable.computeIfAbsent(name, none -> new HashMap<>()).put(assessed, why));
    }
  }
}
