package io.merlon.model;

import java.util.Locale;
import java.util.Optional;

/**
 * An ARM resource id, such as {@code
 * /subscriptions/S/resourceGroups/G/providers/Microsoft.Sql/servers/a/databases/b}. Equal to every
 * other spelling that differs in case only, as ARM holds it.
 *
 * <p>Ids that ARM would not give (a bare name, say) are taken as they are: they have no
 * subscription, group or parent.
 */
public final class ResourceId {
  private static final String SUBSCRIPTIONS = "/subscriptions/";
  private static final String GROUPS = "/resourcegroups/";
  private static final String PROVIDERS = "/providers/";

  private final String text;
  private final String folded;

  private ResourceId(String text, String folded) {
    this.text = text;
    this.folded = folded;
  }

  /** The id that begins this one; its folded form is not folded again. */
  private ResourceId upTo(int end) {
    return text.length() == folded.length()
        ? new ResourceId(text.substring(0, end), folded.substring(0, end))
        : of(text.substring(0, end));
  }

  public static ResourceId of(String text) {
    String id =
        text.length() > 1 && text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
    return new ResourceId(id, id.toLowerCase(Locale.ROOT));
  }

  /** The id as it was written, without a slash at its end. */
  public String text() {
    return text;
  }

  /** The id in lower case: equal for all spellings of one id. */
  public String folded() {
    return folded;
  }

  /** The name of the subscription that holds the resource. */
  public Optional<String> subscription() {
    if (!folded.startsWith(SUBSCRIPTIONS)) {
      return Optional.empty();
    }
    int start = SUBSCRIPTIONS.length();
    return Optional.of(text.substring(start, segmentEnd(start)));
  }

  /** The name of the resource group that holds the resource. */
  public Optional<String> resourceGroup() {
    int end = groupEnd();
    return end < 0
        ? Optional.empty()
        : Optional.of(text.substring(folded.lastIndexOf('/', end - 1) + 1, end));
  }

  /** The id of the subscription that holds the resource. */
  public Optional<ResourceId> subscriptionId() {
    return folded.startsWith(SUBSCRIPTIONS)
        ? Optional.of(upTo(segmentEnd(SUBSCRIPTIONS.length())))
        : Optional.empty();
  }

  /** The id of the resource group that holds the resource. */
  public Optional<ResourceId> resourceGroupId() {
    int end = groupEnd();
    return end < 0 ? Optional.empty() : Optional.of(upTo(end));
  }

  /** The last segment: the resource's own name without its parents'. */
  public String lastSegment() {
    return text.substring(text.lastIndexOf('/') + 1);
  }

  /**
   * What this resource belongs to: the parent of a child resource, the resource that an extension
   * resource extends, or the resource group or subscription; nothing above a subscription.
   */
  public Optional<ResourceId> parent() {
    int provider = folded.lastIndexOf(PROVIDERS);
    if (provider < 0) {
      int group = folded.indexOf(GROUPS);
      return group > 0 ? Optional.of(upTo(group)) : Optional.empty();
    }
    int typeStart = provider + PROVIDERS.length();
    int cut = lastSlash(lastSlash(folded.length()));
    // namespace/type/name is the shortest that a resource below a provider has
    boolean child = cut > folded.indexOf('/', typeStart);
    if (child) {
      return Optional.of(upTo(cut));
    }
    return provider == 0 ? Optional.empty() : Optional.of(upTo(provider));
  }

  /** The type that the id spells, from its last provider on. */
  public Optional<ResourceType> type() {
    int provider = folded.lastIndexOf(PROVIDERS);
    if (provider < 0) {
      if (folded.contains(GROUPS)) {
        return Optional.of(ResourceType.of("Microsoft.Resources/subscriptions/resourceGroups"));
      }
      return folded.startsWith(SUBSCRIPTIONS)
          ? Optional.of(ResourceType.of("Microsoft.Resources/subscriptions"))
          : Optional.empty();
    }
    String[] segments = text.substring(provider + PROVIDERS.length()).split("/", -1);
    if (segments.length < 3) {
      return Optional.empty();
    }
    StringBuilder type = new StringBuilder(segments[0]);
    for (int i = 1; i < segments.length; i += 2) {
      type.append('/').append(segments[i]);
    }
    return Optional.of(ResourceType.of(type.toString()));
  }

  /** Whether the resource is this scope itself or lies anywhere below it. */
  public boolean isWithin(ResourceId scope) {
    return folded.startsWith(scope.folded)
        && (folded.length() == scope.folded.length()
            || scope.folded.equals("/")
            || folded.charAt(scope.folded.length()) == '/');
  }

  private int groupEnd() {
    int group = folded.indexOf(GROUPS);
    return group < 0 ? -1 : segmentEnd(group + GROUPS.length());
  }

  private int segmentEnd(int start) {
    int end = folded.indexOf('/', start);
    return end < 0 ? folded.length() : end;
  }

  private int lastSlash(int before) {
    return before <= 0 ? -1 : folded.lastIndexOf('/', before - 1);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ResourceId id && id.folded.equals(folded);
  }

  @Override
  public int hashCode() {
    return folded.hashCode();
  }

  @Override
  public String toString() {
    return text;
  }
}
