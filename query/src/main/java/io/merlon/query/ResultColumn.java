package io.merlon.query;

/** A column of a result. */
public record ResultColumn(String name, ColumnType type) {}
