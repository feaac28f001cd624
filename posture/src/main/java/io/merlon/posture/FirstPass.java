package io.merlon.posture;

import io.merlon.model.Resource;
import io.merlon.model.ResourceId;
import io.merlon.model.ResourceType;
import io.merlon.policy.ExistenceIndex;
import io.merlon.posture.nativeassessment.NativeAssessment;
import io.merlon.posture.nativeassessment.NativeAssessmentSource;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What the first pass over an inventory gathers: the related resources that existence checks look
 * for, and the native assessments, which are related resources too. An assessment that the
 * inventory brings itself goes before one of ours of the same name; of several of ours of one
 * resource the worst holds.
 */
final class FirstPass {
  private static final Comparator<Told> WORST_FIRST =
      Comparator.comparingInt((Told told) -> rank(told.assessment().code()))
          .thenComparing(told -> told.by().folded());

  private final ExistenceIndex.Builder existence;
  private final ExistenceIndex index;
  private final List<NativeAssessmentSource> sources;
  private final Set<String> ourNames = new HashSet<>();
  private final Map<Subject, List<Told>> told = new HashMap<>();
  private final Map<ResourceId, Set<Subject>> toldOfOthers = new HashMap<>();
  private final Set<Subject> brought = new HashSet<>();
  private final Set<Subject> standing = new HashSet<>();
  private final Set<Subject> open = new LinkedHashSet<>();
  private final Map<String, Map<ResourceId, String>> notApplicable = new HashMap<>();

  /** What an assessment is about: the resource, and the name (lower case) of what is asked. */
  private record Subject(ResourceId assessed, String name) {
    static Optional<Subject> of(ResourceId assessment) {
      return assessment
          .parent()
          .map(
              assessed -> new Subject(assessed, assessment.lastSegment().toLowerCase(Locale.ROOT)));
    }
  }

  /** An assessment of ours and the resource that told it. */
  private record Told(ResourceId by, NativeAssessment assessment) {}

  FirstPass(ExistenceIndex.Builder existence, List<NativeAssessmentSource> sources) {
    this.existence = existence;
    this.index = existence.build();
    this.sources = sources;
    sources.forEach(source -> ourNames.addAll(source.names()));
  }

  ExistenceIndex existence() {
    return index;
  }

  /** By resource why an assessment of this name (lower case) left it out; as it is at any time. */
  Map<ResourceId, String> notApplicable(String name) {
    return notApplicable.computeIfAbsent(name, none -> new HashMap<>());
  }

  /** Takes a resource that was not there before. */
  void observe(Resource resource) {
    existence.observe(resource);
    take(resource, new Touched());
  }

  /**
   * Takes a resource in place of what was known of it.
   *
   * @param before its type so far; absent when it is new
   * @param now absent when it is gone
   */
  void exchange(
      ResourceId id, Optional<ResourceType> before, Optional<Resource> now, Touched touched) {
    Stream.concat(
            ourNames.stream().map(name -> new Subject(id, name)),
            Optional.ofNullable(toldOfOthers.remove(id)).stream().flatMap(Set::stream))
        .forEach(subject -> retract(subject, id));
    Optional<Subject> subject = Subject.of(id);
    if (before.filter(NativeAssessment.TYPE::equals).isPresent()) {
      subject.ifPresent(one -> {
        note(one, Optional.empty(), touched);
        brought.remove(one);
        open.add(one);
      });
    }
    boolean ours = subject.filter(standing::contains).isPresent();
    if (!ours) {
      touched.add(id, existence.exchange(id, before, now));
    } else if (now.isPresent()) {
      touched.add(id, existence.exchange(id, Optional.of(NativeAssessment.TYPE), now));
    }
    now.ifPresent(resource -> take(resource, touched));
  }

  private void retract(Subject subject, ResourceId by) {
    List<Told> all = told.get(subject);
    if (all != null) {
      List<Told> left = all.stream().filter(one -> !one.by().equals(by)).toList();
      if (left.isEmpty()) {
        told.remove(subject);
      } else {
        told.put(subject, left);
      }
      open.add(subject);
    }
  }

  private void take(Resource resource, Touched touched) {
    if (resource.type().equals(NativeAssessment.TYPE)) {
      Subject.of(resource.id())
          .ifPresent(subject -> {
            note(subject, Optional.of(resource), touched);
            if (ourNames.contains(subject.name())) {
              brought.add(subject);
              open.add(subject);
            }
          });
    }
    for (NativeAssessmentSource source : sources) {
      source.observe(resource, assessment -> tell(resource.id(), assessment));
    }
  }

  private void tell(ResourceId by, NativeAssessment assessment) {
    Subject subject = new Subject(assessment.assessed(), assessment.name());
    told.merge(
        subject,
        List.of(new Told(by, assessment)),
        (some, one) -> Stream.concat(some.stream(), one.stream()).toList());
    if (!by.equals(assessment.assessed())) {
      toldOfOthers.computeIfAbsent(by, none -> new HashSet<>()).add(subject);
    }
    open.add(subject);
  }

  /** Puts our assessments where they are looked for, after a number of changes. */
  void settle(Touched touched) {
    for (Subject subject : List.copyOf(open)) {
      if (brought.contains(subject)) {
        standing.remove(subject);
      } else {
        settle(subject, touched);
      }
    }
    open.clear();
  }

  private void settle(Subject subject, Touched touched) {
    Optional<Resource> now =
        told.getOrDefault(subject, List.of()).stream()
            .min(WORST_FIRST)
            .map(one -> one.assessment().toResource());
    boolean before = now.isPresent() ? !standing.add(subject) : standing.remove(subject);
    if (before || now.isPresent()) {
      ResourceId id = NativeAssessment.id(subject.assessed(), subject.name());
      touched.add(
          id,
          existence.exchange(
              id, before ? Optional.of(NativeAssessment.TYPE) : Optional.empty(), now));
      note(subject, now, touched);
    }
  }

  /** Forgets how our assessments came about, for an inventory that does not change any more. */
  void close() {
    told.clear();
    toldOfOthers.clear();
    brought.clear();
    standing.clear();
  }

  /** A definition that looks for an assessment holds for one that is not applicable, too. */
  private void note(Subject subject, Optional<Resource> assessment, Touched touched) {
    Map<ResourceId, String> reasons = notApplicable(subject.name());
    Optional<String> why = assessment.flatMap(FirstPass::whyNotApplicable);
    Optional<String> before =
        Optional.ofNullable(
            why.isPresent()
                ? reasons.put(subject.assessed(), why.get())
                : reasons.remove(subject.assessed()));
    if (!why.equals(before)) {
      touched.add(subject.assessed());
    }
  }

  private static Optional<String> whyNotApplicable(Resource assessment) {
    var status = assessment.document().get("properties").get("status");
    return status.get("code").textOr("").equalsIgnoreCase("NotApplicable")
        ? Optional.of(status.get("description").textOr(status.get("cause").textOr("")))
        : Optional.empty();
  }

  private static int rank(NativeAssessment.Code code) {
    return switch (code) {
      case UNHEALTHY -> 0;
      case HEALTHY -> 1;
      case NOT_APPLICABLE -> 2;
    };
  }
}
