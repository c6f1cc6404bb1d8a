package org.tosc.rt.monitor;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/// The event `org.tosc.Statement` of the flight recorder.
@Name("org.tosc.Statement")
@Label("Run-time Statement")
@Description("A run-time statement")
@Category("tosc")
@StackTrace(false)
public final class StatementEvent extends Event {
  @Label("Statement")
  private final String statement;

  /// Begins it.
  ///
  /// @param statement the statement's words
  public StatementEvent(String statement) {
    this.statement = statement;
    begin();
  }

  public String statement() {
    return statement;
  }
}
