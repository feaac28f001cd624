package io.merlon.query.evaluate;

/** A pipeline that was planned: its rows and their columns. */
record Planned(Rows rows, Scope scope) {}
