/// Models on the engines that are present.
@NullMarked
package org.tosc.driver.model;

import org.jspecify.annotations.NullMarked;
