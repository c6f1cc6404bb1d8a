/// Guest errors: their kinds, the Java exception that carries them, and the factory for both.
package org.tosc.rt.error;
