/// What a session has done and used: counters by engine, uses of permissions, memory and times, for
/// the statement `monitor`; and the same as events of the JDK's flight recorder.
///
/// ```text
/// jcmd PID JFR.start   or   java -XX:StartFlightRecording …
///   org.tosc.KernelRun           a kernel ran: on which device, for how long
///   org.tosc.KernelCompilation   a kernel was made: for which device, for how long
///   org.tosc.Statement           a run-time statement: which, for how long
/// ```
///
/// Without a recording an event is a field that nobody reads.
@NullMarked
package org.tosc.rt.monitor;

import org.jspecify.annotations.NullMarked;
