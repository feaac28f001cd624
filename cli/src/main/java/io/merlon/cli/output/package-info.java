/**
 * The forms of an assessment: terminal table, JSON, JSON lines, CSV, SARIF 2.1.0, OCSF 1.x and
 * HTML. In flow assessments one by one and then the report; out flows text, each escaped for its
 * reader.
 */
@NullMarked
package io.merlon.cli.output;

import org.jspecify.annotations.NullMarked;
