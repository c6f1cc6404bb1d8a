@NullMarked
package org.tosc.driver.measure;

import org.jspecify.annotations.NullMarked;
