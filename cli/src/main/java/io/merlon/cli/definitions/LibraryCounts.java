package io.merlon.cli.definitions;

import io.merlon.policy.PolicyLibrary;
import io.merlon.policy.PolicyProblem;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Every document of a library, counted once.
 *
 * @param loaded definitions and initiatives that can be evaluated
 * @param classed definitions that cannot be evaluated from a resource alone
 * @param failed documents that are wrong
 */
public record LibraryCounts(long loaded, long classed, long failed) {
  /** Where a document stands in a file that holds several. */
  private static final Pattern DOCUMENT = Pattern.compile("(?:/value)?/\\d+");

  /** The counts of a library and of what could not become a part of it. */
  public static LibraryCounts of(PolicyLibrary library) {
    long classed = library.definitions().stream().filter(d -> d.notEvaluable().isPresent()).count();
    long all = (long) library.definitions().size() + library.initiatives().size();
    return new LibraryCounts(all - classed, classed, documents(library.problems()));
  }

  private static long documents(Collection<PolicyProblem> problems) {
    Set<String> documents = new HashSet<>();
    for (PolicyProblem problem : problems) {
      Matcher place = DOCUMENT.matcher(problem.pointer());
      documents.add(problem.source() + '#' + (place.lookingAt() ? place.group() : ""));
    }
    return documents.size();
  }
}
