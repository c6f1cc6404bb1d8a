/// Whether engines agree: functions on generated arguments within what the operations' rows allow,
/// and what programs print.
@NullMarked
package org.tosc.driver.compare;

import org.jspecify.annotations.NullMarked;
