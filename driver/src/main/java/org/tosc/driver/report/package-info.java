/// Diagnostics in the forms that people and programs read.
@NullMarked
package org.tosc.driver.report;

import org.jspecify.annotations.NullMarked;
