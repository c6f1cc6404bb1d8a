/// The engine that emits JVM class files.
package org.tosc.backends.jvm;
