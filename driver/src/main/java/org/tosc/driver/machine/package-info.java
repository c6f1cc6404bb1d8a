/// Where the bundled models of machines meet the rest: artifacts of anybody run on one
/// ([Execution]), and kernels of programs where no CPU may or can run them ([ModelledX86]).
@NullMarked
package org.tosc.driver.machine;

import org.jspecify.annotations.NullMarked;
