@NullMarked
package org.tosc.driver.functions;

import org.jspecify.annotations.NullMarked;
