package org.tosc.rt.monitor;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/// The event `org.tosc.KernelRun` of the flight recorder.
@Name("org.tosc.KernelRun")
@Label("Kernel Run")
@Description("A kernel ran")
@Category("tosc")
@StackTrace(false)
public final class KernelRunEvent extends Event {
  @Label("Device")
  private final String device;

  /// Begins it.
  ///
  /// @param device where it ran
  public KernelRunEvent(String device) {
    this.device = device;
    begin();
  }

  public String device() {
    return device;
  }
}
