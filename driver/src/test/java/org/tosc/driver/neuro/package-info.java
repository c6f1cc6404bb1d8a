/// What the checker of Neuro-Lang refuses, and how it says so.
@NullMarked
package org.tosc.driver.neuro;

import org.jspecify.annotations.NullMarked;
