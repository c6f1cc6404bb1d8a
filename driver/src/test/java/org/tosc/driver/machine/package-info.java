/// Tests of models in the place of machines.
@org.jspecify.annotations.NullMarked
package org.tosc.driver.machine;
