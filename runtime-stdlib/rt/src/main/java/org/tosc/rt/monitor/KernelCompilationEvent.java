package org.tosc.rt.monitor;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/// The event `org.tosc.KernelCompilation` of the flight recorder.
@Name("org.tosc.KernelCompilation")
@Label("Kernel Compilation")
@Description("A kernel was made")
@Category("tosc")
@StackTrace(false)
public final class KernelCompilationEvent extends Event {
  @Label("Device")
  private final String device;

  /// Begins it.
  ///
  /// @param device where it will run
  public KernelCompilationEvent(String device) {
    this.device = device;
    begin();
  }

  public String device() {
    return device;
  }
}
