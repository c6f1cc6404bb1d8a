/// The search for schedules of kernels, and the file that keeps what was found.
@NullMarked
package org.tosc.driver.tune;

import org.jspecify.annotations.NullMarked;
