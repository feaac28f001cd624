/** How an assessment is shown to people who read rather than query: one self-contained page. */
@NullMarked
package io.merlon.report;

import org.jspecify.annotations.NullMarked;
