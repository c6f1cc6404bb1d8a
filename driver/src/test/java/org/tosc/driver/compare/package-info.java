@NullMarked
package org.tosc.driver.compare;

import org.jspecify.annotations.NullMarked;
