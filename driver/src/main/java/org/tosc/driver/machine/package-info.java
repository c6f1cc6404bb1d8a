/// Where the bundled models of machines meet the rest: artifacts of anybody run on one
/// ([Execution]).
@NullMarked
package org.tosc.driver.machine;

import org.jspecify.annotations.NullMarked;
