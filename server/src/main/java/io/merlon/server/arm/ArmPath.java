package io.merlon.server.arm;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A request's path, read as ARM does: a scope, then a provider with types and names by turns.
 *
 * @param scope what it is about: a subscription, a resource group, a resource; empty for the tenant
 * @param type the provider and its types, in lower case: {@code microsoft.security/securescores}
 * @param names the names, one for each type; one fewer when a collection or an action is meant
 * @param text the path as it was given, without a slash at its end
 */
record ArmPath(String scope, String type, List<String> names, String text) {
  private static final String PROVIDERS = "/providers/";

  ArmPath {
    names = List.copyOf(names);
  }

  static ArmPath of(String path) {
    String text = path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    int at = text.toLowerCase(Locale.ROOT).lastIndexOf(PROVIDERS);
    if (at < 0) {
      return ofContainer(text);
    }
    List<String> segments = List.of(text.substring(at + PROVIDERS.length()).split("/", -1));
    StringBuilder type = new StringBuilder(segments.getFirst());
    List<String> names = new ArrayList<>();
    for (int i = 1; i < segments.size(); i++) {
      if (i % 2 == 1) {
        type.append('/').append(segments.get(i));
      } else {
        names.add(segments.get(i));
      }
    }
    return new ArmPath(
        text.substring(0, at), type.toString().toLowerCase(Locale.ROOT), names, text);
  }

  /** What has no provider: tenants, subscriptions, resource groups and the lists below them. */
  private static ArmPath ofContainer(String text) {
    String[] segments = text.split("/", -1);
    StringBuilder type = new StringBuilder();
    List<String> names = new ArrayList<>();
    for (int i = 1; i < segments.length; i++) {
      if (i % 2 == 1) {
        type.append(type.isEmpty() ? "" : "/").append(segments[i].toLowerCase(Locale.ROOT));
      } else {
        names.add(segments[i]);
      }
    }
    int last = text.lastIndexOf('/');
    boolean collection = segments.length % 2 == 0;
    return new ArmPath(
        collection && last > 0 ? text.substring(0, last) : "", type.toString(), names, text);
  }

  /** Whether it names one thing, and not a collection or an action. */
  boolean isItem() {
    return names.size() == type.chars().filter(c -> c == '/').count() + (hasProvider() ? 0 : 1);
  }

  boolean hasProvider() {
    return type.contains(".");
  }

  String lastName() {
    return names.isEmpty() ? "" : names.getLast();
  }

  String foldedScope() {
    return scope.toLowerCase(Locale.ROOT);
  }

  String folded() {
    return text.toLowerCase(Locale.ROOT);
  }
}
