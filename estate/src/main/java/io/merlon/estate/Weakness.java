package io.merlon.estate;

/**
 * Something that is wrong with some resources of a kind.
 *
 * @param name also the name of the definition that finds it, after {@code estate-}
 * @param control the id of the security control that it counts in
 * @param kind the kind of resource that is unhealthy then
 * @param shownBy the kind that shows it: the same one, or one that is related to it
 * @param purpose what it contributes to the dice
 */
record Weakness(String name, String control, String kind, String shownBy, long purpose) {
  Weakness(String name, String control, String kind, String shownBy) {
    this(name, control, kind, shownBy, Dice.purpose(name));
  }

  boolean isShownByAnother() {
    return !kind.equals(shownBy);
  }
}
