/// What a Snitch cluster did, written down: as text, for Perfetto, and as a picture of a pipeline.
package org.tosc.backends.machines.snitch.trace;
