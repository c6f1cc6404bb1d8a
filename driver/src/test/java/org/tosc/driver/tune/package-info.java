@NullMarked
package org.tosc.driver.tune;

import org.jspecify.annotations.NullMarked;
