/// The engine that emits JVM class files and runs them as hidden classes.
@NullMarked
package org.tosc.backends.jvm;

import org.jspecify.annotations.NullMarked;
