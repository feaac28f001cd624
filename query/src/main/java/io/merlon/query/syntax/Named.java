package io.merlon.query.syntax;

/**
 * An expression with the name that was given to it.
 *
 * @param name empty where none was given
 */
public record Named(String name, Expression expression, Place place) {}
