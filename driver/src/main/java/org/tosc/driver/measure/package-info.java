/// How long functions take on engines, and what the machine could do at best: what `tosc bench` and
/// `tosc tune` measure.
@NullMarked
package org.tosc.driver.measure;

import org.jspecify.annotations.NullMarked;
