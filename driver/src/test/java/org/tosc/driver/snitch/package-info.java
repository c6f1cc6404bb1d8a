/// Tests of code for Snitch on the model of its cluster.
@org.jspecify.annotations.NullMarked
package org.tosc.driver.snitch;
